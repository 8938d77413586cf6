/* verdict.h - what a gate decided, rule by rule. Writers format it and compute nothing.
 *
 * Differences are candidate less baseline in the unit of the metric, whichever way is
 * better; words take the direction into account. */
#ifndef PIN_HARNESS_MODEL_VERDICT_H
#define PIN_HARNESS_MODEL_VERDICT_H

#include "harness/model/gate_rule.h"

enum pin_change {                  /* what is known of the difference */
                  PIN_CHANGE_NONE, /* the rule asks for no comparison */
                  PIN_CHANGE_IMPROVED,
                  PIN_CHANGE_IMMATERIAL, /* both bounds lie inside the margin */
                  PIN_CHANGE_REGRESSED,
                  PIN_CHANGE_INCONCLUSIVE, /* the bounds do not say; never "no change" */
                  PIN_CHANGE_UNKNOWN,      /* not evaluable */
};

/* "-", "IMPROVED", "NO MATERIAL CHANGE", "REGRESSED", "INCONCLUSIVE", "NOT EVALUABLE". */
const char *pin_change_name(enum pin_change change);

enum pin_outcome { /* what the rule says of it; the worse the later */
                   PIN_OUTCOME_PASS,
                   PIN_OUTCOME_WAIVED, /* it failed, and a waiver bears it */
                   PIN_OUTCOME_INCONCLUSIVE,
                   PIN_OUTCOME_FAIL,
                   PIN_OUTCOME_NOT_EVALUABLE,
};

/* "pass", "waived", "inconclusive", "fail", "not evaluable". */
const char *pin_outcome_name(enum pin_outcome outcome);

struct pin_rule_verdict { /* NaN where a number does not apply */
    const struct pin_rule *rule;
    const char *system;
    enum pin_outcome outcome;
    enum pin_change change;
    bool decides; /* counts for the exit status as it is; else it is shown only */
    bool lower_is_better;
    const char *reason; /* one sentence without a full stop */
    const struct pin_waiver *waiver;
    double baseline, candidate;   /* means over the pairs, or the figures */
    double difference, low, high; /* bounds: of confidence 1 - alpha each; may be
                                     infinite */
    double p, p_adjusted;         /* of a loss; improve: of a gain */
    double margin;                /* in the unit of the metric */
    double detectable;            /* the loss that is found with power .8 */
    double clusters_needed;       /* to find a loss of the margin with that power */
    double limit;                 /* value, max or min */
    double count;                 /* of losers, of different ones, of answered ones */
    uint32_t pairs_n, clusters_n;
    uint32_t wins_n, losses_n; /* queries */
    bool underpowered;         /* passed, though a loss of the margin could be missed */
};

struct pin_query_loss {
    const char *system;
    const char *metric;
    const char *query;
    double baseline, candidate, difference;
};

struct pin_waiver_state {
    const struct pin_waiver *waiver;
    bool expired;
    bool used;
};

struct pin_gate_side {
    const char *name; /* of the file, or the baseline */
    const char *tool_version;
    const char *dataset;
};

/* Exit statuses of a gate. */
enum {
    PIN_GATE_PASSED = 0,
    PIN_GATE_UNANSWERED = 4,
    PIN_GATE_REGRESSED = 10,
    PIN_GATE_INCONCLUSIVE = 11,
    PIN_GATE_NOT_EVALUABLE = 12,
};

struct pin_gate_report {
    struct pin_gate_side baseline, candidate;
    const char *const *obstacles; /* why the two cannot be compared; none: they can */
    const char *const *warnings;
    const struct pin_rule_verdict *rows; /* rules in order, systems within a rule */
    const struct pin_query_loss *losses; /* worst first within a metric and system */
    const struct pin_waiver_state *waivers;
    uint32_t obstacles_n;
    uint32_t warnings_n;
    uint32_t rows_n;
    uint32_t losses_n;
    uint32_t waivers_n;
    enum pin_outcome outcome; /* of the deciding rules; the worst */
    int exit_status;
    bool lenient;
    bool exact;             /* all sign vectors were looked at */
    const char *rules_file; /* without its folder; NULL: the command line */
    const char *today;
    const char *adjust;
    const char *cluster; /* what was resampled; NULL: nothing was */
    uint64_t seed;
    uint32_t flips_n;
    uint32_t family_n; /* tests that were adjusted for each other */
};

#endif
