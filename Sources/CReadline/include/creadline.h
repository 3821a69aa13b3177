// SPDX-License-Identifier: Apache-2.0
// Line editing. This target alone sees GNU readline's headers.
#ifndef CREADLINE_H
#define CREADLINE_H

#include <stddef.h>

/// How `creadline_read` ended.
enum {
  creadline_line = 0,         ///< a line was entered
  creadline_end = 1,          ///< Ctrl-D on an empty line, or the terminal is gone
  creadline_interrupted = 2,  ///< Ctrl-C: what was typed is dropped
  creadline_terminated = 3,   ///< SIGTERM or SIGHUP
  creadline_failed = 4,       ///< the terminal cannot be waited for
};

/// Who answers the keys that ask for something while a line is being typed. The functions get
/// `context`, and the line with the place of the cursor in bytes.
typedef struct {
  void *context;
  /// Tab: tells each completion with `creadline_offer`, in the order in which they are to be shown.
  void (*complete)(void *context, const char *line, int point);
  /// The completions told last, for the screen: lines that end in a line feed, from `malloc`, or
  /// NULL.
  char *(*list)(void *context, int rows, int columns);
  /// Alt-H: what there is to say about the word at the cursor, like `list`.
  char *(*explain)(void *context, const char *line, int point, int columns);
  /// The first prompt stands on the screen: the time to add the history, before a key is read.
  void (*begin)(void *context);
} creadline_assistant;

/// Prepares line editing for UTF-8, whatever the locale, with a history of at most `history_limit`
/// entries. `application` is the name that `$if` in ~/.inputrc asks for; what that file says wins
/// over the keys and settings that are made here. `assistant` stays for good.
void creadline_start(
    const char *application, int history_limit, creadline_assistant assistant);

/// Tells a completion: `text` takes the place of all from the byte `start` of the line to the
/// cursor. With `closes` the word is over with it: a quote that is open is closed, and a blank
/// follows.
void creadline_offer(int start, const char *text, int closes);

/// Reads a line with editing and returns one of the values above. For `creadline_line`, `*line` is
/// the text without its line feed, to be freed with `creadline_free`; otherwise it is NULL.
/// The terminal is in its ordinary mode again when this returns.
int creadline_read(const char *prompt, char **line);

/// Gives back bytes of the terminal that were read elsewhere: the next lines begin with them.
void creadline_give_back(const unsigned char *bytes, size_t count);

/// Lets answers of the terminal that come too late be dropped instead of entered.
void creadline_skip_answers(void);

/// Frees a line.
void creadline_free(char *line);

/// Adds an entry, which may have several lines, behind the others of the history.
void creadline_add_history(const char *entry);

#endif
