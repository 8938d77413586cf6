#include "harness/analysis/compare.h"
#include "tests/analysis/analysis_case.h"
#include "tests/analysis/hand_panel.h"

/* A small dataset behind the panel, for the names of its queries. */
static const char *const names[] = {"q0", "q1", "q2", "q3", "q4", "q5"};

struct compare_case {
    struct hand_panel hand;
    struct pin_dataset dataset;
    struct pin_analysis_context context;
    struct pin_compare_options options;
};

static void init(struct compare_case *c, uint32_t systems_n)
{
    *c = (struct compare_case){
        .options = {.permutations_n = 99, .margin = (double)NAN, .losers_n = 2}};
    hand_panel_init(&c->hand, systems_n, 2, 6);
    hand_panel_set(&c->hand, 0, 0, (const double[]){.1, .2, .3, .4, .5, .6});
    hand_panel_set(&c->hand, 1, 0, (const double[]){.9, .2, .3, .5, .2, .5});
    c->dataset.queries.queries_n = 6;
    c->dataset.queries.names = names;
    c->hand.panel.dataset = &c->dataset;
    c->context = (struct pin_analysis_context){
        .dataset = &c->dataset,
        .panel = &c->hand.panel,
        .figures_n = 2,
        .resampling = {.seed = 1, .resamples_n = 100, .threads = 1},
        .level = 0.95,
        .systems_n_max = systems_n,
        .arena = &c->hand.arena};
}

static enum pin_status run(struct compare_case *c, struct pin_sheet_book *book)
{
    void *state = NULL;
    pin_sheet_book_init(book, &c->hand.arena);
    PIN_TRY(pin_analysis_compare.begin(&state, &c->context, &c->options, &c->hand.err));
    PIN_TRY(pin_analysis_compare.finish(state, book, &c->hand.err));
    return pin_sheet_end(book, &c->hand.err);
}

Test(compare, fills_three_sheets)
{
    struct compare_case c;
    struct pin_sheet_book book;
    init(&c, 2);
    cr_assert_eq(run(&c, &book), PIN_OK);
    const struct pin_sheet *pairs = analysis_sheet(book.first, "pairs");
    const struct pin_sheet *effects = analysis_sheet(book.first, "effects");
    cr_assert(pairs && effects);
    cr_assert_eq(pairs->rows_n, 2);
    cr_assert_eq(effects->rows_n, 2);
    cr_assert_str_eq(analysis_cell(pairs, 0, "baseline")->text, "s0");
    cr_assert_str_eq(analysis_cell(pairs, 0, "candidate")->text, "s1");
    cr_assert_str_eq(analysis_cell(pairs, 1, "figure")->text, "f1");
    cr_assert(fabs(analysis_cell(pairs, 0, "difference")->value - 0.5 / 6) < 1e-12);
    cr_assert(!isnan(analysis_cell(pairs, 0, "difference")->low));
    cr_assert_str_eq(analysis_cell(pairs, 0, "verdict")->text, "no difference shown");
    cr_assert(isnan(analysis_cell(effects, 1, "change")->value), "0 against 0");
    hand_panel_free(&c.hand);
}

Test(compare, shows_nothing_where_one_cluster_refuses_nothing)
{
    struct compare_case c;
    struct pin_sheet_book book;
    init(&c, 2);
    hand_panel_cluster(&c.hand, 6);
    cr_assert_eq(run(&c, &book), PIN_OK);
    const struct pin_sheet *pairs = analysis_sheet(book.first, "pairs");
    cr_assert(isnan(analysis_cell(pairs, 0, "difference")->low));
    cr_assert(isnan(analysis_cell(pairs, 0, "joint_low")->value),
              "infinity is no number for a report");
    hand_panel_free(&c.hand);
}

Test(compare, lists_who_gained_and_who_lost_most)
{
    static const char *const queries[] = {"q0", "q3", "q4", "q5"};
    static const char *const outcomes[] = {"won", "won", "lost", "lost"};
    struct compare_case c;
    struct pin_sheet_book book;
    init(&c, 2);
    cr_assert_eq(run(&c, &book), PIN_OK);
    const struct pin_sheet *sheet = analysis_sheet(book.first, "queries");
    cr_assert_eq(sheet->rows_n, 4);
    for (uint32_t i = 0; i < 4; i++) {
        cr_assert_str_eq(analysis_cell(sheet, i, "query")->text, queries[i]);
        cr_assert_str_eq(analysis_cell(sheet, i, "outcome")->text, outcomes[i]);
    }
    cr_assert(fabs(analysis_cell(sheet, 2, "difference")->value + 0.3) < 1e-12);
    c.hand.figures[0].lower_is_better = true;
    cr_assert_eq(run(&c, &book), PIN_OK);
    sheet = analysis_sheet(book.first, "queries");
    cr_assert_str_eq(analysis_cell(sheet, 0, "query")->text, "q4");
    cr_assert_str_eq(analysis_cell(sheet, 0, "outcome")->text, "won");
    c.options.losers_n = 0;
    cr_assert_eq(run(&c, &book), PIN_OK);
    for (const struct pin_sheet *at = book.first; at; at = at->next) {
        cr_assert_str_neq(at->key, "queries");
    }
    hand_panel_free(&c.hand);
}

Test(compare, has_columns_for_what_is_asked_for)
{
    struct compare_case c;
    struct pin_sheet_book book;
    init(&c, 3);
    c.options.baseline = "s1";
    c.options.correction = PIN_CORRECTION_HOLM;
    c.options.t = true;
    c.options.margin = 0.05;
    cr_assert_eq(run(&c, &book), PIN_OK);
    const struct pin_sheet *pairs = analysis_sheet(book.first, "pairs");
    const struct pin_sheet *effects = analysis_sheet(book.first, "effects");
    cr_assert_eq(pairs->rows_n, 4);
    cr_assert_str_eq(analysis_cell(pairs, 0, "baseline")->text, "s1");
    cr_assert_str_eq(analysis_cell(pairs, 2, "candidate")->text, "s2");
    cr_assert(analysis_cell(pairs, 0, "p_t")->value > 0.0);
    cr_assert_str_eq(pairs->columns[pairs->columns_n - 1].key, "p_t");
    cr_assert(analysis_cell(effects, 0, "needed")->value > 1.0);
    cr_assert(fabs(analysis_cell(effects, 0, "beyond")->value - 2.0 / 6) < 1e-12);
    hand_panel_free(&c.hand);
}

Test(compare, refuses_a_quotient_and_a_baseline_that_was_not_scored)
{
    struct compare_case c;
    struct pin_sheet_book book;
    init(&c, 2);
    c.hand.figures[1].has_units = false;
    cr_assert_eq(run(&c, &book), PIN_E_CONFIG);
    cr_assert(strstr(c.hand.err.text, "f1"));
    hand_panel_free(&c.hand);
    init(&c, 2);
    c.options.baseline = "other";
    cr_assert_eq(run(&c, &book), PIN_E_CONFIG);
    cr_assert(strstr(c.hand.err.text, "other"));
    hand_panel_free(&c.hand);
}

Test(compare, each_failing_allocation_is_an_error)
{
    uint64_t call = 0;
    enum pin_status status = PIN_E_NOMEM;
    for (; status != PIN_OK && call < 1000; call++) {
        struct compare_case c;
        struct pin_sheet_book book;
        init(&c, 2);
        c.hand.arena.fail_at_call = c.hand.arena.calls + call + 1;
        status = run(&c, &book);
        cr_assert(status == PIN_OK || status == PIN_E_NOMEM);
        hand_panel_free(&c.hand);
    }
    cr_assert(call > 20 && call < 1000);
}
