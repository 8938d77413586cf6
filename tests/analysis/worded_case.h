/* worded_case.h - the analysis of wordings over runs by hand, and its cells by words. */
#ifndef PIN_TESTS_ANALYSIS_WORDED_CASE_H
#define PIN_TESTS_ANALYSIS_WORDED_CASE_H

#include "harness/analysis/robustness.h"
#include "tests/analysis/analysis_case.h"

enum { WORDED_RUNS_MAX = 8 };

struct worded_case {
    struct analysis_case base;
    struct pin_run_builder *runs[WORDED_RUNS_MAX];
    uint32_t runs_n;
    const struct pin_sheet *sheets;
};

/* The dataset is the caller's to fill and freeze. */
static inline void worded_case_init(struct worded_case *c)
{
    *c = (struct worded_case){.runs_n = 0};
    analysis_case_init(&c->base);
}

static inline void worded_case_free(struct worded_case *c)
{
    analysis_case_free(&c->base);
}

static inline struct pin_run_builder *worded_run(struct worded_case *c, const char *name)
{
    cr_assert_lt(c->runs_n, WORDED_RUNS_MAX);
    c->runs[c->runs_n] = flow_run(&c->base.flow, name);
    return c->runs[c->runs_n++];
}

/* Over the figures, with lists compared to this depth. */
static inline enum pin_status worded_try(struct worded_case *c, uint32_t cutoff,
                                         const char *const *figures, uint32_t figures_n)
{
    const struct pin_robustness_options options = {cutoff};
    const struct pin_analysis analysis = {
        .ops = &pin_analysis_robustness, .options = &options, .wants_oracle = true};
    PIN_TRY(analysis_begin(&c->base, &analysis, figures, figures_n));
    for (uint32_t i = 0; i < c->runs_n; i++) {
        analysis_add(&c->base, pin_run_finish(c->runs[i], 0));
    }
    c->sheets = analysis_finish(&c->base);
    return PIN_OK;
}

static inline void worded_go(struct worded_case *c)
{
    static const char *const hits2[] = {"hits@2"};
    cr_assert_eq(worded_try(c, 2, hits2, 1), PIN_OK, "%s", c->base.flow.err.text);
}

/* NULL: there is none. */
static inline const struct pin_sheet *worded_sheet(const struct worded_case *c,
                                                   const char *key)
{
    const struct pin_sheet *sheet = c->sheets;
    while (sheet && strcmp(sheet->key, key) != 0) {
        sheet = sheet->next;
    }
    return sheet;
}

static inline bool worded_row_has(const struct pin_sheet *sheet, uint32_t row,
                                  const char *text)
{
    for (uint32_t i = 0; i < sheet->columns_n; i++) {
        const struct pin_sheet_column *column = &sheet->columns[i];
        if (column->kind == PIN_SHEET_TEXT &&
            strcmp(analysis_cell(sheet, row, column->key)->text, text) == 0) {
            return true;
        }
    }
    return false;
}

/* The cell of that column in the first row that holds both texts (b may be NULL). */
static inline const struct pin_sheet_cell *worded_cell(const struct worded_case *c,
                                                       const char *key, const char *a,
                                                       const char *b, const char *column)
{
    const struct pin_sheet *sheet = analysis_sheet(c->sheets, key);
    uint32_t row = 0;
    while (row < sheet->rows_n &&
           !(worded_row_has(sheet, row, a) && (!b || worded_row_has(sheet, row, b)))) {
        row++;
    }
    return analysis_cell(sheet, row, column);
}

static inline double worded_value(const struct worded_case *c, const char *key,
                                  const char *a, const char *b, const char *column)
{
    return worded_cell(c, key, a, b, column)->value;
}

static inline bool worded_notes(const struct worded_case *c, const char *key,
                                const char *words)
{
    return analysis_notes(analysis_sheet(c->sheets, key), words);
}

#endif
