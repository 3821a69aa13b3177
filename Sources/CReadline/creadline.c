// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE
#include "creadline.h"

#include <langinfo.h>
#include <locale.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <readline/history.h>
#include <readline/readline.h>

#include "completion.h"
#include "signals.h"

static char *entered;
static void (*begin)(void *context);
static void *begin_context;
static int is_entered;
static volatile sig_atomic_t is_suspended;

// Bytes of the terminal that were read elsewhere and come before all others.
static unsigned char *given;
static size_t given_count, given_read;

// Readline reads the environment itself, so a locale without UTF-8 is replaced there too. Only the
// character type is set: numbers keep their full stop.
static void ensure_utf8(void) {
  setlocale(LC_CTYPE, "");
  if (strcmp(nl_langinfo(CODESET), "UTF-8") == 0) return;
  setenv("LC_ALL", "C.UTF-8", 1);
  setlocale(LC_CTYPE, "C.UTF-8");
}

static int next_byte(FILE *stream) {
  if (given_read < given_count) return given[given_read++];
  return rl_getc(stream);
}

void creadline_give_back(const unsigned char *bytes, size_t count) {
  size_t left = given_count - given_read;
  unsigned char *all = malloc(left + count);
  if (count == 0 || all == NULL) {
    free(all);
    return;
  }
  if (left > 0) memcpy(all, given + given_read, left);
  memcpy(all + left, bytes, count);
  free(given);
  given = all;
  given_count = left + count;
  given_read = 0;
}

// An answer of the terminal that came too late is read to its end and dropped.
static int skip_attributes(int count, int key) {
  (void)count, (void)key;
  int byte;
  do byte = rl_read_key(); while (byte > 0 && (byte < 0x40 || byte > 0x7e));
  return 0;
}

static int skip_graphics(int count, int key) {
  (void)count, (void)key;
  int before = 0, byte = rl_read_key();
  while (byte > 0 && !(before == 0x1b && byte == '\\')) {
    before = byte;
    byte = rl_read_key();
  }
  return 0;
}

void creadline_skip_answers(void) {
  rl_bind_keyseq("\\e[?", skip_attributes);
  rl_bind_keyseq("\\e_G", skip_graphics);
}

// Before ~/.inputrc is read, so that what stands there wins. Functions with a name can be bound
// there too.
static void set_defaults(void) {
  rl_variable_bind("enable-bracketed-paste", "on");
  static const char *const up[] = {"\\e[A", "\\eOA"}, *const down[] = {"\\e[B", "\\eOB"};
  Keymap maps[] = {emacs_standard_keymap, vi_insertion_keymap};
  for (int map = 0; map < 2; map++) {
    for (int key = 0; key < 2; key++) {
      rl_bind_keyseq_in_map(up[key], rl_history_search_backward, maps[map]);
      rl_bind_keyseq_in_map(down[key], rl_history_search_forward, maps[map]);
    }
  }
}

void creadline_start(
    const char *application, int history_limit, creadline_assistant assistant) {
  ensure_utf8();
  signals_keep_terminal();
  rl_readline_name = strdup(application);
  rl_catch_signals = 0;
  rl_catch_sigwinch = 1;
  set_defaults();
  completion_start(assistant);
  begin = assistant.begin;
  begin_context = assistant.context;
  rl_initialize();
  rl_getc_function = next_byte;
  using_history();
  stifle_history(history_limit);
}

// The handler goes at once, so that the terminal is in its ordinary mode while a statement runs.
static void on_line(char *text) {
  rl_callback_handler_remove();
  entered = text;
  is_entered = 1;
}

static void on_suspend(int number) {
  (void)number;
  is_suspended = 1;
}

static void drop_line(void) {
  rl_point = rl_end;
  rl_redisplay();
  rl_callback_sigcleanup();
  rl_free_line_state();
  fputs("^C\n", rl_outstream);
  fflush(rl_outstream);
  using_history();  // before the text goes: else a recalled entry would be blanked in the history
  rl_free_undo_list();
  rl_replace_line("", 1);
  rl_callback_handler_remove();
}

// Ctrl-Z: readline's own handling is off, so the terminal is given back and taken again here.
static void suspend(void) {
  is_suspended = 0;
  rl_deprep_terminal();
  raise(SIGSTOP);
  rl_prep_terminal(1);
  rl_forced_update_display();
}

static int read_line(void) {
  while (!is_entered) {
    if (is_suspended) suspend();
    int ready = given_read < given_count ? 1 : signals_wait(STDIN_FILENO);
    if (ready > 0) {
      rl_callback_read_char();
      continue;
    }
    if (ready < 0 || signals_terminated()) {
      rl_callback_handler_remove();
      return ready < 0 ? creadline_failed : creadline_terminated;
    }
    if (signals_interrupt_level() > 0) {
      drop_line();
      return creadline_interrupted;
    }
    rl_check_signals();  // a changed window size
  }
  return entered != NULL ? creadline_line : creadline_end;
}

int creadline_read(const char *prompt, char **line) {
  entered = NULL;
  is_entered = 0;
  rl_callback_handler_install(prompt, on_line);
  if (begin != NULL) {
    begin(begin_context);
    begin = NULL;
    using_history();
  }
  struct sigaction suspending = {.sa_handler = on_suspend}, before;
  sigemptyset(&suspending.sa_mask);
  sigaction(SIGTSTP, &suspending, &before);
  int result = read_line();
  sigaction(SIGTSTP, &before, NULL);
  *line = entered;
  return result;
}

void creadline_free(char *line) { free(line); }

void creadline_add_history(const char *entry) { add_history(entry); }
