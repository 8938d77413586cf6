/* run_allowed.h - which items a query's ranking may hold: not those that the query
 * excludes, and only those of its gallery where it has one. */
#ifndef PIN_HARNESS_MODEL_RUN_ALLOWED_H
#define PIN_HARNESS_MODEL_RUN_ALLOWED_H

#include "harness/model/run.h"

/* Whether the query's list holds the item. O(log) of the list. */
bool pin_item_lists_hold(const struct pin_item_lists *lists, uint32_t query,
                         pin_item item);

/* Whether the query's ranking may hold the item. PIN_ITEM_NULL and ids that the dataset
 * lacks are not excluded, and stand in no gallery. O(log) of the query's lists. */
bool pin_run_allows(const struct pin_queries *queries, uint32_t query, pin_item item);

/* Takes the hits out that the query's ranking may not hold; gives how many are left. What
 * was taken out is added to the two counts. */
struct pin_disallowed {
    uint64_t excluded_n;
    uint64_t outside_n; /* of the gallery, and not excluded */
};
uint32_t pin_run_keep_allowed(struct pin_hit *hits, uint32_t hits_n,
                              const struct pin_queries *queries, uint32_t query,
                              struct pin_disallowed *disallowed);

/* How deep an engine that does not know the lists must search for `depth` hits to be left
 * of any query first to end - 1: never above items_n, unless depth is. */
uint32_t pin_run_depth_to_ask(const struct pin_queries *queries, uint32_t first,
                              uint32_t end, uint32_t depth, uint32_t items_n);

#endif
