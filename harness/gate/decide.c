#include "harness/gate/decide.h"

enum pin_change pin_decide_change(const struct pin_evidence *e)
{
    if (e->p_loss < e->alpha && e->difference <= -e->margin) {
        return PIN_CHANGE_REGRESSED;
    }
    if (e->p_gain < e->alpha && e->difference >= e->margin) {
        return PIN_CHANGE_IMPROVED;
    }
    return e->low > -e->margin && e->high < e->margin ? PIN_CHANGE_IMMATERIAL
                                                      : PIN_CHANGE_INCONCLUSIVE;
}

static enum pin_outcome no_regression(const struct pin_evidence *e,
                                      const char **reason_out)
{
    if (pin_decide_change(e) == PIN_CHANGE_REGRESSED) {
        *reason_out = "a loss is shown, and it is the margin or more";
        return PIN_OUTCOME_FAIL;
    }
    if (e->low > -e->margin) {
        *reason_out = "a loss of the margin is ruled out";
        return PIN_OUTCOME_PASS;
    }
    if (e->detectable > e->margin) {
        *reason_out = "a loss of the margin is neither shown nor ruled out";
        return PIN_OUTCOME_INCONCLUSIVE;
    }
    *reason_out = "a loss of the margin is not shown, and would mostly have been found";
    return PIN_OUTCOME_PASS;
}

static enum pin_outcome non_inferior(const struct pin_evidence *e,
                                     const char **reason_out)
{
    if (e->low > -e->margin) {
        *reason_out = "a loss of the margin is ruled out";
        return PIN_OUTCOME_PASS;
    }
    if (e->high < -e->margin) {
        *reason_out = "the loss is larger than the margin";
        return PIN_OUTCOME_FAIL;
    }
    *reason_out = "a loss of the margin is not ruled out";
    return PIN_OUTCOME_INCONCLUSIVE;
}

static enum pin_outcome equivalent(const struct pin_evidence *e, const char **reason_out)
{
    if (e->low > -e->margin && e->high < e->margin) {
        *reason_out = "a change of the margin is ruled out, either way";
        return PIN_OUTCOME_PASS;
    }
    if (e->high <= -e->margin || e->low >= e->margin) {
        *reason_out = "the change is larger than the margin";
        return PIN_OUTCOME_FAIL;
    }
    *reason_out = "a change of the margin is not ruled out";
    return PIN_OUTCOME_INCONCLUSIVE;
}

static enum pin_outcome improve(const struct pin_evidence *e, const char **reason_out)
{
    if (e->low > e->margin) {
        *reason_out = "the gain is larger than the margin";
        return PIN_OUTCOME_PASS;
    }
    if (e->high < e->margin) {
        *reason_out = "a gain of the margin is ruled out";
        return PIN_OUTCOME_FAIL;
    }
    *reason_out = "a gain of the margin is not shown";
    return PIN_OUTCOME_INCONCLUSIVE;
}

enum pin_outcome pin_decide(enum pin_rule_kind kind, const struct pin_evidence *evidence,
                            const char **reason_out)
{
    if (kind == PIN_RULE_NON_INFERIOR) {
        return non_inferior(evidence, reason_out);
    }
    if (kind == PIN_RULE_EQUIVALENT) {
        return equivalent(evidence, reason_out);
    }
    return kind == PIN_RULE_IMPROVE ? improve(evidence, reason_out)
                                    : no_regression(evidence, reason_out);
}

int pin_gate_exit(enum pin_outcome worst)
{
    switch (worst) {
    case PIN_OUTCOME_NOT_EVALUABLE: return PIN_GATE_NOT_EVALUABLE;
    case PIN_OUTCOME_FAIL: return PIN_GATE_REGRESSED;
    case PIN_OUTCOME_INCONCLUSIVE: return PIN_GATE_INCONCLUSIVE;
    case PIN_OUTCOME_WAIVED:
    case PIN_OUTCOME_PASS: break;
    }
    return PIN_GATE_PASSED;
}
