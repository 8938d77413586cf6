/* random.c - a uniform sample of the corpus for every query: what chance would score.
 *
 * The first `depth` steps of a Fisher-Yates shuffle of 0..items_n-1, of which only the
 * moved places are kept, in a hash table: O(depth) memory and expected time at any size
 * of the corpus. Step i of query q is drawn by counter, so a list does not depend on the
 * other queries, on the threads or on how deep it is cut. */
#include "engines/table.h"
#include "harness/base/rng.h"

#include <stdlib.h>
#include <string.h>

enum { DEPTH_MAX = 1 << 22 }; /* so that the scores, 1 / rank, all differ as floats */

#define STREAM 0x72616E6400000000U /* "rand" in front of the query's index */

struct random_options {
    uint64_t seed;
};

struct slot { /* the place `at` of the shuffled corpus holds `item` */
    uint32_t at;
    uint32_t item;
};

struct pin_engine {
    uint64_t seed;
    uint32_t threads;
    uint32_t items_n;
    struct pin_arena arena; /* of the slots */
    struct slot *slots;     /* slots_n for each thread */
    uint32_t slots_n;       /* a power of 2 */
};

static const struct pin_option random_table[] = {
    {.name = "seed",
     .type = PIN_OPT_U64,
     .offset = offsetof(struct random_options, seed),
     .standard = "1",
     .help = "another seed gives other lists"},
};

static enum pin_status random_open(struct pin_engine **out, const void *options,
                                   uint32_t threads, struct pin_error *err)
{
    const struct random_options *wanted = options;
    *out = calloc(1, sizeof(**out));
    if (!*out) {
        return pin_fail(err, PIN_E_NOMEM, "no memory for the engine");
    }
    (*out)->seed = wanted->seed;
    (*out)->threads = threads > 0 ? threads : 1;
    pin_arena_init(&(*out)->arena, 0);
    return PIN_OK;
}

static void random_close(struct pin_engine *engine)
{
    if (engine) {
        pin_arena_free(&engine->arena);
    }
    free(engine);
}

static enum pin_status random_build(struct pin_engine *engine,
                                    const struct pin_corpus *corpus,
                                    const struct pin_graph *graph, struct pin_error *err)
{
    (void)graph;
    if (corpus->items_n == 0) {
        return pin_fail(err, PIN_E_CONFIG, "the corpus is empty: nothing to draw from");
    }
    engine->items_n = corpus->items_n;
    return PIN_OK;
}

/* At most half full with depth entries. */
static enum pin_status reserve(struct pin_engine *engine, uint32_t depth,
                               struct pin_error *err)
{
    uint32_t need = 8;
    while (need < 2 * depth) {
        need *= 2;
    }
    if (need <= engine->slots_n) {
        return PIN_OK;
    }
    pin_arena_free(&engine->arena);
    engine->slots_n = 0;
    engine->slots =
        PIN_NEW_N(&engine->arena, struct slot, (size_t)need * engine->threads);
    if (!engine->slots) {
        return pin_fail(err, PIN_E_NOMEM, "no memory to draw %u items", depth);
    }
    engine->slots_n = need;
    return PIN_OK;
}

/* The slot of the place, or the free one where it would go. */
static struct slot *find(struct slot *slots, uint32_t mask, uint32_t at)
{
    uint32_t probe = at * 0x9E3779B9U;
    probe ^= probe >> 15;
    while (slots[probe & mask].at != at && slots[probe & mask].at != PIN_IX_NONE) {
        probe++;
    }
    return &slots[probe & mask];
}

static void draw(const struct pin_engine *engine, struct slot *slots, uint32_t query,
                 uint32_t depth, struct pin_hit *hits)
{
    const uint32_t mask = engine->slots_n - 1;
    memset(slots, 0xFF, (size_t)engine->slots_n * sizeof(*slots));
    for (uint32_t i = 0; i < depth; i++) {
        const uint32_t at =
            i + pin_rng_below(engine->seed, STREAM + query, i, engine->items_n - i);
        const struct slot *moved = find(slots, mask, i);
        const uint32_t item_at_i = moved->at == i ? moved->item : i;
        struct slot *slot = find(slots, mask, at);
        hits[i].item.ix = slot->at == at ? slot->item : at;
        hits[i].score = (float)(1.0 / ((double)i + 1.0));
        *slot = (struct slot){at, item_at_i};
    }
}

static enum pin_status random_search(struct pin_engine *engine,
                                     const struct pin_search *search,
                                     struct pin_hit *hits, uint32_t *hits_n,
                                     struct pin_error *err)
{
    const uint32_t queries_n = search->end - search->first;
    const uint32_t depth =
        search->depth < engine->items_n ? search->depth : engine->items_n;
    if (depth > DEPTH_MAX) {
        return pin_fail(err, PIN_E_CONFIG, "at most %d items are drawn, not %u",
                        DEPTH_MAX, depth);
    }
    PIN_TRY(reserve(engine, depth, err));
    const uint32_t threads = engine->threads;
#pragma omp parallel for num_threads((int)threads) schedule(static, 1)
    for (uint32_t thread = 0; thread < threads; thread++) {
        struct slot *slots = engine->slots + (size_t)thread * engine->slots_n;
        for (uint32_t q = thread; q < queries_n; q += threads) {
            draw(engine, slots, search->first + q, depth,
                 hits + (size_t)q * search->depth);
            hits_n[q] = depth;
        }
    }
    return PIN_OK;
}

const struct pin_engine_ops pin_engine_random = {
    .head =
        {
            PIN_HEAD(PIN_ENGINE, struct pin_engine_ops),
            .caps = PIN_CAP_DETERMINISTIC,
            .name = "random",
            .summary = "items drawn at random, each once: what chance would score",
            PIN_OPTIONS(random_table, struct random_options),
        },
    .open = random_open,
    .close = random_close,
    .build = random_build,
    .search = random_search,
};
