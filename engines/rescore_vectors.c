/* rescore_vectors.c - candidates by the similarity of their vectors to the query's.
 *
 * Each candidate costs one inner product, so that a list of any engine can be put in the
 * order that an exhaustive search would give it. The scores are those of the engine
 * exact, to the last bit: the same composition, the same canonical sums (kernels/dot.h),
 * the same rounding. A zero vector has the cosine 0. An item that has no vector, or one
 * that is not finite, is not scored. */
#include "engines/compose.h"
#include "engines/finder.h"
#include "engines/kernels/dot.h"
#include "engines/rows.h"
#include "engines/table.h"

#include <math.h>
#include <stdlib.h>

struct vectors_options {
    uint32_t compose;
    uint32_t similarity;
    double alpha;
};

struct room {               /* of a thread */
    double *wide, *scratch; /* padded */
    float *query, *row;
};

struct pin_engine {
    const struct vectors_options *options;
    const struct pin_corpus *corpus;
    const struct pin_isa *isa;
    uint32_t threads;
    struct room *rooms; /* one a thread */
    struct pin_arena arena;
};

struct job { /* one call of rescore */
    const struct pin_engine *engine;
    const struct pin_rescore *rescore;
    struct pin_composer composer;
    float *scores;
};

static const char *const composes[] = {"auto", "image", "text", "lerp",
                                       "sum",  "slerp", NULL};
static const char *const similarities[] = {"cosine", "ip", "l2", NULL};

static const struct pin_option vectors_table[] = {
    {.name = "compose",
     .type = PIN_OPT_CHOICE,
     .offset = offsetof(struct vectors_options, compose),
     .standard = "auto",
     .choices = composes,
     .help = "what a query is made of; auto: lerp where it has text and images"},
    {.name = "alpha",
     .type = PIN_OPT_F64,
     .offset = offsetof(struct vectors_options, alpha),
     .standard = "0.5",
     .min = 0.0,
     .max = 1.0,
     .help = "weight of the text in lerp and slerp; the images have the rest"},
    {.name = "similarity",
     .type = PIN_OPT_CHOICE,
     .offset = offsetof(struct vectors_options, similarity),
     .standard = "cosine",
     .choices = similarities,
     .help = "cosine, inner product, or minus the squared distance"},
};

static enum pin_status no_memory(struct pin_error *err)
{
    return pin_fail(err, PIN_E_NOMEM, "no memory for the engine");
}

static enum pin_status vectors_open(struct pin_engine **out, const void *options,
                                    uint32_t threads, struct pin_error *err)
{
    const struct pin_isa *isa = NULL;
    PIN_TRY(pin_isa_choose(&isa, getenv("PINBENCH_ISA"), err));
    *out = calloc(1, sizeof(**out));
    if (!*out) {
        return no_memory(err);
    }
    (*out)->options = options;
    (*out)->isa = isa;
    (*out)->threads = threads > 0 ? threads : 1;
    pin_arena_init(&(*out)->arena, 0);
    return PIN_OK;
}

static void vectors_close(struct pin_engine *engine)
{
    if (engine) {
        pin_arena_free(&engine->arena);
    }
    free(engine);
}

static bool init_room(struct room *room, uint32_t dim, struct pin_arena *arena)
{
    const size_t padded = pin_dot_padded(dim);
    room->wide = PIN_NEW_N(arena, double, padded);
    room->scratch = PIN_NEW_N(arena, double, padded);
    room->query = PIN_NEW_N(arena, float, dim);
    room->row = PIN_NEW_N(arena, float, dim);
    return room->wide && room->scratch && room->query && room->row;
}

static enum pin_status vectors_build(struct pin_engine *engine,
                                     const struct pin_corpus *corpus,
                                     const struct pin_graph *graph, struct pin_error *err)
{
    (void)graph;
    const struct pin_matrix *vectors = &corpus->vectors;
    if (vectors->rows_n == 0 || vectors->dim == 0) {
        return pin_fail(err, PIN_E_CONFIG, "the corpus has no vectors to compare");
    }
    engine->corpus = corpus;
    engine->rooms = PIN_NEW_N(&engine->arena, struct room, engine->threads);
    for (uint32_t i = 0; i < engine->threads; i++) {
        if (!engine->rooms ||
            !init_room(&engine->rooms[i], vectors->dim, &engine->arena)) {
            return no_memory(err);
        }
    }
    return PIN_OK;
}

static float score(const struct job *job, const struct room *room, pin_item which)
{
    const struct pin_isa *isa = job->engine->isa;
    const struct pin_matrix *vectors = &job->engine->corpus->vectors;
    const uint32_t similarity = job->engine->options->similarity;
    if (which.ix >= vectors->rows_n) {
        return NAN;
    }
    const float *row = pin_row_get(room->row, vectors, which.ix);
    const double square = isa->dot(row, row, vectors->dim);
    if (!isfinite(square)) {
        return NAN;
    }
    if (similarity == PIN_L2) {
        return (float)-isa->gap(room->query, row, vectors->dim);
    }
    const double sum = isa->dot(room->query, row, vectors->dim);
    if (similarity == PIN_INNER_PRODUCT) {
        return (float)sum;
    }
    const double norm = sqrt(square);
    return norm > 0.0 ? (float)(sum / norm) : 0.0F;
}

static void rescore_query(const struct job *job, const struct room *room, uint32_t row)
{
    const struct pin_rescore *rescore = job->rescore;
    const bool finite =
        pin_compose(room->wide, room->scratch, &job->composer, rescore->first + row);
    for (uint32_t j = 0; j < job->composer.dim; j++) {
        room->query[j] = (float)room->wide[j];
    }
    for (uint64_t i = rescore->start[row]; i < rescore->start[row + 1]; i++) {
        job->scores[i] = finite ? score(job, room, rescore->hits[i].item) : (float)NAN;
    }
}

/* The contract says what is const. NOLINTBEGIN(readability-non-const-parameter) */
static enum pin_status vectors_rescore(struct pin_engine *engine,
                                       const struct pin_rescore *rescore, float *scores,
                                       struct pin_error *err)
{
    const struct vectors_options *options = engine->options;
    const uint32_t queries_n = rescore->end - rescore->first;
    const uint32_t threads = engine->threads;
    struct job job = {.engine = engine,
                      .rescore = rescore,
                      .composer = {.compose = (enum pin_compose)options->compose,
                                   .alpha = options->alpha,
                                   .keep_raw = options->similarity != PIN_COSINE,
                                   .dim = engine->corpus->vectors.dim,
                                   .queries = rescore->queries},
                      .scores = scores};
    PIN_TRY(pin_composer_init(&job.composer, err));
#pragma omp parallel for num_threads((int)threads) schedule(static, 1)
    for (uint32_t thread = 0; thread < threads; thread++) {
        for (uint32_t row = thread; row < queries_n; row += threads) {
            rescore_query(&job, &engine->rooms[thread], row);
        }
    }
    return PIN_OK;
}
/* NOLINTEND(readability-non-const-parameter) */

const struct pin_engine_ops pin_engine_vectors = {
    .head =
        {
            PIN_HEAD(PIN_ENGINE, struct pin_engine_ops),
            .caps = PIN_CAP_DETERMINISTIC,
            .name = "vectors",
            .summary = "rescores candidates by the similarity of their vectors",
            PIN_OPTIONS(vectors_table, struct vectors_options),
        },
    .open = vectors_open,
    .close = vectors_close,
    .build = vectors_build,
    .rescore = vectors_rescore,
};
