/* item_slice.h - an attribute of the items cut into slices, for figures over the answers
 * that have one value: "item:age:q4" is the attribute age of the items in four parts.
 *
 * A figure of such a slice is worked out as if, for each query, the judged items with
 * another value or none had been neither in the list nor in the labels: right answers
 * that are not in the slice neither help nor stand in the way, nor do hard negatives that
 * are not. Items that are not judged stay, whatever their value, because they take places
 * that an answer could have. A query without a relevant item in the slice has no value.
 */
#ifndef PIN_HARNESS_FLOW_ITEM_SLICE_H
#define PIN_HARNESS_FLOW_ITEM_SLICE_H

#include "harness/model/dataset.h"

#include <stdbool.h>

struct pin_item_slicing {
    const char *name; /* "item:age" */
    const struct pin_attribute *attribute;
    uint32_t values_n;
    const uint32_t *queries_n; /* by value: that have a relevant item with it */
};

/* Whether the text begins with "item:". */
bool pin_item_slice_asked(const char *text);

/* text: "item:" and an attribute of the items as attribute.h reads it. keep: the queries
 * that are counted; NULL: all. Linear in the judgments. PIN_E_CONFIG as there. */
PIN_MUST_USE enum pin_status pin_item_slices(struct pin_item_slicing *out,
                                             const struct pin_dataset *dataset,
                                             const char *text, const bool *keep,
                                             struct pin_arena *arena,
                                             struct pin_error *err);

#endif
