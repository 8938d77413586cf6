/* test_compositions.c - what a query is made of, against the formulas written out. */
#include "engine_case.h"

#include <math.h>
#include <stdlib.h>

enum { ITEMS = 300, QUERIES = 21, DIM = 24 };

static double norm_of(const double *v)
{
    double sum = 0.0;
    for (uint32_t j = 0; j < DIM; j++) {
        sum += v[j] * v[j];
    }
    return sqrt(sum);
}

static void normalise(double *v)
{
    const double norm = norm_of(v);
    for (uint32_t j = 0; j < DIM && norm > 0.0; j++) {
        v[j] /= norm;
    }
}

static void unit(double *out, const float *row)
{
    for (uint32_t j = 0; j < DIM; j++) {
        out[j] = (double)row[j];
    }
    normalise(out);
}

static double dot(const double *a, const double *b)
{
    double sum = 0.0;
    for (uint32_t j = 0; j < DIM; j++) {
        sum += a[j] * b[j];
    }
    return sum;
}

static void mean_of(double *out, const float *rows, uint32_t rows_n)
{
    double v[DIM];
    memset(out, 0, DIM * sizeof(*out));
    for (uint32_t i = 0; i < rows_n; i++) {
        unit(v, rows + (size_t)i * DIM);
        for (uint32_t j = 0; j < DIM; j++) {
            out[j] += v[j] / rows_n;
        }
    }
}

static void centre(double *v, const double *mean)
{
    for (uint32_t j = 0; mean && j < DIM; j++) {
        v[j] -= mean[j];
    }
    normalise(v);
}

static void parts(double *image, double *text, const struct engine_case *c, uint32_t q,
                  const double *image_mean, const double *text_mean)
{
    double v[DIM];
    memset(image, 0, DIM * sizeof(*image));
    for (uint32_t i = 0; i < c->queries.images_n; i++) {
        unit(v, c->images[i] + (size_t)q * DIM);
        centre(v, image_mean);
        for (uint32_t j = 0; j < DIM; j++) {
            image[j] += v[j];
        }
    }
    normalise(image);
    unit(text, c->text + (size_t)q * DIM);
    centre(text, text_mean);
}

static void open_case(struct engine_case *c, bool means)
{
    engine_case_init(c, ITEMS, QUERIES, DIM);
    for (size_t i = 0; means && i < (size_t)ITEMS * DIM; i++) {
        c->items[i] += 1.0F; /* a cone, as real vectors are */
    }
    for (size_t i = 0; means && i < (size_t)QUERIES * DIM; i++) {
        c->images[0][i] += 1.0F;
        c->images[1][i] += 1.0F;
        c->text[i] -= 0.5F;
    }
}

static void ask(struct engine_answer *a, struct engine_case *c, const char *compose,
                const char *alpha, const char *centred, uint32_t threads)
{
    const char *settings[] = {"compose", compose, "alpha", alpha,
                              "centre",  centred, NULL,    NULL};
    const struct pin_search search = {.end = QUERIES, .depth = ITEMS};
    cr_assert_eq(engine_case_ask(a, c, &pin_engine_exact, settings, search, threads),
                 PIN_OK, "%s", a->err.text);
}

static double standing(const double *scores, uint32_t at, const bool *allowed)
{
    double sum = 0.0;
    double squares = 0.0;
    uint32_t n = 0;
    for (uint32_t i = 0; i < ITEMS; i++) {
        sum += allowed[i] ? scores[i] : 0.0;
        n += allowed[i];
    }
    for (uint32_t i = 0; i < ITEMS; i++) {
        squares += allowed[i] ? pow(scores[i] - sum / n, 2) : 0.0;
    }
    const double sd = sqrt(squares / (n - 1));
    return 0.5 * (1.0 + erf((scores[at] - sum / n) / sd / sqrt(2.0)));
}

/* Every hit has the score that it should, and none is in front of a better one. */
static void check(const struct engine_answer *a, uint32_t q, const double *want,
                  const bool *allowed)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < ITEMS; i++) {
        n += allowed[i];
    }
    cr_assert_eq(a->hits_n[q], n);
    for (uint32_t i = 0; i < n; i++) {
        const struct pin_hit hit = a->hits[(size_t)q * ITEMS + i];
        cr_assert(allowed[hit.item.ix]);
        cr_assert_float_eq((double)hit.score, want[hit.item.ix], 2e-6, "query %u hit %u",
                           q, i);
        cr_assert(i == 0 || a->hits[(size_t)q * ITEMS + i - 1].score >= hit.score);
    }
}

static void score_items(double *image_scores, double *text_scores,
                        const struct engine_case *c, const double *image,
                        const double *text)
{
    double item[DIM];
    for (uint32_t i = 0; i < ITEMS; i++) {
        unit(item, c->items + (size_t)i * DIM);
        image_scores[i] = dot(image, item);
        text_scores[i] = dot(text, item);
    }
}

static void allow_all(bool *allowed)
{
    for (uint32_t i = 0; i < ITEMS; i++) {
        allowed[i] = true;
    }
}

Test(compositions, sum_and_slerp_are_their_formulas)
{
    struct engine_case c;
    struct engine_answer sum;
    struct engine_answer slerp;
    static double s[ITEMS], t[ITEMS], want[ITEMS];
    static bool allowed[ITEMS];
    allow_all(allowed);
    open_case(&c, false);
    memcpy(c.images[0], c.text,
           DIM * sizeof(float)); /* query 0: no angle, slerp is lerp */
    memcpy(c.images[1], c.text, DIM * sizeof(float));
    ask(&sum, &c, "sum", "0.8", "no", 2);
    ask(&slerp, &c, "slerp", "0.8", "no", 2);
    for (uint32_t q = 0; q < QUERIES; q++) {
        double image[DIM], text[DIM];
        parts(image, text, &c, q, NULL, NULL);
        score_items(s, t, &c, image, text);
        for (uint32_t i = 0; i < ITEMS; i++) {
            want[i] = s[i] + t[i];
        }
        check(&sum, q, want, allowed);
        const double angle = q == 0 ? 0.0 : acos(dot(image, text));
        for (uint32_t i = 0; i < ITEMS; i++) {
            want[i] =
                q == 0 ? t[i]
                       : (sin(0.2 * angle) * s[i] + sin(0.8 * angle) * t[i]) / sin(angle);
        }
        check(&slerp, q, want, allowed);
    }
    engine_case_free(&c);
}

Test(compositions, slerp_halfway_ranks_as_lerp_and_as_the_sum)
{
    struct engine_case c;
    struct engine_answer a[3];
    open_case(&c, false);
    ask(&a[0], &c, "lerp", "0.5", "no", 1);
    ask(&a[1], &c, "slerp", "0.5", "no", 1);
    ask(&a[2], &c, "sum", "0.9", "no", 1);
    for (size_t i = 0; i < (size_t)QUERIES * ITEMS; i++) {
        cr_assert_eq(a[0].hits[i].item.ix, a[1].hits[i].item.ix);
        cr_assert_eq(a[0].hits[i].item.ix, a[2].hits[i].item.ix);
    }
    engine_case_free(&c);
}

Test(compositions, centred_queries_rank_as_queries_and_items_centred_do)
{
    struct engine_case c;
    struct engine_answer a;
    double image_mean[DIM], text_mean[DIM];
    static double s[ITEMS], t[ITEMS], want[ITEMS];
    static bool allowed[ITEMS];
    allow_all(allowed);
    open_case(&c, true);
    mean_of(image_mean, c.items, ITEMS);
    mean_of(text_mean, c.text, QUERIES);
    ask(&a, &c, "sum", "0.5", "yes", 2);
    for (uint32_t q = 0; q < QUERIES; q++) {
        double image[DIM], text[DIM];
        parts(image, text, &c, q, image_mean, text_mean);
        score_items(s, t, &c, image, text);
        for (uint32_t i = 0; i < ITEMS; i++) {
            want[i] = s[i] + t[i];
        }
        check(&a, q, want, allowed);
        const double shift = dot(image, image_mean) + dot(text, image_mean);
        double last = INFINITY;
        for (uint32_t i = 0; i < ITEMS; i++) { /* items centred too: the same order */
            const double value = want[a.hits[(size_t)q * ITEMS + i].item.ix] - shift;
            cr_assert_leq(value, last + 1e-6);
            last = value;
        }
    }
    engine_case_free(&c);
}

Test(compositions, product_and_weicom_are_their_formulas_over_what_may_be_found)
{
    struct engine_case c;
    struct engine_answer product[2];
    struct engine_answer weicom;
    static uint64_t none[QUERIES + 1], some[QUERIES + 1];
    static pin_item excluded[1] = {{7}};
    static pin_item gallery[40];
    static double s[ITEMS], t[ITEMS], want[ITEMS];
    static bool allowed[ITEMS];
    open_case(&c, false);
    for (uint32_t q = 0; q <= QUERIES; q++) { /* query 2 lacks an item, query 5 has 40 */
        none[q] = q > 2 ? 1 : 0;
        some[q] = q > 5 ? 40 : 0;
    }
    for (uint32_t i = 0; i < 40; i++) {
        gallery[i].ix = 3 * i + 1;
    }
    c.queries.excluded = (struct pin_item_lists){none, excluded};
    c.queries.galleries = (struct pin_item_lists){some, gallery};
    ask(&product[0], &c, "product", "0.5", "no", 1);
    ask(&product[1], &c, "product", "0.5", "no", 3);
    ask(&weicom, &c, "weicom", "0.3", "no", 2);
    for (uint32_t q = 0; q < QUERIES; q++) {
        double image[DIM], text[DIM];
        parts(image, text, &c, q, NULL, NULL);
        score_items(s, t, &c, image, text);
        for (uint32_t i = 0; i < ITEMS; i++) {
            allowed[i] = (q != 2 || i != 7) && (q != 5 || (i % 3 == 1 && i < 120));
            want[i] = fmax(s[i], 0.0) * fmax(t[i], 0.0);
        }
        check(&product[0], q, want, allowed);
        check(&product[1], q, want, allowed);
        for (uint32_t i = 0; i < ITEMS; i++) {
            want[i] = 0.7 * standing(s, i, allowed) + 0.3 * standing(t, i, allowed);
        }
        check(&weicom, q, want, allowed);
    }
    for (uint32_t q = 0; q < QUERIES; q++) { /* the same bits on any threads */
        const size_t at = (size_t)q * ITEMS;
        cr_assert_arr_eq(&product[0].hits[at], &product[1].hits[at],
                         product[0].hits_n[q] * sizeof(struct pin_hit));
    }
    engine_case_free(&c);
}

Test(compositions, distances_are_not_joined_and_not_centred)
{
    struct engine_case c;
    struct engine_answer a;
    const struct pin_search search = {.end = QUERIES, .depth = 5};
    open_case(&c, false);
    const char *joint[] = {"compose", "weicom", "similarity", "l2", NULL, NULL};
    const char *centred[] = {"centre", "yes", "similarity", "l2", NULL, NULL};
    cr_assert_eq(engine_case_ask(&a, &c, &pin_engine_exact, joint, search, 1),
                 PIN_E_CONFIG);
    cr_assert_not_null(strstr(a.err.text, "compose=weicom goes with cosine and ip"));
    cr_assert_eq(engine_case_ask(&a, &c, &pin_engine_exact, centred, search, 1),
                 PIN_E_CONFIG);
    cr_assert_not_null(strstr(a.err.text, "centre goes with cosine and ip"));
    c.queries.images_n = 0;
    joint[3] = "cosine";
    cr_assert_eq(engine_case_ask(&a, &c, &pin_engine_exact, joint, search, 1),
                 PIN_E_CONFIG);
    cr_assert_not_null(strstr(a.err.text, "no image vectors"));
    engine_case_free(&c);
}
