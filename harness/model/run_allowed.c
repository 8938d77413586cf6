#include "harness/model/run_allowed.h"

static uint64_t list_n(const struct pin_item_lists *lists, uint32_t query)
{
    return lists->start ? lists->start[query + 1] - lists->start[query] : 0;
}

bool pin_item_lists_hold(const struct pin_item_lists *lists, uint32_t query,
                         pin_item item)
{
    if (!lists->start) {
        return false;
    }
    uint64_t low = lists->start[query];
    uint64_t high = lists->start[query + 1];
    while (low < high) {
        const uint64_t middle = low + (high - low) / 2;
        if (lists->items[middle].ix == item.ix) {
            return true;
        }
        if (lists->items[middle].ix < item.ix) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return false;
}

static bool outside(const struct pin_queries *queries, uint32_t query, pin_item item)
{
    return list_n(&queries->galleries, query) > 0 &&
           !pin_item_lists_hold(&queries->galleries, query, item);
}

bool pin_run_allows(const struct pin_queries *queries, uint32_t query, pin_item item)
{
    return !pin_item_lists_hold(&queries->excluded, query, item) &&
           !outside(queries, query, item);
}

uint32_t pin_run_keep_allowed(struct pin_hit *hits, uint32_t hits_n,
                              const struct pin_queries *queries, uint32_t query,
                              struct pin_disallowed *disallowed)
{
    uint32_t kept_n = 0;
    for (uint32_t i = 0; i < hits_n; i++) {
        if (pin_run_allows(queries, query, hits[i].item)) {
            hits[kept_n++] = hits[i];
        } else if (pin_item_lists_hold(&queries->excluded, query, hits[i].item)) {
            disallowed->excluded_n++;
        } else {
            disallowed->outside_n++;
        }
    }
    return kept_n;
}

uint32_t pin_run_depth_to_ask(const struct pin_queries *queries, uint32_t first,
                              uint32_t end, uint32_t depth, uint32_t items_n)
{
    uint64_t more = 0;
    for (uint32_t query = first; query < end; query++) {
        const uint64_t n = list_n(&queries->galleries, query) > 0
                               ? items_n
                               : list_n(&queries->excluded, query);
        more = n > more ? n : more;
    }
    const uint64_t wanted = depth + more;
    const uint64_t most = items_n > depth ? items_n : depth;
    return (uint32_t)(wanted < most ? wanted : most);
}
