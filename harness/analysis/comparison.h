/* comparison.h - pairs of systems on figures: how far they are apart, how sure that is.
 *
 * A comparison is a pair (a the baseline, b the candidate) on one figure, over the units
 * (queries or groups) for which both have a value. Differences are b - a in the unit of
 * the figure; what counts as a win depends on whether lower is better.
 *
 *   interval   of the difference and of the relative change (b - a) / a: bootstrap over
 *              clusters, both systems under the same draws (bootstrap.h)
 *   p          two-sided sign flips over clusters (permute.h)
 *   corrected  over all comparisons that are made together: step-down max-T from the same
 *              flips (permute.h), or a formula of the p-values (multiplicity.h)
 *   joint      with max-T only: the mean differences that the single-step test of the
 *              whole family does not refuse; they hold for all comparisons at once. The
 *              steps down refuse a little more, so that a shown difference may have a
 *              joint interval that just reaches 0; the other way round cannot be.
 *   effects    Cohen's d_z, mean / standard deviation of the differences: over units,
 *              and over clusters (paired.h), where it is what the test sees
 *   detectable the true difference that this test, uncorrected, finds with power .8, and
 *              the clusters that the margin would take (power.h)
 *
 * A comparison without shared units has NaN everywhere and no part in the correction. */
#ifndef PIN_HARNESS_ANALYSIS_COMPARISON_H
#define PIN_HARNESS_ANALYSIS_COMPARISON_H

#include "harness/flow/panel.h"
#include "harness/stats/bootstrap_interval.h"

enum pin_correction { /* for the number of comparisons */
                      PIN_CORRECTION_MAXT,
                      PIN_CORRECTION_HOLM,
                      PIN_CORRECTION_BONFERRONI,
                      PIN_CORRECTION_BH,
                      PIN_CORRECTION_NONE,
                      PIN_CORRECTIONS_N,
};

/* "maxt", "holm", "bonferroni", "bh", "none". */
const char *pin_correction_name(enum pin_correction correction);

enum pin_verdict {
    PIN_VERDICT_NO_UNITS, /* there is nothing to compare */
    PIN_VERDICT_NOT_SHOWN,
    PIN_VERDICT_BETTER, /* the candidate is, with a corrected p of at most 1 - level */
    PIN_VERDICT_WORSE,
};

/* "nothing to compare", "no difference shown", "better", "worse". */
const char *pin_verdict_name(enum pin_verdict verdict);

struct pin_comparison {
    uint32_t figure;  /* of the panel */
    uint32_t a, b;    /* systems of the panel: baseline and candidate */
    uint32_t units_n; /* for which both have a value */
    uint32_t left_n;  /* for which one of them has */
    uint32_t clusters_n;
    uint32_t wins_n, ties_n, losses_n; /* of the candidate, by unit */
    uint32_t beyond_n;                 /* units that lose more than the margin */
    double value_a, value_b;           /* over the shared units */
    struct pin_interval difference;    /* ends NaN: no interval */
    struct pin_interval change;        /* likewise */
    double mean;                       /* of the differences */
    double relative;                   /* mean / value_a; NaN where that is 0 */
    double joint_low, joint_high;      /* NaN: none; may be infinite */
    double p, p_adjusted;
    double p_t, p_wilcoxon, p_sign; /* over clusters; NaN where not asked for */
    double error;                   /* standard error of the mean, over clusters */
    double effect_units, effect_clusters;
    double detectable;
    double needed; /* clusters; NaN without a margin */
    enum pin_verdict verdict;
};

struct pin_comparing { /* what is asked for */
    const struct pin_panel *panel;
    uint32_t figures_n; /* the first of the panel; each has units */
    uint32_t baseline;  /* a system, compared with all others; UINT32_MAX: all pairs */
    struct pin_resampling resampling; /* of the bootstrap; 0 resamples: no intervals */
    uint32_t permutations_n;
    enum pin_interval_method method;
    enum pin_correction correction;
    double level;
    double margin; /* NaN: none */
    bool t, wilcoxon, sign;
};

struct pin_comparisons {
    const struct pin_comparison *rows; /* pair by pair, in each figure by figure */
    uint32_t rows_n;
    uint32_t pairs_n;
    bool exact;       /* the sign flips are all there are */
    uint32_t flips_n; /* how many were looked at */
};

/* Everything in the arena. Two systems or more. */
PIN_MUST_USE enum pin_status pin_comparisons_make(struct pin_comparisons *out,
                                                  const struct pin_comparing *comparing,
                                                  struct pin_arena *arena,
                                                  struct pin_error *err);

/* Differences of at most this much are ties: metrics are sums of fractions, and equal
 * ones may differ in their last digits. */
#define PIN_TIE 1e-12

/* Candidate less baseline of one unit, above 0 where the candidate is better; NaN where
 * one has no value. */
double pin_comparison_gain(const struct pin_panel *panel,
                           const struct pin_comparison *row, uint32_t unit);

#endif
