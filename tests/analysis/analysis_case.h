/* analysis_case.h - an analysis over runs by hand, and its sheets cell by cell. */
#ifndef PIN_TESTS_ANALYSIS_ANALYSIS_CASE_H
#define PIN_TESTS_ANALYSIS_ANALYSIS_CASE_H

#include "harness/flow/analyses.h"
#include "tests/flow/flow_case.h"

enum { ANALYSIS_RUNS_MAX = 8 };

struct analysis_case {
    struct flow_case flow;
    struct pin_run_builder *runs[ANALYSIS_RUNS_MAX];
    uint32_t runs_n;
    enum pin_missing missing;
    uint32_t resamples_n;
    uint32_t threads;
    const char *cluster; /* NULL: the dataset's own */
    const struct pin_sheet *sheets;
};

/* The dataset is the caller's to fill and freeze. */
static inline void analysis_case_init(struct analysis_case *c)
{
    *c = (struct analysis_case){.resamples_n = 200, .threads = 1};
    flow_case_init(&c->flow);
}

static inline void analysis_case_free(struct analysis_case *c)
{
    flow_case_free(&c->flow);
}

static inline struct pin_run_builder *analysis_run(struct analysis_case *c,
                                                   const char *name)
{
    cr_assert_lt(c->runs_n, ANALYSIS_RUNS_MAX);
    c->runs[c->runs_n] = flow_run(&c->flow, name);
    return c->runs[c->runs_n++];
}

static inline enum pin_status analysis_go(struct analysis_case *c,
                                          const struct pin_analysis *analysis,
                                          const char *const *figures, uint32_t figures_n)
{
    struct flow_case *flow = &c->flow;
    struct pin_figure_set set;
    struct pin_analyses *analyses = NULL;
    struct pin_analyses_request request = {.registry = flow->registry,
                                           .set = &set,
                                           .texts_n = figures_n,
                                           .figures_n = figures_n,
                                           .level = 0.95,
                                           .systems_n_max = c->runs_n,
                                           .analyses = analysis,
                                           .analyses_n = 1};
    PIN_TRY(flow_parse(flow, &set, figures, figures_n));
    PIN_TRY(pin_cluster(&request.clustering, flow->dataset, c->cluster, &flow->arena,
                        &flow->err));
    request.resampling = (struct pin_resampling){1, c->resamples_n, c->threads, false};
    request.scoring =
        (struct pin_scoring){set.metrics, set.metrics_n, pin_policy_strict(), c->threads};
    request.scoring.policy.missing = c->missing;
    PIN_TRY(pin_analyses_begin(&analyses, &request, &flow->arena, &flow->err));
    for (uint32_t i = 0; i < c->runs_n; i++) {
        const struct pin_executed executed = {.run = pin_run_finish(c->runs[i], 0)};
        const struct pin_scores *scores = NULL;
        PIN_TRY(pin_score(&scores, flow->dataset, executed.run, &request.scoring,
                          &flow->arena, &flow->err));
        PIN_TRY(pin_analyses_add(analyses, &executed, scores, &flow->err));
    }
    return pin_analyses_finish(analyses, &c->sheets, &flow->err);
}

static inline const struct pin_sheet *analysis_sheet(const struct analysis_case *c,
                                                     const char *key)
{
    const struct pin_sheet *sheet = c->sheets;
    while (sheet && strcmp(sheet->key, key) != 0) {
        sheet = sheet->next;
    }
    return sheet;
}

static inline bool analysis_row_has(const struct pin_sheet *sheet,
                                    const struct pin_sheet_row *row, const char *text)
{
    for (uint32_t i = 0; i < sheet->columns_n; i++) {
        if (sheet->columns[i].kind == PIN_SHEET_TEXT && row->cells[i].text &&
            strcmp(row->cells[i].text, text) == 0) {
            return true;
        }
    }
    return false;
}

/* The cell of that column in the first row that holds both texts (b may be NULL). */
static inline const struct pin_sheet_cell *analysis_cell(const struct analysis_case *c,
                                                         const char *key, const char *a,
                                                         const char *b,
                                                         const char *column)
{
    const struct pin_sheet *sheet = analysis_sheet(c, key);
    cr_assert_not_null(sheet, "no sheet %s", key);
    uint32_t at = 0;
    while (at < sheet->columns_n && strcmp(sheet->columns[at].key, column) != 0) {
        at++;
    }
    cr_assert_lt(at, sheet->columns_n, "no column %s", column);
    const struct pin_sheet_row *row = sheet->rows;
    while (row && !(analysis_row_has(sheet, row, a) &&
                    (!b || analysis_row_has(sheet, row, b)))) {
        row = row->next;
    }
    cr_assert_not_null(row, "no row %s, %s", a, b ? b : "");
    return &row->cells[at];
}

static inline bool analysis_notes(const struct analysis_case *c, const char *key,
                                  const char *words)
{
    const struct pin_sheet *sheet = analysis_sheet(c, key);
    for (const struct pin_sheet_note *note = sheet ? sheet->notes : NULL; note;
         note = note->next) {
        if (strstr(note->text, words)) {
            return true;
        }
    }
    return false;
}

#endif
