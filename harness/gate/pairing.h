/* pairing.h - the systems and queries of two results, side by side, or why not. */
#ifndef PIN_HARNESS_GATE_PAIRING_H
#define PIN_HARNESS_GATE_PAIRING_H

#include "harness/gate/gate.h"
#include "harness/gate/remark.h"

struct pin_gate_pair { /* one system of the baseline and its successor */
    const char *name;  /* of the candidate's */
    uint32_t place;    /* in the candidate's systems */
    const struct pin_system *baseline, *candidate;
    const struct pin_score_rows *a, *b;
    const uint32_t *match;      /* by query of a: its place in b */
    const uint32_t *cluster_of; /* by query of a; shared by all pairs */
};

struct pin_gate_pairs {
    const struct pin_gate_pair *rows;
    uint32_t rows_n;
    uint32_t clusters_n;
};

/* Looks for obstacles; with none of them, every query of every pair is matched. Systems
 * that only one side has are remarked on: an obstacle when the candidate lacks one, a
 * warning when the baseline does. */
PIN_MUST_USE enum pin_status pin_gate_pair_up(struct pin_gate_pairs *out,
                                              const struct pin_gate_request *request,
                                              struct pin_remarks *obstacles,
                                              struct pin_remarks *warnings,
                                              struct pin_error *err);

/* What does not let two results be compared, whatever their systems. */
void pin_gate_obstacles(const struct pin_gate_request *request,
                        struct pin_remarks *obstacles, struct pin_remarks *warnings);

#endif
