/* gate.h - a candidate against a baseline: two saved results, their per-query values and
 * rules in, a report with an exit status out.
 *
 * Systems are paired by name, or the only one of each side; queries by id. The two must
 * have been measured alike: the same label files (SHA-256), number of queries, profile,
 * tie rule, policy for missing queries, condition on queries and definitions of metrics,
 * the same queries in the same clusters; and neither may be partial. Anything else is an
 * obstacle: it is listed, nothing is paired, and every rule is not evaluable.
 *
 * Statistics (harness/stats/permute.h): for each system and metric the differences of
 * the pairs are added up within clusters, and signs of clusters are flipped, the same
 * signs for all. The family is every metric of a primary statistical rule, times systems;
 * its p-values are step-down max-T, or adjusted from the single ones by holm, bonferroni
 * or bh. Bounds go with them: single-step max-T of the family, or those of level
 * 1 - alpha / m; with none, and for secondary rules, those of one test. What could have
 * been found is (k + z(.8)) times the standard error of the mean over clusters, k being
 * the critical value that the bounds use. */
#ifndef PIN_HARNESS_GATE_GATE_H
#define PIN_HARNESS_GATE_GATE_H

#include "harness/gate/decide.h"
#include "harness/model/score_table.h"
#include "harness/model/summary.h"

struct pin_gate_input { /* one side */
    const char *name;
    const struct pin_summary *result;     /* NULL: there is none, and trouble says why */
    const struct pin_score_table *scores; /* NULL likewise */
    const char *trouble;
};

enum pin_gate_adjust {
    PIN_GATE_MAX_T,
    PIN_GATE_HOLM,
    PIN_GATE_BONFERRONI,
    PIN_GATE_BH,
    PIN_GATE_NONE,
};

/* "max-t", "holm", "bonferroni", "bh", "none"; false when there is none such. */
bool pin_gate_adjust_of(const char *name, enum pin_gate_adjust *out);
const char *pin_gate_adjust_name(enum pin_gate_adjust adjust);

struct pin_gate_request {
    struct pin_gate_input baseline, candidate;
    const struct pin_rules *rules; /* one or more; no two of one text */
    const char *rules_file;
    const char *system; /* NULL: all that both sides have */
    const char *today;  /* 2026-12-31 */
    enum pin_gate_adjust adjust;
    bool lenient; /* rules that are not evaluable do not block while others are */
    uint64_t seed;
    uint32_t flips_n;
    uint32_t threads;
    uint32_t worst_n; /* queries listed a rule and system */
};

/* Fails with PIN_E_NOMEM, or with PIN_E_CONFIG where two rules are the same. The report
 * lives in the arena and points into what the request points to. */
PIN_MUST_USE enum pin_status pin_gate_run(struct pin_gate_report *out,
                                          const struct pin_gate_request *request,
                                          struct pin_arena *arena, struct pin_error *err);

#endif
