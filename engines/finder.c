/* finder.c - which thread does what. Many queries are shared out in blocks; few are asked
 * by all threads together, each over its part of the items. */
#include "engines/finder.h"

#include "engines/finder_room.h"
#include "engines/kernels/dot.h"
#include "engines/rescore.h"
#include "engines/rows.h"
#include "engines/screen.h"

#include <math.h>
#include <string.h>

enum { ROOM_BYTES = 1 << 24 };

static enum pin_status no_memory(struct pin_error *err)
{
    return pin_fail(err, PIN_E_NOMEM, "no memory for the exact engine");
}

static enum pin_status measure_norms(struct pin_finder *finder, struct pin_arena *scratch,
                                     struct pin_error *err)
{
    const struct pin_matrix *vectors = &finder->config.vectors;
    const uint32_t threads = finder->config.threads;
    const uint32_t dim = vectors->dim;
    finder->norms = PIN_NEW_N(finder->arena, double, vectors->rows_n);
    float *rows = PIN_NEW_N(scratch, float, (size_t)threads *dim);
    if (!finder->norms || !rows) {
        return no_memory(err);
    }
#pragma omp parallel for num_threads((int)threads) schedule(static, 1)
    for (uint32_t thread = 0; thread < threads; thread++) {
        float *room = rows + (size_t)thread * dim;
        for (size_t item = thread; item < vectors->rows_n; item += threads) {
            const float *row = pin_row_get(room, vectors, (uint32_t)item);
            finder->norms[item] = sqrt(finder->config.isa->dot(row, row, dim));
        }
    }
    for (uint32_t item = 0; item < vectors->rows_n; item++) {
        if (!isfinite(finder->norms[item])) {
            return pin_fail(err, PIN_E_CONFIG,
                            "the vector of item \"%s\" has a number that is not finite",
                            pin_ids_name(finder->config.ids, item));
        }
    }
    return PIN_OK;
}

static enum pin_status make_index(struct pin_finder *finder, struct pin_arena *scratch,
                                  struct pin_error *err)
{
    PIN_TRY(measure_norms(finder, scratch, err));
    const uint32_t *items = finder->config.items;
    const uint32_t rows_n = finder->config.vectors.rows_n;
    if (!items) {
        uint32_t *all = PIN_NEW_N(scratch, uint32_t, rows_n);
        for (uint32_t i = 0; all && i < rows_n; i++) {
            all[i] = i;
        }
        items = all;
        finder->config.items_n = rows_n;
    }
    return items
               ? pin_quantise(&finder->index, finder, items, finder->config.items_n, err)
               : no_memory(err);
}

enum pin_status pin_finder_new(struct pin_finder **out,
                               const struct pin_finder_config *config,
                               struct pin_arena *arena, struct pin_error *err)
{
    struct pin_finder *finder = PIN_NEW(arena, struct pin_finder);
    struct pin_arena scratch;
    if (!finder) {
        return no_memory(err);
    }
    finder->config = *config;
    finder->arena = arena;
    finder->padded = pin_dot_padded(config->vectors.dim);
    pin_arena_init(&scratch, 0);
    const enum pin_status status = make_index(finder, &scratch, err);
    pin_arena_free(&scratch);
    finder->built = pin_arena_mark(arena);
    *out = finder;
    return status;
}

static bool make_room(struct pin_room *room, const struct pin_finder *finder,
                      uint32_t block, uint32_t capacity)
{
    struct pin_arena *arena = finder->arena;
    const size_t rounded = ((size_t)block + PIN_STRIP - 1) / PIN_STRIP * PIN_STRIP;
    const size_t code_bytes = (size_t)finder->index.chunks_n * PIN_CHUNK;
    room->vectors = PIN_NEW_N(arena, float, rounded * finder->padded);
    room->tiles = pin_arena_alloc_n(arena, rounded, code_bytes, 64);
    room->sieves = PIN_NEW_N(arena, struct pin_sieve, rounded / PIN_STRIP);
    room->asked = PIN_NEW_N(arena, struct pin_asked, rounded);
    room->candidates = PIN_NEW_N(arena, struct pin_candidate, block * (size_t)capacity);
    room->lower = PIN_NEW_N(arena, float, capacity);
    room->tops = PIN_NEW_N(arena, struct pin_top, block);
    room->hits =
        PIN_NEW_N(arena, struct pin_top_hit, block * (size_t)finder->depth_max + 1);
    room->pairs = PIN_NEW_N(arena, uint64_t, PIN_PAIRS_MAX);
    room->spare = PIN_NEW_N(arena, uint64_t, PIN_PAIRS_MAX);
    room->row = PIN_NEW_N(arena, float, finder->config.vectors.dim);
    room->scratch = PIN_NEW_N(arena, double, 2 * finder->padded);
    return room->vectors && room->tiles && room->sieves && room->asked &&
           room->candidates && room->lower && room->tops && room->hits && room->pairs &&
           room->spare && room->row && room->scratch;
}

static uint32_t capacity_for(uint32_t depth)
{
    return 4 * depth + 8192;
}

/* Makes the rooms large enough; they stay for the next call. */
static enum pin_status reserve(struct pin_finder *finder, uint32_t block,
                               struct pin_error *err)
{
    const uint32_t threads = finder->config.threads;
    if (finder->rooms && finder->depth <= finder->depth_max &&
        block <= finder->block_max) {
        return PIN_OK;
    }
    pin_arena_rewind(finder->arena, finder->built);
    finder->rooms = NULL;
    finder->depth_max = finder->depth;
    finder->block_max = block;
    struct pin_room *rooms = PIN_NEW_N(finder->arena, struct pin_room, threads);
    for (uint32_t i = 0; rooms && i < threads; i++) {
        if (!make_room(&rooms[i], finder, block, capacity_for(finder->depth))) {
            return no_memory(err);
        }
    }
    finder->rooms = rooms;
    return rooms ? PIN_OK : no_memory(err);
}

static void give(const struct pin_room *room, const struct pin_find *find, uint32_t first,
                 struct pin_hit *hits, uint32_t *hits_n)
{
    for (uint32_t q = 0; q < room->queries_n; q++) {
        struct pin_hit *out = hits + (size_t)(first + q) * find->depth;
        const uint32_t n = pin_top_finish(&room->tops[q]);
        for (uint32_t i = 0; i < n; i++) {
            const struct pin_top_hit hit = room->tops[q].hits[i];
            out[i] = (struct pin_hit){{hit.ix}, hit.score};
        }
        hits_n[first + q] = room->asked[q].finite ? n : PIN_IX_NONE;
    }
}

/* All threads over one block, each with its share of the panels. */
static void search_together(struct pin_finder *finder, const struct pin_find *find,
                            uint32_t first, uint32_t queries_n)
{
    const uint32_t threads = finder->config.threads;
    const uint64_t panels_n = finder->index.panels_n;
    struct pin_room *rooms = finder->rooms;
#pragma omp parallel for num_threads((int)threads) schedule(static, 1)
    for (uint32_t thread = 0; thread < threads; thread++) {
        pin_screen_prepare(&rooms[thread], finder, find, first, queries_n);
        pin_screen_panels(&rooms[thread], finder, find,
                          (uint32_t)(panels_n * thread / threads),
                          (uint32_t)(panels_n * (thread + 1) / threads));
    }
    for (uint32_t thread = 1; thread < threads; thread++) {
        pin_screen_merge(&rooms[0], finder, &rooms[thread]);
    }
    pin_screen_finish(&rooms[0], finder, find);
}

static void search_apart(struct pin_finder *finder, const struct pin_find *find,
                         uint32_t block, struct pin_hit *hits, uint32_t *hits_n)
{
    const uint32_t queries_n = find->end - find->first;
    const uint32_t blocks_n = (queries_n - 1) / block + 1;
    const uint32_t threads = finder->config.threads;
    uint32_t next = 0;
#pragma omp parallel for num_threads((int)threads) schedule(static, 1)
    for (uint32_t thread = 0; thread < threads; thread++) {
        struct pin_room *room = &finder->rooms[thread];
        for (;;) {
            uint32_t turn = 0;
#pragma omp atomic capture
            turn = next++;
            if (turn >= blocks_n) {
                break;
            }
            const uint32_t first = turn * block;
            const uint32_t left = queries_n - first;
            pin_screen_prepare(room, finder, find, first, left < block ? left : block);
            pin_screen_panels(room, finder, find, 0, finder->index.panels_n);
            pin_screen_finish(room, finder, find);
            give(room, find, first, hits, hits_n);
        }
    }
}

enum pin_status pin_finder_search(struct pin_finder *finder, const struct pin_find *find,
                                  struct pin_hit *hits, uint32_t *hits_n,
                                  struct pin_error *err)
{
    const uint32_t queries_n = find->end - find->first;
    const uint32_t threads = finder->config.threads;
    if (queries_n == 0) {
        return PIN_OK;
    }
    finder->depth =
        find->depth < finder->config.items_n ? find->depth : finder->config.items_n;
    finder->capacity = capacity_for(finder->depth);
    const uint32_t share = (queries_n - 1) / threads + 1;
    const bool together = share < PIN_STRIP && threads > 1;
    uint32_t block = ROOM_BYTES / (finder->capacity * 8) / PIN_STRIP * PIN_STRIP;
    block = block < PIN_STRIP ? PIN_STRIP : block > PIN_BLOCK_MAX ? PIN_BLOCK_MAX : block;
    const uint32_t most = together ? queries_n : share;
    block = most < block ? most : block;
    PIN_TRY(reserve(finder, block, err));
    if (!together) {
        search_apart(finder, find, block, hits, hits_n);
        return PIN_OK;
    }
    for (uint32_t first = 0; first < queries_n; first += block) {
        const uint32_t left = queries_n - first;
        search_together(finder, find, first, left < block ? left : block);
        give(&finder->rooms[0], find, first, hits, hits_n);
    }
    return PIN_OK;
}
