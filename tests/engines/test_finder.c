/* The finder against a full sort of canonical scores: every tier, similarity and number
 * of threads, over vectors made to mislead a bound. Equal means equal bits. */
#include "engines/finder.h"
#include "engines/kernels/dot.h"
#include "harness/base/rng.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

enum {
    RANDOM,
    NEAR_TIES,
    DUPLICATES,
    OUTLIERS,
    MIXED_NORMS,
    HUGE_NORMS,
    TINY_NORMS,
    DENORMALS,
    ALL_EQUAL,
    ZEROS,
    FAR_FROM_ORIGIN,
    SPIKES,
    KINDS_N
};

struct world {
    struct pin_arena arena;
    struct pin_matrix items;
    float *queries;
    uint32_t queries_n;
};

static double draw(uint64_t stream, uint64_t at)
{
    return pin_rng_unit(11, stream, at) * 2.0 - 1.0;
}

static float number(int kind, uint32_t row, uint32_t j, uint64_t at)
{
    const double x = draw(1, at);
    switch (kind) {
    case NEAR_TIES: return (float)(draw(2, j) + x * 1e-7);
    case DUPLICATES: return (float)draw(3, (uint64_t)(row % 7) * 10007 + j);
    case OUTLIERS: return (float)(row % 97 == 5 ? x * 4096.0 : x);
    case MIXED_NORMS: return (float)(x * exp2((double)(row % 41) - 20.0));
    case HUGE_NORMS: return (float)(x * 0x1p55);
    case TINY_NORMS: return (float)(x * 0x1p-70);
    case DENORMALS: return (float)(x * 0x1p-140);
    case ALL_EQUAL: return (float)draw(4, j);
    case ZEROS: return row % 3 ? (float)x : 0.0F;
    case FAR_FROM_ORIGIN: return (float)(100.0 + x * 0.01);
    case SPIKES: return (float)(j == row % 5 ? x * 50.0 : x * 0.01);
    default: return (float)x;
    }
}

static void make_world(struct world *w, int kind, uint32_t items_n, uint32_t dim,
                       uint32_t queries_n)
{
    pin_arena_init(&w->arena, 0);
    float *items = PIN_NEW_N(&w->arena, float, (size_t)items_n *dim);
    w->queries = PIN_NEW_N(&w->arena, float, (size_t)queries_n *dim);
    w->queries_n = queries_n;
    for (uint32_t i = 0; i < items_n * dim; i++) {
        items[i] = number(kind, i / dim, i % dim, i);
    }
    for (uint32_t i = 0; i < queries_n * dim; i++) {
        const bool own = i / dim % 3 == 1; /* one in three is an item, nearly */
        w->queries[i] =
            own ? items[(size_t)(i / dim) * 7 % items_n * dim + i % dim] * 1.0001F
                : (float)draw(5, i);
    }
    w->items = (struct pin_matrix){items, items_n, dim, dim * sizeof(float), PIN_F32};
}

static bool fill(float *out, double *scratch, const void *context, uint32_t query)
{
    const struct world *w = context;
    (void)scratch;
    memcpy(out, w->queries + (size_t)query * w->items.dim, w->items.dim * sizeof(float));
    return true;
}

static int best_first(const void *a, const void *b)
{
    const struct pin_hit *x = a;
    const struct pin_hit *y = b;
    if (x->score > y->score || x->score < y->score) {
        return x->score > y->score ? -1 : 1;
    }
    return x->item.ix < y->item.ix ? -1 : 1;
}

static void rank(struct pin_hit *out, const struct world *w, uint32_t q,
                 enum pin_similarity similarity)
{
    const uint32_t dim = w->items.dim;
    const float *query = w->queries + (size_t)q * dim;
    for (uint32_t i = 0; i < w->items.rows_n; i++) {
        const float *row = (const float *)w->items.data + (size_t)i * dim;
        double score = pin_isa_portable.dot(query, row, dim);
        if (similarity == PIN_COSINE) {
            const double norm = sqrt(pin_isa_portable.dot(row, row, dim));
            score = norm > 0.0 ? score / norm : 0.0;
        } else if (similarity == PIN_L2) {
            score = -pin_isa_portable.gap(query, row, dim);
        }
        out[i] = (struct pin_hit){{i}, (float)score};
    }
    qsort(out, w->items.rows_n, sizeof(*out), best_first);
}

static void find(struct pin_hit *hits, uint32_t *hits_n, const struct world *w,
                 const struct pin_finder_config *config, struct pin_find find)
{
    struct pin_arena arena;
    struct pin_error err = {0};
    struct pin_finder *finder = NULL;
    pin_arena_init(&arena, 0);
    cr_assert_eq(pin_finder_new(&finder, config, &arena, &err), PIN_OK, "%s", err.text);
    find.fill = fill;
    find.context = w;
    cr_assert_eq(pin_finder_search(finder, &find, hits, hits_n, &err), PIN_OK);
    pin_arena_free(&arena);
}

static void compare(const struct world *w, int kind, enum pin_similarity similarity,
                    uint32_t depth, const struct pin_hit *want)
{
    struct pin_hit *hits = calloc((size_t)w->queries_n * depth, sizeof(*hits));
    uint32_t *hits_n = calloc(w->queries_n, sizeof(*hits_n));
    for (size_t i = 0; pin_isas[i]; i++) {
        if (!pin_isas[i]->usable()) {
            continue;
        }
        for (uint32_t threads = 1; threads <= 3; threads += 2) {
            const struct pin_finder_config config = {.vectors = w->items,
                                                     .similarity = similarity,
                                                     .isa = pin_isas[i],
                                                     .threads = threads};
            find(hits, hits_n, w, &config,
                 (struct pin_find){.end = w->queries_n, .depth = depth});
            for (uint32_t q = 0; q < w->queries_n; q++) {
                cr_assert_eq(hits_n[q], depth);
                cr_assert_arr_eq(
                    hits + (size_t)q * depth, want + (size_t)q * w->items.rows_n,
                    depth * sizeof(*hits),
                    "%s kind %d dim %u similarity %d k %u query %u", pin_isas[i]->name,
                    kind, w->items.dim, (int)similarity, depth, q);
            }
        }
    }
    free(hits);
    free(hits_n);
}

static void try_all(int kind, uint32_t items_n, uint32_t dim, uint32_t queries_n)
{
    struct world w;
    make_world(&w, kind, items_n, dim, queries_n);
    struct pin_hit *want = calloc((size_t)items_n * queries_n, sizeof(*want));
    for (int similarity = PIN_COSINE; similarity <= PIN_L2; similarity++) {
        for (uint32_t q = 0; q < queries_n; q++) {
            rank(want + (size_t)q * items_n, &w, q, (enum pin_similarity)similarity);
        }
        compare(&w, kind, (enum pin_similarity)similarity, 1, want);
        compare(&w, kind, (enum pin_similarity)similarity, 20, want);
    }
    compare(&w, kind, PIN_L2, items_n / 3, want); /* too deep for screening */
    free(want);
    pin_arena_free(&w.arena);
}

Test(finder, equals_a_full_sort_over_vectors_made_to_mislead_it, .timeout = 300)
{
    for (int kind = 0; kind < KINDS_N; kind++) {
        try_all(kind, 2000, 33, 37);
    }
}

Test(finder, equals_a_full_sort_at_every_shape_of_row, .timeout = 300)
{
    const uint32_t dims[] = {1, 3, 31, 64, 512, 513, 1024, 4096};
    for (size_t d = 0; d < sizeof(dims) / sizeof(dims[0]); d++) {
        try_all(dims[d] % 2 ? NEAR_TIES : RANDOM, 300, dims[d], 5);
    }
}

/* 20,000 items that are all equal but one: more candidates than there is room for. */
Test(finder, rows_that_are_all_equal_come_in_order_and_fit_in_memory)
{
    struct world w;
    make_world(&w, ALL_EQUAL, 20000, 24, 40);
    struct pin_hit hits[40 * 10];
    uint32_t hits_n[40];
    const struct pin_finder_config config = {
        .vectors = w.items, .isa = pin_isas[0], .threads = 1};
    struct pin_finder_config usable = config;
    cr_assert_eq(pin_isa_choose(&usable.isa, NULL, NULL), PIN_OK);
    find(hits, hits_n, &w, &usable, (struct pin_find){.end = 40, .depth = 10});
    for (uint32_t i = 0; i < 40 * 10; i++) {
        cr_assert_eq(hits[i].item.ix, i % 10);
    }
    pin_arena_free(&w.arena);
}

Test(finder, every_number_type_gives_the_scores_of_its_numbers)
{
    enum { ITEMS = 700, DIM = 45 };
    struct world w;
    struct pin_hit hits[2][6 * 15];
    uint32_t hits_n[6];
    make_world(&w, RANDOM, ITEMS, DIM, 6);
    float *numbers = PIN_NEW_N(&w.arena, float, ITEMS *DIM);
    char *bytes = PIN_NEW_N(&w.arena, char, ITEMS *(DIM * 2 + 3) + 1);
    w.items.data = numbers;
    struct pin_finder_config config = {.threads = 2};
    cr_assert_eq(pin_isa_choose(&config.isa, NULL, NULL), PIN_OK);
    for (int dtype = PIN_F16; dtype <= PIN_I8; dtype++) {
        const size_t size = dtype == PIN_I8 ? 1 : 2;
        const struct pin_matrix odd = {bytes + 1, ITEMS, DIM, DIM * size + 3,
                                       (enum pin_dtype)dtype};
        for (uint32_t i = 0; i < ITEMS * DIM; i++) {
            const int whole = (int)(draw(8, i) * 127.0);
            const int up = whole < 0 ? -whole : whole;
            const int log2 = up ? 31 - __builtin_clz((unsigned)up) : 0;
            const unsigned f16 =
                up ? (unsigned)(log2 + 15) << 10 | (((unsigned)up << (10 - log2)) & 1023)
                   : 0;
            uint32_t f32 = 0;
            numbers[i] = (float)whole;
            memcpy(&f32, &numbers[i], sizeof(f32));
            const uint16_t word = (uint16_t)(dtype == PIN_BF16 ? f32 >> 16
                                             : whole < 0       ? f16 | 0x8000U
                                                               : f16);
            char *at = bytes + 1 + i / DIM * odd.stride_bytes + i % DIM * size;
            if (dtype == PIN_I8) {
                *at = (char)whole;
            } else {
                memcpy(at, &word, sizeof(word));
            }
        }
        const struct pin_find query = {.end = 6, .depth = 15};
        config.vectors = w.items;
        find(hits[0], hits_n, &w, &config, query);
        config.vectors = odd;
        find(hits[1], hits_n, &w, &config, query);
        cr_assert_arr_eq(hits[1], hits[0], sizeof(hits[0]), "number type %d", dtype);
    }
    pin_arena_free(&w.arena);
}

/* Query q: excluded are items divisible by q + 2; galleries are every third item for
 * queries 1 and 2, a handful for query 3. */
static void make_lists(struct pin_item_lists *out, const struct world *w,
                       struct pin_arena *arena, bool galleries)
{
    uint64_t *start = PIN_NEW_N(arena, uint64_t, (size_t)w->queries_n + 1);
    pin_item *items = PIN_NEW_N(arena, pin_item, (size_t)w->queries_n * w->items.rows_n);
    uint64_t n = 0;
    for (uint32_t q = 0; q < w->queries_n; q++) {
        for (uint32_t i = 0; i < w->items.rows_n; i++) {
            const bool in = !galleries         ? i % (q + 2) == 0
                            : q == 1 || q == 2 ? i % 3 == 0
                                               : q == 3 && i % 500 == 7;
            if (in) {
                items[n++].ix = i;
            }
        }
        start[q + 1] = n;
    }
    *out = (struct pin_item_lists){start, items};
}

Test(finder, lists_and_items_leave_the_ranking_of_what_remains)
{
    enum { ITEMS = 9000, DIM = 20, QUERIES = 6, DEPTH = 30 };
    struct world w;
    static struct pin_hit want[ITEMS];
    struct pin_hit hits[QUERIES * DEPTH];
    uint32_t hits_n[QUERIES];
    struct pin_find query = {.end = QUERIES, .depth = DEPTH};
    make_world(&w, RANDOM, ITEMS, DIM, QUERIES);
    make_lists(&query.excluded, &w, &w.arena, false);
    make_lists(&query.galleries, &w, &w.arena, true);
    uint32_t *even = PIN_NEW_N(&w.arena, uint32_t, ITEMS / 2);
    for (uint32_t i = 0; i < ITEMS / 2; i++) {
        even[i] = 2 * i + 1;
    }
    for (uint32_t threads = 1; threads <= 2; threads++) {
        struct pin_finder_config config = {
            .vectors = w.items, .items = even, .items_n = ITEMS / 2, .threads = threads};
        cr_assert_eq(pin_isa_choose(&config.isa, NULL, NULL), PIN_OK);
        find(hits, hits_n, &w, &config, query);
        for (uint32_t q = 0; q < QUERIES; q++) {
            uint32_t n = 0;
            rank(want, &w, q, PIN_COSINE);
            for (uint32_t i = 0; i < ITEMS && n < DEPTH; i++) {
                const uint32_t ix = want[i].item.ix;
                const bool in = q == 1 || q == 2 ? ix % 3 == 0 : q != 3 || ix % 500 == 7;
                if (ix % 2 == 1 && ix % (q + 2) != 0 && in) {
                    cr_assert_eq(hits[q * DEPTH + n].item.ix, ix, "query %u", q);
                    n++;
                }
            }
            cr_assert_eq(hits_n[q], n, "query %u", q);
        }
    }
    pin_arena_free(&w.arena);
}
