#include "harness/base/rng.h"
#include "harness/stats/permute_labels.h"

#include <math.h>
#include <string.h>

#include <criterion/criterion.h>

static void gaps_of(struct pin_gap *out, const struct pin_labelled_clusters *clusters,
                    struct pin_resampling resampling, struct pin_arena *arena)
{
    struct pin_error err = {0};
    cr_assert_eq(pin_label_gaps(out, clusters, &resampling, arena, &err), PIN_OK, "%s",
                 err.text);
}

static const double ones[12] = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1};

Test(permute_labels, the_shuffled_gaps_of_four_clusters_come_in_their_shares)
{
    /* 1, 2 against 3, 4: of six ways to deal, two have gap 2, two 1, two 0. */
    static const double values[] = {1, 2, 3, 4};
    static const uint32_t labels[] = {0, 0, 1, 1};
    struct pin_gap gap;
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    const struct pin_labelled_clusters clusters = {4,      1, values, ones,          2,
                                                   labels, 1, NULL,   PIN_LABEL_NONE};
    gaps_of(&gap, &clusters, (struct pin_resampling){1, 60000, 2}, &arena);
    cr_assert_float_eq(gap.observed, 2, 1e-15);
    cr_assert_float_eq(gap.p, 1.0 / 3, 0.008); /* four standard errors */
    cr_assert_float_eq(gap.mean, 1, 0.014);
    cr_assert_float_eq(gap.upper, 2, 1e-15);
    cr_assert_float_eq(gap.left_out, 0, 0);
    cr_assert_eq(gap.gaps_n, 60000);
    uint32_t counts[3] = {0};
    for (uint32_t b = 0; b < 60000; b++) {
        counts[lround(gap.shuffled[b])]++;
    }
    for (size_t i = 0; i < 3; i++) {
        cr_assert_float_eq(counts[i] / 60000.0, 1.0 / 3, 0.008);
    }
    pin_arena_free(&arena);
}

enum { CLUSTERS = 90, FIGURES = 3, LABELS = 4, STRATA = 3 };

struct world {
    double num[CLUSTERS * FIGURES];
    double den[CLUSTERS * FIGURES];
    uint32_t labels[CLUSTERS];
    uint32_t strata[CLUSTERS];
};

/* Label 3 is rare and figure 2 rests on few clusters, so that labels lack denominators in
 * some strata and shuffles. */
static void draw_world(struct world *world)
{
    for (uint32_t c = 0; c < CLUSTERS; c++) {
        const uint32_t label = pin_rng_below(1, 0, c, 16);
        world->labels[c] = label == 0 ? PIN_LABEL_NONE : label == 1 ? 3 : label % 3;
        world->strata[c] = pin_rng_below(1, 1, c, STRATA);
        for (uint32_t j = 0; j < FIGURES; j++) {
            const uint32_t size = j < 2 || c % 5 == 0 ? pin_rng_below(2, j, c, 4) : 0;
            world->den[c * FIGURES + j] = size;
            world->num[c * FIGURES + j] = size * pin_rng_unit(3, j, c);
        }
    }
}

/* Mean of label g in stratum s, by a walk over all clusters. */
static long double naive_mean(const struct world *world, const uint32_t *labels,
                              uint32_t figure, uint32_t g, uint32_t s, long double *den)
{
    long double num = 0;
    *den = 0;
    for (uint32_t c = 0; c < CLUSTERS; c++) {
        if (labels[c] == g && world->strata[c] == s) {
            num += (long double)world->num[c * FIGURES + figure];
            *den += (long double)world->den[c * FIGURES + figure];
        }
    }
    return num / *den;
}

struct naive_table {
    long double mean[LABELS][STRATA];
    long double den[LABELS][STRATA];
    bool used[LABELS];
    long double pi[STRATA]; /* 0: left out */
};

static void naive_fill(struct naive_table *table, const struct world *world,
                       const uint32_t *labels, uint32_t figure)
{
    for (uint32_t g = 0; g < LABELS; g++) {
        table->used[g] = false;
        for (uint32_t s = 0; s < STRATA; s++) {
            table->mean[g][s] =
                naive_mean(world, labels, figure, g, s, &table->den[g][s]);
            table->used[g] = table->used[g] || table->den[g][s] > 0;
        }
    }
    for (uint32_t s = 0; s < STRATA; s++) {
        bool complete = true;
        table->pi[s] = 0;
        for (uint32_t g = 0; g < LABELS; g++) {
            complete = complete && (!table->used[g] || table->den[g][s] > 0);
            table->pi[s] += table->den[g][s];
        }
        table->pi[s] = complete ? table->pi[s] : 0;
    }
}

/* The formula of the notes: the largest sum_s pi_s (m_gs - m_hs) over pairs of labels. */
static double naive_gap(const struct world *world, const uint32_t *labels,
                        uint32_t figure)
{
    struct naive_table table;
    naive_fill(&table, world, labels, figure);
    const long double all = table.pi[0] + table.pi[1] + table.pi[2];
    long double gap = -1;
    for (uint32_t g = 0; g < LABELS; g++) {
        for (uint32_t h = 0; h < LABELS; h++) {
            long double difference = 0;
            for (uint32_t s = 0; s < STRATA; s++) {
                difference += table.pi[s] > 0
                                  ? table.pi[s] * (table.mean[g][s] - table.mean[h][s])
                                  : 0;
            }
            if (g != h && table.used[g] && table.used[h] && all > 0) {
                gap = fmaxl(gap, difference / all);
            }
        }
    }
    return gap < 0 ? (double)NAN : (double)gap;
}

static void naive_shuffle(uint32_t *labels, const struct world *world, uint64_t seed,
                          uint32_t b)
{
    uint32_t members[CLUSTERS];
    uint32_t first = 0;
    memcpy(labels, world->labels, CLUSTERS * sizeof(*labels));
    for (uint32_t s = 0; s < STRATA; s++) {
        uint32_t n = 0;
        for (uint32_t c = 0; c < CLUSTERS; c++) {
            if (world->strata[c] == s && labels[c] != PIN_LABEL_NONE) {
                members[n++] = c;
            }
        }
        for (uint32_t i = n; i-- > 1;) {
            const uint32_t k = pin_rng_below(seed, b, first + i, i + 1);
            const uint32_t label = labels[members[i]];
            labels[members[i]] = labels[members[k]];
            labels[members[k]] = label;
        }
        first += n;
    }
}

Test(permute_labels, gaps_in_strata_are_those_of_a_naive_walk_over_the_same_shuffles)
{
    struct world world;
    struct pin_gap gaps[FIGURES];
    struct pin_arena arena;
    uint32_t labels[CLUSTERS];
    uint32_t undefined_n = 0;
    pin_arena_init(&arena, 0);
    draw_world(&world);
    const struct pin_labelled_clusters clusters = {
        CLUSTERS,     FIGURES, world.num,    world.den,     LABELS,
        world.labels, STRATA,  world.strata, PIN_LABEL_NONE};
    gaps_of(gaps, &clusters, (struct pin_resampling){8, 300, 2}, &arena);
    for (uint32_t j = 0; j < FIGURES; j++) {
        uint32_t as_large_n = 0;
        const double observed = naive_gap(&world, world.labels, j);
        cr_assert(fabs(gaps[j].observed - observed) < 1e-12 || isnan(observed));
        for (uint32_t b = 0; b < 300; b++) {
            naive_shuffle(labels, &world, 8, b);
            const double gap = naive_gap(&world, labels, j);
            cr_assert_eq(isnan(gap) != 0, isnan(gaps[j].shuffled[b]) != 0);
            cr_assert(isnan(gap) || fabs(gap - gaps[j].shuffled[b]) < 1e-12);
            undefined_n += isnan(gap) != 0;
            as_large_n += gap >= observed - 1e-12;
        }
        cr_assert(isnan(observed) ||
                  fabs(gaps[j].p - (1.0 + as_large_n) / (1.0 + gaps[j].gaps_n)) < 1e-12);
    }
    cr_assert(undefined_n > 0 && undefined_n < 300, "%u", undefined_n);
    pin_arena_free(&arena);
}

Test(permute_labels, standardising_takes_away_what_the_strata_explain)
{
    /* Easy stratum 0 (.8) is mostly label 0's, hard stratum 1 (.2) mostly label 1's. */
    static const double values[] = {.8, .8, .8, .8, .8, .2, .2, .2, .2, .2};
    static const uint32_t labels[] = {0, 0, 0, 0, 1, 0, 1, 1, 1, 1};
    static const uint32_t strata[] = {0, 0, 0, 0, 0, 1, 1, 1, 1, 1};
    struct pin_gap plain;
    struct pin_gap standard;
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    struct pin_labelled_clusters clusters = {10,     1, values, ones,          2,
                                             labels, 1, NULL,   PIN_LABEL_NONE};
    gaps_of(&plain, &clusters, (struct pin_resampling){1, 999, 2}, &arena);
    clusters.strata_n = 2;
    clusters.strata = strata;
    gaps_of(&standard, &clusters, (struct pin_resampling){1, 999, 2}, &arena);
    cr_assert_float_eq(plain.observed, 3.4 / 5 - 1.6 / 5, 1e-12);
    cr_assert_float_eq(standard.observed, 0, 1e-12);
    cr_assert_float_eq(standard.p, 1, 0);
    cr_assert_lt(plain.p, 0.4);
    pin_arena_free(&arena);
}

Test(permute_labels, a_stratum_that_lacks_a_label_is_left_out_and_its_share_is_said)
{
    /* Stratum 0: label 0 has 1 of 2, label 1 has 3 of 4; stratum 1: label 0 alone, 4. */
    static const double num[] = {1, 3, 4};
    static const double den[] = {2, 4, 4};
    static const uint32_t labels[] = {0, 1, 0};
    static const uint32_t strata[] = {0, 0, 1};
    struct pin_gap gap;
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    struct pin_labelled_clusters clusters = {3,      1, num,    den,           2,
                                             labels, 2, strata, PIN_LABEL_NONE};
    gaps_of(&gap, &clusters, (struct pin_resampling){1, 9, 1}, &arena);
    cr_assert_float_eq(gap.observed, 0.25, 1e-15);
    cr_assert_float_eq(gap.left_out, 0.4, 1e-15);
    static const uint32_t apart[] = {0, 1, 1}; /* no stratum has both labels */
    clusters.strata = apart;
    clusters.labels = (const uint32_t[]){0, 1, 1};
    gaps_of(&gap, &clusters, (struct pin_resampling){1, 9, 1}, &arena);
    cr_assert(isnan(gap.observed) && isnan(gap.p) && isnan(gap.mean));
    cr_assert_float_eq(gap.left_out, 1, 0);
    pin_arena_free(&arena);
}

Test(permute_labels, who_has_no_label_or_no_denominator_takes_no_part)
{
    /* Cluster 2 has no label and no number, label 2 no denominator in figure 0. */
    static const double num[] = {1, 1, 4, 4, (double)NAN, 0, 0, 9};
    static const double den[] = {1, 1, 2, 2, 1, 1, 0, 1};
    static const uint32_t labels[] = {0, 1, PIN_LABEL_NONE, 2};
    struct pin_gap gaps[2];
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    const struct pin_labelled_clusters clusters = {4,      2, num,  den,           3,
                                                   labels, 1, NULL, PIN_LABEL_NONE};
    gaps_of(gaps, &clusters, (struct pin_resampling){1, 200, 1}, &arena);
    cr_assert_float_eq(gaps[0].observed, 1, 1e-15); /* 1 and 2 */
    cr_assert_float_eq(gaps[0].p, 1, 0);            /* however they are dealt */
    cr_assert_eq(gaps[0].gaps_n, 200);
    cr_assert_float_eq(gaps[1].observed, 8, 1e-15); /* 1, 2 and 9 */
    pin_arena_free(&arena);
}

Test(permute_labels, with_a_reference_the_gap_is_the_farthest_from_it)
{
    static const double values[] = {5, 1, 2, 7};
    static const uint32_t labels[] = {0, 1, 2, 3};
    struct pin_gap gap;
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    struct pin_labelled_clusters clusters = {4, 1, values, ones, 5, labels, 1, NULL, 0};
    gaps_of(&gap, &clusters, (struct pin_resampling){1, 40000, 2}, &arena);
    cr_assert_float_eq(gap.observed, 4, 1e-15);
    /* By the value that the reference gets: 5: 4, 1: 6, 2: 5, 7: 6. */
    cr_assert_float_eq(gap.mean, 21.0 / 4, 0.02);
    cr_assert_float_eq(gap.p, 1, 0);
    clusters.reference = 4; /* which no cluster has */
    gaps_of(&gap, &clusters, (struct pin_resampling){1, 10, 2}, &arena);
    cr_assert(isnan(gap.observed) && isnan(gap.p));
    pin_arena_free(&arena);
}

Test(permute_labels, the_digits_are_the_same_on_any_number_of_threads)
{
    static const uint32_t threads[] = {1, 2, 8};
    struct world world;
    struct pin_gap first[FIGURES];
    struct pin_gap gaps[FIGURES];
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    draw_world(&world);
    const struct pin_labelled_clusters clusters = {
        CLUSTERS,     FIGURES, world.num,    world.den,     LABELS,
        world.labels, STRATA,  world.strata, PIN_LABEL_NONE};
    for (size_t t = 0; t < 3; t++) {
        gaps_of(gaps, &clusters, (struct pin_resampling){8, 501, threads[t]}, &arena);
        if (t == 0) {
            memcpy(first, gaps, sizeof(first));
        }
        for (uint32_t j = 0; j < FIGURES; j++) {
            cr_assert_eq(
                memcmp(first[j].shuffled, gaps[j].shuffled, 501 * sizeof(double)), 0);
            cr_assert_float_eq(first[j].p, gaps[j].p, 0);
            cr_assert_float_eq(first[j].mean, gaps[j].mean, 0);
        }
    }
    pin_arena_free(&arena);
}

Test(permute_labels, what_cannot_be_is_refused_by_place)
{
    double num[] = {1, 2};
    double den[] = {1, 1};
    uint32_t labels[] = {0, 2};
    struct pin_gap gap;
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    const struct pin_resampling resampling = {1, 9, 1};
    struct pin_labelled_clusters clusters = {2,      1, num,  den,           2,
                                             labels, 1, NULL, PIN_LABEL_NONE};
    struct pin_error err = {0};
    cr_assert_eq(pin_label_gaps(&gap, &clusters, &resampling, &arena, &err), PIN_E_RANGE);
    cr_assert_str_eq(err.text, "cluster 1: label 2 of 2, stratum 0 of 1");
    pin_error_clear(&err);
    labels[1] = 1;
    num[1] = (double)NAN;
    cr_assert_eq(pin_label_gaps(&gap, &clusters, &resampling, &arena, &err), PIN_E_RANGE);
    cr_assert_str_eq(err.text, "expected finite sums, cluster 1 of figure 0 has nan / 1");
    num[1] = 2;
    den[1] = -1;
    cr_assert_eq(pin_label_gaps(&gap, &clusters, &resampling, &arena, NULL), PIN_E_RANGE);
    den[1] = 1;
    clusters.reference = 2;
    cr_assert_eq(pin_label_gaps(&gap, &clusters, &resampling, &arena, NULL), PIN_E_RANGE);
    clusters.reference = 1;
    cr_assert_eq(pin_label_gaps(&gap, &clusters, &resampling, &arena, NULL), PIN_OK);
    pin_arena_free(&arena);
}

Test(permute_labels, nobody_has_no_gap)
{
    struct pin_gap gap;
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    const struct pin_labelled_clusters clusters = {0,    1, NULL, NULL,          2,
                                                   NULL, 1, NULL, PIN_LABEL_NONE};
    gaps_of(&gap, &clusters, (struct pin_resampling){1, 9, 1}, &arena);
    cr_assert(isnan(gap.observed) && isnan(gap.p) && isnan(gap.left_out));
    cr_assert_eq(gap.gaps_n, 0);
    pin_arena_free(&arena);
}

Test(permute_labels, every_allocation_may_fail_and_nothing_leaks)
{
    static const uint32_t labels[] = {0, 1, 0, 1};
    enum pin_status status = PIN_E_NOMEM;
    for (uint64_t fail_at = 1; status != PIN_OK; fail_at++) {
        struct pin_arena arena;
        struct pin_error err = {0};
        struct pin_gap gap;
        const struct pin_labelled_clusters clusters = {4,      1, ones, ones,          2,
                                                       labels, 1, NULL, PIN_LABEL_NONE};
        const struct pin_resampling resampling = {1, 10, 2};
        pin_arena_init(&arena, 0);
        arena.fail_at_call = fail_at;
        status = pin_label_gaps(&gap, &clusters, &resampling, &arena, &err);
        cr_assert(status == PIN_OK || err.status == PIN_E_NOMEM);
        pin_arena_free(&arena);
    }
}
