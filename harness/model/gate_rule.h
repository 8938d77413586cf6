/* gate_rule.h - what a gate asks of a candidate, rule by rule, as people write it.
 *
 *   METRIC KIND [slice=ATTRIBUTE=VALUE] [KEY=VALUE…] [primary|secondary] [block|warn]
 *   coverage min=99%
 *
 * With d the mean of the paired differences in the direction that is better, its bounds
 * low and high at confidence 1 - alpha each, and m the margin, a rule passes when
 *
 *   no-regression  a loss of m is not shown: not (p < alpha and d <= -m); inconclusive
 *                  where low <= -m and a loss of m could have been missed
 *   non-inferior   low > -m; fails when high < -m
 *   equivalent     low > -m and high < m; fails when either lies wholly outside
 *   improve        low > m; fails when high < m
 *   floor          the candidate's figure (on=value, low or high of its interval) is at
 *                  least value; ceiling: at most
 *   losers         at most max queries (3, or 1%) lose more than loss
 *   identical      at most max queries (0) have another value than in the baseline
 *   coverage       at least min queries (a number or a share) have a list
 *
 * A margin is in the unit of the metric or a share of the baseline's value (1%) and has
 * to be given: with thousands of queries, differences that matter to nobody are
 * significant. alpha is .05. A primary rule (the standard) belongs to the family whose
 * tests are adjusted for their number and decides the exit status; a secondary one is
 * shown. An inconclusive rule blocks, or warns: no-regression warns unless told
 * otherwise, the other kinds, which ask for a proof, block. */
#ifndef PIN_HARNESS_MODEL_GATE_RULE_H
#define PIN_HARNESS_MODEL_GATE_RULE_H

#include "harness/base/arena.h"
#include "harness/base/error.h"

#include <stdbool.h>
#include <stdint.h>

enum pin_rule_kind {
    PIN_RULE_NO_REGRESSION,
    PIN_RULE_NON_INFERIOR,
    PIN_RULE_EQUIVALENT,
    PIN_RULE_IMPROVE,
    PIN_RULE_FLOOR,
    PIN_RULE_CEILING,
    PIN_RULE_LOSERS,
    PIN_RULE_IDENTICAL,
    PIN_RULE_COVERAGE,
};
enum { PIN_RULE_KINDS_N = PIN_RULE_COVERAGE + 1 };

enum pin_rule_on { PIN_RULE_ON_VALUE, PIN_RULE_ON_LOW, PIN_RULE_ON_HIGH };

struct pin_amount {
    double value; /* a share of 1 where relative */
    bool relative;
};

struct pin_rule {
    const char *text;   /* the rule in full, in one fixed order; no two are alike */
    const char *metric; /* a column of the result; "" for coverage */
    enum pin_rule_kind kind;
    const char *attribute; /* of the slice; NULL: all queries */
    const char *value;
    struct pin_amount margin; /* of the four statistical kinds; above 0 */
    double alpha;             /* of the same; above 0 and below .5 */
    struct pin_amount limit;  /* value, max or min of the others */
    double loss;              /* of losers; 0 or more */
    enum pin_rule_on on;
    bool secondary;
    bool blocks; /* where it is inconclusive */
};

struct pin_waiver { /* a loss that is known and borne for a while */
    const char *metric;
    const char *until; /* the last day: 2026-12-31 */
    const char *reason;
    double max_loss; /* a larger one is not waived; infinity: any */
};

struct pin_rules {
    const struct pin_rule *rows;
    uint32_t rows_n;
    const struct pin_waiver *waivers;
    uint32_t waivers_n;
    const char *adjust; /* "max-t", "holm", "bonferroni", "bh", "none"; NULL: not said */
};

const char *pin_rule_kind_name(enum pin_rule_kind kind);

/* Of the kinds that test a difference. */
bool pin_rule_is_statistical(enum pin_rule_kind kind);

/* PIN_E_CONFIG for a text that is no rule. */
PIN_MUST_USE enum pin_status pin_rule_parse(struct pin_rule *out, const char *text,
                                            struct pin_arena *arena,
                                            struct pin_error *err);

/* A day of the calendar, written as 2026-12-31. */
bool pin_is_day(const char *text);

/* {"adjust": …, "rules": ["ap@10 floor value=0.3", {"metric": …, "kind": …, KEY: …}],
 *  "waivers": [{"metric": …, "until": …, "reason": …, "max_loss": …}]}; max_loss may be
 * left out, everything else of a waiver not. PIN_E_CONFIG, with the place in the file. */
PIN_MUST_USE enum pin_status pin_rules_read(struct pin_rules *out, const char *path,
                                            struct pin_arena *arena,
                                            struct pin_error *err);

#endif
