#include "harness/flow/slice.h"
#include "harness/flow/summarise.h"
#include "tests/flow/flow_case.h"

static const double U = (double)NAN;

/* One number a query and system, under "hits"; colours red, blue, red, none. */
static const double values[5][4] = {{0.5, 0.25, 0.75, 0.5},
                                    {U, U, U, U},
                                    {0.75, 0.75, 0.75, 0.75},
                                    {0.5, 0.5, 0.5, 0.5},
                                    {U, U, U, U}};
static const char *const names[] = {"A", "B", "C", "D", "E"};
static const bool counted[] = {true, true, true, true};

static void init(struct flow_case *c)
{
    static const char *const colours[] = {"red", "blue", "red", NULL};
    static const char *const queries[] = {"p", "q", "r", "s"};
    flow_case_init(c);
    for (uint32_t q = 0; q < 4; q++) {
        (void)flow_query(c, queries[q], q < 2 ? "g" : NULL, colours[q]);
    }
    (void)flow_freeze(c);
}

static struct pin_summary summarise_from(struct flow_case *c, int32_t order_by,
                                         struct pin_policy policy, uint32_t min_n)
{
    static const char *const texts[] = {"hits", "range(hits)"};
    static const char *const slices[] = {"colour"};
    struct pin_figure_set *set = PIN_NEW(&c->arena, struct pin_figure_set);
    cr_assert_eq(flow_parse(c, set, texts, 2), PIN_OK);
    const struct pin_summary_request request = {.figures = set,
                                                .policy = policy,
                                                .seed = 9,
                                                .slices = slices,
                                                .slices_n = 1,
                                                .min_n = min_n,
                                                .systems_n_max = 5,
                                                .order_by = order_by};
    struct pin_summariser *summariser = NULL;
    struct pin_summary summary;
    cr_assert_eq(
        pin_summariser_new(&summariser, c->dataset, &request, &c->arena, &c->err),
        PIN_OK);
    for (uint32_t i = 0; i < 5; i++) {
        struct pin_arena scratch; /* what the summary keeps outlives it */
        char name[8];
        pin_arena_init(&scratch, 0);
        (void)snprintf(name, sizeof(name), "%s", names[i]);
        struct pin_run run = {.name = name, .depth = 10 + i};
        pin_tallies_init(&run.tallies, &scratch);
        cr_assert_eq(pin_tally_add(&run.tallies, "odd", i + 1, NULL, "%u", i), PIN_OK);
        const struct pin_column column = {.values = values[i]};
        const struct pin_scores scores = {.queries_n = 4,
                                          .counted = counted,
                                          .missing_n = i,
                                          .columns = &column,
                                          .columns_n = 1};
        const struct pin_executed executed = {&run, "[]"};
        cr_assert_eq(pin_summarise(summariser, &executed, &scores, &c->err), PIN_OK);
        memset(name, 'x', sizeof(name) - 1);
        pin_arena_free(&scratch);
    }
    cr_assert_eq(pin_summary_finish(summariser, &summary, &c->err), PIN_OK);
    return summary;
}

static struct pin_summary summarise(struct flow_case *c, int32_t order_by,
                                    struct pin_policy policy)
{
    return summarise_from(c, order_by, policy, 0);
}

Test(summarise, a_figure_of_a_slice_that_rests_on_too_few_queries_is_withheld)
{
    struct flow_case c;
    init(&c);
    const struct pin_summary summary = summarise_from(&c, -1, pin_policy_pinpoint(), 2);
    const struct pin_figure *red = summary.slices[0].figures;
    const struct pin_figure *blue = summary.slices[1].figures;
    cr_assert_eq(summary.provenance.min_n, 2);
    cr_assert_not(red[0].withheld); /* two queries */
    cr_assert_float_eq(red[0].value, 0.625, 1e-15);
    cr_assert(blue[0].withheld); /* one */
    cr_assert(isnan(blue[0].value));
    cr_assert(isnan(blue[0].low));
    cr_assert_eq(blue[0].queries_n, 1);
    cr_assert_eq(summary.slices[1].queries_n, 1);
    cr_assert_not(blue[2].withheld); /* none: it has no value, and nothing to hide */
    cr_assert_not(summary.systems[0].figures[0].withheld);
    flow_case_free(&c);
}

Test(summarise, slices_count_the_queries_that_the_report_is_about)
{
    static const bool keep[] = {true, false, false, true};
    struct flow_case c;
    init(&c);
    struct pin_policy policy = pin_policy_strict();
    policy.keep = keep;
    const struct pin_summary summary = summarise(&c, -1, policy);
    cr_assert_eq(summary.slices_n, 2);
    cr_assert_eq(summary.slices[0].queries_n, 1);
    cr_assert_eq(summary.slices[1].queries_n, 0);
    flow_case_free(&c);
}

Test(summarise, systems_stand_as_added_or_highest_first_with_the_undefined_last)
{
    static const char *const orders[] = {"ABCDE", "CADBE"};
    for (int32_t order_by = -1; order_by <= 0; order_by++) {
        struct flow_case c;
        init(&c);
        const struct pin_summary summary = summarise(&c, order_by, pin_policy_strict());
        const char *order = orders[order_by + 1];
        cr_assert_eq(summary.systems_n, 5);
        for (uint32_t i = 0; i < 5; i++) {
            const struct pin_system *system = &summary.systems[i];
            const uint32_t from = (uint32_t)(order[i] - 'A');
            cr_assert_str_eq(system->name, names[from]);
            cr_assert_eq(system->depth, 10 + from);
            cr_assert_eq(system->missing_n, from);
            cr_assert_eq(system->queries_n, 4);
            cr_assert_eq(system->tallies.first->count, from + 1);
            cr_assert_eq(system->tallies.first->examples[0][0], '0' + (char)from);
            cr_assert_eq(isnan(system->figures[0].value), isnan(values[from][0]));
        }
        flow_case_free(&c);
    }
}

Test(summarise, slices_follow_the_order_of_the_systems_and_of_the_values)
{
    static const double red[] = {0.75, 0.625, 0.5, U, U};
    static const double blue[] = {0.75, 0.25, 0.5, U, U};
    struct flow_case c;
    init(&c);
    const struct pin_summary summary = summarise(&c, 0, pin_policy_strict());
    cr_assert_eq(summary.slices_n, 2);
    cr_assert_str_eq(summary.slices[0].attribute, "colour");
    cr_assert_str_eq(summary.slices[0].value, "red");
    cr_assert_eq(summary.slices[0].queries_n, 2);
    cr_assert_str_eq(summary.slices[1].value, "blue");
    cr_assert_eq(summary.slices[1].queries_n, 1);
    for (uint32_t i = 0; i < 5; i++) {
        for (uint32_t s = 0; s < 2; s++) {
            const double expected = s == 0 ? red[i] : blue[i];
            const double got = summary.slices[s].figures[2 * i].value;
            cr_assert(isnan(expected) ? isnan(got) : fabs(got - expected) < 1e-15);
            cr_assert(isnan(summary.slices[s].figures[2 * i + 1].value));
        }
    }
    flow_case_free(&c);
}

Test(summarise, what_is_undefined_is_zero_everywhere_where_the_policy_says_so)
{
    struct flow_case c;
    init(&c);
    const struct pin_summary summary = summarise(&c, -1, pin_policy_pinpoint());
    for (uint32_t i = 0; i < 5; i++) {
        for (uint32_t f = 0; f < 2; f++) {
            cr_assert_not(isnan(summary.systems[i].figures[f].value));
            cr_assert_not(isnan(summary.slices[0].figures[2 * i + f].value));
        }
    }
    cr_assert_eq(summary.systems[1].figures[0].undefined_n, 4);
    cr_assert_float_eq(summary.systems[1].figures[0].value, 0.0, 1e-300);
    flow_case_free(&c);
}

Test(summarise, provenance_columns_and_definitions_are_there)
{
    struct flow_case c;
    init(&c);
    const struct pin_summary summary = summarise(&c, -1, pin_policy_strict());
    cr_assert_eq(summary.columns_n, 2);
    cr_assert_str_eq(summary.columns[1].label, "range(hits)");
    cr_assert_eq(summary.definitions_n, 1);
    cr_assert_str_eq(summary.definitions[0].metric, "hits");
    cr_assert_str_eq(summary.definitions[0].source, "this test");
    cr_assert_str_eq(summary.provenance.profile, "strict");
    cr_assert_str_eq(summary.provenance.missing, "zero");
    cr_assert_str_eq(summary.provenance.ties, "file");
    cr_assert_eq(summary.provenance.seed, 9);
    cr_assert_eq(summary.dataset.name, c.dataset->name);
    cr_assert_eq(summary.dataset.queries_n, 4);
    flow_case_free(&c);
}

Test(slice, an_attribute_is_cut_into_lists_that_hold_each_query_once)
{
    struct flow_case c;
    struct pin_slicing slicing;
    init(&c);
    cr_assert_eq(pin_slice(&slicing, c.dataset, "colour", &c.arena, &c.err), PIN_OK);
    cr_assert_eq(slicing.lists_n, 2);
    cr_assert_eq(slicing.lists[0].queries_n, 2);
    cr_assert_eq(slicing.lists[0].queries[0], 0);
    cr_assert_eq(slicing.lists[0].queries[1], 2);
    cr_assert_eq(slicing.lists[1].queries_n, 1);
    cr_assert_eq(slicing.lists[1].queries[0], 1);
    cr_assert_eq(pin_slice(&slicing, c.dataset, "coluor", &c.arena, &c.err),
                 PIN_E_CONFIG);
    cr_assert_str_eq(
        c.err.text, "the queries have no attribute \"coluor\"; did you mean \"colour\"?");
    flow_case_free(&c);
}
