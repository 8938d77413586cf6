/* quantised.h - a corpus in 8 bits, with what is known for certain about the error.
 *
 * y is an item as it is scored: the vector, or under cosine the vector over its norm; m
 * is about the mean of the corpus (any m would do). Items stand in panels of 32 that
 * share a scale s, sorted so that the items of a panel need about the same one. b is the
 * item's vector of whole numbers from -127 to 127 and
 *     y - m = s b + r.
 * A query is q = t a + p, with a of whole numbers. Then exactly
 *     q.y - q.m = t s (a.b) + p.(s b) + q.r,
 * and by Cauchy and Schwarz
 *     |q.y - q.m - t s (a.b)| <= |p| |s b| + |q| |r|.
 * |r|, |s b| and |p| are measured in float64, |r| and |s b| as the greatest of the panel.
 * a.b is exact. Under L2 half of (score + |q|^2) is q.y - |y|^2 / 2: the item's half
 * square is taken off on both sides.
 *
 * What arithmetic adds is covered by making the bound wider:
 *  - the canonical sum differs from q.y by at most |q| |y| (dim / 16 + 5) 2^-53, which is
 *    below 2^-40 |q| |y| for dim up to 32,768, and its rounding to float32 by 2^-24 |q|
 *    |y| (L2: 2^-24 (|q| + |y|)^2);
 *  - the float32 arithmetic of thresholds is wrong by less than 2^-20 of its terms;
 *  so a gets 2^-20 (|y| + |s b| + |m|) and everything grows by 2^-18; under L2 c gets
 *  2^-19 |y|^2, the query 2^-19 |q|^2; and 2^-120 is for what underflows.
 * These hold while |y| <= 2^40 and 2^-40 <= |q| <= 2^40; otherwise nothing is
 * screened. */
#ifndef PIN_ENGINES_QUANTISED_H
#define PIN_ENGINES_QUANTISED_H

#include "engines/finder.h"
#include "engines/kernels/isa.h"
#include "harness/base/arena.h"

struct pin_quantised {
    uint32_t items_n; /* positions */
    uint32_t panels_n;
    uint32_t chunks_n;
    bool usable;     /* all norms and the dimension are within the bound's reach */
    uint32_t *items; /* by position */
    uint8_t *codes;  /* panels_n of chunks_n * 2048 bytes */
    struct pin_panel *panels;
    float *scales;  /* by panel */
    float *slacks;  /* by panel: the part of the bound that no query changes */
    float *offsets; /* by position: half squares under L2, else 0 */
    float *mean;
    double mean_norm;
};

/* items: those that may be found, ascending. norms: of all rows of the matrix. */
PIN_MUST_USE enum pin_status pin_quantise(struct pin_quantised *out,
                                          const struct pin_finder *finder,
                                          const uint32_t *items, uint32_t items_n,
                                          struct pin_error *err);

/* Bound of the error of a score on a panel, for a query of that norm and residual. */
static inline float pin_quantised_bound(const struct pin_quantised *index, uint32_t panel,
                                        float norm, float residual)
{
    return norm * index->panels[panel].a + residual * index->panels[panel].b +
           index->slacks[panel];
}

#endif
