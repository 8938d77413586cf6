/* exact.c - every query against every item: the reference for whatever is faster.
 *
 * A tile of items that fits the second cache is scored for a block of queries before the
 * next one is touched, so that a corpus is read once a block and not once a query. The
 * scores are canonical (kernels/dot.h) and the order is total (base/top.h), so neither
 * the blocks nor the threads can be told from the result. */
#include "engines/compose.h"
#include "engines/kernels/dot.h"
#include "engines/table.h"
#include "harness/base/top.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK = 32, TILE_BYTES = 1 << 18 };

enum similarity { COSINE, INNER_PRODUCT, L2 };

struct exact_options {
    uint32_t compose;
    uint32_t similarity;
    double alpha;
};

struct room { /* of one thread */
    double *queries;
    double *scratch;
    struct pin_top *tops;     /* a block of them */
    struct pin_top_hit *hits; /* depth for each */
};

struct pin_engine {
    const struct exact_options *options;
    const struct pin_corpus *corpus;
    uint32_t threads;
    uint32_t tile; /* items */
    double *norms; /* of the items */
    struct pin_arena arena;
    struct pin_arena_mark built; /* the rooms lie behind it */
    struct room *rooms;
    uint32_t depth; /* of the rooms */
};

struct job { /* one call of search */
    const struct pin_engine *engine;
    const struct pin_search *search;
    struct pin_composer composer;
    uint32_t block;
    uint32_t depth;
    struct pin_hit *hits;
    uint32_t *hits_n;
};

static const char *const composes[] = {"auto", "image", "text", "lerp", NULL};
static const char *const similarities[] = {"cosine", "ip", "l2", NULL};

static const struct pin_option exact_table[] = {
    {.name = "compose",
     .type = PIN_OPT_CHOICE,
     .offset = offsetof(struct exact_options, compose),
     .standard = "auto",
     .choices = composes,
     .help = "what a query is made of; auto: lerp where it has text and images"},
    {.name = "alpha",
     .type = PIN_OPT_F64,
     .offset = offsetof(struct exact_options, alpha),
     .standard = "0.5",
     .min = 0.0,
     .max = 1.0,
     .help = "weight of the text in lerp; the images have the rest"},
    {.name = "similarity",
     .type = PIN_OPT_CHOICE,
     .offset = offsetof(struct exact_options, similarity),
     .standard = "cosine",
     .choices = similarities,
     .help = "cosine, inner product, or minus the squared distance"},
};

static enum pin_status no_memory(struct pin_error *err)
{
    return pin_fail(err, PIN_E_NOMEM, "no memory for the exact engine");
}

static enum pin_status exact_open(struct pin_engine **out, const void *options,
                                  uint32_t threads, struct pin_error *err)
{
    *out = calloc(1, sizeof(**out));
    if (!*out) {
        return no_memory(err);
    }
    (*out)->options = options;
    (*out)->threads = threads > 0 ? threads : 1;
    pin_arena_init(&(*out)->arena, 0);
    return PIN_OK;
}

static void exact_close(struct pin_engine *engine)
{
    if (engine) {
        pin_arena_free(&engine->arena);
    }
    free(engine);
}

static enum pin_status check_corpus(const struct pin_corpus *corpus,
                                    struct pin_error *err)
{
    if (corpus->items_n == 0) {
        return pin_fail(err, PIN_E_CONFIG, "the corpus is empty: nothing to search");
    }
    if (corpus->vectors.rows_n == 0) {
        return pin_fail(err, PIN_E_CONFIG, "the corpus has no vectors to search");
    }
    if (corpus->vectors.rows_n != corpus->items_n) {
        return pin_fail(err, PIN_E_CONFIG, "%u vectors for the %u items of the corpus",
                        corpus->vectors.rows_n, corpus->items_n);
    }
    if (corpus->vectors.dim == 0 || corpus->vectors.dtype != PIN_F32) {
        return pin_fail(err, PIN_E_CONFIG, "the vectors of the corpus are not float32");
    }
    return PIN_OK;
}

static enum pin_status measure_norms(struct pin_engine *engine, struct pin_error *err)
{
    const struct pin_matrix *vectors = &engine->corpus->vectors;
    const size_t padded = pin_dot_padded(vectors->dim);
    const uint32_t threads = engine->threads;
    double *rows = PIN_NEW_N(&engine->arena, double, padded *threads);
    engine->norms = PIN_NEW_N(&engine->arena, double, vectors->rows_n);
    if (!rows || !engine->norms) {
        return no_memory(err);
    }
#pragma omp parallel for num_threads((int)threads) schedule(static, 1)
    for (uint32_t thread = 0; thread < threads; thread++) {
        double *row = rows + (size_t)thread * padded;
        for (size_t item = thread; item < vectors->rows_n; item += threads) {
            pin_dot_widen(row, pin_compose_row(vectors, (uint32_t)item), vectors->dim);
            engine->norms[item] = sqrt(pin_dot_square(row, vectors->dim));
        }
    }
    for (uint32_t item = 0; item < vectors->rows_n; item++) {
        if (!isfinite(engine->norms[item])) {
            return pin_fail(err, PIN_E_CONFIG,
                            "the vector of item \"%s\" has a number that is not finite",
                            pin_ids_name(engine->corpus->ids, item));
        }
    }
    return PIN_OK;
}

static enum pin_status exact_build(struct pin_engine *engine,
                                   const struct pin_corpus *corpus,
                                   const struct pin_graph *graph, struct pin_error *err)
{
    (void)graph;
    PIN_TRY(check_corpus(corpus, err));
    engine->corpus = corpus;
    const size_t row_bytes = (size_t)corpus->vectors.dim * sizeof(float);
    engine->tile = 1 + (uint32_t)(TILE_BYTES / (row_bytes + 1));
    PIN_TRY(measure_norms(engine, err));
    engine->built = pin_arena_mark(&engine->arena);
    return PIN_OK;
}

/* Makes the rooms deep enough; they stay for the next call. */
static enum pin_status reserve(struct pin_engine *engine, uint32_t depth,
                               struct pin_error *err)
{
    const size_t padded = pin_dot_padded(engine->corpus->vectors.dim);
    if (engine->rooms && depth <= engine->depth) {
        return PIN_OK;
    }
    pin_arena_rewind(&engine->arena, engine->built);
    struct room *rooms = PIN_NEW_N(&engine->arena, struct room, engine->threads);
    engine->rooms = NULL;
    for (uint32_t i = 0; rooms && i < engine->threads; i++) {
        struct room *room = &rooms[i];
        room->queries = PIN_NEW_N(&engine->arena, double, padded *BLOCK);
        room->scratch = PIN_NEW_N(&engine->arena, double, padded);
        room->tops = PIN_NEW_N(&engine->arena, struct pin_top, BLOCK);
        room->hits = PIN_NEW_N(&engine->arena, struct pin_top_hit, (size_t)depth * BLOCK);
        if (!room->queries || !room->scratch || !room->tops || !room->hits) {
            return no_memory(err);
        }
    }
    engine->rooms = rooms;
    engine->depth = depth;
    return rooms ? PIN_OK : no_memory(err);
}

static void score_pair(struct pin_top *tops, const struct pin_engine *engine,
                       const double *queries, uint32_t item, bool second)
{
    const struct pin_matrix *vectors = &engine->corpus->vectors;
    const float *row = pin_compose_row(vectors, item);
    double value[2];
    if (engine->options->similarity == L2) {
        pin_gap_pair(value, queries, row, vectors->dim);
    } else {
        pin_dot_pair(value, queries, row, vectors->dim);
    }
    for (uint32_t i = 0; i < 1U + second; i++) {
        double score = value[i];
        if (engine->options->similarity == L2) {
            score = -score;
        } else if (engine->options->similarity == COSINE) {
            score = engine->norms[item] > 0.0 ? score / engine->norms[item] : 0.0;
        }
        pin_top_add(&tops[i], (struct pin_top_hit){item, (float)score});
    }
}

/* hits_n of a query that is not finite becomes PIN_IX_NONE, for the caller to find. */
static void compose_block(struct room *room, const struct job *job, uint32_t first,
                          uint32_t n)
{
    const size_t padded = pin_dot_padded(job->composer.dim);
    memset(room->queries, 0, padded * BLOCK * sizeof(*room->queries));
    for (uint32_t q = 0; q < n; q++) {
        const bool finite = pin_compose(room->queries + (size_t)q * padded, room->scratch,
                                        &job->composer, job->search->first + first + q);
        job->hits_n[first + q] = finite ? 0 : PIN_IX_NONE;
        pin_top_init(&room->tops[q], room->hits + (size_t)q * job->depth,
                     finite ? job->depth : 0);
    }
}

static void search_block(struct room *room, const struct job *job, uint32_t first,
                         uint32_t n)
{
    const struct pin_engine *engine = job->engine;
    const size_t padded = pin_dot_padded(job->composer.dim);
    const size_t items_n = engine->corpus->items_n;
    compose_block(room, job, first, n);
    for (size_t tile = 0; tile < items_n; tile += engine->tile) {
        const size_t end = tile + engine->tile < items_n ? tile + engine->tile : items_n;
        for (uint32_t q = 0; q < n; q += 2) {
            for (size_t item = tile; item < end; item++) {
                score_pair(&room->tops[q], engine, room->queries + q * padded,
                           (uint32_t)item, q + 1 < n);
            }
        }
    }
    for (uint32_t q = 0; q < n; q++) {
        struct pin_hit *out = job->hits + (size_t)(first + q) * job->search->depth;
        const uint32_t hits_n = pin_top_finish(&room->tops[q]);
        for (uint32_t i = 0; i < hits_n; i++) {
            const struct pin_top_hit hit = room->tops[q].hits[i];
            out[i] = (struct pin_hit){{hit.ix}, hit.score};
        }
        if (job->hits_n[first + q] != PIN_IX_NONE) {
            job->hits_n[first + q] = hits_n;
        }
    }
}

static void search_all(const struct job *job)
{
    const uint32_t queries_n = job->search->end - job->search->first;
    const uint32_t blocks_n = (queries_n + job->block - 1) / job->block;
    const uint32_t threads = job->engine->threads;
    uint32_t next = 0;
#pragma omp parallel for num_threads((int)threads) schedule(static, 1)
    for (uint32_t thread = 0; thread < threads; thread++) {
        for (;;) {
            uint32_t block = 0;
#pragma omp atomic capture
            block = next++;
            if (block >= blocks_n) {
                break;
            }
            const uint32_t first = block * job->block;
            const uint32_t left = queries_n - first;
            search_block(&job->engine->rooms[thread], job, first,
                         left < job->block ? left : job->block);
        }
    }
}

static enum pin_status exact_search(struct pin_engine *engine,
                                    const struct pin_search *search, struct pin_hit *hits,
                                    uint32_t *hits_n, struct pin_error *err)
{
    const struct exact_options *options = engine->options;
    const uint32_t items_n = engine->corpus->items_n;
    const uint32_t queries_n = search->end - search->first;
    struct job job = {
        .engine = engine,
        .search = search,
        .composer = {.compose = (enum pin_compose)options->compose,
                     .alpha = options->alpha,
                     .keep_raw = options->similarity != COSINE,
                     .dim = engine->corpus->vectors.dim,
                     .queries = search->queries},
        .depth = search->depth < items_n ? search->depth : items_n,
        .hits = hits,
    };
    job.hits_n = hits_n;
    if (queries_n == 0) {
        return PIN_OK;
    }
    PIN_TRY(pin_composer_init(&job.composer, err));
    PIN_TRY(reserve(engine, job.depth, err));
    const uint32_t share = (queries_n - 1) / engine->threads + 1;
    job.block = share < BLOCK ? share : BLOCK;
    search_all(&job);
    for (uint32_t q = 0; q < queries_n; q++) {
        if (hits_n[q] == PIN_IX_NONE) {
            return pin_fail(err, PIN_E_CONFIG,
                            "a vector of query \"%s\" has a number that is not finite",
                            search->queries->names[search->first + q]);
        }
    }
    return PIN_OK;
}

const struct pin_engine_ops pin_engine_exact = {
    .head =
        {
            PIN_HEAD(PIN_ENGINE, struct pin_engine_ops),
            .caps = PIN_CAP_EXACT | PIN_CAP_DETERMINISTIC,
            .name = "exact",
            .summary = "exhaustive search over vectors composed of text and images",
            PIN_OPTIONS(exact_table, struct exact_options),
        },
    .open = exact_open,
    .close = exact_close,
    .build = exact_build,
    .search = exact_search,
};
