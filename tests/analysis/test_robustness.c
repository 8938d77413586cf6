#include "harness/base/rng.h"
#include "harness/stats/variance.h"
#include "tests/analysis/worded_case.h"

/* Three base queries of two wordings and one of one, each with two relevant items. */
static void load(struct worded_case *c)
{
    static const char *const groups[] = {"A", "A", "B", "B", "C", "C", "D"};
    worded_case_init(c);
    flow_items(&c->base.flow, 8);
    for (uint32_t i = 0; i < 7; i++) {
        char name[8];
        (void)snprintf(name, sizeof(name), "q%u", i);
        (void)flow_query(&c->base.flow, name, groups[i], NULL);
        flow_label(&c->base.flow, i, "i0", 1);
        flow_label(&c->base.flow, i, "i1", 1);
    }
    (void)flow_freeze(&c->base.flow);
}

/* hits@2: A 1 and 0, B .5 and .5, C 0 and 0, D 1. */
static void add_uneven(struct worded_case *c)
{
    struct pin_run_builder *run = worded_run(c, "uneven");
    flow_list(run, "q0", "i0 i1 i2");
    flow_list(run, "q1", "i3 i4 i0");
    flow_list(run, "q2", "i0 i5");
    flow_list(run, "q3", "i6 i1");
    flow_list(run, "q4", "i2 - i2 i3");
    flow_list(run, "q5", "i2 i3 i7");
    flow_list(run, "q6", "i1 i0");
}

/* Each group has one list, whatever the wording: A 1, B .5, C .5, D 0. */
static void add_deaf(struct worded_case *c)
{
    struct pin_run_builder *run = worded_run(c, "deaf");
    flow_list(run, "q0", "i0 i1");
    flow_list(run, "q1", "i0 i1");
    flow_list(run, "q2", "i0 i2");
    flow_list(run, "q3", "i0 i2");
    flow_list(run, "q4", "i1 i2");
    flow_list(run, "q5", "i1 i2");
    flow_list(run, "q6", "i2 i3");
}

Test(robustness, spread_by_hand)
{
    struct worded_case c;
    load(&c);
    add_uneven(&c);
    worded_go(&c);
    const char *s = "spread";
    cr_assert_float_eq(worded_value(&c, s, "uneven", "mean", "value"), 1.0 / 3, 1e-14);
    cr_assert_float_eq(worded_value(&c, s, "uneven", "range", "value"), 1.0 / 3, 1e-14);
    cr_assert_float_eq(worded_value(&c, s, "uneven", "std", "value"), sqrt(0.5) / 3,
                       1e-14);
    cr_assert_float_eq(worded_value(&c, s, "uneven", "std0", "value"), 0.5 / 3, 1e-14);
    cr_assert_float_eq(worded_value(&c, s, "uneven", "gmd", "value"), 1.0 / 3, 1e-14);
    cr_assert_float_eq(worded_value(&c, s, "uneven", "worst", "value"), 0.5 / 3, 1e-14);
    cr_assert_float_eq(worded_value(&c, s, "uneven", "best", "value"), 0.5, 1e-14);
    cr_assert_float_eq(worded_value(&c, s, "uneven", "flip", "value"), 1.0 / 3, 1e-14);
    cr_assert_float_eq(worded_value(&c, s, "uneven", "zero", "value"), 1.0 / 3, 1e-14);
    cr_assert_float_eq(worded_value(&c, s, "uneven", "worst / best", "value"), 1.0 / 3,
                       1e-14);
    cr_assert_float_eq(worded_value(&c, s, "uneven", "relative drop", "value"), 0.5,
                       1e-14);
    cr_assert_float_eq(worded_value(&c, s, "uneven", "range", "groups"), 3, 0);
    cr_assert_float_eq(worded_value(&c, s, "uneven", "range", "queries"), 6, 0);
    cr_assert_float_eq(worded_value(&c, s, "uneven", "range", "clusters"), 3, 0);
    cr_assert_float_eq(worded_value(&c, s, "uneven", "cv", "groups"), 2,
                       0); /* not C: mean 0 */
    cr_assert_float_eq(worded_value(&c, s, "uneven", "cv", "value"), sqrt(2.0) / 2,
                       1e-14);
    cr_assert_float_eq(worded_value(&c, s, "uneven", "range", "same"), 1.0 / 3, 1e-14);
    cr_assert_float_eq(worded_value(&c, s, "uneven", "range", "perfect"), 0.0, 0.0);
    cr_assert_float_eq(worded_value(&c, s, "uneven", "mean", "perfect"), 1.0, 1e-14);
    cr_assert(worded_notes(&c, s, "1 of 4 base queries have one wording"));
    cr_assert_not(worded_notes(&c, s, "normal draws")); /* all groups have two */
    const struct pin_sheet_cell *range = worded_cell(&c, s, "uneven", "range", "value");
    cr_assert(range->low <= range->value && range->value <= range->high);
    worded_case_free(&c);
}

Test(robustness, spread_is_that_of_the_figures_over_groups)
{
    static const char *const figures[] = {"hits@2", "gmd(hits@2)", "cv(hits@2)"};
    struct worded_case c;
    struct pin_figure_set set;
    load(&c);
    add_uneven(&c);
    cr_assert_eq(worded_try(&c, 2, figures, 3), PIN_OK, "%s", c.base.flow.err.text);
    cr_assert_eq(flow_parse(&c.base.flow, &set, figures, 3), PIN_OK);
    cr_assert_eq(worded_sheet(&c, "variance")->rows_n, 1); /* only the plain one */
    cr_assert_float_eq(worded_value(&c, "spread", "uneven", "gmd", "value"), 1.0 / 3,
                       1e-14);
    worded_case_free(&c);
}

/* Values 1 0, .5 .5, 0 0, 1: N 7, G 4, sum m^2 13, mean 3/7. SSW = 1/2, MSW = 1/6;
 * sum m ybar^2 = 2, minus 9/7: SSB = 5/7, MSB = 5/21; m0 = (7 - 13/7) / 3 = 12/7. */
Test(robustness, components_by_hand)
{
    struct worded_case c;
    load(&c);
    add_uneven(&c);
    worded_go(&c);
    const double between = (5.0 / 21 - 1.0 / 6) / (12.0 / 7);
    const double icc = between / (between + 1.0 / 6);
    const char *v = "variance";
    cr_assert_float_eq(worded_value(&c, v, "uneven", NULL, "sd_within"), sqrt(1.0 / 6),
                       1e-14);
    cr_assert_float_eq(worded_value(&c, v, "uneven", NULL, "sd_between"), sqrt(between),
                       1e-14);
    cr_assert_float_eq(worded_value(&c, v, "uneven", NULL, "icc"), icc, 1e-13);
    cr_assert_float_eq(worded_value(&c, v, "uneven", NULL, "wording_share"), 1 - icc,
                       1e-13);
    cr_assert_float_eq(worded_value(&c, v, "uneven", NULL, "design_effect"),
                       1 + (13.0 / 7 - 1) * icc, 1e-13);
    cr_assert_float_eq(worded_value(&c, v, "uneven", NULL, "effective"),
                       round(7 / (1 + (13.0 / 7 - 1) * icc)), 0);
    cr_assert_float_eq(worded_value(&c, v, "uneven", NULL, "queries"), 7, 0);
    cr_assert_float_eq(worded_value(&c, v, "uneven", NULL, "groups"), 4, 0);
    cr_assert_float_eq(worded_value(&c, v, "uneven", NULL, "several"), 3, 0);
    cr_assert_float_eq(worded_value(&c, v, "uneven", NULL, "clusters"), 4, 0);
    cr_assert_float_eq(worded_value(&c, v, "uneven", NULL, "labels_share"), 0, 0);
    cr_assert_float_eq(worded_value(&c, v, "uneven", NULL, "sd_same"), sqrt(1.0 / 6),
                       1e-14);
    const struct pin_sheet_cell *cell = worded_cell(&c, v, "uneven", NULL, "icc");
    cr_assert(cell->low >= 0 && cell->low <= cell->high && cell->high <= 1);
    cr_assert_null(worded_sheet(&c, "components")); /* of one system there are none */
    cr_assert_null(worded_sheet(&c, "rank_flips"));
    worded_case_free(&c);
}

/* A's wordings get {i0 i1} and {i3 i4}; B's {i0 i5} and {i6 i1}; C's {i2 i3} twice, once
 * the null and the repeat are gone. */
Test(robustness, lists_are_compared_as_sets_by_hand)
{
    struct worded_case c;
    load(&c);
    add_uneven(&c);
    worded_go(&c);
    cr_assert_float_eq(worded_value(&c, "lists", "uneven", NULL, "jaccard"), 1.0 / 3,
                       1e-14);
    cr_assert_float_eq(worded_value(&c, "lists", "uneven", NULL, "overlap"), 1.0 / 3,
                       1e-14);
    cr_assert_float_eq(worded_value(&c, "lists", "uneven", NULL, "top"), 1.0 / 3, 1e-14);
    cr_assert_float_eq(worded_value(&c, "lists", "uneven", NULL, "groups"), 3, 0);
    cr_assert_float_eq(worded_value(&c, "lists", "uneven", NULL, "pairs"), 3, 0);
    cr_assert_float_eq(worded_value(&c, "lists", "uneven", NULL, "sampled"), 0, 0);
    worded_case_free(&c);
}

Test(robustness, a_system_that_ignores_the_text_is_not_sensitive_to_it)
{
    struct worded_case c;
    load(&c);
    add_deaf(&c);
    add_uneven(&c);
    worded_go(&c);
    cr_assert_float_eq(worded_value(&c, "spread", "deaf", "range", "value"), 0, 0);
    cr_assert_float_eq(worded_value(&c, "spread", "deaf", "gmd", "value"), 0, 0);
    cr_assert_float_eq(worded_value(&c, "spread", "deaf", "relative drop", "value"), 0,
                       1e-15);
    cr_assert_float_eq(worded_value(&c, "variance", "deaf", NULL, "sd_within"), 0, 1e-16);
    cr_assert_float_eq(worded_value(&c, "variance", "deaf", NULL, "icc"), 1, 0);
    cr_assert_float_eq(worded_value(&c, "lists", "deaf", NULL, "jaccard"), 1, 0);
    cr_assert_float_eq(worded_value(&c, "lists", "deaf", NULL, "overlap"), 1, 0);
    cr_assert_float_eq(worded_value(&c, "lists", "deaf", NULL, "rbo"), 1, 1e-15);
    cr_assert_float_eq(worded_value(&c, "lists", "deaf", NULL, "top"), 1, 0);
    worded_case_free(&c);
}

/* Means over base queries: deaf (1 + .5 + .5 + 0) / 4 and uneven (.5 + .5 + 0 + 1) / 4
 * are the same, so there is no order; a third run differs from deaf by wording. */
Test(robustness, rank_flips_by_hand)
{
    struct worded_case c;
    load(&c);
    add_deaf(&c);
    add_uneven(&c);
    struct pin_run_builder *run = worded_run(&c, "half");
    flow_list(run, "q0", "i0 i1"); /* deaf - half: A 0 and 1, B -.5 and .5, C 0, D 0 */
    flow_list(run, "q1", "i2 i3");
    flow_list(run, "q2", "i0 i1");
    flow_list(run, "q3", "i2 i3");
    flow_list(run, "q4", "i0 i3");
    flow_list(run, "q5", "i0 i3");
    flow_list(run, "q6", "i4 i5");
    worded_go(&c);
    const char *r = "rank_flips";
    cr_assert_float_eq(worded_value(&c, r, "deaf", "uneven", "difference"), 0, 1e-15);
    cr_assert(isnan(worded_value(&c, r, "deaf", "uneven", "reversal")));
    cr_assert_float_eq(worded_value(&c, r, "deaf", "uneven", "depends"), 0, 0);
    cr_assert_float_eq(worded_value(&c, r, "deaf", "half", "difference"), 0.5 / 4, 1e-15);
    /* Of the four draws (A, B) one sums to -.5: A's first and B's first. */
    cr_assert_float_eq(worded_value(&c, r, "deaf", "half", "reversal"), 0.25, 0.02);
    cr_assert_float_eq(worded_value(&c, r, "deaf", "half", "depends"), 1.0 / 3, 1e-15);
    cr_assert_float_eq(worded_value(&c, r, "deaf", "half", "several"), 3, 0);
    cr_assert_float_eq(worded_value(&c, r, "deaf", "half", "groups"), 4, 0);
    cr_assert_float_eq(worded_value(&c, r, "deaf", "half", "queries"), 7, 0);
    cr_assert_eq(worded_sheet(&c, "components")->rows_n, PIN_COMPONENTS_N);
    worded_case_free(&c);
}

/* A system that is right with a base query's chance and one that is right with .5 each
 * time: the wording's share is known. */
Test(robustness, simulated_shares_are_found_again)
{
    enum { GROUPS = 300, WORDINGS = 5 };
    struct worded_case c;
    worded_case_init(&c);
    c.base.threads = 2;
    flow_items(&c.base.flow, 4);
    for (uint32_t i = 0; i < GROUPS * WORDINGS; i++) {
        char name[16];
        char group[16];
        (void)snprintf(name, sizeof(name), "q%u", i);
        (void)snprintf(group, sizeof(group), "g%u", i / WORDINGS);
        (void)flow_query(&c.base.flow, name, group, NULL);
        flow_label(&c.base.flow, i, "i0", 1);
    }
    (void)flow_freeze(&c.base.flow);
    struct pin_run_builder *mixed = worded_run(&c, "mixed");
    struct pin_run_builder *coin = worded_run(&c, "coin");
    for (uint32_t i = 0; i < GROUPS * WORDINGS; i++) {
        char name[16];
        (void)snprintf(name, sizeof(name), "q%u", i);
        /* .9 or .1 by base query: variance .16 between, .09 within. */
        const double chance = pin_rng_unit(5, 0, i / WORDINGS) < 0.5 ? 0.1 : 0.9;
        flow_list(mixed, name, pin_rng_unit(5, 1, i) < chance ? "i0 i1" : "i2 i1");
        flow_list(coin, name, pin_rng_unit(5, 2, i) < 0.5 ? "i0 i1" : "i2 i1");
    }
    worded_go(&c);
    const struct pin_sheet_cell *icc = worded_cell(&c, "variance", "mixed", NULL, "icc");
    cr_assert_float_eq(icc->value, 0.64, 0.06);
    cr_assert(icc->low < 0.64 && icc->high > 0.64 && icc->high - icc->low < 0.2);
    const struct pin_sheet_cell *none =
        worded_cell(&c, "variance", "coin", NULL, "wording_share");
    cr_assert_float_eq(none->value, 1.0, 0.05);
    cr_assert(none->low > 0.85 && none->high <= 1.0);
    /* No base query is hard for both: Q 0, QS .16 / 2, and half of .09 + .25 is left. */
    cr_assert_float_eq(worded_value(&c, "components", "query", NULL, "share"), 0.0, 0.05);
    cr_assert_float_eq(worded_value(&c, "components", "query x system", NULL, "share"),
                       0.32, 0.05);
    cr_assert_float_eq(worded_value(&c, "components", "query", NULL, "groups"), GROUPS,
                       0);
    worded_case_free(&c);
}
