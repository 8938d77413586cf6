#include "harness/base/rng.h"
#include "harness/flow/interval.h"
#include "tests/flow/flow_case.h"

enum { QUERIES_N = 60, GROUPS_N = 20 };

/* Three queries a group; values that a group shares but for a little. */
static void build(struct flow_case *c, double *values, bool *counted)
{
    flow_case_init(c);
    for (uint32_t query = 0; query < QUERIES_N; query++) {
        char name[16];
        char group[16];
        (void)snprintf(name, sizeof(name), "q%u", query);
        (void)snprintf(group, sizeof(group), "g%u", query / 3);
        (void)flow_query(c, name, group, query % 2 == 0 ? "red" : "blue");
        values[query] = pin_rng_unit(1, 0, query / 3) + 0.1 * pin_rng_unit(1, 1, query);
        counted[query] = true;
    }
    cr_assert_eq(pin_dataset_freeze(c->builder, &c->dataset, &c->err), PIN_OK);
}

static struct pin_figure interval_of(struct flow_case *c, const char *text,
                                     const struct pin_scores *scores, const char *cluster)
{
    struct pin_figure_set set;
    struct pin_figure_scratch *scratch = NULL;
    uint32_t all[QUERIES_N];
    for (uint32_t query = 0; query < QUERIES_N; query++) {
        all[query] = query;
    }
    const struct pin_query_list list = {all, QUERIES_N};
    struct pin_interval_request request = {.resampling = {7, 4000, 2}, .level = 0.95};
    cr_assert_eq(pin_figures_parse(&set, c->registry, c->dataset,
                                   (struct pin_figure_texts){&text, 1}, &c->arena,
                                   &c->err),
                 PIN_OK, "%s", c->err.text);
    cr_assert_eq(pin_figure_scratch_new(&scratch, &set, &c->arena, NULL), PIN_OK);
    cr_assert_eq(pin_cluster(&request.clustering, c->dataset, cluster, &c->arena, NULL),
                 PIN_OK);
    struct pin_figure figure = pin_figure_value(scratch, &set.specs[0], scores, &list);
    const struct pin_interval_job job = {&set.specs[0], &list, &figure};
    cr_assert_eq(pin_intervals(&request, scratch, scores, &job, 1, &c->err), PIN_OK);
    return figure;
}

static struct pin_scores scores_of(const double *values, const bool *counted,
                                   struct pin_column *column)
{
    *column = (struct pin_column){"hits@1", false, values};
    return (struct pin_scores){"s", QUERIES_N, counted, 0, column, 1};
}

Test(interval, queries_of_one_group_are_not_independent)
{
    struct flow_case c;
    double values[QUERIES_N];
    bool counted[QUERIES_N];
    struct pin_column column;
    build(&c, values, counted);
    const struct pin_scores scores = scores_of(values, counted, &column);
    const struct pin_figure by_group = interval_of(&c, "hits@1", &scores, "group");
    const struct pin_figure by_query = interval_of(&c, "hits@1", &scores, "query");
    cr_assert_eq(by_group.clusters_n, GROUPS_N);
    cr_assert_eq(by_query.clusters_n, QUERIES_N);
    cr_assert(by_group.low < by_group.value && by_group.value < by_group.high);
    /* Almost all of the spread is between groups of three: sqrt(3) times as wide. */
    const double ratio = (by_group.high - by_group.low) / (by_query.high - by_query.low);
    cr_assert_float_eq(ratio, sqrt(3.0), 0.15);
    flow_case_free(&c);
}

Test(interval, a_quotient_of_a_figure_by_itself_is_one_without_doubt)
{
    struct flow_case c;
    double values[QUERIES_N];
    bool counted[QUERIES_N];
    struct pin_column column;
    build(&c, values, counted);
    const struct pin_scores scores = scores_of(values, counted, &column);
    const struct pin_figure one = interval_of(&c, "hits@1/hits@1", &scores, NULL);
    cr_assert_float_eq(one.low, 1.0, 1e-15);
    cr_assert_float_eq(one.high, 1.0, 1e-15);
    const struct pin_figure range = interval_of(&c, "range(hits@1)", &scores, NULL);
    cr_assert_eq(range.groups_n, GROUPS_N);
    cr_assert_eq(range.clusters_n, GROUPS_N);
    cr_assert(range.low < range.value && range.value < range.high);
    flow_case_free(&c);
}

Test(interval, one_cluster_gives_none)
{
    struct flow_case c;
    double values[QUERIES_N];
    bool counted[QUERIES_N] = {true, true, true}; /* of the first group alone */
    struct pin_column column;
    bool all[QUERIES_N];
    build(&c, values, all);
    const struct pin_scores scores = scores_of(values, counted, &column);
    const struct pin_figure figure = interval_of(&c, "hits@1", &scores, "group");
    cr_assert_eq(figure.queries_n, 3);
    cr_assert_eq(figure.clusters_n, 1);
    cr_assert(isnan(figure.low) && isnan(figure.high));
    flow_case_free(&c);
}
