// SPDX-License-Identifier: Apache-2.0
// What the engine must ask the processor and Swift has no word for.
#ifndef CPLATFORM_H
#define CPLATFORM_H

/// The widest instruction set that the kernels are compiled for and this processor runs:
/// 512 for AVX-512 (x86-64-v4), 256 for AVX2 + FMA (x86-64-v3), 128 for NEON, 0 for none.
static inline int cplatform_vector_bits(void) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("x86-64-v4")) return 512;
  if (__builtin_cpu_supports("x86-64-v3")) return 256;
  return 0;
#elif defined(__aarch64__)
  return 128;
#else
  return 0;
#endif
}

/// How many processors this process may run on, whatever its share of their time; at least 1.
int cplatform_processors(void);

/// Asks for huge pages where the system has them on request; memory is as good without.
void cplatform_prefer_huge_pages(void *memory, long bytes);

/// The most memory that this process held at any time, in bytes; 0 where nobody knows.
long cplatform_peak_memory(void);

/// The memory of the machine in bytes; LONG_MAX where nobody knows.
long cplatform_memory(void);

/// The limits of this process in bytes that `ulimit -v` and `ulimit -d` show; LONG_MAX for none.
long cplatform_limit_address_space(void);
long cplatform_limit_data(void);

/// Whether the system would give this process so many more bytes: asks, and gives them back.
int cplatform_can_hold(long bytes);

/// Memory with an alignment, a power of two of at least 16, for `free`; NULL when there is none.
void *cplatform_allocate(long bytes, long alignment);

/// Memory of zeros with an alignment, a multiple of the size of a page, for `cplatform_unmap`; NULL when there
/// is none. The system gives each page when it is first written.
void *cplatform_map(long bytes, long alignment);

/// Gives back what `cplatform_map` gave for so many bytes.
void cplatform_unmap(void *memory, long bytes);

/// Writes a message to standard error and ends the process, allocating nothing.
void cplatform_leave(const char *message, int status) __attribute__((noreturn));

/// One turn of a spinning wait.
static inline void cplatform_pause(void) {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ volatile("yield");
#endif
}

/// Starts to bring the cache line of an address into the second-level cache.
static inline void cplatform_prefetch(const float *address) {
  __builtin_prefetch(address, 0, 2);
}

#endif
