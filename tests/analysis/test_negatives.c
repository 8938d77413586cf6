#include "harness/analysis/negatives.h"
#include "tests/analysis/analysis_case.h"

#include <float.h>

static const char *const figures[] = {"ap@5", "neg_recall@5", "ap_noneg@5"};

static const struct pin_sheet *sheet_of(struct analysis_case *c,
                                        const struct pin_run *const *runs,
                                        uint32_t runs_n)
{
    static const struct pin_negatives_options options = {5};
    const char *own[PIN_NEGATIVES_FIGURES_N];
    cr_assert_eq(pin_negatives_figures(own, 5, &c->flow.arena, NULL), PIN_OK);
    cr_assert_str_eq(own[0], "neg_recall@5");
    const struct pin_analysis analysis = {&pin_analysis_negatives, &options, own,
                                          PIN_NEGATIVES_FIGURES_N, false};
    cr_assert_eq(analysis_begin(c, &analysis, figures, 3), PIN_OK, "%s",
                 c->flow.err.text);
    for (uint32_t i = 0; i < runs_n; i++) {
        analysis_add(c, runs[i]);
    }
    return analysis_sheet(analysis_finish(c), "negatives");
}

/* Where the item stands first, from 1 on; far behind everything when nowhere. */
static double naive_rank(const struct pin_run *run, uint32_t query, uint32_t item)
{
    double rank = 0;
    for (uint32_t i = 0; run->answered[query] && i < run->hits_n[query]; i++) {
        const uint32_t at = run->hits[run->start[query] + i].item.ix;
        bool repeated = false;
        for (uint32_t j = 0; j < i; j++) {
            repeated = repeated || run->hits[run->start[query] + j].item.ix == at;
        }
        rank += repeated ? 0 : 1;
        if (at == item) {
            return rank;
        }
    }
    return DBL_MAX;
}

struct naive {
    double above, above_n, pairwise, first_positive, first_negative;
    double queries_n, positives_n, negatives_n; /* that the means are over */
};

/* Every pair of labels of the query, each looked up in the list. */
static void naive_query(struct naive *out, const struct pin_dataset *dataset,
                        const struct pin_run *run, uint32_t query)
{
    const struct pin_judgment *rows = dataset->judgments.rows;
    const uint64_t start = dataset->judgments.row_start[query];
    const uint64_t end = dataset->judgments.row_start[query + 1];
    double pairs_n = 0;
    double right = 0;
    double best[2] = {DBL_MAX, DBL_MAX}; /* of positives, of hard negatives */
    for (uint64_t i = start; i < end; i++) {
        const double rank = naive_rank(run, query, rows[i].item.ix);
        const uint32_t kind = rows[i].grade >= 1 ? 0 : 1;
        best[kind] = fmin(best[kind], rank);
        for (uint64_t j = start; j < end; j++) {
            if (rows[i].grade >= 1 && rows[j].grade == -1) {
                const double other = naive_rank(run, query, rows[j].item.ix);
                pairs_n += 1;
                right += rank < other ? 1 : rank > other ? 0 : 0.5;
            }
        }
    }
    for (uint64_t i = start; pairs_n > 0 && i < end; i++) {
        const double rank = naive_rank(run, query, rows[i].item.ix);
        out->above_n += rows[i].grade == -1 && rank < best[0] ? 1 : 0;
    }
    if (pairs_n > 0) {
        out->queries_n += 1;
        out->above += best[1] < best[0] ? 1 : 0;
        out->pairwise += right / pairs_n;
    }
    if (best[0] < DBL_MAX) {
        out->first_positive += best[0];
        out->positives_n += 1;
    }
    if (best[1] < DBL_MAX) {
        out->first_negative += best[1];
        out->negatives_n += 1;
    }
}

static void expect(const struct pin_sheet *sheet, uint32_t row, const char *key,
                   double value)
{
    const struct pin_sheet_cell *cell = analysis_cell(sheet, row, key);
    cr_assert_float_eq(cell->value, value, 1e-12, "%s: %g, expected %g", key, cell->value,
                       value);
    cr_assert(cell->low <= value + 1e-12 && value - 1e-12 <= cell->high, "%s", key);
}

Test(negatives, every_number_is_that_of_a_walk_over_all_pairs_of_labels)
{
    struct analysis_case c;
    analysis_case_init(&c);
    analysis_random_dataset(&c, 90, 25);
    const struct pin_run *runs[] = {analysis_random_run(&c, "one", 12, 3),
                                    analysis_random_run(&c, "two", 4, 4)};
    const struct pin_sheet *sheet = sheet_of(&c, runs, 2);
    cr_assert_eq(sheet->rows_n, 2);
    for (uint32_t s = 0; s < 2; s++) {
        struct naive naive = {0};
        for (uint32_t query = 0; query < 90; query++) {
            naive_query(&naive, c.flow.dataset, runs[s], query);
        }
        cr_assert_str_eq(analysis_cell(sheet, s, "system")->text, runs[s]->name);
        expect(sheet, s, "above", naive.above / naive.queries_n);
        expect(sheet, s, "above_n", naive.above_n / naive.queries_n);
        expect(sheet, s, "pairwise", naive.pairwise / naive.queries_n);
        expect(sheet, s, "first_positive", naive.first_positive / naive.positives_n);
        expect(sheet, s, "first_negative", naive.first_negative / naive.negatives_n);
        cr_assert_float_eq(analysis_cell(sheet, s, "queries")->value, naive.queries_n, 0);
        cr_assert_lt(naive.queries_n, 90); /* some have no positive or no negative */
        cr_assert_float_eq(analysis_cell(sheet, s, "clusters")->value, 30, 0);
        cr_assert_float_eq(analysis_cell(sheet, s, "delta_noneg")->value,
                           analysis_cell(sheet, s, "ap_noneg")->value -
                               analysis_cell(sheet, s, "ap")->value,
                           1e-12);
    }
    analysis_case_free(&c);
}

/* Positives p1 p2, hard negatives n1 n2, against lists by hand. */
Test(negatives, lists_by_hand)
{
    static const struct {
        const char *list;
        double above, above_n, pairwise;
    } cases[] = {
        {"p1 p2 n1 n2", 0, 0, 1},
        {"n1 n2 p1 p2", 1, 2, 0},
        {"p1 n1 p2 n2", 0, 0, 0.75},
        {"", 0, 0, 0.5},
        {"n1", 1, 1, 0.25},
        {"p1", 0, 0, 0.75},
        {"x n1 x n2 x p1", 1, 2, 0.0},
        {"n1 n1 p1 p1", 1, 1, 0.375},
        {"p2 n2 n1", 0, 0, 0.5},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct analysis_case c;
        analysis_case_init(&c);
        (void)flow_query(&c.flow, "a", NULL, NULL);
        flow_label(&c.flow, 0, "p1", 1);
        flow_label(&c.flow, 0, "p2", 2);
        flow_label(&c.flow, 0, "n1", -1);
        flow_label(&c.flow, 0, "n2", -1);
        flow_label(&c.flow, 0, "x", 0);
        (void)flow_freeze(&c.flow);
        struct pin_run_builder *builder = flow_run(&c.flow, "r");
        flow_list(builder, "a", cases[i].list);
        const struct pin_run *run = pin_run_finish(builder, 0);
        const struct pin_sheet *sheet = sheet_of(&c, &run, 1);
        const struct pin_sheet_cell *above = analysis_cell(sheet, 0, "above");
        cr_assert_float_eq(above->value, cases[i].above, 1e-15, "%s", cases[i].list);
        cr_assert(isnan(above->low)); /* one cluster */
        cr_assert_float_eq(analysis_cell(sheet, 0, "above_n")->value, cases[i].above_n,
                           1e-15, "%s", cases[i].list);
        cr_assert_float_eq(analysis_cell(sheet, 0, "pairwise")->value, cases[i].pairwise,
                           1e-15, "%s", cases[i].list);
        analysis_case_free(&c);
    }
}

Test(negatives, a_system_without_lists_has_no_ranks_and_skipped_queries_do_not_count)
{
    struct analysis_case c;
    analysis_case_init(&c);
    c.policy.missing = PIN_MISSING_SKIP;
    analysis_random_dataset(&c, 30, 25);
    const struct pin_run *run = pin_run_finish(flow_run(&c.flow, "none"), 0);
    const struct pin_sheet *sheet = sheet_of(&c, &run, 1);
    cr_assert(isnan(analysis_cell(sheet, 0, "first_positive")->value));
    cr_assert(isnan(analysis_cell(sheet, 0, "pairwise")->value));
    cr_assert_float_eq(analysis_cell(sheet, 0, "queries")->value, 0, 0);
    cr_assert(analysis_notes(sheet, "none: a positive was retrieved for 0 queries"));
    analysis_case_free(&c);
}

Test(negatives, a_dataset_without_hard_negatives_is_refused)
{
    static const struct pin_negatives_options options = {5};
    struct analysis_case c;
    analysis_case_init(&c);
    (void)flow_query(&c.flow, "a", NULL, NULL);
    flow_label(&c.flow, 0, "x", 1);
    (void)flow_freeze(&c.flow);
    const struct pin_analysis analysis = {&pin_analysis_negatives, &options, figures, 3,
                                          false};
    cr_assert_eq(analysis_begin(&c, &analysis, figures, 1), PIN_E_CONFIG);
    analysis_case_free(&c);
}
