#include "harness/analysis/slice_rest.h"
#include "harness/base/rng.h"
#include "harness/stats/permute_members.h"
#include "tests/analysis/analysis_case.h"

static const char *const by_colour[] = {"colour"};

static enum pin_status begin(struct analysis_case *c,
                             struct pin_slice_rest_options *options)
{
    static const char *const figures[] = {"p@2", "rr", "p@2/rr", "range(p@2)"};
    const struct pin_analysis analysis = {.ops = &pin_analysis_slice_rest,
                                          .options = options};
    struct pin_analysis *kept = PIN_NEW(&c->flow.arena, struct pin_analysis);
    *kept = analysis;
    return analysis_begin(c, kept, figures, 4);
}

static double number(const struct pin_sheet *sheet, uint32_t row, const char *key)
{
    return analysis_cell(sheet, row, key)->value;
}

/* Queries a b (red), c d (blue), e (no colour), in groups ab, c, d, e; each has the
 * relevant item x. First hits: a b d e find it, c does not. */
static const struct pin_run *five_queries(struct analysis_case *c)
{
    static const char *const colours[] = {"red", "red", "blue", "blue", NULL};
    static const char *const groups[] = {"g", "g", "h", "i", "j"};
    static const char *const names[] = {"a", "b", "c", "d", "e"};
    static const char *const lists[] = {"x y", "y x", "y z", "x y", "x y"};
    flow_items(&c->flow, 1);
    for (uint32_t q = 0; q < 5; q++) {
        flow_label(&c->flow, flow_query(&c->flow, names[q], groups[q], colours[q]), "x",
                   1);
    }
    (void)flow_freeze(&c->flow);
    struct pin_run_builder *builder = flow_run(&c->flow, "r");
    for (uint32_t q = 0; q < 5; q++) {
        flow_list(builder, names[q], lists[q]);
    }
    return pin_run_finish(builder, 0);
}

Test(slice_rest, by_hand_the_slice_and_the_others_with_a_value)
{
    struct analysis_case c;
    struct pin_slice_rest_options options = {by_colour, 1, 2, PIN_ADJUST_NONE};
    analysis_case_init(&c);
    const struct pin_run *run = five_queries(&c);
    cr_assert_eq(begin(&c, &options), PIN_OK, "%s", c.flow.err.text);
    analysis_add(&c, run);
    const struct pin_sheet *sheet = analysis_finish(&c);
    /* Red: p@2 .5 .5, rr 1 .5. Blue: p@2 0 .5, rr 0 1. No quotient; blue has no group of
     * two. */
    cr_assert_eq(sheet->rows_n, 4);
    cr_assert_str_eq(analysis_cell(sheet, 0, "slice")->text, "red");
    cr_assert_str_eq(analysis_cell(sheet, 0, "figure")->text, "p@2");
    cr_assert_float_eq(number(sheet, 0, "value"), 0.5, 1e-15);
    cr_assert_float_eq(number(sheet, 0, "rest"), 0.25, 1e-15);
    cr_assert_float_eq(number(sheet, 0, "difference"), 0.25, 1e-15);
    cr_assert_float_eq(number(sheet, 0, "queries"), 2, 0);
    cr_assert_float_eq(number(sheet, 0, "rest_queries"), 2, 0);
    cr_assert_float_eq(number(sheet, 0, "clusters"), 1, 0);
    cr_assert(isnan(analysis_cell(sheet, 0, "difference")->low)); /* one cluster */
    cr_assert_float_eq(number(sheet, 1, "value"), 0.75, 1e-15);
    cr_assert_float_eq(number(sheet, 1, "difference"), 0.25, 1e-15);
    cr_assert_str_eq(analysis_cell(sheet, 2, "slice")->text, "blue");
    cr_assert_float_eq(number(sheet, 2, "difference"), -0.25, 1e-15);
    cr_assert_float_eq(number(sheet, 0, "split"), 0, 0);
    analysis_case_free(&c);
}

/* Draws over the 20 clusters, the same for both sides. */
static void expect_interval(const struct pin_sheet_cell *cell,
                            const struct pin_membership *of)
{
    double low = 1;
    double high = -1;
    for (uint32_t b = 0; b < 200; b++) {
        double in[2] = {0, 0};
        double of_n[2] = {0, 0};
        for (uint32_t draw = 0; draw < 20; draw++) {
            const uint32_t cluster = pin_rng_below(1, b, draw, 20);
            for (uint32_t i = 0; i < of->units_n; i++) {
                in[of->members[i]] += of->clusters[i] == cluster ? of->values[i] : 0;
                of_n[of->members[i]] += of->clusters[i] == cluster;
            }
        }
        const double d = in[1] / of_n[1] - in[0] / of_n[0];
        low = fmin(low, d);
        high = fmax(high, d);
    }
    cr_assert(low <= cell->low && cell->low < cell->value, "%g %g", low, cell->low);
    cr_assert(high >= cell->high && cell->high > cell->value);
    cr_assert_gt(cell->high - cell->low, 0.6 * (high - low));
}

/* The metric's values one by one, from lists of one hit: 1 or 0. */
Test(slice_rest, as_a_naive_bootstrap_and_the_test_of_members_say)
{
    enum { QUERIES = 60 };
    struct analysis_case c;
    struct pin_slice_rest_options options = {by_colour, 1, 10, PIN_ADJUST_HOLM};
    double values[QUERIES];
    bool members[QUERIES];
    uint32_t clusters[QUERIES];
    uint32_t n = 0;
    analysis_case_init(&c);
    flow_items(&c.flow, 1);
    for (uint32_t q = 0; q < QUERIES; q++) {
        char name[8];
        char group[8];
        static const char *const colours[] = {"red", "blue", NULL};
        const char *colour = colours[pin_rng_below(1, 0, q < 30 ? q / 3 : q, 3)];
        (void)snprintf(name, sizeof(name), "q%u", q);
        (void)snprintf(group, sizeof(group), "g%u", q / 3);
        flow_label(&c.flow, flow_query(&c.flow, name, group, colour), "x", 1);
        if (colour) {
            values[n] = pin_rng_below(1, 1, q, 2);
            members[n] = colour[0] == 'r';
            clusters[n++] = q / 3;
        }
    }
    (void)flow_freeze(&c.flow);
    struct pin_run_builder *builder = flow_run(&c.flow, "r");
    for (uint32_t q = 0; q < QUERIES; q++) {
        flow_list(builder, c.flow.dataset->queries.names[q],
                  pin_rng_below(1, 1, q, 2) == 1 ? "x" : "y");
    }
    cr_assert_eq(begin(&c, &options), PIN_OK, "%s", c.flow.err.text);
    analysis_add(&c, pin_run_finish(builder, 0));
    const struct pin_sheet *sheet = analysis_finish(&c);
    /* rr is the value itself; its row of red is the second. */
    uint32_t row = 0;
    while (strcmp(analysis_cell(sheet, row, "figure")->text, "rr") != 0 ||
           strcmp(analysis_cell(sheet, row, "slice")->text, "red") != 0) {
        row++;
    }
    double sums[2] = {0, 0};
    double counts[2] = {0, 0};
    for (uint32_t i = 0; i < n; i++) {
        sums[members[i]] += values[i];
        counts[members[i]] += 1;
    }
    const double difference = sums[1] / counts[1] - sums[0] / counts[0];
    cr_assert_float_eq(number(sheet, row, "value"), sums[1] / counts[1], 1e-12);
    cr_assert_float_eq(number(sheet, row, "rest"), sums[0] / counts[0], 1e-12);
    cr_assert_float_eq(number(sheet, row, "difference"), difference, 1e-12);
    const struct pin_membership of = {n, values, members, clusters, 20};
    const struct pin_resampling resampling = {1, 200, 1, false};
    struct pin_member_test test;
    cr_assert_eq(pin_permute_members(&test, &of, &resampling, &c.flow.arena, &c.flow.err),
                 PIN_OK);
    cr_assert_float_eq(number(sheet, row, "split"), test.split_n, 0);
    cr_assert_gt(test.split_n, 3);
    cr_assert_float_eq(number(sheet, row, "p"), test.p, 0);
    cr_assert_geq(number(sheet, row, "p_adjusted"), number(sheet, row, "p"));
    const struct pin_sheet_cell *cell = analysis_cell(sheet, row, "difference");
    expect_interval(cell, &of);
    analysis_case_free(&c);
}

Test(slice_rest, what_is_too_small_has_no_row_and_is_counted)
{
    struct analysis_case c;
    struct pin_slice_rest_options options = {by_colour, 1, 3, PIN_ADJUST_HOLM};
    analysis_case_init(&c);
    const struct pin_run *run = five_queries(&c);
    cr_assert_eq(begin(&c, &options), PIN_OK);
    analysis_add(&c, run);
    const struct pin_sheet *sheet = analysis_finish(&c);
    cr_assert_eq(sheet->rows_n, 0);
    cr_assert(analysis_notes(sheet, "2 values of fewer than 3 queries have no row"));
    analysis_case_free(&c);
}

Test(slice_rest, a_condition_leaves_queries_out_on_both_sides)
{
    static const bool keep[] = {true, false, true, true, true};
    struct analysis_case c;
    struct pin_slice_rest_options options = {by_colour, 1, 0, PIN_ADJUST_HOLM};
    analysis_case_init(&c);
    const struct pin_run *run = five_queries(&c);
    c.policy.keep = keep;
    cr_assert_eq(begin(&c, &options), PIN_OK);
    analysis_add(&c, run);
    const struct pin_sheet *sheet = analysis_finish(&c);
    cr_assert_float_eq(number(sheet, 1, "queries"), 1, 0);
    cr_assert_float_eq(number(sheet, 1, "value"), 1, 1e-15);
    cr_assert_float_eq(number(sheet, 1, "difference"), 0.5, 1e-15);
    analysis_case_free(&c);
}

Test(slice_rest, no_attribute_no_resamples_and_too_many_values_are_told_apart)
{
    static const char *const unknown[] = {"coluor"};
    struct analysis_case c;
    struct pin_slice_rest_options options = {unknown, 1, 1, PIN_ADJUST_HOLM};
    analysis_case_init(&c);
    const struct pin_run *run = five_queries(&c);
    cr_assert_eq(begin(&c, &options), PIN_E_CONFIG);
    pin_error_clear(&c.flow.err);
    options.slices = by_colour;
    c.resamples_n = 0;
    cr_assert_eq(begin(&c, &options), PIN_OK);
    analysis_add(&c, run);
    const struct pin_sheet *sheet = analysis_finish(&c);
    cr_assert_float_eq(number(sheet, 0, "difference"), 0.25, 1e-15);
    cr_assert(isnan(number(sheet, 0, "p")));
    cr_assert(isnan(number(sheet, 0, "p_adjusted")));
    analysis_case_free(&c);
}

Test(slice_rest, of_five_thousand_values_few_are_large_or_it_is_refused)
{
    struct analysis_case c;
    struct pin_slice_rest_options options = {by_colour, 1, 1, PIN_ADJUST_HOLM};
    analysis_case_init(&c);
    for (uint32_t q = 0; q < 5000; q++) {
        char name[8];
        (void)snprintf(name, sizeof(name), "q%u", q);
        flow_label(&c.flow, flow_query(&c.flow, name, q < 3 ? "g" : NULL, name), "x", 1);
    }
    (void)flow_freeze(&c.flow);
    cr_assert_eq(begin(&c, &options), PIN_E_CONFIG);
    cr_assert(strstr(c.flow.err.text, "5000 values of 1 queries or more"), "%s",
              c.flow.err.text);
    pin_error_clear(&c.flow.err);
    options.min_n = 2;
    cr_assert_eq(begin(&c, &options), PIN_OK);
    struct pin_run_builder *builder = flow_run(&c.flow, "r");
    flow_list(builder, "q1", "x");
    analysis_add(&c, pin_run_finish(builder, 0));
    const struct pin_sheet *sheet = analysis_finish(&c);
    cr_assert_eq(sheet->rows_n, 0);
    cr_assert(analysis_notes(sheet, "5000 values of fewer than 2 queries"));
    analysis_case_free(&c);
}
