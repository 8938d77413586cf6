#include "harness/analysis/confusions.h"
#include "tests/analysis/analysis_case.h"

static const char *const figures[] = {"ap@10"};

static const struct pin_judgment *label_of(const struct pin_dataset *dataset, uint32_t q,
                                           uint32_t item)
{
    for (uint64_t i = dataset->judgments.row_start[q];
         i < dataset->judgments.row_start[q + 1]; i++) {
        if (dataset->judgments.rows[i].item.ix == item) {
            return &dataset->judgments.rows[i];
        }
    }
    return NULL;
}

static bool is_listed(const struct pin_run *run, uint32_t q, uint32_t item, uint32_t k)
{
    bool listed = false;
    for (uint32_t i = 0; i < run->hits_n[q] && i < k; i++) {
        listed = listed || run->hits[run->start[q] + i].item.ix == item;
    }
    return listed;
}

static bool is_hard_negative(const struct pin_dataset *dataset, uint32_t q, uint32_t item)
{
    const struct pin_judgment *label = label_of(dataset, q, item);
    return label && label->grade == -1;
}

/* By item: over how many queries it is retrieved as a hard negative, item by item. */
static uint32_t naive_count(const struct pin_dataset *dataset, const struct pin_run *run,
                            uint32_t item, uint32_t k)
{
    uint32_t n = 0;
    for (uint32_t q = 0; q < dataset->queries.queries_n; q++) {
        n += is_hard_negative(dataset, q, item) && is_listed(run, q, item, k);
    }
    return n;
}

static uint32_t naive_listed(const struct pin_dataset *dataset, uint32_t item)
{
    uint32_t n = 0;
    for (uint32_t q = 0; q < dataset->queries.queries_n; q++) {
        n += is_hard_negative(dataset, q, item);
    }
    return n;
}

Test(confusions, counts_are_those_of_a_walk_over_all_items_and_queries)
{
    enum { ITEMS = 30, CUTOFF = 7 };
    struct analysis_case c;
    analysis_case_init(&c);
    analysis_random_dataset(&c, 60, ITEMS);
    const struct pin_confusions_options options = {CUTOFF, ITEMS};
    const struct pin_analysis analysis = {&pin_analysis_confusions, &options, NULL, 0,
                                          false};
    const struct pin_run *run = analysis_random_run(&c, "r", 12, 5);
    cr_assert_eq(analysis_begin(&c, &analysis, figures, 1), PIN_OK);
    analysis_add(&c, run);
    const struct pin_sheet *sheet = analysis_sheet(analysis_finish(&c), "confusions");
    const struct pin_dataset *dataset = c.flow.dataset;
    uint32_t retrieved_items_n = 0;
    for (uint32_t item = 0; item < ITEMS; item++) {
        retrieved_items_n += naive_count(dataset, run, item, CUTOFF) > 0;
    }
    cr_assert_gt(retrieved_items_n, 10);
    cr_assert_eq(sheet->rows_n, retrieved_items_n);
    double before = INFINITY;
    for (uint32_t row = 0; row < sheet->rows_n; row++) {
        const char *name = analysis_cell(sheet, row, "item")->text;
        uint32_t item = 0;
        while (strcmp(pin_ids_name(dataset->corpus.ids, item), name) != 0) {
            item++;
        }
        const double queries_n = analysis_cell(sheet, row, "queries")->value;
        const double listed_n = analysis_cell(sheet, row, "listed")->value;
        cr_assert_float_eq(queries_n, naive_count(dataset, run, item, CUTOFF), 0);
        cr_assert_float_eq(listed_n, naive_listed(dataset, item), 0);
        cr_assert_float_eq(analysis_cell(sheet, row, "share")->value,
                           queries_n / listed_n, 1e-15);
        cr_assert_leq(queries_n, before);
        before = queries_n;
    }
    analysis_case_free(&c);
}

Test(confusions, an_item_counts_once_a_list_and_only_within_the_cutoff)
{
    struct analysis_case c;
    analysis_case_init(&c);
    flow_items(&c.flow, 4);
    (void)flow_query(&c.flow, "a", NULL, NULL);
    flow_label(&c.flow, 0, "i0", -1);
    flow_label(&c.flow, 0, "i1", -1);
    flow_label(&c.flow, 0, "i2", -1);
    flow_label(&c.flow, 0, "i2", 1); /* listed both ways: an answer */
    (void)flow_freeze(&c.flow);
    const struct pin_confusions_options options = {4, 5};
    const struct pin_analysis analysis = {&pin_analysis_confusions, &options, NULL, 0,
                                          false};
    cr_assert_eq(analysis_begin(&c, &analysis, figures, 1), PIN_OK);
    struct pin_run_builder *run = flow_run(&c.flow, "r");
    flow_list(run, "a", "i0 i0 - i2 i1");
    analysis_add(&c, pin_run_finish(run, 0));
    analysis_add(&c, pin_run_finish(flow_run(&c.flow, "without lists"), 0));
    const struct pin_sheet *sheet = analysis_finish(&c);
    cr_assert_eq(sheet->rows_n, 1);
    cr_assert_str_eq(analysis_cell(sheet, 0, "item")->text, "i0");
    cr_assert_float_eq(analysis_cell(sheet, 0, "queries")->value, 1, 0);
    cr_assert(analysis_notes(sheet, "without lists: 0 hard negatives"));
    analysis_case_free(&c);
}

Test(confusions, no_more_rows_are_shown_than_asked_for)
{
    struct analysis_case c;
    analysis_case_init(&c);
    analysis_random_dataset(&c, 30, 20);
    const struct pin_confusions_options options = {10, 3};
    const struct pin_analysis analysis = {&pin_analysis_confusions, &options, NULL, 0,
                                          false};
    cr_assert_eq(analysis_begin(&c, &analysis, figures, 1), PIN_OK);
    analysis_add(&c, analysis_random_run(&c, "r", 12, 5));
    cr_assert_eq(analysis_finish(&c)->rows_n, 3);
    analysis_case_free(&c);
}

Test(confusions, a_dataset_without_hard_negatives_is_refused)
{
    struct analysis_case c;
    analysis_case_init(&c);
    (void)flow_query(&c.flow, "a", NULL, NULL);
    flow_label(&c.flow, 0, "x", 1);
    (void)flow_freeze(&c.flow);
    const struct pin_confusions_options options = {10, 3};
    const struct pin_analysis analysis = {&pin_analysis_confusions, &options, NULL, 0,
                                          false};
    cr_assert_eq(analysis_begin(&c, &analysis, figures, 1), PIN_E_CONFIG);
    analysis_case_free(&c);
}
