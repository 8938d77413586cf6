#include "engines/rescore.h"

#include "engines/rows.h"
#include "harness/model/run_allowed.h"

#include <string.h>

enum { DIGIT = 11, LINE = 64, AHEAD = 3 };

float pin_rescore_one(const struct pin_finder *finder, const float *query,
                      const float *row, uint32_t item)
{
    const struct pin_isa *isa = finder->config.isa;
    const uint32_t dim = finder->config.vectors.dim;
    if (finder->config.similarity == PIN_L2) {
        return (float)-isa->gap(query, row, dim);
    }
    const double sum = isa->dot(query, row, dim);
    if (finder->config.similarity == PIN_INNER_PRODUCT) {
        return (float)sum;
    }
    const double norm = finder->norms[item];
    return norm > 0.0 ? (float)(sum / norm) : 0.0F;
}

/* Least significant digit first, by the item alone: what is equal stays in order. */
static void sort_pairs(struct pin_room *room, uint32_t items_n)
{
    for (uint32_t shift = 32; shift < 64 && (uint64_t)items_n >> (shift - 32);
         shift += DIGIT) {
        uint32_t start[1 << DIGIT] = {0};
        uint32_t sum = 0;
        for (uint32_t i = 0; i < room->pairs_n; i++) {
            start[room->pairs[i] >> shift & ((1U << DIGIT) - 1)]++;
        }
        for (uint32_t d = 0; d < 1U << DIGIT; d++) {
            const uint32_t n = start[d];
            start[d] = sum;
            sum += n;
        }
        for (uint32_t i = 0; i < room->pairs_n; i++) {
            room->spare[start[room->pairs[i] >> shift & ((1U << DIGIT) - 1)]++] =
                room->pairs[i];
        }
        uint64_t *const sorted = room->spare;
        room->spare = room->pairs;
        room->pairs = sorted;
    }
}

static void prefetch(const struct pin_finder *finder, uint32_t item)
{
    const struct pin_matrix *vectors = &finder->config.vectors;
    const size_t bytes = vectors->dtype == PIN_F32  ? (size_t)vectors->dim * 4
                         : vectors->dtype == PIN_I8 ? vectors->dim
                                                    : (size_t)vectors->dim * 2;
    const char *row = pin_row_bytes(vectors, item);
    for (size_t at = 0; at < bytes; at += LINE) {
        __builtin_prefetch(row + at);
    }
}

void pin_rescore_pairs(struct pin_room *room, const struct pin_finder *finder, bool keep)
{
    const struct pin_matrix *vectors = &finder->config.vectors;
    uint32_t last = PIN_IX_NONE;
    const float *row = NULL;
    sort_pairs(room, vectors->rows_n);
    for (uint32_t i = 0; i < room->pairs_n; i++) {
        const uint32_t item = (uint32_t)(room->pairs[i] >> 32);
        const uint32_t q = (uint32_t)room->pairs[i];
        if (i + AHEAD < room->pairs_n &&
            room->pairs[i + AHEAD] >> 32 != room->pairs[i + AHEAD - 1] >> 32) {
            prefetch(finder, (uint32_t)(room->pairs[i + AHEAD] >> 32));
        }
        if (item != last) {
            row = pin_row_get(room->row, vectors, item);
            last = item;
        }
        const float score =
            pin_rescore_one(finder, room->vectors + q * finder->padded, row, item);
        struct pin_asked *asked = &room->asked[q];
        asked->worst = score < asked->worst ? score : asked->worst;
        if (keep) {
            pin_top_add(&room->tops[q], (struct pin_top_hit){item, score});
        }
    }
    room->pairs_n = 0;
}

bool pin_rescore_allowed(const struct pin_asked *asked, const struct pin_find *find,
                         uint32_t item)
{
    return (!asked->excludes ||
            !pin_item_lists_hold(&find->excluded, asked->row, (pin_item){item})) &&
           (!asked->confined ||
            pin_item_lists_hold(&find->galleries, asked->row, (pin_item){item}));
}

static void score_one(struct pin_room *room, const struct pin_finder *finder, uint32_t q,
                      uint32_t item, const float *row)
{
    const float *query = room->vectors + q * finder->padded;
    const float score = pin_rescore_one(finder, query, row, item);
    pin_top_add(&room->tops[q], (struct pin_top_hit){item, score});
}

/* A gallery is looked through by itself; both lists ascend. */
static void score_gallery(struct pin_room *room, const struct pin_finder *finder,
                          const struct pin_find *find, uint32_t q)
{
    const struct pin_asked *asked = &room->asked[q];
    const uint32_t *items = finder->config.items;
    uint32_t at = 0;
    for (uint64_t i = find->galleries.start[asked->row];
         i < find->galleries.start[asked->row + 1]; i++) {
        const uint32_t item = find->galleries.items[i].ix;
        while (items && at < finder->config.items_n && items[at] < item) {
            at++;
        }
        if ((!items || (at < finder->config.items_n && items[at] == item)) &&
            item < finder->config.vectors.rows_n &&
            (!asked->excludes ||
             !pin_item_lists_hold(&find->excluded, asked->row, (pin_item){item}))) {
            score_one(room, finder, q, item,
                      pin_row_get(room->row, &finder->config.vectors, item));
        }
    }
}

void pin_rescore_all(struct pin_room *room, const struct pin_finder *finder,
                     const struct pin_find *find)
{
    const uint32_t *items = finder->config.items;
    bool any = false;
    for (uint32_t q = 0; q < room->queries_n; q++) {
        const struct pin_asked *asked = &room->asked[q];
        if (asked->finite && !asked->screened && asked->confined) {
            score_gallery(room, finder, find, q);
        }
        any = any || (asked->finite && !asked->screened && !asked->confined);
    }
    for (uint32_t i = 0; i < finder->config.items_n && any; i++) {
        const uint32_t item = items ? items[i] : i;
        const float *row = pin_row_get(room->row, &finder->config.vectors, item);
        for (uint32_t q = 0; q < room->queries_n; q++) {
            const struct pin_asked *asked = &room->asked[q];
            if (asked->finite && !asked->screened && !asked->confined &&
                pin_rescore_allowed(asked, find, item)) {
                score_one(room, finder, q, item, row);
            }
        }
    }
}
