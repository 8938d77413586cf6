#include "harness/flow/panel.h"
#include "tests/flow/flow_case.h"

static const double U = (double)NAN;

/* a and b are of group g, c and d of h, e of none; d has no relevant item. */
static void init(struct flow_case *c)
{
    static const char *const names[] = {"a", "b", "c", "d", "e"};
    static const char *const groups[] = {"g", "g", "h", "h", NULL};
    flow_case_init(c);
    for (uint32_t q = 0; q < 5; q++) {
        (void)flow_query(c, names[q], groups[q], q % 2 == 0 ? "red" : "blue");
        if (q != 3) {
            flow_label(c, q, "x", 1);
        }
    }
    (void)flow_freeze(c);
}

static const char *const texts[] = {"hits@1", "range(hits@1)", "hits@1/length", "length",
                                    "hits@1[colour=red]"};

struct made {
    struct pin_figure_set set;
    struct pin_clustering clustering;
    struct pin_panel_maker *maker;
};

static void make(struct made *made, struct flow_case *c, const char *cluster)
{
    cr_assert_eq(flow_parse(c, &made->set, texts, 5), PIN_OK, "%s", c->err.text);
    cr_assert_eq(pin_cluster(&made->clustering, c->dataset, cluster, &c->arena, &c->err),
                 PIN_OK);
    cr_assert_eq(
        pin_panel_new(&made->maker, &made->set, &made->clustering, 2, &c->arena, &c->err),
        PIN_OK);
}

static void add(struct made *made, struct flow_case *c, const struct pin_run *run,
                enum pin_missing missing)
{
    const struct pin_scores *scores = NULL;
    struct pin_arena arena; /* what the panel keeps outlives it */
    struct pin_policy policy = pin_policy_strict();
    policy.missing = missing;
    const struct pin_scoring scoring = {made->set.metrics, made->set.metrics_n, policy,
                                        1};
    pin_arena_init(&arena, 0);
    cr_assert_eq(pin_score(&scores, c->dataset, run, &scoring, &arena, &c->err), PIN_OK);
    cr_assert_eq(pin_panel_add(made->maker, scores, &c->err), PIN_OK);
    pin_arena_free(&arena);
}

static const struct pin_run *three_lists(struct flow_case *c, const char *name)
{
    struct pin_run_builder *run = flow_run(c, name);
    flow_list(run, "a", "x y");
    flow_list(run, "b", "y x");
    flow_list(run, "c", "x");
    flow_list(run, "d", "x");
    return pin_run_finish(run, 0);
}

static void expect(const double *got, const double *values, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        cr_assert(isnan(values[i]) ? isnan(got[i]) : fabs(got[i] - values[i]) < 1e-15,
                  "unit %u: %g", i, got[i]);
    }
}

Test(panel, values_stand_by_query_or_group_and_nothing_where_there_is_none)
{
    struct flow_case c;
    struct made made;
    init(&c);
    make(&made, &c, NULL);
    add(&made, &c, three_lists(&c, "first"), PIN_MISSING_ZERO);
    add(&made, &c, three_lists(&c, "other"), PIN_MISSING_SKIP);
    const struct pin_panel *panel = pin_panel_of(made.maker);
    cr_assert_eq(panel->systems_n, 2);
    cr_assert_str_eq(panel->systems[0].name, "first");
    cr_assert_str_eq(panel->systems[1].name, "other");
    cr_assert_null(panel->oracle);
    cr_assert_eq(panel->figures_n, 5);
    expect(panel->systems[0].values[0], (const double[]){1, 0, 1, U, 0}, 5);
    expect(panel->systems[1].values[0], (const double[]){1, 0, 1, U, U}, 5);
    expect(panel->systems[0].values[1], (const double[]){1, U}, 2);
    cr_assert_null(panel->systems[0].values[2]);
    expect(panel->systems[0].values[3], (const double[]){2, 2, 1, 1, 0}, 5);
    expect(panel->systems[1].values[3], (const double[]){2, 2, 1, 1, U}, 5);
    expect(panel->systems[0].values[4], (const double[]){1, U, 1, U, 0}, 5);
    flow_case_free(&c);
}

Test(panel, figures_say_what_their_units_are)
{
    struct flow_case c;
    struct made made;
    init(&c);
    make(&made, &c, NULL);
    const struct pin_panel *panel = pin_panel_of(made.maker);
    const struct pin_panel_figure *mean = &panel->figures[0];
    const struct pin_panel_figure *range = &panel->figures[1];
    cr_assert_str_eq(mean->label, "hits@1");
    cr_assert(mean->has_units && !mean->of_groups && !mean->lower_is_better);
    cr_assert_eq(mean->units_n, 5);
    cr_assert_eq(mean->query_of[4], 4);
    cr_assert_eq(mean->cluster_of, panel->clustering.cluster_of);
    cr_assert(range->has_units && range->of_groups && range->lower_is_better);
    cr_assert_eq(range->units_n, 2);
    cr_assert_eq(range->query_of[0], 0);
    cr_assert_eq(range->query_of[1], 2);
    cr_assert_eq(range->cluster_of[1], panel->clustering.cluster_of[2]);
    cr_assert_not(panel->figures[2].has_units);
    cr_assert(panel->figures[3].lower_is_better);
    flow_case_free(&c);
}

Test(panel, sums_are_those_of_the_clusters_with_what_is_kept_and_has_a_value)
{
    static const bool keep[] = {true, false, true, true, true};
    struct flow_case c;
    struct made made;
    struct pin_cluster_sums sums;
    init(&c);
    make(&made, &c, "group");
    add(&made, &c, three_lists(&c, "first"), PIN_MISSING_ZERO);
    const struct pin_panel *panel = pin_panel_of(made.maker);
    cr_assert_eq(panel->clustering.clusters_n, 3); /* g, h and e alone */
    cr_assert_eq(pin_cluster_sums_new(&sums, 3, 3, &c.arena, &c.err), PIN_OK);
    const double *values = panel->systems[0].values[0];
    pin_panel_sum(&sums, 0, &panel->figures[0], values, NULL);
    pin_panel_sum(&sums, 1, &panel->figures[0], values, keep);
    pin_panel_sum(&sums, 2, &panel->figures[1], panel->systems[0].values[1], NULL);
    expect(sums.num, (const double[]){1, 1, 1, 1, 1, 0, 0, 0, 0}, 9);
    expect(sums.den, (const double[]){2, 1, 1, 1, 1, 0, 1, 1, 0}, 9);
    flow_case_free(&c);
}

Test(panel, means_over_the_units_are_the_figures_of_the_report)
{
    struct flow_case c;
    struct made made;
    struct pin_figure_scratch *scratch = NULL;
    const struct pin_scores *scores = NULL;
    init(&c);
    make(&made, &c, NULL);
    const struct pin_run *run = three_lists(&c, "first");
    add(&made, &c, run, PIN_MISSING_ZERO);
    const struct pin_panel *panel = pin_panel_of(made.maker);
    const struct pin_scoring scoring = {made.set.metrics, made.set.metrics_n,
                                        pin_policy_strict(), 1};
    cr_assert_eq(pin_score(&scores, c.dataset, run, &scoring, &c.arena, &c.err), PIN_OK);
    cr_assert_eq(pin_figure_scratch_new(&scratch, &made.set, &c.arena, &c.err), PIN_OK);
    static const uint32_t queries[] = {0, 1, 2, 3, 4};
    const struct pin_query_list all = {queries, 5};
    for (uint32_t f = 0; f < panel->figures_n; f++) {
        double sum = 0;
        double n = 0;
        for (uint32_t u = 0; panel->figures[f].has_units && u < panel->figures[f].units_n;
             u++) {
            const double value = panel->systems[0].values[f][u];
            sum += isnan(value) ? 0 : value;
            n += !isnan(value);
        }
        const struct pin_figure figure =
            pin_figure_value(scratch, &made.set.specs[f], scores, &all);
        cr_assert(!panel->figures[f].has_units || fabs(sum / n - figure.value) < 1e-15);
    }
    flow_case_free(&c);
}

Test(panel, without_groups_a_query_is_a_cluster)
{
    static const char *const plain[] = {"hits@1"};
    struct flow_case c;
    struct made made;
    flow_case_init(&c);
    (void)flow_query(&c, "a", NULL, NULL);
    (void)flow_query(&c, "b", NULL, NULL);
    (void)flow_freeze(&c);
    cr_assert_eq(flow_parse(&c, &made.set, plain, 1), PIN_OK);
    cr_assert_eq(pin_cluster(&made.clustering, c.dataset, NULL, &c.arena, &c.err),
                 PIN_OK);
    cr_assert_eq(
        pin_panel_new(&made.maker, &made.set, &made.clustering, 0, &c.arena, &c.err),
        PIN_OK);
    const struct pin_panel *panel = pin_panel_of(made.maker);
    cr_assert_eq(panel->figures[0].units_n, 2);
    cr_assert_eq(panel->clustering.clusters_n, 2);
    cr_assert_eq(panel->systems_n, 0);
    flow_case_free(&c);
}
