/* rng.c - splitmix64's finaliser (Steele, Lea, Flood, OOPSLA 2014) over the three inputs,
 * each mixed in before the next. */
#include "harness/base/rng.h"

static uint64_t mix(uint64_t z)
{
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBU;
    return z ^ (z >> 31);
}

static const uint64_t golden = 0x9E3779B97F4A7C15U;

/* What seed and stream come to; a draw mixes the counter into it. */
static uint64_t key_of(uint64_t seed, uint64_t stream)
{
    return mix(mix(seed + golden) + stream * golden + golden);
}

static uint64_t draw_of(uint64_t key, uint64_t counter)
{
    return mix(key + counter * golden + golden);
}

uint64_t pin_rng_u64(uint64_t seed, uint64_t stream, uint64_t counter)
{
    return draw_of(key_of(seed, stream), counter);
}

/* Lemire's multiplication (TOMACS 2019) on 32 bits; the rejected draws, fewer than n in
 * 2^32, move on within a stream of their own so that counters stay the caller's. The
 * threshold is 2^32 mod n. */
static uint32_t below(uint64_t draw, uint32_t n, uint32_t threshold)
{
    uint64_t product = (draw >> 32) * n;
    while ((uint32_t)product < threshold) {
        draw = mix(draw + golden);
        product = (draw >> 32) * n;
    }
    return (uint32_t)(product >> 32);
}

uint32_t pin_rng_below(uint64_t seed, uint64_t stream, uint64_t counter, uint32_t n)
{
    return below(pin_rng_u64(seed, stream, counter), n, (0U - n) % n);
}

void pin_rng_fill_below(uint32_t *out, uint32_t draws_n, uint64_t seed, uint64_t stream,
                        uint32_t n)
{
    const uint64_t key = key_of(seed, stream);
    const uint32_t threshold = (0U - n) % n;
    for (uint32_t i = 0; i < draws_n; i++) {
        out[i] = below(draw_of(key, i), n, threshold);
    }
}

double pin_rng_unit(uint64_t seed, uint64_t stream, uint64_t counter)
{
    return (double)(pin_rng_u64(seed, stream, counter) >> 11) * 0x1p-53;
}
