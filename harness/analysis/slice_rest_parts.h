/* slice_rest_parts.h - what the two files of slice_rest share. */
#ifndef PIN_HARNESS_ANALYSIS_SLICE_REST_PARTS_H
#define PIN_HARNESS_ANALYSIS_SLICE_REST_PARTS_H

#include "harness/analysis/slice_rest.h"
#include "harness/flow/slice.h"

struct measured { /* a number with its interval */
    double value, low, high;
};

struct slice_row {
    struct slice_row *next;
    const char *system;
    const char *figure;
    const char *attribute;
    const char *slice;
    uint32_t queries_n, rest_n; /* behind the figure */
    uint32_t clusters_n, split_n;
    struct measured value, difference;
    double rest;
    double p;
};

struct slice_rest {
    const struct pin_analysis_context *context;
    const struct pin_slice_rest_options *options;
    struct pin_slicing *slicings;
    struct pin_figure_scratch *scratch;
    uint32_t *room; /* for the queries of both sides */
    struct slice_row *first;
    struct slice_row *last;
    uint32_t rows_n;
    uint32_t min_n;   /* the options', and at least 1 */
    uint32_t small_n; /* values of fewer queries */
};

/* Adds a row for each figure of which min_n queries stand behind both sides: the queries
 * with this value of the attribute and those with another. */
PIN_MUST_USE enum pin_status pin_slice_rest_add(struct slice_rest *self,
                                                const struct pin_scores *scores,
                                                const struct pin_slicing *slicing,
                                                uint32_t value, struct pin_error *err);

#endif
