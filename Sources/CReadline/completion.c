// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE
#include "completion.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <readline/readline.h>

typedef struct {
  int start;
  char *text;
  int closes;
} offer;

static creadline_assistant assistant;
static offer *offers;
static int offer_count, offer_room;

void creadline_offer(int start, const char *text, int closes) {
  if (offer_count == offer_room) {
    int room = offer_room > 0 ? 2 * offer_room : 64;
    offer *more = realloc(offers, (size_t)room * sizeof *offers);
    if (more == NULL) return;
    offers = more;
    offer_room = room;
  }
  char *copy = strdup(text);
  if (copy != NULL) offers[offer_count++] = (offer){start, copy, closes};
}

static void forget_offers(void) {
  while (offer_count > 0) free(offers[--offer_count].text);
}

// Readline replaces the line from `start` on. A word of ours that begins before that gives up what
// stands there already, one that begins behind it takes in what stands between.
static char *fit(const offer *found, int start) {
  if (found->start <= start) {
    size_t written = (size_t)(start - found->start);
    if (strlen(found->text) < written) return NULL;
    if (memcmp(found->text, rl_line_buffer + found->start, written) != 0) return NULL;
    return strdup(found->text + written);
  }
  size_t between = (size_t)(found->start - start), length = strlen(found->text);
  char *text = malloc(between + length + 1);
  if (text == NULL) return NULL;
  memcpy(text, rl_line_buffer + start, between);
  memcpy(text + between, found->text, length + 1);
  return text;
}

static int word_start, next_offer;

static char *next_match(const char *text, int state) {
  (void)text;
  if (state == 0) next_offer = 0;
  while (next_offer < offer_count) {
    char *match = fit(&offers[next_offer++], word_start);
    if (match != NULL) return match;
  }
  return NULL;
}

static char **complete(const char *text, int start, int end) {
  rl_attempted_completion_over = 1;  // no file names where nothing fits
  rl_sort_completion_matches = 0;
  forget_offers();
  word_start = start;
  char *line = strdup(rl_line_buffer);
  if (line == NULL) return NULL;
  assistant.complete(assistant.context, line, end);
  free(line);
  char **matches = rl_completion_matches(text, next_match);
  int closes = offer_count > 0 && offers[0].closes;
  rl_completion_suppress_append = !closes;
  rl_completion_suppress_quote = !closes || rl_line_buffer[end] == '"';
  return matches;
}

// From below the line that is being typed, however many rows it takes.
static void show(char *text) {
  int point = rl_point;
  rl_point = rl_end;
  rl_redisplay();
  rl_point = point;
  rl_crlf();
  fputs(text, rl_outstream);
  free(text);
  rl_forced_update_display();
}

static void display(char **matches, int count, int longest) {
  int rows, columns;
  rl_get_screen_size(&rows, &columns);
  char *text = assistant.list(assistant.context, rows, columns);
  if (text != NULL) {
    show(text);
    return;
  }
  rl_display_match_list(matches, count, longest);
  rl_forced_update_display();
}

static int explain(int count, int key) {
  (void)count, (void)key;
  int rows, columns;
  rl_get_screen_size(&rows, &columns);
  char *text = assistant.explain(assistant.context, rl_line_buffer, rl_point, columns);
  if (text == NULL) return rl_ding();
  show(text);
  return 0;
}

void completion_start(creadline_assistant answering) {
  assistant = answering;
  rl_variable_bind("show-all-if-ambiguous", "on");
  rl_attempted_completion_function = complete;
  rl_completion_display_matches_hook = display;
  // All that is no part of a name; bytes of characters beyond ASCII are.
  rl_basic_word_break_characters = " \t\n\r!\"#$%&'()*+,-./:;<=>?@[\\]^`{|}~";
  rl_completer_quote_characters = "\"";
  rl_add_defun("explain-word", explain, -1);
  rl_bind_keyseq_in_map("\\eh", explain, emacs_standard_keymap);
  rl_bind_keyseq_in_map("K", explain, vi_movement_keymap);
}
