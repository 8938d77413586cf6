/* ranks.h - the order of values from the highest down, with groups of equal values. */
#ifndef PIN_HARNESS_STATS_RANKS_H
#define PIN_HARNESS_STATS_RANKS_H

#include "harness/base/arena.h"
#include "harness/base/error.h"

#include <stdint.h>

struct pin_ranks {
    uint32_t n;
    uint32_t groups_n;
    const uint32_t *order; /* n indexes of values, best first; equal ones by index */
    const uint32_t *group; /* by value: the number of its group, 0 for the highest */
    const uint32_t *start; /* groups_n + 1: how many values stand before each group */
};

/* Higher is better; -0 equals 0; no value is NaN (asserted). In the arena. */
PIN_MUST_USE enum pin_status pin_ranks_of(struct pin_ranks *out, const double *values,
                                          uint32_t n, struct pin_arena *arena,
                                          struct pin_error *err);

/* How many values are equal to those of this group. */
static inline uint32_t pin_ranks_tied(const struct pin_ranks *ranks, uint32_t group)
{
    return ranks->start[group + 1] - ranks->start[group];
}

/* The mean rank of a value, from 1 for the best, where tied values share the mean of
 * their places. */
static inline double pin_ranks_mean(const struct pin_ranks *ranks, uint32_t ix)
{
    const uint32_t group = ranks->group[ix];
    return 0.5 * ((double)ranks->start[group] + ranks->start[group + 1] + 1.0);
}

#endif
