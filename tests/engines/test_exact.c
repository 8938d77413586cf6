#include "engine_case.h"

#include <math.h>
#include <stdlib.h>

enum { COSINE, IP, L2, SIMILARITIES_N };
static const char *const similarities[] = {"cosine", "ip", "l2"};

enum { IMAGE, TEXT, LERP, COMPOSES_N };
static const char *const composes[] = {"image", "text", "lerp"};

struct way {
    int compose;
    int similarity;
    double alpha;
};

static double norm_of(const double *v, uint32_t dim)
{
    double sum = 0.0;
    for (uint32_t j = 0; j < dim; j++) {
        sum += v[j] * v[j];
    }
    return sqrt(sum);
}

/* sum += weight * row / |row| */
static bool add(double *sum, const float *row, double weight, uint32_t dim)
{
    double v[64];
    for (uint32_t j = 0; j < dim; j++) {
        v[j] = (double)row[j];
    }
    const double norm = norm_of(v, dim);
    for (uint32_t j = 0; j < dim && norm > 0.0; j++) {
        sum[j] += weight * (v[j] / norm);
    }
    return norm > 0.0;
}

static void naive_normalise(double *v, uint32_t dim)
{
    const double norm = norm_of(v, dim);
    for (uint32_t j = 0; j < dim && norm > 0.0; j++) {
        v[j] /= norm;
    }
}

static void naive_query(double *out, const struct engine_case *c, uint32_t q,
                        struct way way)
{
    const uint32_t dim = c->corpus.vectors.dim;
    double image[64] = {0.0};
    const float *only = NULL;
    uint32_t images_n = 0;
    for (uint32_t i = 0; i < c->queries.images_n; i++) {
        const float *row = c->images[i] + (size_t)q * dim;
        if (add(image, row, 1.0, dim)) {
            images_n++;
            only = row;
        }
    }
    for (uint32_t j = 0; j < dim && images_n > 0; j++) {
        image[j] /= (double)images_n;
    }
    naive_normalise(image, dim);
    const bool raw = way.similarity != COSINE;
    const float *text = c->text + (size_t)q * dim;
    memset(out, 0, dim * sizeof(*out));
    if (way.compose == LERP) {
        add(out, text, way.alpha, dim);
        for (uint32_t j = 0; j < dim; j++) {
            out[j] += (1.0 - way.alpha) * image[j];
        }
        naive_normalise(out, dim);
    } else if (way.compose == TEXT && !raw) {
        add(out, text, 1.0, dim);
    }
    for (uint32_t j = 0; j < dim; j++) {
        if (raw && way.compose == TEXT) {
            out[j] = (double)text[j];
        } else if (way.compose == IMAGE) {
            out[j] = raw && images_n == 1 ? (double)only[j] : image[j];
        }
        out[j] = (double)(float)out[j];
    }
}

static float naive_score(const struct engine_case *c, const double *query, uint32_t item,
                         int similarity)
{
    const uint32_t dim = c->corpus.vectors.dim;
    double dot = 0.0;
    double gap = 0.0;
    double v[64];
    for (uint32_t j = 0; j < dim; j++) {
        v[j] = (double)c->items[(size_t)item * dim + j];
        dot += query[j] * v[j];
        gap += (query[j] - v[j]) * (query[j] - v[j]);
    }
    const double norm = norm_of(v, dim);
    if (similarity == COSINE) {
        return (float)(norm > 0.0 ? dot / norm : 0.0);
    }
    return (float)(similarity == L2 ? -gap : dot);
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

/* The whole ranking of one query by the double loop, against the engine's. */
static void compare(const struct engine_case *c, const struct pin_hit *got, uint32_t q,
                    struct way way, double tolerance)
{
    static struct pin_hit want[2000];
    double query[64];
    const uint32_t items_n = c->corpus.items_n;
    naive_query(query, c, q, way);
    for (uint32_t i = 0; i < items_n; i++) {
        want[i] = (struct pin_hit){{i}, naive_score(c, query, i, way.similarity)};
    }
    for (uint32_t i = 0; i < items_n; i++) {
        const double naive = (double)want[got[i].item.ix].score;
        cr_assert_leq(fabs((double)got[i].score - naive), tolerance, "%s %s query %u",
                      composes[way.compose], similarities[way.similarity], q);
        cr_assert(i == 0 || best_first(&got[i - 1], &got[i]) < 0);
    }
    qsort(want, items_n, sizeof(want[0]), best_first);
    for (uint32_t i = 0; i < items_n; i++) {
        cr_assert_leq(fabs((double)(got[i].score - want[i].score)), tolerance);
        cr_assert(tolerance > 0.0 || got[i].item.ix == want[i].item.ix);
    }
}

static void ask(struct engine_answer *a, struct engine_case *c, struct way way,
                struct pin_search search, uint32_t threads)
{
    char alpha[32];
    snprintf(alpha, sizeof(alpha), "%.17g", way.alpha);
    const char *settings[] = {"compose",    composes[way.compose],
                              "similarity", similarities[way.similarity],
                              "alpha",      alpha,
                              NULL,         NULL};
    cr_assert_eq(engine_case_ask(a, c, &pin_engine_exact, settings, search, threads),
                 PIN_OK, "%s", a->err.text);
}

/* Few whole numbers: sums are exact in any order, ties are many. */
static void make_whole(float *numbers, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        numbers[i] = (float)((int)(numbers[i] * 3.999F));
    }
}

static void spoil(struct engine_case *c)
{
    const size_t dim = c->corpus.vectors.dim;
    memset(c->items + 3 * dim, 0, dim * sizeof(float)); /* a zero item */
    memcpy(c->items + 9 * dim, c->items + 4 * dim, dim * sizeof(float));
    memcpy(c->items + 90 * dim, c->items + 4 * dim, dim * sizeof(float));
    memset(c->images[1], 0, 5 * dim * sizeof(float));       /* one image */
    memset(c->images[0] + 4 * dim, 0, dim * sizeof(float)); /* none */
    memset(c->images[0] + 5 * dim, 0, dim * sizeof(float)); /* the second alone */
    memset(c->text + 6 * dim, 0, dim * sizeof(float));
}

Test(exact, agrees_with_a_double_loop_bit_for_bit_where_sums_are_exact)
{
    const uint32_t dims[] = {1, 5, 8, 19};
    for (size_t d = 0; d < sizeof(dims) / sizeof(dims[0]); d++) {
        const uint32_t dim = dims[d];
        struct engine_case c;
        engine_case_init(&c, 200, 13, dim);
        make_whole(c.items, (size_t)200 * dim);
        make_whole(c.text, (size_t)13 * dim);
        make_whole(c.images[0], (size_t)13 * dim);
        spoil(&c);
        c.queries.images_n = 1;
        for (int s = 0; s < SIMILARITIES_N; s++) {
            for (int compose = IMAGE; compose <= TEXT; compose++) {
                const struct way way = {compose, s, 0.5};
                const bool twice = compose == IMAGE && s == COSINE; /* normalised twice */
                struct engine_answer a;
                ask(&a, &c, way, (struct pin_search){.end = 13, .depth = 200}, 2);
                for (uint32_t q = 0; q < 13; q++) {
                    compare(&c, a.hits + (size_t)q * 200, q, way, twice ? 1e-6 : 0.0);
                }
            }
        }
        engine_case_free(&c);
    }
}

Test(exact, agrees_with_a_double_loop_for_every_composition_and_similarity)
{
    enum { ITEMS = 700, QUERIES = 71, DIM = 37 };
    struct engine_case c;
    engine_case_init(&c, ITEMS, QUERIES, DIM);
    spoil(&c);
    for (int s = 0; s < SIMILARITIES_N; s++) {
        for (int compose = 0; compose < COMPOSES_N; compose++) {
            const struct way way = {compose, s, 0.3};
            struct engine_answer a;
            ask(&a, &c, way, (struct pin_search){.end = QUERIES, .depth = ITEMS}, 2);
            for (uint32_t q = 0; q < QUERIES; q++) {
                cr_assert_eq(a.hits_n[q], ITEMS);
                compare(&c, a.hits + (size_t)q * ITEMS, q, way, 4e-6);
            }
        }
    }
    engine_case_free(&c);
}

Test(exact, the_hits_do_not_depend_on_threads_calls_or_depth)
{
    enum { ITEMS = 3000, QUERIES = 90, DIM = 64, DEPTH = 25 };
    struct engine_case c;
    struct engine_answer one;
    struct engine_answer other;
    engine_case_init(&c, ITEMS, QUERIES, DIM);
    const struct way way = {LERP, COSINE, 0.5};
    ask(&one, &c, way, (struct pin_search){.end = QUERIES, .depth = DEPTH}, 1);
    for (uint32_t threads = 2; threads <= 8; threads *= 2) {
        ask(&other, &c, way, (struct pin_search){.end = QUERIES, .depth = DEPTH},
            threads);
        cr_assert_arr_eq(other.hits, one.hits, QUERIES * DEPTH * sizeof(struct pin_hit));
    }
    for (uint32_t q = 0; q < QUERIES; q += 7) {
        ask(&other, &c, way, (struct pin_search){.first = q, .end = q + 1, .depth = 5},
            2);
        cr_assert_arr_eq(other.hits, one.hits + (size_t)q * DEPTH,
                         5 * sizeof(struct pin_hit));
    }
    engine_case_free(&c);
}

Test(exact, equal_scores_come_in_order_of_items_and_zero_vectors_score_zero)
{
    struct engine_case c;
    struct engine_answer a;
    engine_case_init(&c, 100, 1, 16);
    for (uint32_t i = 0; i < 100; i++) { /* one vector at three lengths, and zeros */
        for (uint32_t j = 0; j < 16; j++) {
            c.items[i * 16 + j] = c.items[j] * (float[]){1.0F, 2.0F, 0.5F, 0.0F}[i % 4];
        }
    }
    memcpy(c.text, c.items, 16 * sizeof(float));
    ask(&a, &c, (struct way){TEXT, COSINE, 0.5},
        (struct pin_search){.end = 1, .depth = 100}, 2);
    cr_assert_eq(a.hits_n[0], 100);
    for (uint32_t i = 0; i < 100; i++) {
        cr_assert_eq(a.hits[i].item.ix, i < 75 ? i / 3 * 4 + i % 3 : (i - 75) * 4 + 3);
        cr_assert_float_eq(a.hits[i].score, i < 75 ? 1.0F : 0.0F, 1e-6F);
    }
    engine_case_free(&c);
}

Test(exact, auto_takes_what_there_is)
{
    enum { DEPTH = 30 };
    struct engine_case c;
    struct engine_answer a;
    struct engine_answer b;
    engine_case_init(&c, DEPTH, 4, 8);
    const struct pin_search search = {.end = 4, .depth = DEPTH};
    const struct pin_matrix text = c.queries.text;
    for (int compose = 0; compose < COMPOSES_N; compose++) {
        c.queries.images_n = compose == TEXT ? 0 : 2;
        c.queries.text.rows_n = compose == IMAGE ? 0 : text.rows_n;
        ask(&a, &c, (struct way){compose, COSINE, 0.5}, search, 1);
        cr_assert_eq(engine_case_ask(&b, &c, &pin_engine_exact, NULL, search, 1), PIN_OK);
        cr_assert_arr_eq(a.hits, b.hits, 4 * DEPTH * sizeof(struct pin_hit));
    }
    engine_case_free(&c);
}

/* What each search must be refused with. */
static void refuse(struct engine_case *c, const char *compose, const char *why)
{
    const char *settings[] = {"compose", compose, NULL, NULL};
    const struct pin_search search = {.end = c->queries.queries_n, .depth = 3};
    struct engine_answer a;
    cr_assert_eq(engine_case_ask(&a, c, &pin_engine_exact, settings, search, 2),
                 PIN_E_CONFIG);
    cr_assert_not_null(strstr(a.err.text, why), "\"%s\" lacks \"%s\"", a.err.text, why);
}

Test(exact, what_cannot_be_searched_is_refused_with_the_numbers)
{
    struct engine_case c;
    engine_case_init(&c, 10, 4, 8);
    const struct engine_case good = c;
    c.queries.text.dim = 7;
    refuse(&c, "text", "have 7 dimensions, those of the corpus 8");
    refuse(&c, "lerp", "have 7 dimensions, those of the corpus 8");
    c.queries.images[1].dim = 9;
    refuse(&c, "image", "have 9 dimensions, those of the corpus 8");
    c.queries = good.queries;
    c.queries.text.rows_n = 0;
    refuse(&c, "text", "no text vectors");
    refuse(&c, "lerp", "no text vectors");
    c.queries.images_n = 0;
    refuse(&c, "auto", "no vectors");
    c.queries.text.rows_n = 4;
    refuse(&c, "image", "no image vectors");
    c.queries = good.queries;
    c.corpus.vectors.rows_n = 0;
    refuse(&c, "text", "corpus has no vectors");
    c.corpus.vectors.rows_n = 9;
    refuse(&c, "text", "9 vectors for the 10 items");
    c.corpus.items_n = 0;
    refuse(&c, "text", "corpus is empty");
    c.corpus = good.corpus;
    c.items[7 * 8 + 2] = (float)NAN;
    refuse(&c, "text", "item \"item_7\"");
    c.items[7 * 8 + 2] = 1.0F;
    c.text[8] = (float)INFINITY;
    refuse(&c, "text", "query \"some query\"");
    c.text[8] = (float)NAN;
    refuse(&c, "lerp", "query \"some query\"");
    engine_case_free(&c);
}

Test(exact, a_filter_leaves_the_items_with_its_value)
{
    enum { ITEMS = 400, DEPTH = 300 };
    struct engine_case c;
    struct engine_answer a;
    engine_case_init(&c, ITEMS, 2, 8);
    struct pin_ids *values = NULL;
    uint32_t ix = 0;
    uint32_t *value_of = PIN_NEW_N(&c.arena, uint32_t, ITEMS);
    cr_assert_eq(pin_ids_new(&values, &c.arena, NULL), PIN_OK);
    cr_assert_eq(pin_ids_add(values, "red", 3, &ix, NULL, NULL), PIN_OK);
    cr_assert_eq(pin_ids_add(values, "blue", 4, &ix, NULL, NULL), PIN_OK);
    for (uint32_t i = 0; i < ITEMS; i++) {
        value_of[i] = i % 2 ? 1 : i % 4 ? 0 : PIN_IX_NONE;
    }
    const struct pin_attribute colour = {"colour", values, value_of};
    c.corpus.attributes = &colour;
    c.corpus.attributes_n = 1;
    const struct pin_search search = {.end = 2, .depth = DEPTH};
    const char *red[] = {"filter", "colour=red", NULL, NULL};
    cr_assert_eq(engine_case_ask(&a, &c, &pin_engine_exact, red, search, 2), PIN_OK);
    cr_assert_eq(a.hits_n[1], ITEMS / 4);
    for (uint32_t i = 0; i < ITEMS / 4; i++) {
        cr_assert_eq(a.hits[DEPTH + i].item.ix % 4, 2);
    }
    const char *const wrong[][2] = {{"colour", "ATTRIBUTE=VALUE was expected"},
                                    {"size=red", "no attribute of that name"},
                                    {"colour=green", "no item has that value"}};
    for (size_t i = 0; i < 3; i++) {
        const char *settings[] = {"filter", wrong[i][0], NULL, NULL};
        cr_assert_eq(engine_case_ask(&a, &c, &pin_engine_exact, settings, search, 2),
                     PIN_E_CONFIG);
        cr_assert_not_null(strstr(a.err.text, wrong[i][1]), "%s", a.err.text);
    }
    engine_case_free(&c);
}
