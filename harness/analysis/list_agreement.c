#include "harness/analysis/list_agreement.h"

#include "harness/base/parallel.h"
#include "harness/stats/agreement.h"
#include "harness/stats/functional.h"

#include <math.h>

enum { CHUNK_PAIRS = 64 };

#define COUNT_NONE UINT32_MAX

enum measure { OVERLAP, JACCARD, RBO, TOP, MEASURES_N };

struct kept_run { /* the heads of its lists, `stride` a query */
    uint32_t stride;
    uint32_t *items;
    float *scores;    /* NULL: the run has none */
    uint32_t *n;      /* by query; COUNT_NONE: it does not count */
    bool *is_falling; /* by query: its scores say what is tied */
};

struct pin_kept_lists {
    const struct pin_dataset *dataset;
    struct pin_arena *arena;
    struct pin_ids *strangers; /* of all runs, under one number each */
    struct pin_map32 seen;
    struct kept_run *runs;
    uint32_t runs_n;
    uint32_t k;
};

static enum pin_status no_memory(struct pin_error *err)
{
    return pin_fail(err, PIN_E_NOMEM, "no memory to compare the lists of the runs");
}

enum pin_status pin_kept_lists_new(struct pin_kept_lists **out,
                                   const struct pin_kept_room *room,
                                   struct pin_arena *arena, struct pin_error *err)
{
    struct pin_kept_lists *kept = PIN_NEW(arena, struct pin_kept_lists);
    if (!kept) {
        return no_memory(err);
    }
    *kept = (struct pin_kept_lists){
        .dataset = room->dataset,
        .arena = arena,
        .runs = PIN_NEW_N(arena, struct kept_run, room->systems_n_max + 1U),
        .k = room->k};
    if (!kept->runs) {
        return no_memory(err);
    }
    PIN_TRY(pin_map32_init(&kept->seen, room->k, arena, err));
    PIN_TRY(pin_ids_new(&kept->strangers, arena, err));
    *out = kept;
    return PIN_OK;
}

/* The number of the item in all runs. */
static enum pin_status number_of(uint32_t *out, struct pin_kept_lists *kept,
                                 const struct pin_run *run, uint32_t item,
                                 struct pin_error *err)
{
    uint32_t stranger = 0;
    *out = item;
    if (item < run->known_items_n) {
        return PIN_OK;
    }
    const uint32_t ix = item - run->known_items_n;
    PIN_TRY(pin_ids_add(kept->strangers, pin_ids_name(run->strangers, ix),
                        pin_ids_length(run->strangers, ix), &stranger, NULL, err));
    *out = run->known_items_n + stranger;
    return PIN_OK;
}

static enum pin_status keep_list(struct pin_kept_lists *kept, struct kept_run *to,
                                 const struct pin_run *run, uint32_t query,
                                 struct pin_error *err)
{
    const uint32_t *answered_as = kept->dataset->queries.answered_as;
    const uint32_t list = answered_as ? answered_as[query] : query;
    const uint32_t hits_n = run->answered[list] ? run->hits_n[list] : 0;
    const struct pin_hit *hits = run->hits + run->start[list];
    const size_t first = (size_t)query * to->stride;
    uint32_t n = 0;
    pin_map32_reset(&kept->seen, to->stride);
    to->is_falling[query] = to->scores != NULL;
    for (uint32_t i = 0; i < hits_n && n < to->stride; i++) {
        uint32_t item = hits[i].item.ix;
        if (item == PIN_ITEM_NULL.ix) {
            continue;
        }
        PIN_TRY(number_of(&item, kept, run, item, err));
        if (pin_map32_put(&kept->seen, item, 0) == PIN_MAP32_NONE) {
            if (to->scores) {
                to->scores[first + n] = hits[i].score;
                to->is_falling[query] =
                    to->is_falling[query] &&
                    (n == 0 || to->scores[first + n - 1] >= hits[i].score);
            }
            to->items[first + n++] = item;
        }
    }
    to->n[query] = n;
    return PIN_OK;
}

enum pin_status pin_kept_lists_add(struct pin_kept_lists *kept, const struct pin_run *run,
                                   const struct pin_scores *scores, struct pin_error *err)
{
    const size_t queries_n = kept->dataset->queries.queries_n;
    struct kept_run *to = &kept->runs[kept->runs_n];
    to->stride = run->hits_n_max < kept->k ? run->hits_n_max : kept->k;
    to->items = PIN_NEW_N(kept->arena, uint32_t, queries_n * to->stride + 1);
    to->n = PIN_NEW_N(kept->arena, uint32_t, queries_n + 1);
    to->is_falling = PIN_NEW_N(kept->arena, bool, queries_n + 1);
    if (run->scored) {
        to->scores = PIN_NEW_N(kept->arena, float, queries_n * to->stride + 1);
    }
    if (!to->items || !to->n || !to->is_falling || (run->scored && !to->scores)) {
        return no_memory(err);
    }
    for (uint32_t query = 0; query < queries_n; query++) {
        to->n[query] = COUNT_NONE;
        if (scores->counted[query]) {
            PIN_TRY(keep_list(kept, to, run, query, err));
        }
    }
    kept->runs_n++;
    return PIN_OK;
}

static struct pin_ranked_list list_of(const struct kept_run *run, uint32_t query)
{
    const size_t first = (size_t)query * run->stride;
    return (struct pin_ranked_list){.items = run->items + first,
                                    .scores = run->is_falling[query] ? run->scores + first
                                                                     : NULL,
                                    .n = run->n[query]};
}

struct list_chunk { /* of pairs; pair i has columns MEASURES_N i and on */
    const struct pin_kept_lists *kept;
    const struct pin_list_comparing *comparing;
    struct pin_list_pair *pairs;
    uint32_t pairs_n;
    uint32_t threads;
    struct pin_agreement_room *rooms; /* by thread */
    struct pin_cluster_sums sums;
    struct pin_arena *arena;
};

static void compare_pair(const struct list_chunk *chunk, uint32_t i,
                         struct pin_agreement_room *room)
{
    const struct pin_kept_lists *kept = chunk->kept;
    struct pin_list_pair *pair = &chunk->pairs[i];
    for (uint32_t query = 0; query < kept->dataset->queries.queries_n; query++) {
        const struct pin_ranked_list a = list_of(&kept->runs[pair->a], query);
        const struct pin_ranked_list b = list_of(&kept->runs[pair->b], query);
        if (a.n == COUNT_NONE || b.n == COUNT_NONE) {
            continue;
        }
        if (a.n == 0 && b.n == 0) {
            pair->empty_n++;
            continue;
        }
        const uint32_t cluster = chunk->comparing->clustering->cluster_of[query];
        const size_t at =
            (size_t)cluster * chunk->sums.figures_n + (size_t)MEASURES_N * i;
        double *num = chunk->sums.num + at;
        double *den = chunk->sums.den + at;
        pair->queries_n++;
        pair->clusters_n += !(den[0] > 0.0);
        num[OVERLAP] += pin_list_overlap(room, &a, &b, kept->k);
        num[JACCARD] += pin_list_jaccard(room, &a, &b, kept->k);
        num[RBO] += pin_list_rbo(room, &a, &b, chunk->comparing->p);
        num[TOP] += a.n > 0 && b.n > 0 && a.items[0] == b.items[0];
        for (uint32_t m = 0; m < MEASURES_N; m++) {
            den[m] += 1.0;
        }
    }
}

static enum pin_status make_columns(struct pin_resampled_column **out,
                                    const struct list_chunk *chunk, struct pin_error *err)
{
    const uint32_t n = chunk->sums.figures_n;
    struct pin_resampling resampling = chunk->comparing->how.resampling;
    struct pin_resampled resampled;
    uint32_t *figures = PIN_NEW_N(chunk->arena, uint32_t, n + 1U);
    struct pin_functional *functionals =
        PIN_NEW_N(chunk->arena, struct pin_functional, n + 1U);
    *out = PIN_NEW_N(chunk->arena, struct pin_resampled_column, n + 1U);
    if (!figures || !functionals || !*out) {
        return no_memory(err);
    }
    for (uint32_t i = 0; i < n; i++) {
        figures[i] = i;
        functionals[i] = pin_functional_figure(&figures[i]);
    }
    resampling.jackknife = chunk->comparing->how.method == PIN_INTERVAL_BCA;
    PIN_TRY(pin_bootstrap(&resampled, &chunk->sums, &resampling, chunk->arena, err));
    return pin_functional_apply(*out, functionals, n, &resampled, chunk->arena, err);
}

static struct pin_list_mean read_mean(const struct list_chunk *chunk,
                                      const struct pin_resampled_column *column,
                                      bool sure, double *room)
{
    const struct pin_ranking_how *how = &chunk->comparing->how;
    const double none = (double)NAN;
    struct pin_list_mean mean = {column->estimate, {none, none, none, 0, false}};
    if (sure) {
        mean.interval = pin_bootstrap_interval(column, how->method, how->level, room);
    }
    return mean;
}

static enum pin_status read_pairs(const struct list_chunk *chunk, struct pin_error *err)
{
    const size_t room_n = chunk->comparing->how.resampling.resamples_n;
    struct pin_resampled_column *columns = NULL;
    double *rooms = PIN_NEW_N(chunk->arena, double, chunk->threads *room_n + 1);
    if (!rooms) {
        return no_memory(err);
    }
    PIN_TRY(make_columns(&columns, chunk, err));
#pragma omp parallel for schedule(dynamic, 1) num_threads((int)chunk->threads)
    for (uint32_t i = 0; i < chunk->pairs_n; i++) {
        struct pin_list_pair *pair = &chunk->pairs[i];
        const struct pin_resampled_column *own = columns + (size_t)MEASURES_N * i;
        const bool sure = room_n > 0 && pair->clusters_n > 1;
        double *room = rooms + pin_thread_ix() * room_n;
        pair->overlap = read_mean(chunk, &own[OVERLAP], sure, room);
        pair->jaccard = read_mean(chunk, &own[JACCARD], sure, room);
        pair->rbo = read_mean(chunk, &own[RBO], sure, room);
        pair->top = read_mean(chunk, &own[TOP], sure, room);
    }
    return PIN_OK;
}

static enum pin_status compare_chunk(struct list_chunk *chunk, struct pin_error *err)
{
    PIN_TRY(pin_cluster_sums_new(&chunk->sums, chunk->comparing->clustering->clusters_n,
                                 MEASURES_N * chunk->pairs_n, chunk->arena, err));
    chunk->rooms = PIN_NEW_N(chunk->arena, struct pin_agreement_room, chunk->threads);
    if (!chunk->rooms) {
        return no_memory(err);
    }
    for (uint32_t t = 0; t < chunk->threads; t++) {
        PIN_TRY(
            pin_agreement_room_init(&chunk->rooms[t], chunk->kept->k, chunk->arena, err));
    }
#pragma omp parallel for schedule(dynamic, 1) num_threads((int)chunk->threads)
    for (uint32_t i = 0; i < chunk->pairs_n; i++) {
        compare_pair(chunk, i, &chunk->rooms[pin_thread_ix()]);
    }
    return read_pairs(chunk, err);
}

enum pin_status pin_list_pairs(const struct pin_list_pair **out, uint32_t *pairs_n_out,
                               const struct pin_kept_lists *kept,
                               const struct pin_list_comparing *comparing,
                               struct pin_arena *arena, struct pin_error *err)
{
    const uint32_t n = kept->runs_n;
    const uint32_t threads = comparing->how.resampling.threads;
    struct pin_list_pair *pairs =
        PIN_NEW_N(arena, struct pin_list_pair, (size_t)n * n + 1);
    uint32_t pairs_n = 0;
    if (!pairs) {
        return no_memory(err);
    }
    for (uint32_t a = 0; a < n; a++) {
        for (uint32_t b = a + 1; b < n; b++) {
            pairs[pairs_n++] = (struct pin_list_pair){.a = a, .b = b};
        }
    }
    for (uint32_t first = 0; first < pairs_n; first += CHUNK_PAIRS) {
        const uint32_t left = pairs_n - first;
        struct pin_arena room;
        struct list_chunk chunk = {.kept = kept,
                                   .comparing = comparing,
                                   .pairs = pairs + first,
                                   .pairs_n = left < CHUNK_PAIRS ? left : CHUNK_PAIRS,
                                   .threads = threads > 0 ? threads : 1,
                                   .arena = &room};
        pin_arena_init(&room, 0);
        const enum pin_status status = compare_chunk(&chunk, err);
        pin_arena_free(&room);
        PIN_TRY(status);
    }
    *out = pairs;
    *pairs_n_out = pairs_n;
    return PIN_OK;
}
