/* comparison_parts.h - what the files of comparison.h share. */
#ifndef PIN_HARNESS_ANALYSIS_COMPARISON_PARTS_H
#define PIN_HARNESS_ANALYSIS_COMPARISON_PARTS_H

#include "harness/analysis/comparison.h"

/* Fills difference and change of the rows, which are as in pin_comparisons. Pairs of one
 * figure are resampled together, so that a system's column is added up once for all its
 * pairs; a chunk takes up to 80 MB at 10,000 resamples. */
PIN_MUST_USE enum pin_status pin_comparison_intervals(
    struct pin_comparison *rows, uint32_t pairs_n, const struct pin_comparing *comparing,
    struct pin_error *err);

#endif
