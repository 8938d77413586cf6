#include "harness/analysis/list_agreement.h"
#include "harness/analysis/order_agreement.h"
#include "harness/analysis/run_agreement.h"
#include "tests/analysis/analysis_case.h"
#include "tests/analysis/hand_panel.h"

static const char *const figures[] = {"hits@2", "length"};

static const struct pin_run_agreement_options four = {.k = 4, .rbo_p = .9};
static const struct pin_analysis analysis = {.ops = &pin_analysis_run_agreement,
                                             .options = &four};

static void near(double x, double y)
{
    cr_assert(fabs(x - y) < 1e-12, "%.17g %.17g", x, y);
}

/* Words are items, "-" a null. */
static void list(struct pin_run_builder *run, const char *query, const char *words)
{
    pin_query at;
    cr_assert_eq(pin_run_begin(run, pin_text_of(query), &at, NULL), PIN_OK);
    while (*words != '\0') {
        const struct pin_text word = {words, strcspn(words, " ")};
        cr_assert_eq(*word.bytes == '-' ? pin_run_add_null(run, NULL)
                                        : pin_run_add(run, &word, 1, NULL),
                     PIN_OK);
        words += word.length;
        words += *words == ' ';
    }
}

static void three_queries(struct analysis_case *c)
{
    analysis_case_init(c);
    flow_items(&c->flow, 6);
    for (uint32_t q = 0; q < 3; q++) {
        static const char *const names[] = {"q0", "q1", "q2"};
        flow_label(&c->flow, flow_query(&c->flow, names[q], NULL, NULL), "i0", 1);
    }
    (void)flow_freeze(&c->flow);
}

Test(run_agreement, reads_lists_as_sets_and_strangers_by_name)
{
    struct analysis_case c;
    three_queries(&c);
    cr_assert_eq(analysis_begin(&c, &analysis, figures, 2), PIN_OK);
    struct pin_run_builder *a = flow_run(&c.flow, "a");
    struct pin_run_builder *b = flow_run(&c.flow, "b");
    list(a, "q0", "i1 i1 - i2 i3 i4 i5");
    list(b, "q0", "i1 i2 i3 i4");
    list(a, "q1", "x y i0"); /* the runs number x and y differently */
    list(b, "q1", "z y x");
    list(b, "q2", "");
    analysis_add(&c, pin_run_finish(a, 0));
    analysis_add(&c, pin_run_finish(b, 0));
    const struct pin_sheet *sheet = analysis_sheet(analysis_finish(&c), "list_agreement");
    cr_assert_eq(sheet->rows_n, 1);
    near(analysis_cell(sheet, 0, "queries")->value, 2);
    near(analysis_cell(sheet, 0, "both_empty")->value, 1);
    near(analysis_cell(sheet, 0, "overlap")->value, (1 + 2.0 / 3) / 2);
    near(analysis_cell(sheet, 0, "jaccard")->value, (1 + 2.0 / 4) / 2);
    near(analysis_cell(sheet, 0, "same_first")->value, .5);
    /* q1: agreement 0, 1 / 2, 2 / 3 at depths 1 to 3 */
    const double rbo = .1 * (.9 * .5 + .81 * 2 / 3) + .729 * 2 / 3;
    near(analysis_cell(sheet, 0, "rbo")->value, (1 + rbo) / 2);
    cr_assert(analysis_cell(sheet, 0, "overlap")->low <= 5.0 / 6);
    analysis_case_free(&c);
}

Test(run_agreement, of_an_empty_list_with_another_is_nothing)
{
    struct analysis_case c;
    three_queries(&c);
    cr_assert_eq(analysis_begin(&c, &analysis, figures, 1), PIN_OK);
    struct pin_run_builder *a = flow_run(&c.flow, "a");
    list(a, "q0", "i1");
    analysis_add(&c, pin_run_finish(a, 0));
    analysis_add(&c, pin_run_finish(flow_run(&c.flow, "b"), 0));
    const struct pin_sheet *sheet = analysis_sheet(analysis_finish(&c), "list_agreement");
    near(analysis_cell(sheet, 0, "queries")->value, 1);
    near(analysis_cell(sheet, 0, "overlap")->value, 0);
    near(analysis_cell(sheet, 0, "rbo")->value, 0);
    near(analysis_cell(sheet, 0, "same_first")->value, 0);
    cr_assert(isnan(analysis_cell(sheet, 0, "overlap")->low), "one cluster says nothing");
    analysis_case_free(&c);
}

Test(run_agreement, leaves_out_queries_that_a_system_skips)
{
    struct analysis_case c;
    three_queries(&c);
    c.policy.missing = PIN_MISSING_SKIP;
    cr_assert_eq(analysis_begin(&c, &analysis, figures, 1), PIN_OK);
    struct pin_run_builder *a = flow_run(&c.flow, "a");
    struct pin_run_builder *b = flow_run(&c.flow, "b");
    list(a, "q0", "i1");
    list(b, "q0", "i1");
    list(b, "q1", "i1");
    analysis_add(&c, pin_run_finish(a, 0));
    analysis_add(&c, pin_run_finish(b, 0));
    const struct pin_sheet *sheet = analysis_sheet(analysis_finish(&c), "list_agreement");
    near(analysis_cell(sheet, 0, "queries")->value, 1);
    near(analysis_cell(sheet, 0, "both_empty")->value, 0);
    near(analysis_cell(sheet, 0, "overlap")->value, 1);
    analysis_case_free(&c);
}

Test(run_agreement, looks_at_ties_where_scores_never_rise)
{
    for (uint32_t rising = 0; rising < 2; rising++) {
        struct analysis_case c;
        three_queries(&c);
        cr_assert_eq(analysis_begin(&c, &analysis, figures, 1), PIN_OK);
        /* Two items that are tied are each on top half the time: X_1 = .25 + .25, and
         * X_2 = 2; p = .9 gives .1 x .5 + .9. */
        const struct pin_hit hits[] = {{{1}, .5F}, {{2}, rising ? .75F : .5F}};
        for (uint32_t r = 0; r < 2; r++) {
            struct pin_run_builder *run = flow_run(&c.flow, r == 0 ? "a" : "b");
            cr_assert_eq(pin_run_put_list(run, (pin_query){0}, hits, 2, NULL), PIN_OK);
            analysis_add(&c, pin_run_finish(run, 0));
        }
        const struct pin_sheet *sheet =
            analysis_sheet(analysis_finish(&c), "list_agreement");
        const double rbo = analysis_cell(sheet, 0, "rbo")->value;
        cr_assert(fabs(rbo - (rising ? 1 : .95)) < 1e-6, "%g", rbo);
        analysis_case_free(&c);
    }
}

Test(run_agreement, is_the_same_for_all_pairs_on_any_threads)
{
    const struct pin_sheet *sheets[2];
    struct analysis_case cases[2];
    for (uint32_t i = 0; i < 2; i++) {
        cases[i] = (struct analysis_case){0};
        analysis_case_init(&cases[i]);
        cases[i].threads = 1 + 3 * i;
        analysis_random_dataset(&cases[i], 30, 12);
        cr_assert_eq(analysis_begin(&cases[i], &analysis, figures, 2), PIN_OK);
        for (uint64_t seed = 1; seed < 6; seed++) {
            const char name[] = {'s', (char)('0' + seed), '\0'};
            analysis_add(&cases[i], analysis_random_run(&cases[i], name, 9, seed));
        }
        sheets[i] = analysis_finish(&cases[i]);
    }
    const struct pin_sheet *one = analysis_sheet(sheets[0], "list_agreement");
    const struct pin_sheet *many = analysis_sheet(sheets[1], "list_agreement");
    cr_assert_eq(one->rows_n, 10);
    for (uint32_t i = 0; i < one->rows_n; i++) {
        const struct pin_sheet_cell *x = analysis_cell(one, i, "rbo");
        const struct pin_sheet_cell *y = analysis_cell(many, i, "rbo");
        cr_assert(x->value <= y->value && x->value >= y->value);
        cr_assert(x->low <= y->low && x->low >= y->low);
        cr_assert(x->high <= y->high && x->high >= y->high);
        cr_assert(x->low <= x->value && x->value <= x->high);
    }
    cr_assert_eq(analysis_sheet(sheets[0], "order_agreement")->rows_n, 20);
    cr_assert_eq(analysis_sheet(sheets[0], "figure_agreement")->rows_n, 1);
    analysis_case_free(&cases[0]);
    analysis_case_free(&cases[1]);
}

Test(run_agreement, fails_cleanly_without_memory)
{
    struct analysis_case c;
    enum pin_status status = PIN_E_NOMEM;
    uint32_t failures_n = 0;
    three_queries(&c);
    for (uint64_t call = 1; status != PIN_OK; call++) {
        struct flow_case *flow = &c.flow;
        const struct pin_sheet *sheets = NULL;
        cr_assert_eq(analysis_begin(&c, &analysis, figures, 2), PIN_OK);
        analysis_add(&c, analysis_random_run(&c, "a", 5, 1));
        analysis_add(&c, analysis_random_run(&c, "b", 5, 2));
        analysis_add(&c, analysis_random_run(&c, "c", 5, 3));
        flow->arena.fail_at_call = flow->arena.calls + call;
        status = pin_analyses_finish(c.analyses, &sheets, &flow->err);
        cr_assert(status == PIN_OK || status == PIN_E_NOMEM);
        failures_n += status != PIN_OK;
        flow->arena.fail_at_call = 0;
    }
    cr_assert(failures_n > 5);
    analysis_case_free(&c);
}

Test(order_agreement, compares_the_units_that_both_have)
{
    struct hand_panel hand;
    struct pin_order_pairs pairs;
    hand_panel_init(&hand, 2, 2, 5);
    hand_panel_set(&hand, 0, 0, (const double[]){.1, .2, .3, .4, (double)NAN});
    hand_panel_set(&hand, 1, 0, (const double[]){.1, .3, .2, .4, .9});
    const struct pin_order_comparing comparing = {&hand.panel, 2, 2};
    cr_assert_eq(pin_order_of_units(&pairs, &comparing, &hand.arena, &hand.err), PIN_OK);
    cr_assert_eq(pairs.rows_n, 2);
    cr_assert_eq(pairs.rows[0].n, 4);
    near(pairs.rows[0].tau_b, 4.0 / 6);            /* one pair of six is the other way */
    near(pairs.rows[0].tau_ap, 2 * (2.5 / 3) - 1); /* 1, 1 / 2, 1 down the list */
    cr_assert(isnan(pairs.rows[1].tau_b), "all zero: there is no order");
    hand_panel_free(&hand);
}

Test(order_agreement, puts_the_better_system_first_on_both_figures)
{
    struct hand_panel hand;
    struct pin_order_pairs pairs;
    hand_panel_init(&hand, 3, 3, 2);
    for (uint32_t s = 0; s < 3; s++) {
        const double value = s / 10.0;
        hand_panel_set(&hand, s, 0, (const double[]){value, value + .3});
        hand_panel_set(&hand, s, 1, (const double[]){-value, -value});
    }
    hand.figures[1].lower_is_better = true;
    hand.figures[2].has_units = false;
    const struct pin_order_comparing comparing = {&hand.panel, 3, 1};
    cr_assert_eq(pin_order_of_systems(&pairs, &comparing, &hand.arena, &hand.err),
                 PIN_OK);
    cr_assert_eq(pairs.rows_n, 1);
    cr_assert_eq(pairs.rows[0].n, 3);
    near(pairs.rows[0].tau_b, 1);
    near(pairs.rows[0].tau_ap, 1);
    hand_panel_free(&hand);
}
