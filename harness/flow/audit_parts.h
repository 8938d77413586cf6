/* audit_parts.h - what the files of the audit share; nobody else includes it. */
#ifndef PIN_HARNESS_FLOW_AUDIT_PARTS_H
#define PIN_HARNESS_FLOW_AUDIT_PARTS_H

#include "harness/flow/audit.h"

struct pin_auditor {
    struct pin_audit *audit;
    const struct pin_dataset *dataset;
    struct pin_arena *arena;
    struct pin_error *err; /* the first failure; checked at the end of each part */
    enum pin_status status;
};

/* Append; a failure is kept in the auditor and later calls do nothing. */
void pin_audit_fact(struct pin_auditor *auditor, const char *name, double value);
struct pin_audit_problem *pin_audit_problem(struct pin_auditor *auditor, const char *what,
                                            const char *unit);

/* Counts once more, with an example while fewer than five are kept. */
void pin_audit_count(struct pin_auditor *auditor, struct pin_audit_problem *problem,
                     uint64_t count, const char *fmt, ...) PIN_PRINTF(4, 5);

/* The parts. */
void pin_audit_labels(struct pin_auditor *auditor);
void pin_audit_references(struct pin_auditor *auditor);
void pin_audit_groups(struct pin_auditor *auditor);
void pin_audit_groupings(struct pin_auditor *auditor);
void pin_audit_vectors(struct pin_auditor *auditor);

#endif
