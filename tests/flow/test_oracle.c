#include "harness/flow/oracle.h"
#include "tests/flow/flow_case.h"

static const struct pin_scores *oracle(struct flow_case *c, const char *const *texts,
                                       uint32_t texts_n)
{
    struct pin_figure_set set;
    const struct pin_scores *scores = NULL;
    cr_assert_eq(flow_parse(c, &set, texts, texts_n), PIN_OK);
    const struct pin_scoring scoring = {set.metrics, set.metrics_n, pin_policy_strict(),
                                        1};
    cr_assert_eq(pin_oracle_score(&scores, c->dataset, &scoring, &c->arena, &c->err),
                 PIN_OK, "%s", c->err.text);
    return scores;
}

Test(oracle, each_query_is_answered_with_its_relevant_items_alone)
{
    static const char *const texts[] = {"hits@2", "length"};
    static const double hits[] = {1, 0.5, (double)NAN};
    static const double lengths[] = {3, 1, 0};
    struct flow_case c;
    flow_case_init(&c);
    for (uint32_t q = 0; q < 3; q++) {
        static const char *const names[] = {"a", "b", "c"};
        (void)flow_query(&c, names[q], NULL, NULL);
    }
    flow_label(&c, 0, "n", -1);
    flow_label(&c, 0, "x", 1);
    flow_label(&c, 0, "y", 3);
    flow_label(&c, 0, "z", 2);
    flow_label(&c, 1, "x", 1);
    flow_label(&c, 1, "y", 0);
    flow_label(&c, 2, "n", -1);
    (void)flow_freeze(&c);
    const struct pin_scores *scores = oracle(&c, texts, 2);
    cr_assert_str_eq(scores->run_name, "oracle");
    cr_assert_eq(scores->missing_n, 0);
    for (uint32_t q = 0; q < 3; q++) {
        const double got = scores->columns[0].values[q];
        cr_assert(isnan(hits[q]) ? isnan(got) : fabs(got - hits[q]) < 1e-15);
        cr_assert_float_eq(scores->columns[1].values[q], lengths[q], 0);
        cr_assert(scores->counted[q]);
    }
    flow_case_free(&c);
}

Test(oracle, a_dataset_without_labels_has_one_too)
{
    static const char *const texts[] = {"length"};
    struct flow_case c;
    flow_case_init(&c);
    (void)flow_query(&c, "a", NULL, NULL);
    (void)flow_freeze(&c);
    const struct pin_scores *scores = oracle(&c, texts, 1);
    cr_assert_float_eq(scores->columns[0].values[0], 0, 0);
    flow_case_free(&c);
}
