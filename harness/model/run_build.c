#include "harness/model/run_build.h"

#include "harness/base/buffer.h"
#include "harness/base/source.h"

#include <math.h>
#include <string.h>

enum { BATCH = 64 }; /* ids that are looked up together */

struct pin_run_builder {
    struct pin_arena *arena;
    const struct pin_corpus *corpus;
    const struct pin_queries *queries;
    struct pin_run *run;
    struct pin_ids *strangers;
    struct pin_buffer hits; /* struct pin_hit */
    bool *answered;
    uint64_t *start;
    uint32_t *hits_n;
    pin_query current; /* whose list is being filled; PIN_IX_NONE: nobody's */
    bool last_wins;
    bool digest_skipped;
};

static void release(void *object)
{
    struct pin_run_builder *builder = object;
    pin_buffer_free(&builder->hits);
}

static enum pin_status no_memory(struct pin_error *err)
{
    return pin_fail(err, PIN_E_NOMEM, "no memory for the run");
}

enum pin_status pin_run_builder_new(struct pin_run_builder **out, const char *name,
                                    const struct pin_corpus *corpus,
                                    const struct pin_queries *queries,
                                    struct pin_arena *arena, struct pin_error *err)
{
    struct pin_run_builder *builder = PIN_NEW(arena, struct pin_run_builder);
    struct pin_run *run = PIN_NEW(arena, struct pin_run);
    char *name_copy = pin_arena_copy_text(arena, name, strlen(name));
    if (!builder || !run || !name_copy) {
        return no_memory(err);
    }
    const size_t n = (size_t)queries->queries_n + 1;
    *builder = (struct pin_run_builder){.arena = arena,
                                        .corpus = corpus,
                                        .queries = queries,
                                        .run = run,
                                        .current = {PIN_IX_NONE}};
    pin_buffer_init(&builder->hits, 0, arena);
    builder->answered = PIN_NEW_N(arena, bool, n);
    builder->start = PIN_NEW_N(arena, uint64_t, n);
    builder->hits_n = PIN_NEW_N(arena, uint32_t, n);
    if (!builder->answered || !builder->start || !builder->hits_n ||
        !pin_arena_own(arena, release, builder)) {
        return no_memory(err);
    }
    run->name = name_copy;
    run->queries_n = queries->queries_n;
    run->known_items_n = pin_ids_count(corpus->ids);
    pin_tallies_init(&run->tallies, arena);
    PIN_TRY(pin_ids_new(&builder->strangers, arena, err));
    *out = builder;
    return PIN_OK;
}

void pin_run_let_last_win(struct pin_run_builder *builder)
{
    builder->last_wins = true;
}

enum pin_status pin_run_begin(struct pin_run_builder *builder, struct pin_text key,
                              pin_query *query_out, struct pin_error *err)
{
    const pin_query query = pin_queries_find(builder->queries, key.bytes, key.length);
    builder->current = query;
    *query_out = query;
    if (query.ix == PIN_IX_NONE) {
        return pin_tally_add(&builder->run->tallies, PIN_TALLY_UNKNOWN_QUERY, 1, err,
                             "%.*s", pin_text_shown(key), key.bytes);
    }
    if (builder->answered[query.ix] && !builder->last_wins) {
        return pin_fail(err, PIN_E_DUPLICATE, "a second list for query \"%.*s\"",
                        pin_text_shown(key), key.bytes);
    }
    builder->answered[query.ix] = true;
    builder->start[query.ix] = PIN_BUFFER_N(&builder->hits, struct pin_hit);
    builder->hits_n[query.ix] = 0;
    return PIN_OK;
}

static enum pin_status put_hit(struct pin_run_builder *builder, struct pin_hit hit,
                               struct pin_error *err)
{
    builder->hits_n[builder->current.ix]++;
    return pin_buffer_put(&builder->hits, &hit, sizeof(hit), err);
}

/* Ids that the dataset does not have: without a list of the corpus, most of a run. */
static enum pin_status add_strangers(struct pin_run_builder *builder,
                                     const struct pin_text *items, uint32_t items_n,
                                     uint32_t *ix_out, struct pin_error *err)
{
    const uint32_t known_items_n = builder->run->known_items_n;
    PIN_TRY(pin_ids_add_many(builder->strangers, items, items_n, ix_out, err));
    for (uint32_t i = 0; i < items_n; i++) {
        if (ix_out[i] >= PIN_IDS_MAX - known_items_n) {
            return pin_fail(err, PIN_E_RANGE, "more than %u ids", PIN_IDS_MAX);
        }
        ix_out[i] += known_items_n;
    }
    return PIN_OK;
}

static enum pin_status add_batch(struct pin_run_builder *builder,
                                 const struct pin_text *items, uint32_t items_n,
                                 struct pin_error *err)
{
    uint32_t found[BATCH];
    uint32_t strange[BATCH];
    struct pin_text strangers[BATCH];
    uint32_t strangers_n = 0;
    pin_ids_find_many(builder->corpus->ids, items, items_n, found);
    for (uint32_t i = 0; i < items_n; i++) {
        if (found[i] == PIN_IX_NONE) {
            strangers[strangers_n++] = items[i];
        }
    }
    PIN_TRY(add_strangers(builder, strangers, strangers_n, strange, err));
    struct pin_hit *hits =
        pin_buffer_extend(&builder->hits, items_n * sizeof(*hits), err);
    if (!hits) {
        return PIN_E_NOMEM;
    }
    for (uint32_t i = 0, s = 0; i < items_n; i++) {
        const uint32_t ix = found[i] == PIN_IX_NONE ? strange[s++] : found[i];
        hits[i] = (struct pin_hit){{ix}, 0.0F};
    }
    builder->hits_n[builder->current.ix] += items_n;
    return PIN_OK;
}

enum pin_status pin_run_add(struct pin_run_builder *builder, const struct pin_text *items,
                            uint32_t items_n, struct pin_error *err)
{
    if (builder->current.ix == PIN_IX_NONE) {
        return PIN_OK;
    }
    for (uint32_t first = 0; first < items_n; first += BATCH) {
        const uint32_t left = items_n - first;
        PIN_TRY(add_batch(builder, items + first, left < BATCH ? left : BATCH, err));
    }
    return PIN_OK;
}

enum pin_status pin_run_add_null(struct pin_run_builder *builder, struct pin_error *err)
{
    if (builder->current.ix == PIN_IX_NONE) {
        return PIN_OK;
    }
    return put_hit(builder, (struct pin_hit){PIN_ITEM_NULL, 0.0F}, err);
}

/* What an engine gives is used as an index and in comparisons from here on. */
static enum pin_status check_hits(const struct pin_run_builder *builder, pin_query query,
                                  const struct pin_hit *hits, uint32_t hits_n,
                                  struct pin_error *err)
{
    const uint32_t items_n =
        builder->run->known_items_n + pin_ids_count(builder->strangers);
    for (uint32_t i = 0; i < hits_n; i++) {
        const uint32_t item = hits[i].item.ix;
        const bool known = item < items_n || item == PIN_ITEM_NULL.ix;
        if (!known || isnan(hits[i].score)) {
            return pin_fail(err, PIN_E_PLUGIN, "hit %u for query \"%.80s\" has %s", i + 1,
                            builder->queries->names[query.ix],
                            known ? "no number as its score" : "the index of no item");
        }
    }
    return PIN_OK;
}

enum pin_status pin_run_put_list(struct pin_run_builder *builder, pin_query query,
                                 const struct pin_hit *hits, uint32_t hits_n,
                                 struct pin_error *err)
{
    if (builder->answered[query.ix]) {
        return pin_fail(err, PIN_E_DUPLICATE, "a second list for query \"%.80s\"",
                        builder->queries->names[query.ix]);
    }
    PIN_TRY(check_hits(builder, query, hits, hits_n, err));
    builder->answered[query.ix] = true;
    builder->start[query.ix] = PIN_BUFFER_N(&builder->hits, struct pin_hit);
    builder->hits_n[query.ix] = hits_n;
    builder->run->scored = true;
    return pin_buffer_put(&builder->hits, hits, hits_n * sizeof(*hits), err);
}

enum pin_status pin_run_stranger(pin_item *out, struct pin_run_builder *builder,
                                 const char *name, struct pin_error *err)
{
    const struct pin_text text = pin_text_of(name);
    uint32_t ix = 0;
    PIN_TRY(add_strangers(builder, &text, 1, &ix, err));
    out->ix = ix;
    return PIN_OK;
}

enum pin_status pin_run_inherit(struct pin_run_builder *builder,
                                const struct pin_run *run, struct pin_error *err)
{
    for (uint32_t i = 0; i < pin_ids_count(run->strangers); i++) {
        pin_item item;
        PIN_TRY(pin_run_stranger(&item, builder, pin_ids_name(run->strangers, i), err));
    }
    builder->run->file = run->file;
    builder->run->tallies = run->tallies;
    return PIN_OK;
}

void pin_run_skip_digest(struct pin_run_builder *builder)
{
    builder->digest_skipped = true;
}

enum pin_status pin_run_open(struct pin_run_builder *builder, struct pin_source **out,
                             const char *path, struct pin_arena *arena,
                             struct pin_error *err)
{
    PIN_TRY(pin_source_open(out, path, arena, err));
    if (builder->digest_skipped) {
        pin_source_skip_digest(*out);
    }
    return PIN_OK;
}

enum pin_status pin_run_set_file(struct pin_run_builder *builder,
                                 struct pin_source *source, struct pin_error *err)
{
    struct pin_file *file = NULL;
    PIN_TRY(pin_file_new(&file, "run", source, builder->arena, err));
    builder->run->file = file;
    return PIN_OK;
}

void pin_run_take_out(struct pin_run_builder *builder, struct pin_disallowed *disallowed)
{
    struct pin_hit *hits = PIN_BUFFER_AT(&builder->hits, struct pin_hit);
    const struct pin_queries *queries = builder->queries;
    if (!queries->excluded.start && !queries->galleries.start) {
        return;
    }
    for (uint32_t query = 0; query < queries->queries_n; query++) {
        builder->hits_n[query] =
            pin_run_keep_allowed(hits + builder->start[query], builder->hits_n[query],
                                 queries, query, disallowed);
    }
}

struct pin_run *pin_run_finish(struct pin_run_builder *builder, uint32_t depth)
{
    struct pin_run *run = builder->run;
    run->depth = depth;
    run->answered = builder->answered;
    run->start = builder->start;
    run->hits_n = builder->hits_n;
    run->hits =
        PIN_BUFFER_AT(&builder->hits, const struct pin_hit); /* the arena owns it */
    run->strangers = builder->strangers;
    for (uint32_t query = 0; query < run->queries_n; query++) {
        run->hits_n_max =
            run->hits_n[query] > run->hits_n_max ? run->hits_n[query] : run->hits_n_max;
    }
    return run;
}
