/* attribute.h - a way to cut the queries, as people write it.
 *
 *   query_category          an attribute of the dataset
 *   query_category*images   crossed: one value for each pair that occurs, "Swap*1"
 *   token_count:q4          a numeric attribute cut at its quantiles into 4 parts
 *   token_count:7,16        the same cut at given edges: <7, [7,16), >=16
 *
 * Quantile edges are the values at ranks ceil(i n / parts) of the sorted values (of the
 * queries that have one); equal edges fall together, so there may be fewer parts. */
#ifndef PIN_HARNESS_FLOW_ATTRIBUTE_H
#define PIN_HARNESS_FLOW_ATTRIBUTE_H

#include "harness/base/text.h"
#include "harness/model/dataset.h"

enum { PIN_PARTS_MAX = 100 };

/* The attribute, the dataset's own or one made in the arena. PIN_E_CONFIG: no attribute
 * of that name (with the nearest), a value that is no number where numbers are cut, edges
 * that do not rise. A query without one of the values has none. */
PIN_MUST_USE enum pin_status pin_attribute_parse(const struct pin_attribute **out,
                                                 const struct pin_dataset *dataset,
                                                 struct pin_text text,
                                                 struct pin_arena *arena,
                                                 struct pin_error *err);

/* The same for an attribute of the items; value_of is by index in corpus.ids, and
 * quantiles are over the items that have a value. */
PIN_MUST_USE enum pin_status pin_attribute_parse_item(const struct pin_attribute **out,
                                                      const struct pin_dataset *dataset,
                                                      struct pin_text text,
                                                      struct pin_arena *arena,
                                                      struct pin_error *err);

#endif
