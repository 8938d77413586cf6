/* wide.h - what the tiers with 512-bit registers share. */
#ifndef PIN_ENGINES_KERNELS_WIDE_H
#define PIN_ENGINES_KERNELS_WIDE_H

#include "engines/kernels/sieve.h"

#include <immintrin.h>

/* Fills hits from scores and least. */
static inline uint32_t wide_sieve(struct pin_block *block)
{
    uint32_t rows = 0;
    for (uint32_t q = 0; q < block->rows_n; q++) {
        const int32_t *scores = block->scores + (size_t)q * PIN_PANEL;
        const __m512i least = _mm512_set1_epi32(block->least[q]);
        const __mmask16 low = _mm512_cmpgt_epi32_mask(_mm512_load_si512(scores), least);
        const __mmask16 high =
            _mm512_cmpgt_epi32_mask(_mm512_load_si512(scores + 16), least);
        const uint32_t hits = (uint32_t)low | (uint32_t)high << 16;
        block->hits[q] = hits;
        rows |= (uint32_t)(hits != 0) << q;
    }
    return rows;
}

/* Sixteen numbers or, at the end, what is left of them. */
static inline __m512 wide_load(const float *row, uint32_t j, uint32_t dim)
{
    const uint32_t left = dim - j;
    const __mmask16 mask = (__mmask16)(left < 16 ? (1U << left) - 1U : 0xFFFFU);
    return _mm512_maskz_loadu_ps(mask, row + j);
}

static inline __m512d wide_low(__m512 x)
{
    return _mm512_cvtps_pd(_mm512_castps512_ps256(x));
}

static inline __m512d wide_high(__m512 x)
{
    return _mm512_cvtps_pd(_mm512_extractf32x8_ps(x, 1));
}

double pin_wide_dot(const float *a, const float *b, uint32_t dim);
double pin_wide_gap(const float *a, const float *b, uint32_t dim);
bool pin_wide_usable(void);

#endif
