/* family.h - the differences of every system and metric that rules ask about, and the
 * tests of those that are tested together.
 *
 * In a comparison everything is in the direction that is better: a loss is negative. */
#ifndef PIN_HARNESS_GATE_FAMILY_H
#define PIN_HARNESS_GATE_FAMILY_H

#include "harness/gate/pairing.h"
#include "harness/stats/permute.h"

struct pin_gate_comparison {
    const struct pin_gate_pair *pair;
    const char *metric;
    bool primary; /* in the family */
    bool tested;
    bool lower_is_better;
    const char *trouble; /* why there is nothing to compare; NULL: there is */
    uint32_t a_column, b_column;
    uint32_t pairs_n; /* queries with a value on both sides */
    uint32_t wins_n, losses_n;
    double baseline, candidate; /* means over the pairs */
    double difference;
    double error;          /* standard error of the difference, over clusters */
    uint32_t clusters_n;   /* with a pair in them */
    uint32_t place;        /* in sums and sizes */
    double p_loss, p_gain; /* of one test */
    double p_loss_adjusted, p_gain_adjusted;
    const struct pin_flip_result *result; /* that bounds come from */
    double share;                         /* they are made at 1 - alpha / share each */
};

struct pin_gate_family {
    struct pin_gate_comparison *rows;
    uint32_t rows_n;
    uint32_t primary_n;          /* tested together */
    struct pin_flip_family sums; /* of all tested ones */
    const double *sizes;
    uint32_t flips_n;
    bool exact;
};

/* One comparison a metric and pair, whatever the number of rules that ask for it. */
PIN_MUST_USE enum pin_status pin_gate_compare(struct pin_gate_family *out,
                                              const struct pin_gate_request *request,
                                              const struct pin_gate_pairs *pairs,
                                              struct pin_arena *arena,
                                              struct pin_error *err);

/* NULL: no rule asked for it. */
const struct pin_gate_comparison *pin_gate_find(const struct pin_gate_family *family,
                                                const struct pin_gate_pair *pair,
                                                const char *metric);

struct pin_gate_values { /* of one query; NaN where there is none */
    double baseline, candidate;
    double better_by;
};

/* Of query i of the baseline; where there is a trouble there are none to ask for. */
struct pin_gate_values pin_gate_values(const struct pin_gate_request *request,
                                       const struct pin_gate_comparison *comparison,
                                       uint32_t i);

/* Bounds of confidence 1 - alpha each, and the critical value behind them. */
struct pin_flip_band pin_gate_bounds(const struct pin_gate_family *family,
                                     const struct pin_gate_comparison *comparison,
                                     double alpha, double *critical_out);

#endif
