/* analysis_case.h - one analysis over runs made by hand: its dataset is that of
 * flow_case.h, its metrics are those of the project and the fakes. */
#ifndef PIN_TESTS_ANALYSIS_ANALYSIS_CASE_H
#define PIN_TESTS_ANALYSIS_ANALYSIS_CASE_H

#include "harness/flow/analyses.h"
#include "tests/flow/flow_case.h"

struct analysis_case {
    struct flow_case flow;
    struct pin_policy policy;
    uint32_t resamples_n; /* 200 */
    uint32_t threads;     /* 1 */
    struct pin_figure_set set;
    struct pin_analyses_request request;
    struct pin_analyses *analyses;
};

void analysis_case_init(struct analysis_case *c);
void analysis_case_free(struct analysis_case *c);

/* Random labels over items i0, i1, ...: each query has some of them relevant and some as
 * hard negatives; queries q0, q1, ... three to a group; colours red, blue and none. The
 * dataset is frozen. */
void analysis_random_dataset(struct analysis_case *c, uint32_t queries_n,
                             uint32_t items_n);

/* Lists of at most depth items drawn by the seed, some of which the dataset does not
 * know; one query in nine has no list. */
const struct pin_run *analysis_random_run(struct analysis_case *c, const char *name,
                                          uint32_t depth, uint64_t seed);

/* Begins it over the figures of a report, with room for ten systems. */
enum pin_status analysis_begin(struct analysis_case *c,
                               const struct pin_analysis *analysis,
                               const char *const *figures, uint32_t figures_n);

/* What the pipeline does with a run. */
void analysis_add(struct analysis_case *c, const struct pin_run *run);

/* The first of its sheets. */
const struct pin_sheet *analysis_finish(struct analysis_case *c);

/* The sheet with that key; the cell in a row under a column's key. */
const struct pin_sheet *analysis_sheet(const struct pin_sheet *first, const char *key);
const struct pin_sheet_cell *analysis_cell(const struct pin_sheet *sheet, uint32_t row,
                                           const char *key);

/* Whether some note of the sheet holds the text. */
bool analysis_notes(const struct pin_sheet *sheet, const char *text);

#endif
