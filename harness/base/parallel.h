/* parallel.h - which thread of a parallel region this is, with OpenMP or without. */
#ifndef PIN_HARNESS_BASE_PARALLEL_H
#define PIN_HARNESS_BASE_PARALLEL_H

#include <stdint.h>

/* How many threads a parallel region gets when nothing is asked for: OMP_NUM_THREADS, or
 * the processors; 1 without OpenMP. */
uint32_t pin_threads_standard(void);

/* 0 to threads - 1 inside a parallel region; 0 outside. */
uint32_t pin_thread_ix(void);

#endif
