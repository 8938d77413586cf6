/* joint.c - a block of queries is scored against one item after another, so that a row is
 * brought from memory once for all of them; then each query is ranked by itself. */
#include "engines/joint.h"

#include "engines/kernels/dot.h"
#include "engines/rescore.h"
#include "engines/rows.h"
#include "harness/base/sum.h"

#include <math.h>

enum { BLOCK_MAX = 16, SCORES_MAX = 1 << 22 };

struct pair {
    float image, text;
};

struct seat {      /* of one thread */
    float *images; /* of the queries of a block: padded each */
    float *texts;
    double *scratch;
    float *row;
    struct pair *scores; /* items_n for each query */
    struct pin_top_hit *hits;
    bool finite[BLOCK_MAX];
};

struct work {
    const struct pin_finder *finder;
    const struct pin_joint *joint;
    uint32_t block;
    uint32_t depth;
    struct pin_hit *hits;
    uint32_t *hits_n;
};

static uint32_t item_at(const struct work *work, uint32_t position)
{
    const uint32_t *items = work->finder->config.items;
    return items ? items[position] : position;
}

static void fill_block(struct seat *seat, const struct work *work, uint32_t first,
                       uint32_t n)
{
    const struct pin_find *find = &work->joint->image;
    const size_t padded = work->finder->padded;
    for (uint32_t q = 0; q < n; q++) {
        const uint32_t query = find->first + first + q;
        const bool image =
            find->fill(seat->images + q * padded, seat->scratch, find->context, query);
        const bool text = find->fill(seat->texts + q * padded, seat->scratch,
                                     work->joint->text_context, query);
        seat->finite[q] = image && text;
    }
}

static void score_block(struct seat *seat, const struct work *work, uint32_t n)
{
    const struct pin_finder *finder = work->finder;
    const size_t items_n = finder->config.items_n;
    for (uint32_t i = 0; i < items_n; i++) {
        const uint32_t item = item_at(work, i);
        const float *row = pin_row_get(seat->row, &finder->config.vectors, item);
        for (uint32_t q = 0; q < n; q++) {
            seat->scores[q * items_n + i] = (struct pair){
                pin_rescore_one(finder, seat->images + q * finder->padded, row, item),
                pin_rescore_one(finder, seat->texts + q * finder->padded, row, item)};
        }
    }
}

static bool listed(const struct pin_item_lists *lists, uint32_t row)
{
    return lists->start && lists->start[row] < lists->start[row + 1];
}

struct spread {
    double mean, sd;
};

static struct spread spread_of(struct pin_sum sum, struct pin_sum squares, uint32_t n)
{
    return (struct spread){n > 0 ? pin_sum_value(&sum) / n : 0.0,
                           n > 1 ? sqrt(pin_sum_value(&squares) / (n - 1)) : 0.0};
}

static double standing(double score, struct spread spread)
{
    return spread.sd > 0.0 ? 0.5 * erfc((spread.mean - score) / spread.sd * M_SQRT1_2)
                           : 0.5;
}

/* Both passes look at the same items: those that the query may find. */
struct scan {
    const struct work *work;
    const struct pair *scores;
    struct pin_asked asked;
};

static bool allows(const struct scan *scan, uint32_t position)
{
    const struct pin_find *find = &scan->work->joint->image;
    return (!scan->asked.excludes && !scan->asked.confined) ||
           pin_rescore_allowed(&scan->asked, find, item_at(scan->work, position));
}

static void measure(struct spread *image, struct spread *text, const struct scan *scan)
{
    const uint32_t items_n = scan->work->finder->config.items_n;
    struct pin_sum sums[2] = {{0}};
    struct pin_sum squares[2] = {{0}};
    uint32_t n = 0;
    for (uint32_t i = 0; i < items_n; i++) {
        if (allows(scan, i)) {
            pin_sum_add(&sums[0], (double)scan->scores[i].image);
            pin_sum_add(&sums[1], (double)scan->scores[i].text);
            n++;
        }
    }
    *image = spread_of(sums[0], squares[0], n);
    *text = spread_of(sums[1], squares[1], n);
    for (uint32_t i = 0; i < items_n; i++) {
        if (allows(scan, i)) {
            const double a = (double)scan->scores[i].image - image->mean;
            const double b = (double)scan->scores[i].text - text->mean;
            pin_sum_add(&squares[0], a * a);
            pin_sum_add(&squares[1], b * b);
        }
    }
    *image = spread_of(sums[0], squares[0], n);
    *text = spread_of(sums[1], squares[1], n);
}

static uint32_t rank(struct pin_top *top, const struct scan *scan)
{
    const struct pin_joint *joint = scan->work->joint;
    struct spread image = {0.0, 0.0};
    struct spread text = {0.0, 0.0};
    if (joint->kind == PIN_JOINT_WEICOM) {
        measure(&image, &text, scan);
    }
    for (uint32_t i = 0; i < scan->work->finder->config.items_n; i++) {
        if (!allows(scan, i)) {
            continue;
        }
        const double a = (double)scan->scores[i].image;
        const double b = (double)scan->scores[i].text;
        const double score = joint->kind == PIN_JOINT_PRODUCT
                                 ? fmax(a, 0.0) * fmax(b, 0.0)
                                 : joint->alpha * standing(b, text) +
                                       (1.0 - joint->alpha) * standing(a, image);
        pin_top_add(top, (struct pin_top_hit){item_at(scan->work, i), (float)score});
    }
    return pin_top_finish(top);
}

static void search_block(struct seat *seat, const struct work *work, uint32_t first,
                         uint32_t n)
{
    const struct pin_find *find = &work->joint->image;
    const size_t items_n = work->finder->config.items_n;
    fill_block(seat, work, first, n);
    score_block(seat, work, n);
    for (uint32_t q = 0; q < n; q++) {
        const uint32_t row = find->first + first + q;
        const struct scan scan = {.work = work,
                                  .scores = seat->scores + q * items_n,
                                  .asked = {.row = row,
                                            .excludes = listed(&find->excluded, row),
                                            .confined = listed(&find->galleries, row)}};
        struct pin_hit *out = work->hits + (size_t)(first + q) * find->depth;
        struct pin_top top;
        pin_top_init(&top, seat->hits, work->depth);
        const uint32_t hits_n = seat->finite[q] ? rank(&top, &scan) : 0;
        for (uint32_t i = 0; i < hits_n; i++) {
            out[i] = (struct pin_hit){{seat->hits[i].ix}, seat->hits[i].score};
        }
        work->hits_n[first + q] = seat->finite[q] ? hits_n : PIN_IX_NONE;
    }
}

static struct seat *make_seats(const struct work *work, struct pin_arena *arena)
{
    const struct pin_finder *finder = work->finder;
    const uint32_t threads = finder->config.threads;
    struct seat *seats = PIN_NEW_N(arena, struct seat, threads);
    for (uint32_t i = 0; seats && i < threads; i++) {
        struct seat *seat = &seats[i];
        seat->images = PIN_NEW_N(arena, float, work->block * finder->padded);
        seat->texts = PIN_NEW_N(arena, float, work->block * finder->padded);
        seat->scratch = PIN_NEW_N(arena, double, 2 * finder->padded);
        seat->row = PIN_NEW_N(arena, float, finder->config.vectors.dim);
        seat->scores =
            PIN_NEW_N(arena, struct pair, work->block * (size_t)finder->config.items_n);
        seat->hits = PIN_NEW_N(arena, struct pin_top_hit, (size_t)work->depth + 1);
        if (!seat->images || !seat->texts || !seat->scratch || !seat->row ||
            !seat->scores || !seat->hits) {
            return NULL;
        }
    }
    return seats;
}

static void search_all(const struct work *work, struct seat *seats)
{
    const uint32_t queries_n = work->joint->image.end - work->joint->image.first;
    const uint32_t blocks_n = (queries_n - 1) / work->block + 1;
    const uint32_t threads = work->finder->config.threads;
    uint32_t next = 0;
#pragma omp parallel for num_threads((int)threads) schedule(static, 1)
    for (uint32_t thread = 0; thread < threads; thread++) {
        for (;;) {
            uint32_t turn = 0;
#pragma omp atomic capture
            turn = next++;
            if (turn >= blocks_n) {
                break;
            }
            const uint32_t first = turn * work->block;
            const uint32_t left = queries_n - first;
            search_block(&seats[thread], work, first,
                         left < work->block ? left : work->block);
        }
    }
}

/* Queries at a time, for a thread that has `share` of them: 1 or more. */
static uint32_t block_for(uint32_t items_n, uint32_t share)
{
    const uint32_t fitting = SCORES_MAX / 2 / (items_n > 0 ? items_n : 1);
    const uint32_t most = share < BLOCK_MAX ? share : BLOCK_MAX;
    /* cppcheck-suppress knownConditionTrueFalse */
    return fitting < 1 ? 1 : fitting < most ? fitting : most;
}

enum pin_status pin_joint_search(const struct pin_finder *finder,
                                 const struct pin_joint *joint, struct pin_hit *hits,
                                 uint32_t *hits_n, struct pin_error *err)
{
    const uint32_t items_n = finder->config.items_n;
    const uint32_t queries_n = joint->image.end - joint->image.first;
    const uint32_t share =
        queries_n > 0 ? (queries_n - 1) / finder->config.threads + 1 : 0;
    struct work work = {.finder = finder,
                        .joint = joint,
                        .depth =
                            joint->image.depth < items_n ? joint->image.depth : items_n,
                        .hits = hits};
    struct pin_arena arena;
    work.hits_n = hits_n;
    if (queries_n == 0) {
        return PIN_OK;
    }
    work.block = block_for(items_n, share);
    pin_arena_init(&arena, 0);
    struct seat *seats = make_seats(&work, &arena);
    if (seats) {
        search_all(&work, seats);
    }
    pin_arena_free(&arena);
    return seats ? PIN_OK : pin_fail(err, PIN_E_NOMEM, "no memory for the scores");
}
