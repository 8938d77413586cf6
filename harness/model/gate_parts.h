/* gate_parts.h - a rule, setting by setting; for gate_rule.c and gate_rules_read.c. */
#ifndef PIN_HARNESS_MODEL_GATE_PARTS_H
#define PIN_HARNESS_MODEL_GATE_PARTS_H

#include "harness/base/text.h"
#include "harness/model/gate_rule.h"

struct pin_rule_draft {
    struct pin_rule rule;
    uint32_t given; /* one bit a key that was set */
    struct pin_arena *arena;
};

/* Starts a rule: an unknown kind fails. */
PIN_MUST_USE enum pin_status pin_rule_begin(struct pin_rule_draft *draft,
                                            struct pin_text metric, struct pin_text kind,
                                            struct pin_arena *arena,
                                            struct pin_error *err);

PIN_MUST_USE enum pin_status pin_rule_set(struct pin_rule_draft *draft,
                                          struct pin_text key, struct pin_text value,
                                          struct pin_error *err);

/* Fails when something that the kind needs is missing; writes the text. */
PIN_MUST_USE enum pin_status pin_rule_end(struct pin_rule *out,
                                          struct pin_rule_draft *draft,
                                          struct pin_error *err);

#endif
