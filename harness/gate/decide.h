/* decide.h - from the numbers of a rule to what it says, and nothing else.
 *
 * Everything here is in the direction that is better: a loss is negative. */
#ifndef PIN_HARNESS_GATE_DECIDE_H
#define PIN_HARNESS_GATE_DECIDE_H

#include "harness/model/verdict.h"

struct pin_evidence { /* of one difference */
    double difference;
    double low, high;      /* each of confidence 1 - alpha; infinite: unbounded */
    double p_loss, p_gain; /* one-sided, adjusted */
    double margin;         /* above 0 */
    double alpha;
    double detectable; /* with power .8 */
};

/* IMPROVED and REGRESSED need both keys: p below alpha, and a difference of the margin or
 * more. NO MATERIAL CHANGE needs both bounds inside the margin. */
enum pin_change pin_decide_change(const struct pin_evidence *evidence);

/* PASS, FAIL or INCONCLUSIVE as gate_rule.h says; *reason_out in words. */
enum pin_outcome pin_decide(enum pin_rule_kind kind, const struct pin_evidence *evidence,
                            const char **reason_out);

/* The exit status of a whole gate, from the outcomes that decide: 12 before 10 before 11,
 * else 0. A coverage rule that failed goes before all of them. */
int pin_gate_exit(enum pin_outcome worst);

#endif
