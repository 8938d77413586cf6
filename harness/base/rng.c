/* rng.c - splitmix64's finaliser (Steele, Lea, Flood, OOPSLA 2014) over the three inputs,
 * each mixed in before the next. */
#include "harness/base/rng.h"

static uint64_t mix(uint64_t z)
{
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBU;
    return z ^ (z >> 31);
}

uint64_t pin_rng_u64(uint64_t seed, uint64_t stream, uint64_t counter)
{
    const uint64_t golden = 0x9E3779B97F4A7C15U;
    uint64_t z = mix(seed + golden);
    z = mix(z + stream * golden + golden);
    return mix(z + counter * golden + golden);
}

/* Lemire's multiplication (TOMACS 2019) on 32 bits; the rejected draws, fewer than n in
 * 2^32, move on within a stream of their own so that counters stay the caller's. */
uint32_t pin_rng_below(uint64_t seed, uint64_t stream, uint64_t counter, uint32_t n)
{
    uint64_t draw = pin_rng_u64(seed, stream, counter);
    uint64_t product = (draw >> 32) * n;
    const uint32_t threshold = (0U - n) % n;
    while ((uint32_t)product < threshold) {
        draw = mix(draw + 0x9E3779B97F4A7C15U);
        product = (draw >> 32) * n;
    }
    return (uint32_t)(product >> 32);
}

double pin_rng_unit(uint64_t seed, uint64_t stream, uint64_t counter)
{
    return (double)(pin_rng_u64(seed, stream, counter) >> 11) * 0x1p-53;
}
