/* compare_sheets.h - comparisons as tables: "pairs", "effects" and "queries". */
#ifndef PIN_HARNESS_ANALYSIS_COMPARE_SHEETS_H
#define PIN_HARNESS_ANALYSIS_COMPARE_SHEETS_H

#include "harness/analysis/comparison.h"
#include "harness/model/sheet_build.h"

struct pin_compare_report {
    const struct pin_comparing *comparing;
    const struct pin_comparisons *made;
    struct pin_sheet_book *book;
    struct pin_arena *arena;
};

PIN_MUST_USE enum pin_status pin_compare_pairs(const struct pin_compare_report *report,
                                               struct pin_error *err);
PIN_MUST_USE enum pin_status pin_compare_effects(const struct pin_compare_report *report,
                                                 struct pin_error *err);

/* For each pair, on the first figure: the units_n_max units that gain most and those that
 * lose most. */
PIN_MUST_USE enum pin_status pin_compare_queries(const struct pin_compare_report *report,
                                                 uint32_t units_n_max,
                                                 struct pin_error *err);

#endif
