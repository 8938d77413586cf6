#include "harness/stats/paired.h"

#include "harness/base/sum.h"
#include "harness/stats/distribution.h"
#include "harness/stats/ranks.h"

#include <assert.h>
#include <math.h>

enum { EXACT_MAX = 25, SUMS_N = EXACT_MAX * (EXACT_MAX + 1) / 2 + 1 };

static double size_of(const double *sizes, uint32_t ix)
{
    return sizes ? sizes[ix] : 1.0;
}

/* A quotient in which nothing over nothing is nothing. */
static double over(double a, double b)
{
    return fabs(a) > 0.0 ? a / b : 0.0;
}

struct pin_t_test pin_paired_t(const double *differences, const double *sizes, uint32_t n,
                               double level)
{
    const double none = (double)NAN;
    struct pin_t_test test = {.mean = none};
    struct pin_sum sum = {0};
    struct pin_sum size = {0};
    struct pin_sum squares = {0};
    for (uint32_t i = 0; i < n; i++) {
        assert(!isnan(differences[i]));
        if (size_of(sizes, i) > 0.0) {
            pin_sum_add(&sum, differences[i]);
            pin_sum_add(&size, size_of(sizes, i));
            test.n++;
        }
    }
    if (test.n > 0) {
        test.mean = pin_sum_value(&sum) / pin_sum_value(&size);
    }
    for (uint32_t i = 0; i < n; i++) {
        if (size_of(sizes, i) > 0.0) {
            const double rest = differences[i] - test.mean * size_of(sizes, i);
            pin_sum_add(&squares, rest * rest);
        }
    }
    if (test.n < 2) {
        test.sd = test.se = test.t = test.df = test.effect = none;
        test.p = (struct pin_p_values){none, none, none};
        test.mean_bounds = (struct pin_bounds){none, none};
        return test;
    }
    const double root = sqrt((double)test.n);
    test.df = test.n - 1.0;
    test.se = root * sqrt(pin_sum_value(&squares) / test.df) / pin_sum_value(&size);
    test.sd = root * test.se;
    test.t = over(test.mean, test.se);
    test.effect = over(test.mean, test.sd);
    test.p =
        (struct pin_p_values){2.0 * pin_t_tail(fabs(test.t), test.df),
                              pin_t_tail(test.t, test.df), pin_t_tail(-test.t, test.df)};
    const double half = pin_t_quantile(0.5 * (1.0 + level), test.df) * test.se;
    test.mean_bounds = (struct pin_bounds){test.mean - half, test.mean + half};
    return test;
}

struct pin_sign_test pin_paired_sign(const double *differences, uint32_t n,
                                     double tolerance)
{
    struct pin_sign_test test = {0};
    for (uint32_t i = 0; i < n; i++) {
        assert(!isnan(differences[i]));
        test.wins += differences[i] > tolerance;
        test.losses += differences[i] < -tolerance;
    }
    test.ties = n - test.wins - test.losses;
    test.p = pin_binomial_test(test.wins, test.losses);
    return test;
}

struct pin_rank_sums {
    double mean; /* of the sum of positive ranks, where signs are a matter of chance */
    double variance;
    bool tied;
};

static double cube_less(double n)
{
    return n * n * n - n;
}

static struct pin_rank_sums sum_ranks(struct pin_signed_rank *test,
                                      const double *differences,
                                      const struct pin_ranks *ranks, enum pin_zeros zeros)
{
    const double n = ranks->n;
    const double left_out = zeros == PIN_ZEROS_PRATT ? test->zeros : 0.0;
    struct pin_rank_sums sums = {
        .mean = (n * (n + 1.0) - left_out * (left_out + 1.0)) / 4.0,
        .variance = (n * (n + 1.0) * (2.0 * n + 1.0) -
                     left_out * (left_out + 1.0) * (2.0 * left_out + 1.0)) /
                    24.0};
    for (uint32_t i = 0; i < ranks->n; i++) {
        const double rank = pin_ranks_mean(ranks, i);
        const bool split = zeros == PIN_ZEROS_ZSPLIT && !(fabs(differences[i]) > 0.0);
        test->plus += split ? 0.5 * rank : differences[i] > 0.0 ? rank : 0.0;
        test->minus += split ? 0.5 * rank : differences[i] < 0.0 ? rank : 0.0;
    }
    /* Zeros are group 0; Pratt leaves them out of the correction too. */
    for (uint32_t g = left_out > 0.0 ? 1 : 0; g < ranks->groups_n; g++) {
        sums.variance -= cube_less(pin_ranks_tied(ranks, g)) / 48.0;
        sums.tied |= pin_ranks_tied(ranks, g) > 1;
    }
    return sums;
}

static struct pin_p_values approximate(double plus, const struct pin_rank_sums *sums,
                                       bool corrected)
{
    const double drawn = corrected ? 0.5 : 0.0;
    const double sd = sqrt(sums->variance);
    const double away = plus - sums->mean;
    return (struct pin_p_values){
        2.0 * pin_normal_tail(over(fmax(fabs(away) - drawn, 0.0), sd)),
        pin_normal_tail(over(away - drawn, sd)),
        pin_normal_tail(over(-away - drawn, sd))};
}

/* counts[w] is how many of the 2^n choices of signs give a sum of ranks w. */
static struct pin_p_values count_signs(uint32_t n, double plus)
{
    double counts[SUMS_N] = {1.0};
    double greater = 0.0;
    double less = 0.0;
    uint32_t most = 0;
    for (uint32_t rank = 1; rank <= n; rank++) {
        most += rank;
        for (uint32_t w = most; w >= rank; w--) {
            counts[w] += counts[w - rank];
        }
    }
    for (uint32_t w = 0; w <= most; w++) {
        greater += w >= plus ? counts[w] : 0.0;
        less += w <= plus ? counts[w] : 0.0;
    }
    greater = ldexp(greater, -(int)n);
    less = ldexp(less, -(int)n);
    return (struct pin_p_values){fmin(1.0, 2.0 * fmin(greater, less)), greater, less};
}

enum pin_status pin_paired_signed_rank(struct pin_signed_rank *out,
                                       const double *differences, uint32_t n,
                                       struct pin_signed_rank_rule rule,
                                       struct pin_arena *arena, struct pin_error *err)
{
    const struct pin_arena_mark mark = pin_arena_mark(arena);
    double *kept = PIN_NEW_N(arena, double, (size_t)n + 1);
    double *sizes = PIN_NEW_N(arena, double, (size_t)n + 1);
    struct pin_ranks ranks;
    uint32_t ranked_n = 0;
    if (!kept || !sizes) {
        return pin_fail(err, PIN_E_NOMEM, "no memory to rank %u differences", n);
    }
    *out = (struct pin_signed_rank){0};
    for (uint32_t i = 0; i < n; i++) {
        assert(!isnan(differences[i]));
        const bool zero = !(fabs(differences[i]) > 0.0);
        out->zeros += zero;
        kept[ranked_n] = differences[i];
        sizes[ranked_n] = -fabs(differences[i]); /* ranks count from the highest down */
        ranked_n += !zero || rule.zeros != PIN_ZEROS_WILCOX;
    }
    out->n = n - out->zeros;
    PIN_TRY(pin_ranks_of(&ranks, sizes, ranked_n, arena, err));
    const struct pin_rank_sums sums = sum_ranks(out, kept, &ranks, rule.zeros);
    out->exact = ranked_n <= EXACT_MAX && ranked_n == out->n && !sums.tied;
    out->p = out->n == 0  ? (struct pin_p_values){1.0, 1.0, 1.0}
             : out->exact ? count_signs(ranked_n, out->plus)
                          : approximate(out->plus, &sums, rule.corrected);
    pin_arena_rewind(arena, mark);
    return PIN_OK;
}
