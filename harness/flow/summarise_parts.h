/* summarise_parts.h - what summarise.c and summarise_slices.c share. */
#ifndef PIN_HARNESS_FLOW_SUMMARISE_PARTS_H
#define PIN_HARNESS_FLOW_SUMMARISE_PARTS_H

#include "harness/flow/slice.h"
#include "harness/flow/summarise.h"

struct pin_summariser {
    const struct pin_dataset *dataset;
    struct pin_summary_request request;
    struct pin_arena *arena;
    struct pin_figure_scratch *scratch;
    struct pin_query_list all;
    const struct pin_query_list **lists; /* by slice: its queries */
    struct pin_item_slice *items;        /* by slice: its items, or all */
    struct pin_slice *slices;
    uint32_t slices_n;
    struct pin_system *systems;
    struct pin_figure **slice_figures; /* by system: slices x columns */
    uint32_t systems_n;
};

/* Fills slices, lists and items from the request. */
PIN_MUST_USE enum pin_status pin_summariser_cut(struct pin_summariser *summariser,
                                                struct pin_error *err);

/* Every figure of the system whose turn it is, on all queries and on each slice. */
PIN_MUST_USE enum pin_status pin_summariser_figures(struct pin_summariser *summariser,
                                                    const struct pin_run *run,
                                                    const struct pin_scores *scores,
                                                    struct pin_error *err);

#endif
