#include "tests/analysis/analysis_case.h"

#include "harness/base/rng.h"
#include "metrics/table.h"

#include <string.h>

void analysis_case_init(struct analysis_case *c)
{
    *c = (struct analysis_case){
        .policy = pin_policy_strict(), .resamples_n = 200, .threads = 1};
    flow_case_init(&c->flow);
    for (uint32_t i = 0; pin_metrics[i]; i++) {
        cr_assert_eq(pin_registry_add(c->flow.registry, &pin_metrics[i]->head, NULL),
                     PIN_OK);
    }
}

void analysis_case_free(struct analysis_case *c)
{
    flow_case_free(&c->flow);
}

void analysis_random_dataset(struct analysis_case *c, uint32_t queries_n,
                             uint32_t items_n)
{
    flow_items(&c->flow, items_n);
    for (uint32_t q = 0; q < queries_n; q++) {
        static const char *const colours[] = {"red", "blue", NULL};
        char name[16];
        char group[16];
        (void)snprintf(name, sizeof(name), "q%u", q);
        (void)snprintf(group, sizeof(group), "g%u", q / 3);
        const uint32_t query = flow_query(&c->flow, name, group, colours[q % 3]);
        for (uint32_t i = 0; i < items_n; i++) {
            const uint32_t draw = pin_rng_below(11, q, i, 8);
            (void)snprintf(name, sizeof(name), "i%u", i);
            if (draw < 2) {
                flow_label(&c->flow, query, name, draw == 0 ? 1 : -1);
            }
        }
    }
    (void)flow_freeze(&c->flow);
}

const struct pin_run *analysis_random_run(struct analysis_case *c, const char *name,
                                          uint32_t depth, uint64_t seed)
{
    const struct pin_dataset *dataset = c->flow.dataset;
    const uint32_t items_n = dataset->corpus.items_n;
    struct pin_run_builder *run = flow_run(&c->flow, name);
    for (uint32_t q = 0; q < dataset->queries.queries_n; q++) {
        pin_query at;
        if (pin_rng_below(seed, q, 999, 9) == 0) {
            continue;
        }
        cr_assert_eq(
            pin_run_begin(run, pin_text_of(dataset->queries.names[q]), &at, NULL),
            PIN_OK);
        for (uint32_t i = 0; i < depth; i++) {
            char item[16];
            (void)snprintf(item, sizeof(item), "i%u",
                           pin_rng_below(seed, q, i, items_n + 3));
            const struct pin_text text = pin_text_of(item);
            cr_assert_eq(pin_run_add(run, &text, 1, NULL), PIN_OK);
        }
    }
    return pin_run_finish(run, 0);
}

enum pin_status analysis_begin(struct analysis_case *c,
                               const struct pin_analysis *analysis,
                               const char *const *figures, uint32_t figures_n)
{
    struct flow_case *flow = &c->flow;
    const char *texts[16];
    uint32_t texts_n = 0;
    cr_assert_leq(figures_n + analysis->figures_n, 16);
    for (uint32_t i = 0; i < figures_n; i++) {
        texts[texts_n++] = figures[i];
    }
    for (uint32_t i = 0; i < analysis->figures_n; i++) {
        texts[texts_n++] = analysis->figures[i];
    }
    cr_assert_eq(flow_parse(flow, &c->set, texts, texts_n), PIN_OK, "%s", flow->err.text);
    c->request = (struct pin_analyses_request){
        .registry = flow->registry,
        .set = &c->set,
        .texts_n = figures_n,
        .figures_n = figures_n,
        .scoring = {c->set.metrics, c->set.metrics_n, c->policy, c->threads},
        .resampling = {.seed = 1, .resamples_n = c->resamples_n, .threads = c->threads},
        .level = 0.95,
        .systems_n_max = 10,
        .analyses = analysis,
        .analyses_n = 1};
    cr_assert_eq(pin_cluster(&c->request.clustering, flow->dataset, NULL, &flow->arena,
                             &flow->err),
                 PIN_OK);
    return pin_analyses_begin(&c->analyses, &c->request, &flow->arena, &flow->err);
}

void analysis_add(struct analysis_case *c, const struct pin_run *run)
{
    struct flow_case *flow = &c->flow;
    struct pin_arena arena; /* what the analysis keeps outlives it */
    const struct pin_scores *scores = NULL;
    struct pin_run copy = *run;
    const struct pin_executed executed = {&copy, "[]"};
    pin_arena_init(&arena, 0);
    cr_assert_eq(
        pin_score(&scores, flow->dataset, run, &c->request.scoring, &arena, &flow->err),
        PIN_OK, "%s", flow->err.text);
    cr_assert_eq(pin_analyses_add(c->analyses, &executed, scores, &flow->err), PIN_OK,
                 "%s", flow->err.text);
    pin_arena_free(&arena);
}

const struct pin_sheet *analysis_finish(struct analysis_case *c)
{
    const struct pin_sheet *first = NULL;
    cr_assert_eq(pin_analyses_finish(c->analyses, &first, &c->flow.err), PIN_OK, "%s",
                 c->flow.err.text);
    cr_assert_not_null(first);
    return first;
}

const struct pin_sheet *analysis_sheet(const struct pin_sheet *first, const char *key)
{
    while (first && strcmp(first->key, key) != 0) {
        first = first->next;
    }
    cr_assert_not_null(first, "no sheet %s", key);
    return first;
}

const struct pin_sheet_cell *analysis_cell(const struct pin_sheet *sheet, uint32_t row,
                                           const char *key)
{
    const struct pin_sheet_row *at = sheet->rows;
    uint32_t column = 0;
    cr_assert_lt(row, sheet->rows_n);
    while (row-- > 0) {
        at = at->next;
    }
    while (column < sheet->columns_n && strcmp(sheet->columns[column].key, key) != 0) {
        column++;
    }
    cr_assert_lt(column, sheet->columns_n, "no column %s", key);
    return &at->cells[column];
}

bool analysis_notes(const struct pin_sheet *sheet, const char *text)
{
    for (const struct pin_sheet_note *note = sheet->notes; note; note = note->next) {
        if (strstr(note->text, text)) {
            return true;
        }
    }
    return false;
}
