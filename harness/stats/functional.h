/* functional.h - figures that are made of other figures, resampled with them.
 *
 * A functional maps one row of figures (an estimate, a replicate, a jackknife value: see
 * bootstrap.h) to a number. It is applied to every row, so its interval takes into
 * account how its figures move together. NaN is "no value".
 *
 * The gap, the ratio and the rank depend on which figure is the largest, which
 * changes from resample to resample: a gap's replicates lie above its estimate where the
 * true values are close together, and no interval below 0 is possible. Read them as a
 * description; for a test of "all alike" use one that is made for it. */
#ifndef PIN_HARNESS_STATS_FUNCTIONAL_H
#define PIN_HARNESS_STATS_FUNCTIONAL_H

#include "harness/stats/bootstrap.h"
#include "harness/stats/bootstrap_interval.h"

struct pin_functional {
    double (*value)(const double *figures, const void *context);
    const void *context; /* the caller's; outlives the functional */
};

struct pin_figure_pair { /* indexes of figures */
    uint32_t a;
    uint32_t b;
};

struct pin_figure_list {
    const uint32_t *figures;
    uint32_t figures_n;
};

struct pin_figure_rank {
    uint32_t figure;
    struct pin_figure_list among; /* with or without the figure itself */
};

/* The figure with this index. */
struct pin_functional pin_functional_figure(const uint32_t *figure);

/* a - b; (a - b) / b, NaN when b is 0; a / b, 0 when b is 0. NaN when a or b is. */
struct pin_functional pin_functional_difference(const struct pin_figure_pair *pair);
struct pin_functional pin_functional_change(const struct pin_figure_pair *pair);
struct pin_functional pin_functional_quotient(const struct pin_figure_pair *pair);

/* Over the members that have a value: max - min and min / max, NaN when there are fewer
 * than two or, for the ratio, the largest is 0. */
struct pin_functional pin_functional_gap(const struct pin_figure_list *list);
struct pin_functional pin_functional_ratio(const struct pin_figure_list *list);

/* 1 for the largest; equal figures share the mean of their ranks. Members without a
 * value are left out; NaN when the figure has none. */
struct pin_functional pin_functional_rank(const struct pin_figure_rank *rank);

/* out: one column for each functional, its numbers in the arena. */
PIN_MUST_USE enum pin_status pin_functional_apply(
    struct pin_resampled_column *out, const struct pin_functional *functionals,
    uint32_t functionals_n, const struct pin_resampled *resampled,
    struct pin_arena *arena, struct pin_error *err);

#endif
