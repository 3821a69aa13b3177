// SPDX-License-Identifier: Apache-2.0
#define _GNU_SOURCE
#include "cplatform.h"

#include <sched.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include <sys/mman.h>

int cplatform_processors(void) {
#if defined(__linux__)
  cpu_set_t set;
  if (sched_getaffinity(0, sizeof set, &set) == 0 && CPU_COUNT(&set) > 0) return CPU_COUNT(&set);
#endif
  long online = sysconf(_SC_NPROCESSORS_ONLN);
  return online > 0 ? (int)online : 1;
}

long cplatform_peak_memory(void) {
  struct rusage usage;
  if (getrusage(RUSAGE_SELF, &usage) != 0) return 0;
#if defined(__APPLE__)
  return usage.ru_maxrss;
#else
  return usage.ru_maxrss * 1024;
#endif
}

void cplatform_prefer_huge_pages(void *memory, long bytes) {
#if defined(__linux__)
  madvise(memory, (unsigned long)bytes, MADV_HUGEPAGE);
#else
  (void)memory;
  (void)bytes;
#endif
}

long cplatform_memory(void) {
  long pages = sysconf(_SC_PHYS_PAGES);
  long size = sysconf(_SC_PAGE_SIZE);
  return pages > 0 && size > 0 ? pages * size : LONG_MAX;
}

static long soft_limit(int which) {
  struct rlimit limit;
  if (getrlimit(which, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) return LONG_MAX;
  return limit.rlim_cur > LONG_MAX ? LONG_MAX : (long)limit.rlim_cur;
}

long cplatform_limit_address_space(void) { return soft_limit(RLIMIT_AS); }

long cplatform_limit_data(void) { return soft_limit(RLIMIT_DATA); }

int cplatform_can_hold(long bytes) {
  if (bytes <= 0) return 1;
  void *place = mmap(
      NULL, (unsigned long)bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  return place != MAP_FAILED && munmap(place, (unsigned long)bytes) == 0;
}

void *cplatform_allocate(long bytes, long alignment) {
  void *place = NULL;
  return posix_memalign(&place, (unsigned long)alignment, (unsigned long)bytes) == 0 ? place : NULL;
}

static unsigned long whole_pages(long bytes) {
  unsigned long page = (unsigned long)sysconf(_SC_PAGESIZE);
  return ((unsigned long)bytes + page - 1) / page * page;
}

void *cplatform_map(long bytes, long alignment) {
  unsigned long size = whole_pages(bytes), extra = (unsigned long)alignment;
  if (size + extra < size) return NULL;
  char *place = mmap(
      NULL, size + extra, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (place == MAP_FAILED) return NULL;
  // What stands before and after the aligned part goes back.
  unsigned long before = (extra - (unsigned long)place % extra) % extra;
  if (before > 0) munmap(place, before);
  munmap(place + before + size, extra - before);
  return place + before;
}

void cplatform_unmap(void *memory, long bytes) { munmap(memory, whole_pages(bytes)); }

void cplatform_leave(const char *message, int status) {
  size_t left = strlen(message);
  while (left > 0) {
    ssize_t count = write(STDERR_FILENO, message, left);
    if (count <= 0) break;
    message += count;
    left -= (size_t)count;
  }
  _exit(status);
}
