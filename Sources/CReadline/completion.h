// SPDX-License-Identifier: Apache-2.0
// Tab and Alt-H, on behalf of creadline.c.
#ifndef CREADLINE_COMPLETION_H
#define CREADLINE_COMPLETION_H

#include "creadline.h"

// Lets an assistant answer Tab and Alt-H. To be called before readline reads ~/.inputrc.
void completion_start(creadline_assistant assistant);

#endif
