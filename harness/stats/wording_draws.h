/* wording_draws.h - what the means of systems would have been had each base query been
 * asked in one wording only, drawn at random.
 *
 * Rows are wordings, those of a group together; every row has a value for every system.
 * Draw b takes row pin_rng_below(seed, b, g, m_g) of group g, the same for all systems,
 * so the means of one draw are paired. Groups weigh the same, whatever their size. */
#ifndef PIN_HARNESS_STATS_WORDING_DRAWS_H
#define PIN_HARNESS_STATS_WORDING_DRAWS_H

#include "harness/base/arena.h"
#include "harness/base/error.h"

#include <stdint.h>

struct pin_worded_rows {
    uint32_t groups_n;     /* each with a row at least */
    const uint32_t *start; /* groups_n + 1: where a group's rows begin */
    uint32_t systems_n;
    const double *values; /* rows of systems_n; no NaN */
};

struct pin_wording_plan {
    uint64_t seed;
    uint32_t draws_n;
    uint32_t threads;
};

struct pin_wording_draws {
    uint32_t draws_n;
    uint32_t systems_n;
    const double *means; /* draws_n rows of systems_n */
    const double *mean;  /* systems_n: over groups of the mean over their rows, which is
                            what the draws scatter around */
};

/* In the arena. With no group the means are NaN. */
PIN_MUST_USE enum pin_status pin_wording_draw(struct pin_wording_draws *out,
                                              const struct pin_worded_rows *rows,
                                              const struct pin_wording_plan *plan,
                                              struct pin_arena *arena,
                                              struct pin_error *err);

/* The share of draws in which systems a and b stand in the opposite of the order of their
 * means. Differences within 1e-12 are none: such a draw reverses nothing, and the share
 * is NaN when the means themselves do not differ, or there is no draw. */
double pin_wording_reversal(const struct pin_wording_draws *draws, uint32_t a,
                            uint32_t b);

#endif
