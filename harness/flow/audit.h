/* audit.h - what a dataset's labels hold, and what about them would mislead a score.
 *
 * Nothing is scored and nothing is repaired. Linear in labels, references and groups. */
#ifndef PIN_HARNESS_FLOW_AUDIT_H
#define PIN_HARNESS_FLOW_AUDIT_H

#include "harness/model/dataset.h"

struct pin_audit_fact {
    const char *name;
    double value; /* a count, or a mean */
};

struct pin_audit_problem {
    const char *what;
    uint64_t count;
    const char *unit;   /* of count: "labels", "queries", "groups", "items" */
    uint64_t queries_n; /* that it touches */
    const char *examples[PIN_TALLY_EXAMPLES];
    uint32_t examples_n;
};

enum { PIN_AUDIT_FACTS_MAX = 48, PIN_AUDIT_PROBLEMS_MAX = 48 };

struct pin_audit {
    struct pin_audit_fact facts[PIN_AUDIT_FACTS_MAX];
    uint32_t facts_n;
    struct pin_audit_problem problems[PIN_AUDIT_PROBLEMS_MAX];
    uint32_t problems_n;
};

/* Texts of the audit lie in the arena, or in the dataset. */
PIN_MUST_USE enum pin_status pin_audit_run(struct pin_audit **out,
                                           const struct pin_dataset *dataset,
                                           struct pin_arena *arena,
                                           struct pin_error *err);

#endif
