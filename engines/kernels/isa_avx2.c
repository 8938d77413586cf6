/* isa_avx2.c - 256-bit registers. An even and an odd half of each four bytes are widened
 * to 16 bits, so that no product saturates. */
#include "engines/kernels/dot.h"
#include "engines/kernels/sieve.h"

#include <immintrin.h>
#include <string.h>

static bool avx2_usable(void)
{
    __builtin_cpu_init(); /* asks xgetbv too: does the system keep the registers */
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
}

struct four { /* sums of one query: 8 items each */
    __m256i a, b;
};

static inline __m256i load(const uint8_t *at)
{
    return _mm256_load_si256((const void *)at);
}

static inline struct four step(struct four sum, const int8_t *query, const __m256i x[4])
{
    int32_t bytes;
    memcpy(&bytes, query, sizeof(bytes));
    const __m256i both = _mm256_set1_epi32(bytes);
    const __m256i even = _mm256_srai_epi16(_mm256_slli_epi16(both, 8), 8);
    const __m256i odd = _mm256_srai_epi16(both, 8);
    sum.a = _mm256_add_epi32(sum.a, _mm256_madd_epi16(x[0], even));
    sum.a = _mm256_add_epi32(sum.a, _mm256_madd_epi16(x[1], odd));
    sum.b = _mm256_add_epi32(sum.b, _mm256_madd_epi16(x[2], even));
    sum.b = _mm256_add_epi32(sum.b, _mm256_madd_epi16(x[3], odd));
    return sum;
}

static inline void keep(int32_t *scores, struct four sum)
{
    _mm256_store_si256((void *)scores, sum.a);
    _mm256_store_si256((void *)(scores + 8), sum.b);
}

/* Four queries against half a panel. */
static void multiply_half(struct pin_block *block, uint32_t first, uint32_t half)
{
    const int8_t *query = block->queries + (size_t)(first / PIN_TILE) * block->chunks_n *
                                               PIN_TILE * PIN_CHUNK;
    query += (size_t)(first % PIN_TILE) * PIN_CHUNK;
    const uint8_t *items = block->items + (size_t)half * 1024;
    const __m256i low = _mm256_set1_epi16(255);
    const __m256i zero = _mm256_setzero_si256();
    struct four s0 = {zero, zero};
    struct four s1 = s0;
    struct four s2 = s0;
    struct four s3 = s0;
    for (uint32_t chunk = 0; chunk < block->chunks_n; chunk++) {
        for (uint32_t j = 0; j < PIN_CHUNK; j += 4) {
            const __m256i u = load(items + (size_t)j * 16);
            const __m256i v = load(items + (size_t)j * 16 + 32);
            const __m256i x[4] = {_mm256_and_si256(u, low), _mm256_srli_epi16(u, 8),
                                  _mm256_and_si256(v, low), _mm256_srli_epi16(v, 8)};
            s0 = step(s0, query + j, x);
            s1 = step(s1, query + j + 64, x);
            s2 = step(s2, query + j + 128, x);
            s3 = step(s3, query + j + 192, x);
        }
        query += (size_t)PIN_TILE * PIN_CHUNK;
        items += 2048;
    }
    int32_t *scores = block->scores + (size_t)first * PIN_PANEL + (size_t)half * 16;
    keep(scores, s0);
    keep(scores + PIN_PANEL, s1);
    keep(scores + (size_t)2 * PIN_PANEL, s2);
    keep(scores + (size_t)3 * PIN_PANEL, s3);
}

static inline uint32_t above(const int32_t *scores, __m256i least)
{
    const __m256i score = _mm256_load_si256((const void *)scores);
    const __m256i more = _mm256_cmpgt_epi32(score, least);
    return (uint32_t)_mm256_movemask_ps(_mm256_castsi256_ps(more));
}

static uint32_t avx2_multiply(struct pin_block *block)
{
    uint32_t rows = 0;
    sieve_least(block);
    for (uint32_t q = 0; q < block->rows_n; q += 4) {
        multiply_half(block, q, 0);
        multiply_half(block, q, 1);
    }
    for (uint32_t q = 0; q < block->rows_n; q++) {
        const int32_t *scores = block->scores + (size_t)q * PIN_PANEL;
        const __m256i least = _mm256_set1_epi32(block->least[q]);
        const uint32_t hits = above(scores, least) | above(scores + 8, least) << 8 |
                              above(scores + 16, least) << 16 |
                              above(scores + 24, least) << 24;
        block->hits[q] = hits;
        rows |= (uint32_t)(hits != 0) << q;
    }
    return rows;
}

static inline __m256d widen(const float *at)
{
    return _mm256_cvtps_pd(_mm_loadu_ps(at));
}

static inline double add_lanes(const __m256d lanes[4])
{
    double lane[PIN_DOT_LANES];
    for (int i = 0; i < 4; i++) {
        _mm256_storeu_pd(lane + (size_t)4 * (size_t)i, lanes[i]);
    }
    return pin_dot_add_lanes(lane);
}

static double avx2_dot(const float *a, const float *b, uint32_t dim)
{
    const uint32_t whole = dim - dim % PIN_DOT_LANES;
    __m256d sum[4] = {_mm256_setzero_pd(), _mm256_setzero_pd(), _mm256_setzero_pd(),
                      _mm256_setzero_pd()};
    float left[2][PIN_DOT_LANES] = {{0.0F}};
    for (uint32_t j = 0; j < dim; j += PIN_DOT_LANES) {
        if (j == whole) {
            memcpy(left[0], a + j, (dim - j) * sizeof(float));
            memcpy(left[1], b + j, (dim - j) * sizeof(float));
        }
        const float *x = j < whole ? a + j : left[0];
        const float *y = j < whole ? b + j : left[1];
        sum[0] = _mm256_fmadd_pd(widen(x), widen(y), sum[0]);
        sum[1] = _mm256_fmadd_pd(widen(x + 4), widen(y + 4), sum[1]);
        sum[2] = _mm256_fmadd_pd(widen(x + 8), widen(y + 8), sum[2]);
        sum[3] = _mm256_fmadd_pd(widen(x + 12), widen(y + 12), sum[3]);
    }
    return add_lanes(sum);
}

static inline __m256d add_gap(__m256d sum, const float *x, const float *y)
{
    const __m256d gap = _mm256_sub_pd(widen(x), widen(y));
    return _mm256_add_pd(sum, _mm256_mul_pd(gap, gap));
}

static double avx2_gap(const float *a, const float *b, uint32_t dim)
{
    const uint32_t whole = dim - dim % PIN_DOT_LANES;
    __m256d sum[4] = {_mm256_setzero_pd(), _mm256_setzero_pd(), _mm256_setzero_pd(),
                      _mm256_setzero_pd()};
    float left[2][PIN_DOT_LANES] = {{0.0F}};
    for (uint32_t j = 0; j < dim; j += PIN_DOT_LANES) {
        if (j == whole) {
            memcpy(left[0], a + j, (dim - j) * sizeof(float));
            memcpy(left[1], b + j, (dim - j) * sizeof(float));
        }
        const float *x = j < whole ? a + j : left[0];
        const float *y = j < whole ? b + j : left[1];
        sum[0] = add_gap(sum[0], x, y);
        sum[1] = add_gap(sum[1], x + 4, y + 4);
        sum[2] = add_gap(sum[2], x + 8, y + 8);
        sum[3] = add_gap(sum[3], x + 12, y + 12);
    }
    return add_lanes(sum);
}

const struct pin_isa pin_isa_avx2 = {
    .name = "avx2",
    .usable = avx2_usable,
    .multiply = avx2_multiply,
    .dot = avx2_dot,
    .gap = avx2_gap,
};
