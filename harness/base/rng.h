/* rng.h - random numbers by counter: the value is a function of (seed, stream, counter).
 *
 * Nothing is carried from one draw to the next, so a bootstrap gives the same interval on
 * one thread and on sixty-four. */
#ifndef PIN_HARNESS_BASE_RNG_H
#define PIN_HARNESS_BASE_RNG_H

#include <stdint.h>

uint64_t pin_rng_u64(uint64_t seed, uint64_t stream, uint64_t counter);

/* Below n, without bias; n is not 0. */
uint32_t pin_rng_below(uint64_t seed, uint64_t stream, uint64_t counter, uint32_t n);

/* out[i] = pin_rng_below(seed, stream, i, n) for i below draws_n, in a fraction of the
 * time. */
void pin_rng_fill_below(uint32_t *out, uint32_t draws_n, uint64_t seed, uint64_t stream,
                        uint32_t n);

/* Uniform in [0, 1), 53 bits. */
double pin_rng_unit(uint64_t seed, uint64_t stream, uint64_t counter);

#endif
