/* weighted_block.c - a plain loop, and the same on registers of four lanes for the
 * processors that have them. A lane is a weighting, and the eight sums of two registers
 * by four columns are added to independently, which hides the time that an addition
 * takes.
 *
 * Neither fuses multiplication and addition (-ffp-contract=off, and avx2 is without fma),
 * so both have the same digits. */
#include "harness/stats/weighted_block.h"

#include <stddef.h>
#include <string.h>

static void add_plainly(double *sums, const double *weights, const double *values,
                        uint32_t rows_n)
{
    double s[PIN_BLOCK_COLUMNS][PIN_BLOCK_WEIGHTINGS];
    memcpy(s, sums, sizeof(s));
    for (size_t i = 0; i < rows_n; i++) {
        const double *w = weights + i * PIN_BLOCK_WEIGHTINGS;
        const double *x = values + i * PIN_BLOCK_COLUMNS;
        for (size_t j = 0; j < PIN_BLOCK_COLUMNS; j++) {
            for (size_t k = 0; k < PIN_BLOCK_WEIGHTINGS; k++) {
                s[j][k] += w[k] * x[j];
            }
        }
    }
    memcpy(sums, s, sizeof(s));
}

#if defined(__x86_64__)
typedef double four __attribute__((vector_size(32)));

/* Written out by name, because an array of them is kept in memory by some compilers. */
struct sums {
    four a_low, a_high;
    four b_low, b_high;
    four c_low, c_high;
    four d_low, d_high;
};

static __attribute__((target("avx2"))) void add_avx2(double *sums, const double *weights,
                                                     const double *values,
                                                     uint32_t rows_n)
{
    struct sums s;
    memcpy(&s, sums, sizeof(s));
    for (size_t i = 0; i < rows_n; i++) {
        const double *w = weights + i * PIN_BLOCK_WEIGHTINGS;
        const double *x = values + i * PIN_BLOCK_COLUMNS;
        four low;
        four high;
        memcpy(&low, w, sizeof(low));
        memcpy(&high, w + 4, sizeof(high));
        s.a_low += low * x[0];
        s.a_high += high * x[0];
        s.b_low += low * x[1];
        s.b_high += high * x[1];
        s.c_low += low * x[2];
        s.c_high += high * x[2];
        s.d_low += low * x[3];
        s.d_high += high * x[3];
    }
    memcpy(sums, &s, sizeof(s));
}
#endif

void pin_weighted_block_add(double *sums, const double *weights, const double *values,
                            uint32_t rows_n)
{
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx2")) {
        add_avx2(sums, weights, values, rows_n);
        return;
    }
#endif
    add_plainly(sums, weights, values, rows_n);
}
