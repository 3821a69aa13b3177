// SPDX-License-Identifier: Apache-2.0
// Signals as flags that may be asked for at any time, and a wait that a signal ends.
#ifndef CREADLINE_SIGNALS_H
#define CREADLINE_SIGNALS_H

/// Takes over SIGINT, SIGTERM and SIGHUP, except those that the parent has had ignored.
/// Returns 0, or the error number of what the system refused.
int signals_install(void);

/// How urgently the user has asked to stop since the last `signals_clear_interrupt`: 0 not at all,
/// 1 with one Ctrl-C, 2 with a second one within two seconds. A Ctrl-C that comes a second or more
/// after that, still unanswered, ends the process.
int signals_interrupt_level(void);

/// Forgets the interrupts so far. To be called just before a prompt, never after reading from it:
/// a Ctrl-C typed right behind Enter is meant for the statement.
void signals_clear_interrupt(void);

/// 1 once SIGTERM or SIGHUP has arrived, else 0. A second one ends the process.
int signals_terminated(void);

/// Waits until `descriptor` can be read: 1 for input (or its end), 0 for a signal of any kind, -1 for
/// an error, which is in `errno`. Returns at once while an interrupt or an end is unanswered.
int signals_wait(int descriptor);

/// Keeps the terminal's settings of this moment, to be put back if a signal ends the process.
void signals_keep_terminal(void);

/// Whether Ctrl-C and requests to end take effect at once: while there is nothing to be kept.
void signals_end_at_once(int on);

#endif
