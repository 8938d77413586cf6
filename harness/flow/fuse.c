#include "harness/flow/fuse.h"

#include <math.h>
#include <stdlib.h>

struct scale { /* how the scores of one list are normalised */
    double low, high;
    double mean, deviation;
    double lacking; /* what an item gets that the list lacks */
    uint32_t hits_n;
};

static void measure(struct scale *scale, const struct pin_fuse_list *list)
{
    double sum = 0.0;
    uint32_t n = 0;
    for (uint32_t i = 0; i < list->hits_n; i++) {
        const double score = (double)list->hits[i].score;
        if (list->hits[i].item.ix == PIN_ITEM_NULL.ix) {
            continue;
        }
        scale->low = n == 0 || score < scale->low ? score : scale->low;
        scale->high = n == 0 || score > scale->high ? score : scale->high;
        sum += score;
        n++;
    }
    scale->mean = n > 0 ? sum / n : 0.0;
    double squares = 0.0;
    for (uint32_t i = 0; i < list->hits_n; i++) {
        if (list->hits[i].item.ix != PIN_ITEM_NULL.ix) {
            const double gap = (double)list->hits[i].score - scale->mean;
            squares += gap * gap;
        }
    }
    scale->deviation = n > 0 ? sqrt(squares / n) : 0.0;
}

static double normalise(const struct scale *scale, enum pin_normalise how, double score,
                        uint32_t rank)
{
    switch (how) {
    case PIN_NORMALISE_MINMAX:
        return scale->high > scale->low
                   ? (score - scale->low) / (scale->high - scale->low)
                   : 1.0;
    case PIN_NORMALISE_Z:
        return scale->high > scale->low && scale->deviation > 0.0
                   ? (score - scale->mean) / scale->deviation
                   : 0.0;
    case PIN_NORMALISE_RANK: return 1.0 - (rank - 1.0) / scale->hits_n;
    case PIN_NORMALISE_NONE: break;
    }
    return score;
}

static struct scale scale_of(const struct pin_fusion *fusion,
                             const struct pin_fuse_list *list)
{
    struct scale scale = {.hits_n = list->hits_n};
    if (!pin_fusion_needs_scores(fusion)) {
        return scale;
    }
    measure(&scale, list);
    const bool lowest =
        fusion->normalise == PIN_NORMALISE_Z || fusion->normalise == PIN_NORMALISE_NONE;
    scale.lacking = lowest && list->hits_n > 0
                        ? normalise(&scale, fusion->normalise, scale.low, 0)
                        : 0.0;
    return scale;
}

static double contribution(const struct pin_fusion *fusion, const struct scale *scale,
                           const struct pin_fuse_entry *entry)
{
    return fusion->method == PIN_FUSE_RRF
               ? 1.0 / (fusion->k + entry->rank)
               : normalise(scale, fusion->normalise, (double)entry->score, entry->rank);
}

/* By item, of one item by list, of one list by rank. */
static int in_order(const void *a, const void *b)
{
    const struct pin_fuse_entry *x = a;
    const struct pin_fuse_entry *y = b;
    if (x->item != y->item) {
        return x->item < y->item ? -1 : 1;
    }
    if (x->list != y->list) {
        return x->list < y->list ? -1 : 1;
    }
    return (x->rank > y->rank) - (x->rank < y->rank);
}

static int better_first(const void *a, const void *b)
{
    const struct pin_fuse_entry *x = a;
    const struct pin_fuse_entry *y = b;
    if (x->score > y->score || x->score < y->score) {
        return x->score > y->score ? -1 : 1;
    }
    return (x->item > y->item) - (x->item < y->item);
}

static uint32_t gather(struct pin_fuse_entry *room, const struct pin_fuse_list *lists,
                       uint32_t lists_n)
{
    uint32_t n = 0;
    for (uint32_t l = 0; l < lists_n; l++) {
        for (uint32_t i = 0; i < lists[l].hits_n; i++) {
            const struct pin_hit hit = lists[l].hits[i];
            if (hit.item.ix != PIN_ITEM_NULL.ix) {
                room[n++] = (struct pin_fuse_entry){hit.item.ix, l, i + 1, hit.score};
            }
        }
    }
    return n;
}

/* The fused score of one item, whose entries are the n at `entries`. */
static float add_up(const struct pin_fusion *fusion, const struct scale *scales,
                    const struct pin_fuse_entry *entries, uint32_t n)
{
    double sum = 0.0;
    uint32_t at = 0;
    uint32_t lists_n = 0;
    for (uint32_t l = 0; l < fusion->of_n; l++) {
        double value = scales[l].lacking;
        if (at < n && entries[at].list == l) {
            value = contribution(fusion, &scales[l], &entries[at]);
            lists_n++;
        }
        while (at < n && entries[at].list == l) {
            at++; /* the same item again in this list */
        }
        sum += fusion->weights[l] * value;
    }
    return (float)(fusion->method == PIN_FUSE_COMBMNZ ? sum * lists_n : sum);
}

uint32_t pin_fuse_lists(struct pin_hit *out, const struct pin_fusion *fusion,
                        const struct pin_fuse_list *lists, struct pin_fuse_entry *room,
                        uint32_t depth)
{
    struct scale scales[PIN_FUSION_PARTS_MAX];
    for (uint32_t l = 0; l < fusion->of_n; l++) {
        scales[l] = scale_of(fusion, &lists[l]);
    }
    const uint32_t entries_n = gather(room, lists, fusion->of_n);
    if (entries_n > 1) {
        qsort(room, entries_n, sizeof(*room), in_order);
    }
    uint32_t items_n = 0;
    for (uint32_t first = 0; first < entries_n;) {
        const uint32_t item = room[first].item;
        uint32_t end = first + 1;
        while (end < entries_n && room[end].item == item) {
            end++;
        }
        const float score = add_up(fusion, scales, room + first, end - first);
        room[items_n++] = (struct pin_fuse_entry){.item = item, .score = score};
        first = end;
    }
    if (items_n > 1) {
        qsort(room, items_n, sizeof(*room), better_first);
    }
    const uint32_t hits_n = items_n < depth ? items_n : depth;
    for (uint32_t i = 0; i < hits_n; i++) {
        out[i] = (struct pin_hit){{room[i].item}, room[i].score};
    }
    return hits_n;
}
