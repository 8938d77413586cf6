/* gate_row.h - what one rule says of one system. */
#ifndef PIN_HARNESS_GATE_GATE_ROW_H
#define PIN_HARNESS_GATE_GATE_ROW_H

#include "harness/gate/family.h"

/* Waivers and the exit status are not looked at. */
struct pin_rule_verdict pin_gate_row(const struct pin_gate_request *request,
                                     const struct pin_gate_family *family,
                                     const struct pin_rule *rule,
                                     const struct pin_gate_pair *pair);

/* A rule that cannot be evaluated, for this reason. */
struct pin_rule_verdict pin_gate_row_none(const struct pin_rule *rule, const char *system,
                                          const char *reason);

/* How much was lost, in the direction that is better; 0 or less: nothing was. */
double pin_gate_row_loss(const struct pin_rule_verdict *row);

#endif
