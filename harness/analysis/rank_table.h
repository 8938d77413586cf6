/* rank_table.h - all systems on one figure: their values, their ranks and how sure those
 * are.
 *
 * Systems are compared over the units (queries or groups) for which every system has a
 * value, so that a rank never depends on who was asked what. Rank 1 is the best: the
 * largest value, or the smallest where lower is better; equal values share the mean of
 * their ranks.
 *
 * How sure: clusters are resampled (bootstrap.h), all systems under the same draws, and
 * the systems are ranked again in every resample. The shares below are shares of the
 * resamples; where systems are equal each has its part. They describe how the order hangs
 * on the choice of clusters; they are no test. */
#ifndef PIN_HARNESS_ANALYSIS_RANK_TABLE_H
#define PIN_HARNESS_ANALYSIS_RANK_TABLE_H

#include "harness/flow/panel.h"
#include "harness/stats/bootstrap_interval.h"

struct pin_rank_cells { /* the values of one figure, by cluster and system */
    uint32_t figure;    /* of the panel; it has units */
    uint32_t units_n;   /* for which every system has a value */
    uint32_t left_n;    /* for which some system has and some has not */
    uint32_t topics_n;  /* clusters with such units */
    bool lower;         /* is better: then the sums are those of the values times -1 */
    struct pin_cluster_sums sums; /* over those units; a column is a system */
};

PIN_MUST_USE enum pin_status pin_rank_cells_of(struct pin_rank_cells *out,
                                               const struct pin_panel *panel,
                                               uint32_t figure, struct pin_arena *arena,
                                               struct pin_error *err);

struct pin_ranked { /* one system */
    uint32_t system;
    double value;                 /* the mean over the units; NaN without any */
    struct pin_interval interval; /* of the value */
    double rank;
    struct pin_interval rank_interval; /* percentile, whatever the method */
    double best;                       /* share in which it is the best */
    double swaps; /* share in which the next one is better; NaN for the last */
};

struct pin_ranking_how {
    struct pin_resampling resampling; /* resamples_n 0: intervals and shares are NaN */
    enum pin_interval_method method;  /* of the values' intervals */
    double level;
};

/* out: one row a system, best first, equal ones as in the panel. Fewer than two topics:
 * intervals and shares are NaN. Scratch is in the arena too: 16 bytes a resample and
 * system. */
PIN_MUST_USE enum pin_status pin_rank_table(const struct pin_ranked **out,
                                            const struct pin_rank_cells *cells,
                                            const struct pin_ranking_how *how,
                                            struct pin_arena *arena,
                                            struct pin_error *err);

#endif
