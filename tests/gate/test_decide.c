#include "harness/gate/decide.h"

#include <math.h>
#include <string.h>

#include <criterion/criterion.h>

struct decided {
    enum pin_rule_kind kind;
    struct pin_evidence evidence; /* difference, low, high, p_loss, p_gain, margin, alpha,
                                     detectable */
    enum pin_outcome outcome;
    enum pin_change change;
};

static const struct decided table[] = {
    /* no-regression: both keys, either alone, neither, too little to tell. */
    {PIN_RULE_NO_REGRESSION,
     {-2, -3, -1, .01, .99, 1, .05, .5},
     PIN_OUTCOME_FAIL,
     PIN_CHANGE_REGRESSED},
    {PIN_RULE_NO_REGRESSION,
     {-.5, -.8, -.2, .01, .99, 1, .05, .5},
     PIN_OUTCOME_PASS,
     PIN_CHANGE_IMMATERIAL},
    {PIN_RULE_NO_REGRESSION,
     {-2, -5, 1, .20, .80, 1, .05, 4},
     PIN_OUTCOME_INCONCLUSIVE,
     PIN_CHANGE_INCONCLUSIVE},
    {PIN_RULE_NO_REGRESSION,
     {-.8, -1.2, -.4, .01, .99, 1, .05, .9},
     PIN_OUTCOME_PASS,
     PIN_CHANGE_INCONCLUSIVE},
    {PIN_RULE_NO_REGRESSION,
     {2, 1, 3, .99, .01, 1, .05, .5},
     PIN_OUTCOME_PASS,
     PIN_CHANGE_IMPROVED},
    {PIN_RULE_NO_REGRESSION,
     {-1, -2, 0, .04, .96, 1, .05, 2},
     PIN_OUTCOME_FAIL,
     PIN_CHANGE_REGRESSED},
    {PIN_RULE_NO_REGRESSION,
     {-1, -2, 0, .05, .95, 1, .05, 2},
     PIN_OUTCOME_INCONCLUSIVE,
     PIN_CHANGE_INCONCLUSIVE},
    {PIN_RULE_NO_REGRESSION,
     {0, -HUGE_VAL, HUGE_VAL, 1, 1, 1, .05, HUGE_VAL},
     PIN_OUTCOME_INCONCLUSIVE,
     PIN_CHANGE_INCONCLUSIVE},
    /* non-inferior */
    {PIN_RULE_NON_INFERIOR,
     {-.5, -.9, -.1, .01, .99, 1, .05, .5},
     PIN_OUTCOME_PASS,
     PIN_CHANGE_IMMATERIAL},
    {PIN_RULE_NON_INFERIOR,
     {-2, -3, -1.1, .01, .99, 1, .05, .5},
     PIN_OUTCOME_FAIL,
     PIN_CHANGE_REGRESSED},
    {PIN_RULE_NON_INFERIOR,
     {-.5, -1, 0, .05, .95, 1, .05, .5},
     PIN_OUTCOME_INCONCLUSIVE,
     PIN_CHANGE_INCONCLUSIVE},
    /* equivalent */
    {PIN_RULE_EQUIVALENT,
     {0, -.9, .9, .5, .5, 1, .05, .5},
     PIN_OUTCOME_PASS,
     PIN_CHANGE_IMMATERIAL},
    {PIN_RULE_EQUIVALENT,
     {2, 1, 3, .99, .01, 1, .05, .5},
     PIN_OUTCOME_FAIL,
     PIN_CHANGE_IMPROVED},
    {PIN_RULE_EQUIVALENT,
     {-2, -3, -1, .01, .99, 1, .05, .5},
     PIN_OUTCOME_FAIL,
     PIN_CHANGE_REGRESSED},
    {PIN_RULE_EQUIVALENT,
     {0, -.9, 1, .5, .5, 1, .05, .5},
     PIN_OUTCOME_INCONCLUSIVE,
     PIN_CHANGE_INCONCLUSIVE},
    /* improve */
    {PIN_RULE_IMPROVE,
     {2, 1.1, 3, .99, .01, 1, .05, .5},
     PIN_OUTCOME_PASS,
     PIN_CHANGE_IMPROVED},
    {PIN_RULE_IMPROVE,
     {.5, .1, .9, .99, .01, 1, .05, .5},
     PIN_OUTCOME_FAIL,
     PIN_CHANGE_IMMATERIAL},
    {PIN_RULE_IMPROVE,
     {2, 1, 3, .99, .01, 1, .05, .5},
     PIN_OUTCOME_INCONCLUSIVE,
     PIN_CHANGE_IMPROVED},
};

Test(decide, every_kind_passes_fails_and_is_inconclusive_where_its_definition_says)
{
    for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
        const char *reason = NULL;
        cr_assert_eq(pin_decide(table[i].kind, &table[i].evidence, &reason),
                     table[i].outcome, "row %zu", i);
        cr_assert_eq(pin_decide_change(&table[i].evidence), table[i].change, "row %zu",
                     i);
        cr_assert(reason && reason[0]);
    }
}

/* The promise that a reader relies on: these words stand for bounds inside the margin. */
Test(decide, no_material_change_is_never_said_of_what_is_only_not_significant)
{
    for (int low = -30; low <= 30; low++) {
        for (int high = low; high <= 30; high++) {
            const struct pin_evidence evidence = {.difference = (low + high) / 20.0,
                                                  .low = low / 10.0,
                                                  .high = high / 10.0,
                                                  .p_loss = 0.5,
                                                  .p_gain = 0.5,
                                                  .margin = 1.0,
                                                  .alpha = 0.05,
                                                  .detectable = 9.0};
            const bool inside = low > -10 && high < 10;
            cr_assert_eq(pin_decide_change(&evidence),
                         inside ? PIN_CHANGE_IMMATERIAL : PIN_CHANGE_INCONCLUSIVE);
        }
    }
}

Test(decide, the_exit_status_is_the_worst_of_what_decides)
{
    cr_assert_eq(pin_gate_exit(PIN_OUTCOME_PASS), 0);
    cr_assert_eq(pin_gate_exit(PIN_OUTCOME_WAIVED), 0);
    cr_assert_eq(pin_gate_exit(PIN_OUTCOME_INCONCLUSIVE), 11);
    cr_assert_eq(pin_gate_exit(PIN_OUTCOME_FAIL), 10);
    cr_assert_eq(pin_gate_exit(PIN_OUTCOME_NOT_EVALUABLE), 12);
}
