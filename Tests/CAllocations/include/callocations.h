// SPDX-License-Identifier: Apache-2.0
// Counts what a thread allocates, so that a test can say that there is nothing.
#ifndef CALLOCATIONS_H
#define CALLOCATIONS_H

/// How many blocks of memory the calling thread has asked for; -1 where they are not counted.
long callocations_of_this_thread(void);

#endif
