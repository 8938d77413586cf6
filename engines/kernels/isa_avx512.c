/* isa_avx512.c - 512-bit registers and VNNI: four products of bytes are added at a time.
 *
 * Eight queries by 32 items are sixteen sums, each a register of its own name: an array
 * of them would be kept in memory by some compilers. */
#include "engines/kernels/dot.h"
#include "engines/kernels/wide.h"

#include <string.h>

bool pin_wide_usable(void)
{
    __builtin_cpu_init(); /* asks xgetbv too: does the system keep the registers */
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
           __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl") &&
           __builtin_cpu_supports("avx512vnni");
}

struct pair { /* sums of one query: 16 items each */
    __m512i a, b;
};

static inline struct pair step(struct pair sum, const int8_t *query, __m512i x, __m512i y)
{
    int32_t bytes;
    memcpy(&bytes, query, sizeof(bytes));
    const __m512i four = _mm512_set1_epi32(bytes);
    sum.a = _mm512_dpbusd_epi32(sum.a, x, four);
    sum.b = _mm512_dpbusd_epi32(sum.b, y, four);
    return sum;
}

static inline void keep(struct pin_block *block, uint32_t q, struct pair sum)
{
    _mm512_store_si512(block->scores + (size_t)q * PIN_PANEL, sum.a);
    _mm512_store_si512(block->scores + (size_t)q * PIN_PANEL + 16, sum.b);
}

static void multiply_eight(struct pin_block *block, uint32_t first)
{
    const int8_t *query = block->queries + (size_t)(first / PIN_TILE) * block->chunks_n *
                                               PIN_TILE * PIN_CHUNK;
    query += (size_t)(first % PIN_TILE) * PIN_CHUNK;
    const uint8_t *items = block->items;
    const struct pair none = {_mm512_setzero_si512(), _mm512_setzero_si512()};
    struct pair s0 = none;
    struct pair s1 = none;
    struct pair s2 = none;
    struct pair s3 = none;
    struct pair s4 = none;
    struct pair s5 = none;
    struct pair s6 = none;
    struct pair s7 = none;
    for (uint32_t chunk = 0; chunk < block->chunks_n; chunk++) {
        for (uint32_t j = 0; j < PIN_CHUNK; j += 4) {
            const __m512i x = _mm512_load_si512(items + (size_t)j * 16);
            const __m512i y = _mm512_load_si512(items + (size_t)j * 16 + 1024);
            s0 = step(s0, query + j, x, y);
            s1 = step(s1, query + j + 64, x, y);
            s2 = step(s2, query + j + 128, x, y);
            s3 = step(s3, query + j + 192, x, y);
            s4 = step(s4, query + j + 256, x, y);
            s5 = step(s5, query + j + 320, x, y);
            s6 = step(s6, query + j + 384, x, y);
            s7 = step(s7, query + j + 448, x, y);
        }
        query += (size_t)PIN_TILE * PIN_CHUNK;
        items += 2048;
    }
    keep(block, first, s0);
    keep(block, first + 1, s1);
    keep(block, first + 2, s2);
    keep(block, first + 3, s3);
    keep(block, first + 4, s4);
    keep(block, first + 5, s5);
    keep(block, first + 6, s6);
    keep(block, first + 7, s7);
}

static uint32_t avx512_multiply(struct pin_block *block)
{
    sieve_least(block);
    for (uint32_t q = 0; q < block->rows_n; q += 8) {
        multiply_eight(block, q);
    }
    return wide_sieve(block);
}

static inline double add_lanes(__m512d low, __m512d high)
{
    double lane[PIN_DOT_LANES];
    _mm512_storeu_pd(lane, low);
    _mm512_storeu_pd(lane + 8, high);
    return pin_dot_add_lanes(lane);
}

double pin_wide_dot(const float *a, const float *b, uint32_t dim)
{
    __m512d low = _mm512_setzero_pd();
    __m512d high = low;
    for (uint32_t j = 0; j < dim; j += PIN_DOT_LANES) {
        const __m512 x = wide_load(a, j, dim);
        const __m512 y = wide_load(b, j, dim);
        low = _mm512_fmadd_pd(wide_low(x), wide_low(y), low);
        high = _mm512_fmadd_pd(wide_high(x), wide_high(y), high);
    }
    return add_lanes(low, high);
}

double pin_wide_gap(const float *a, const float *b, uint32_t dim)
{
    __m512d low = _mm512_setzero_pd();
    __m512d high = low;
    for (uint32_t j = 0; j < dim; j += PIN_DOT_LANES) {
        const __m512 x = wide_load(a, j, dim);
        const __m512 y = wide_load(b, j, dim);
        const __m512d u = _mm512_sub_pd(wide_low(x), wide_low(y));
        const __m512d v = _mm512_sub_pd(wide_high(x), wide_high(y));
        low = _mm512_add_pd(low, _mm512_mul_pd(u, u));
        high = _mm512_add_pd(high, _mm512_mul_pd(v, v));
    }
    return add_lanes(low, high);
}

const struct pin_isa pin_isa_avx512 = {
    .name = "avx512-vnni",
    .usable = pin_wide_usable,
    .multiply = avx512_multiply,
    .dot = pin_wide_dot,
    .gap = pin_wide_gap,
};
