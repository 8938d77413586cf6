#include "tests/analysis/worded_case.h"

static void query(struct worded_case *c, const char *name, const char *group,
                  const char *relevant)
{
    const uint32_t at = flow_query(&c->base.flow, name, group, NULL);
    flow_label(&c->base.flow, at, relevant, 1);
}

static void load(struct worded_case *c, const char *const *groups, uint32_t n)
{
    worded_case_init(c);
    flow_items(&c->base.flow, 6);
    for (uint32_t i = 0; i < n; i++) {
        char name[8];
        (void)snprintf(name, sizeof(name), "q%u", i);
        query(c, name, groups[i], "i0");
    }
    (void)flow_freeze(&c->base.flow);
}

Test(robustness_bad, a_dataset_without_groups_is_refused)
{
    static const char *const hits2[] = {"hits@2"};
    static const char *const groups[] = {NULL, NULL};
    struct worded_case c;
    load(&c, groups, 2);
    cr_assert_eq(worded_try(&c, 2, hits2, 1), PIN_E_CONFIG);
    cr_assert(strstr(c.base.flow.err.text, "no groups"), "%s", c.base.flow.err.text);
    worded_case_free(&c);
}

Test(robustness_bad, figures_without_a_metric_of_each_query_are_refused)
{
    static const char *const groups[] = {"a", "a"};
    static const char *const figures[] = {"range(hits@2)", "hits@2/length"};
    struct worded_case c;
    load(&c, groups, 2);
    cr_assert_eq(worded_try(&c, 2, figures, 2), PIN_E_CONFIG);
    cr_assert(strstr(c.base.flow.err.text, "ap@10"), "%s", c.base.flow.err.text);
    worded_case_free(&c);
}

Test(robustness_bad, groups_of_one_wording_have_no_spread_and_no_share)
{
    static const char *const groups[] = {"a", "b", "c"};
    struct worded_case c;
    load(&c, groups, 3);
    struct pin_run_builder *run = worded_run(&c, "run");
    flow_list(run, "q0", "i0 i1");
    flow_list(run, "q1", "i1");
    worded_go(&c);
    cr_assert(isnan(worded_value(&c, "spread", "run", "range", "value")));
    cr_assert_float_eq(worded_value(&c, "spread", "run", "range", "groups"), 0, 0);
    cr_assert(isnan(worded_value(&c, "variance", "run", NULL, "icc")));
    cr_assert(isnan(worded_value(&c, "variance", "run", NULL, "sd_within")));
    cr_assert_float_eq(worded_value(&c, "variance", "run", NULL, "groups"), 3, 0);
    cr_assert(isnan(worded_value(&c, "lists", "run", NULL, "rbo")));
    cr_assert_float_eq(worded_value(&c, "lists", "run", NULL, "groups"), 0, 0);
    cr_assert(worded_notes(&c, "spread", "3 of 3 base queries have one wording"));
    worded_case_free(&c);
}

Test(robustness_bad, a_system_that_always_fails_looks_robust_and_is_shown_to_fail)
{
    static const char *const groups[] = {"a", "a", "b", "b"};
    struct worded_case c;
    load(&c, groups, 4);
    struct pin_run_builder *run = worded_run(&c, "bad");
    flow_list(run, "q0", "i1 i2");
    flow_list(run, "q1", "i3");
    worded_go(&c);
    cr_assert_float_eq(worded_value(&c, "spread", "bad", "range", "value"), 0, 0);
    cr_assert_float_eq(worded_value(&c, "spread", "bad", "zero", "value"), 1, 0);
    cr_assert(isnan(worded_value(&c, "spread", "bad", "worst / best", "value")));
    cr_assert(isnan(worded_value(&c, "spread", "bad", "relative drop", "value")));
    cr_assert(isnan(worded_value(&c, "variance", "bad", NULL, "icc")));
    cr_assert(isnan(worded_value(&c, "variance", "bad", NULL, "design_effect")));
    cr_assert_float_eq(worded_value(&c, "lists", "bad", NULL, "jaccard"), 0, 0);
    cr_assert_float_eq(worded_value(&c, "lists", "bad", NULL, "groups"), 1,
                       0); /* b: no item */
    worded_case_free(&c);
}

/* The two wordings of "a" do not share their one relevant item: a perfect run is right
 * for both, and one that ignores the text cannot be. Those of "b" have one and two. */
Test(robustness_bad, spread_that_labels_make_is_told_from_that_of_wordings)
{
    struct worded_case c;
    worded_case_init(&c);
    flow_items(&c.base.flow, 6);
    query(&c, "q0", "a", "i0");
    query(&c, "q1", "a", "i1");
    query(&c, "q2", "b", "i0");
    query(&c, "q3", "b", "i0");
    flow_label(&c.base.flow, 3, "i1", 1);
    query(&c, "q4", "c", "i0");
    query(&c, "q5", "c", "i0");
    (void)flow_freeze(&c.base.flow);
    struct pin_run_builder *run = worded_run(&c, "deaf");
    flow_list(run, "q0", "i0 i2");
    flow_list(run, "q1", "i0 i2");
    flow_list(run, "q2", "i0 i2");
    flow_list(run, "q3", "i0 i2");
    flow_list(run, "q4", "i0 i2");
    flow_list(run, "q5", "i0 i2");
    worded_go(&c);
    /* hits@2 of the deaf run: a .5 0, b .5 .5, c .5 .5; of the perfect: .5, .5 1, .5. */
    cr_assert_float_eq(worded_value(&c, "spread", "deaf", "range", "value"), 0.5 / 3,
                       1e-15);
    cr_assert_float_eq(worded_value(&c, "spread", "deaf", "range", "same"), 0, 0);
    cr_assert_float_eq(worded_value(&c, "spread", "deaf", "range", "groups_same"), 1, 0);
    cr_assert_float_eq(worded_value(&c, "spread", "deaf", "range", "perfect"), 0.5 / 3,
                       1e-15);
    cr_assert_float_eq(worded_value(&c, "labels", "hits@2", NULL, "groups"), 3, 0);
    cr_assert_float_eq(worded_value(&c, "labels", "hits@2", NULL, "unlike"), 2, 0);
    cr_assert_float_eq(worded_value(&c, "labels", "hits@2", NULL, "unlike_share"),
                       2.0 / 3, 0);
    cr_assert_float_eq(worded_value(&c, "labels", "hits@2", NULL, "varies"), 1, 0);
    cr_assert_float_eq(worded_value(&c, "labels", "hits@2", NULL, "gmd"), 0.5 / 3, 1e-15);
    cr_assert_float_eq(worded_value(&c, "variance", "deaf", NULL, "sd_perfect"),
                       sqrt(0.125 / 3), 1e-15);
    cr_assert_float_eq(worded_value(&c, "variance", "deaf", NULL, "labels_share"), 1,
                       1e-14);
    cr_assert_float_eq(worded_value(&c, "variance", "deaf", NULL, "sd_same"), 0, 0);
    cr_assert_float_eq(worded_value(&c, "variance", "deaf", NULL, "same"), 1, 0);
    cr_assert(worded_notes(&c, "labels", "2 of 3 groups do not share their labels"));
    worded_case_free(&c);
}

Test(robustness_bad, queries_without_a_list_are_skipped_where_the_policy_says_so)
{
    static const char *const groups[] = {"a", "a", "a", "b", "b"};
    struct worded_case c;
    load(&c, groups, 5);
    c.base.policy.missing = PIN_MISSING_SKIP;
    struct pin_run_builder *run = worded_run(&c, "run");
    flow_list(run, "q0", "i0 i1 i2");
    flow_list(run, "q1", "i0 i1 i2");
    flow_list(run, "q3", "i0");
    struct pin_run_builder *other = worded_run(&c, "other");
    flow_list(other, "q0", "i0 i1 i2");
    flow_list(other, "q3", "i0");
    flow_list(other, "q4", "i0");
    worded_go(&c);
    cr_assert_float_eq(worded_value(&c, "lists", "run", NULL, "groups"), 1, 0);
    cr_assert_float_eq(worded_value(&c, "lists", "run", NULL, "jaccard"), 1, 0);
    cr_assert_float_eq(worded_value(&c, "spread", "run", "range", "queries"), 2, 0);
    cr_assert_float_eq(worded_value(&c, "variance", "run", NULL, "queries"), 3, 0);
    cr_assert_float_eq(worded_value(&c, "rank_flips", "run", "other", "queries"), 2, 0);
    cr_assert_float_eq(worded_value(&c, "rank_flips", "run", "other", "groups"), 2, 0);
    cr_assert_float_eq(worded_value(&c, "rank_flips", "run", "other", "several"), 0, 0);
    cr_assert(isnan(worded_value(&c, "rank_flips", "run", "other", "depends")));
    worded_case_free(&c);
}

/* 30 wordings are 435 pairs, of which 120 are drawn; half of them get another list. */
Test(robustness_bad, pairs_of_a_large_group_are_sampled_and_counted)
{
    struct worded_case c;
    const char *groups[30];
    for (uint32_t i = 0; i < 30; i++) {
        groups[i] = "large";
    }
    load(&c, groups, 30);
    struct pin_run_builder *run = worded_run(&c, "run");
    for (uint32_t i = 0; i < 30; i++) {
        char name[8];
        (void)snprintf(name, sizeof(name), "q%u", i);
        flow_list(run, name, i < 15 ? "i0 i1 i2" : "i3 i4 i5");
    }
    worded_go(&c);
    cr_assert_float_eq(worded_value(&c, "lists", "run", NULL, "pairs"), 120, 0);
    cr_assert_float_eq(worded_value(&c, "lists", "run", NULL, "sampled"), 1, 0);
    /* Of all pairs, 2 * 105 / 435 = .483 agree; four standard errors of 120 draws. */
    cr_assert_float_eq(worded_value(&c, "lists", "run", NULL, "jaccard"), 210.0 / 435,
                       0.183);
    const struct pin_sheet_cell *cell = worded_cell(&c, "lists", "run", NULL, "jaccard");
    cr_assert(isnan(cell->low)); /* one cluster says nothing about others */
    worded_case_free(&c);
}

Test(robustness_bad, numbers_are_the_same_with_any_threads_and_without_resamples)
{
    static const char *const groups[] = {"a", "a", "b", "b", "c", "c"};
    double reversed[3];
    for (uint32_t i = 0; i < 3; i++) {
        struct worded_case c;
        load(&c, groups, 6);
        c.base.threads = 1 + 3 * (i % 2);
        c.base.resamples_n = i < 2 ? 100 : 0;
        struct pin_run_builder *one = worded_run(&c, "one");
        flow_list(one, "q0", "i0");
        flow_list(one, "q2", "i0");
        struct pin_run_builder *two = worded_run(&c, "two");
        flow_list(two, "q1", "i0");
        worded_go(&c);
        reversed[i] = worded_value(&c, "rank_flips", "one", "two", "reversal");
        const struct pin_sheet_cell *cell =
            worded_cell(&c, "variance", "one", NULL, "icc");
        cr_assert_eq(isnan(cell->low), i == 2);
        cr_assert_eq(worded_notes(&c, "variance", "resamples"), i < 2);
        worded_case_free(&c);
    }
    cr_assert_float_eq(reversed[0], reversed[1], 0);
    cr_assert_float_eq(reversed[0], reversed[2], 0);
    /* q0 or q1, then q2 or q3: two is ahead with q1 and q3 alone. */
    cr_assert_float_eq(reversed[0], 0.25, 0.02);
}
