/* slice.h - an attribute cut into lists of queries, one a value. */
#ifndef PIN_HARNESS_FLOW_SLICE_H
#define PIN_HARNESS_FLOW_SLICE_H

#include "harness/flow/figure.h"

struct pin_slicing {
    const struct pin_attribute *attribute;
    const struct pin_query_list *lists; /* by value; queries rising */
    uint32_t lists_n;
};

/* By an attribute as attribute.h describes it. Linear in the queries, whatever the number
 * of values. Queries without a value are in no list. */
PIN_MUST_USE enum pin_status pin_slice(struct pin_slicing *out,
                                       const struct pin_dataset *dataset,
                                       const char *name, struct pin_arena *arena,
                                       struct pin_error *err);

/* All queries. */
PIN_MUST_USE enum pin_status pin_slice_all(struct pin_query_list *out,
                                           const struct pin_dataset *dataset,
                                           struct pin_arena *arena,
                                           struct pin_error *err);

#endif
