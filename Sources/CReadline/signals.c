// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE
#include "signals.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <stddef.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

enum { abandon_within_ms = 2000, unanswered_ms = 1000 };

static _Atomic int interrupt_level;
static _Atomic long long last_interrupt_ms;
static _Atomic int terminated;
static _Atomic int at_once;
static int wake_pipe[2] = {-1, -1};
static struct termios kept_terminal;
static _Atomic int terminal_is_kept;

static long long now_ms(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (long long)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void wake(void) {
  char byte = 0;
  while (write(wake_pipe[1], &byte, 1) < 0 && errno == EINTR) {}
}

static void die(int number) {
  if (terminal_is_kept) tcsetattr(STDIN_FILENO, TCSANOW, &kept_terminal);
  signal(number, SIG_DFL);
  raise(number);
}

static void on_interrupt(int number) {
  if (at_once) die(number);
  int kept_errno = errno;
  long long now = now_ms(), since = now - last_interrupt_ms;
  if (interrupt_level == 2) {
    if (since >= unanswered_ms) die(number);
  } else {
    interrupt_level = interrupt_level == 1 && since <= abandon_within_ms ? 2 : 1;
    last_interrupt_ms = now;
  }
  wake();
  errno = kept_errno;
}

static void on_terminate(int number) {
  int kept_errno = errno;
  if (terminated || at_once) die(number);
  terminated = 1;
  wake();
  errno = kept_errno;
}

void signals_end_at_once(int on) { at_once = on; }

static void on_fatal(int number) { die(number); }

static int install(int number, void (*handler)(int)) {
  struct sigaction action = {.sa_handler = handler, .sa_flags = SA_RESTART};
  struct sigaction present;
  if (sigaction(number, NULL, &present) != 0) return errno;
  if (present.sa_handler == SIG_IGN) return 0;
  sigemptyset(&action.sa_mask);
  return sigaction(number, &action, NULL) == 0 ? 0 : errno;
}

int signals_install(void) {
  if (wake_pipe[0] >= 0) return 0;
  if (pipe2(wake_pipe, O_CLOEXEC | O_NONBLOCK) != 0) return errno;
  int failure = install(SIGINT, on_interrupt);
  if (failure == 0) failure = install(SIGTERM, on_terminate);
  if (failure == 0) failure = install(SIGHUP, on_terminate);
  return failure;
}

int signals_interrupt_level(void) { return interrupt_level; }

void signals_clear_interrupt(void) {
  char bytes[64];
  while (read(wake_pipe[0], bytes, sizeof bytes) > 0) {}
  interrupt_level = 0;
}

int signals_terminated(void) { return terminated; }

int signals_wait(int descriptor) {
  struct pollfd waited[2] = {
      {.fd = descriptor, .events = POLLIN},
      {.fd = wake_pipe[0], .events = POLLIN},
  };
  for (;;) {
    if (terminated || interrupt_level > 0) return 0;
    if (poll(waited, 2, -1) < 0) {
      return errno == EINTR ? 0 : -1;
    }
    if (waited[1].revents != 0) {
      char bytes[64];
      while (read(wake_pipe[0], bytes, sizeof bytes) > 0) {}
      continue;
    }
    if (waited[0].revents != 0) return 1;
  }
}

void signals_keep_terminal(void) {
  if (tcgetattr(STDIN_FILENO, &kept_terminal) != 0) return;
  terminal_is_kept = 1;
  install(SIGQUIT, on_fatal);
}
