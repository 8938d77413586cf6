#include "harness/model/verdict.h"

const char *pin_change_name(enum pin_change change)
{
    static const char *const names[] = {
        [PIN_CHANGE_NONE] = "-",
        [PIN_CHANGE_IMPROVED] = "IMPROVED",
        [PIN_CHANGE_IMMATERIAL] = "NO MATERIAL CHANGE",
        [PIN_CHANGE_REGRESSED] = "REGRESSED",
        [PIN_CHANGE_INCONCLUSIVE] = "INCONCLUSIVE",
        [PIN_CHANGE_UNKNOWN] = "NOT EVALUABLE",
    };
    return names[change];
}

const char *pin_outcome_name(enum pin_outcome outcome)
{
    static const char *const names[] = {
        [PIN_OUTCOME_PASS] = "pass",
        [PIN_OUTCOME_WAIVED] = "waived",
        [PIN_OUTCOME_INCONCLUSIVE] = "inconclusive",
        [PIN_OUTCOME_FAIL] = "fail",
        [PIN_OUTCOME_NOT_EVALUABLE] = "not evaluable",
    };
    return names[outcome];
}
