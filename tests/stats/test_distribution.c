/* Against scipy 1.10.1 where the data is there, against closed forms and high-precision
 * values (made with mpmath at 40 digits) where it is not. */
#include "harness/stats/distribution.h"
#include "tests/stats/golden.h"

#include <math.h>

#include <criterion/criterion.h>

static bool near(double value, double expected, double share)
{
    return fabs(value - expected) <= share * fabs(expected);
}

/* The parameters in the key of a table: "3.5,20,49". */
static void parameters(double *out, const char *key)
{
    struct pin_text rest = pin_text_of(key);
    for (size_t i = 0; rest.bytes; i++) {
        const struct pin_text field = pin_text_cut(&rest, ',');
        cr_assert_eq(pin_text_f64(&out[i], field, NULL), PIN_OK, "%s", key);
    }
}

typedef double one_of(const double *p);

static double normal_tail(const double *p)
{
    return pin_normal_tail(p[0]);
}

static double normal_quantile(const double *p)
{
    return pin_normal_quantile(p[0]);
}

static double t_tail(const double *p)
{
    return pin_t_tail(p[0], p[1]);
}

static double t_quantile(const double *p)
{
    return pin_t_quantile(0.975, p[0]);
}

static double chi2_tail(const double *p)
{
    return pin_chi2_tail(p[0], p[1]);
}

static double range_tail(const double *p)
{
    return pin_studentized_range_tail(p[0], p[1], p[2]);
}

Test(distribution, every_table_of_scipy_is_met)
{
    static const struct {
        const char *name;
        one_of *function;
        double share;
        uint32_t rows_n;
    } tables[] = {
        {"norm_sf", normal_tail, 1e-13, 7},
        {"norm_ppf", normal_quantile, 1e-13, 6},
        {"student_t_sf", t_tail, 1e-12, 49},
        /* scipy's are good to 2e-9: the first should be tan(.475 pi), 12.7062047361747 */
        {"student_t_ppf975", t_quantile, 2e-9, 9},
        {"chi2_sf", chi2_tail, 1e-12, 16},
        /* scipy integrates to about 5e-13 of 1, so its small tails are known less well */
        {"studentized_range_sf", range_tail, 1e-9, 80},
    };
    struct golden golden;
    golden_open(&golden, GOLDEN_STATS);
    for (size_t i = 0; i < sizeof(tables) / sizeof(*tables); i++) {
        const struct pin_json_at table = golden_at(golden.root, tables[i].name);
        struct pin_json_at row = {0};
        uint32_t rows_n = 0;
        for (; pin_json_next(&row, table); rows_n++) {
            double p[3];
            double expected = 0.0;
            parameters(p, row.key);
            cr_assert_eq(pin_json_f64(&expected, row, NULL), PIN_OK);
            const double value = tables[i].function(p);
            /* scipy has 0 for a tail of 5e-316 */
            cr_assert(near(value, expected, tables[i].share) || value < 1e-300,
                      "%s %s: %.17g", tables[i].name, row.key, value);
        }
        cr_assert_eq(rows_n, tables[i].rows_n, "%s: %u", tables[i].name, rows_n);
    }
    golden_close(&golden);
}

Test(distribution, quantiles_of_t_have_all_their_digits)
{
    cr_assert(near(pin_t_quantile(0.975, 1), tan(0.475 * acos(-1.0)), 1e-14));
    cr_assert(near(pin_t_quantile(0.975, 5), 2.57058183563631551, 1e-14));
    cr_assert(near(pin_t_quantile(0.975, 49), 2.00957523712923967, 1e-14));
    cr_assert(near(pin_t_quantile(0.025, 7634), -1.96027478372809612, 1e-14));
}

Test(distribution, far_tails_keep_their_digits)
{
    cr_assert(near(pin_normal_tail(37), 5.7255712225245768e-300, 1e-12));
    cr_assert(near(pin_t_tail(40, 1000), 5.2394260775865773e-210, 1e-12));
    cr_assert(near(pin_chi2_tail(1000, 0.3), 5.8088331168653656e-221, 1e-12));
    cr_assert(near(pin_f_tail(30, 20, 147), 5.7171822961408991e-42, 1e-12));
    cr_assert(near(pin_binomial_tail(700, 1000, 0.6), 3.1499459284721634e-11, 1e-12));
    cr_assert(
        near(pin_studentized_range_tail(20, 10, 30), 3.6012827643332548e-13, 1e-12));
    cr_assert(
        near(pin_beta_cdf(0.6208778263672488, 1017.0070751033425, 11.269373484458866),
             1.7334841107261366e-191, 1e-12));
}

/* One and two degrees of freedom, and the cases where one family is another. */
Test(distribution, closed_forms_are_met)
{
    static const double at[] = {1e-8, 0.01, 0.3, 1, 2.5, 7, 20, 300};
    const double pi = acos(-1.0);
    for (size_t i = 0; i < sizeof(at) / sizeof(*at); i++) {
        const double x = at[i];
        cr_assert(near(pin_t_tail(x, 1), atan2(1, x) / pi, 1e-13));
        const double root = sqrt(2 + x * x);
        cr_assert(near(pin_t_tail(x, 2), 1 / (root * (root + x)), 1e-13));
        cr_assert(near(pin_t_tail(-x, 2) + pin_t_tail(x, 2), 1, 1e-15));
        cr_assert(near(pin_chi2_tail(x, 2), exp(-x / 2), 1e-13));
        cr_assert(near(pin_chi2_tail(x * x, 1), 2 * pin_normal_tail(x), 1e-12));
        cr_assert(near(pin_f_tail(x * x, 1, 7), 2 * pin_t_tail(x, 7), 1e-13));
        cr_assert(near(pin_f_tail(x, 3, 1e300 * 1e300), pin_chi2_tail(3 * x, 3), 1e-13));
        cr_assert(near(pin_f_tail(x, 2, 6), pow(1 + x / 3, -3), 1e-13));
        /* a range of two is sqrt 2 times a difference of two */
        const double t = x / sqrt(2.0);
        cr_assert(near(pin_studentized_range_tail(x, 2, 5), 2 * pin_t_tail(t, 5), 1e-12));
        cr_assert(near(pin_studentized_range_tail(x, 2, 7634), 2 * pin_t_tail(t, 7634),
                       1e-11) ||
                  x > 50);
        cr_assert(near(pin_studentized_range_tail(x, 2, (double)INFINITY),
                       2 * pin_normal_tail(t), 1e-12) ||
                  x > 50);
    }
}

Test(distribution, the_binomial_tail_is_the_sum_of_its_terms)
{
    for (uint32_t n = 0; n <= 30; n++) {
        double sum = 0.0;
        double choose = 1.0;
        for (uint32_t k = n + 1; k-- > 0;) {
            sum += choose * pow(0.3, k) * pow(0.7, n - k);
            choose = choose * k / (n - k + 1.0);
            cr_assert(near(pin_binomial_tail(k, n, 0.3), sum, 1e-12), "%u of %u", k, n);
        }
        cr_assert(near(pin_binomial_tail(n, n, 1), 1, 0));
        cr_assert(near(pin_binomial_tail(n + 1, n, 0.3), 0, 0));
    }
}

Test(distribution, a_quantile_turns_its_distribution_round)
{
    static const double shares[] = {1e-12, 0.001, 0.025, 0.31,  0.499,
                                    0.5,   0.8,   0.95,  0.9999};
    static const double sizes[] = {0.5, 1, 3, 40, 1e3, 1e6};
    for (size_t i = 0; i < sizeof(shares) / sizeof(*shares); i++) {
        const double p = shares[i];
        const double z = pin_normal_quantile(p);
        cr_assert(near(pin_normal_cdf(z), p, 1e-14));
        for (size_t j = 0; j < sizeof(sizes) / sizeof(*sizes); j++) {
            const double t = pin_t_quantile(p, sizes[j]);
            cr_assert(near(pin_t_tail(-t, sizes[j]), p, 1e-12), "%g %g", p, sizes[j]);
            const double x = pin_beta_quantile(p, sizes[j], 2.5);
            cr_assert(near(pin_beta_cdf(x, sizes[j], 2.5), p, 1e-9), "%g %g", p,
                      sizes[j]);
        }
        cr_assert(near(pin_t_quantile(p, (double)INFINITY), z, 1e-15));
    }
    /* 1 - (1 - p)^(1/n), worked out the long way */
    cr_assert(near(pin_beta_quantile(0.025, 1, 1e6), -expm1(log1p(-0.025) / 1e6), 1e-13));
    static const double ks[] = {2, 3, 20, 1000};
    for (size_t i = 0; i < 4; i++) {
        const double q = pin_studentized_range_quantile(0.95, ks[i], 11);
        cr_assert(near(pin_studentized_range_tail(q, ks[i], 11), 0.05, 1e-12));
    }
    /* Tables of the 5 % point: 3.88 for 3 and 10, 4.47 for 10 and infinity. */
    cr_assert_float_eq(pin_studentized_range_quantile(0.95, 3, 10), 3.88, 0.005);
    const double q = pin_studentized_range_quantile(0.95, 10, (double)INFINITY);
    cr_assert_float_eq(q, 4.47, 0.005);
}

/* P(range of k uniform-scored normals > w) falls with w, rises with k. */
Test(distribution, the_range_tail_is_monotone_also_for_many_means)
{
    static const double ks[] = {2, 3, 10, 100, 1e4, 1e6};
    for (size_t i = 0; i < 6; i++) {
        double last = 1.0;
        for (double q = 0.25; q < 16; q += 0.25) {
            const double tail = pin_studentized_range_tail(q, ks[i], 200);
            cr_assert_leq(tail, last * (1 + 1e-12), "%g %g", q, ks[i]);
            cr_assert(i == 0 || tail >= (1 - 1e-12) * pin_studentized_range_tail(
                                                          q, ks[i - 1], 200));
            last = tail;
        }
        cr_assert(last > 0 && last < 1e-3);
    }
}

Test(distribution, ends_are_exact_and_nonsense_is_nan)
{
    const double inf = (double)INFINITY;
    const double nan_ = (double)NAN;
    cr_assert_eq(pin_normal_quantile(0), -inf);
    cr_assert_eq(pin_normal_quantile(1), inf);
    cr_assert_eq(pin_t_quantile(1, 3), inf);
    cr_assert_eq(pin_t_quantile(0.5, 3), 0);
    cr_assert_eq(pin_t_tail(inf, 3), 0);
    cr_assert_eq(pin_t_tail(-inf, 3), 1);
    cr_assert_eq(pin_t_tail(0, 3), 0.5);
    cr_assert_eq(pin_chi2_tail(-1, 3), 1);
    cr_assert_eq(pin_chi2_tail(inf, 3), 0);
    cr_assert_eq(pin_f_tail(0, 3, 4), 1);
    cr_assert_eq(pin_f_tail(inf, 3, 4), 0);
    cr_assert_eq(pin_beta_quantile(0, 2, 3), 0);
    cr_assert_eq(pin_beta_quantile(1, 2, 3), 1);
    cr_assert_eq(pin_studentized_range_tail(0, 3, 4), 1);
    cr_assert_eq(pin_studentized_range_tail(inf, 3, 4), 0);
    cr_assert_eq(pin_studentized_range_quantile(0, 3, 4), 0);
    const double nonsense[] = {
        pin_normal_tail(nan_),
        pin_normal_quantile(-0.1),
        pin_normal_quantile(1.1),
        pin_normal_quantile(nan_),
        pin_t_tail(nan_, 3),
        pin_t_tail(1, 0),
        pin_t_tail(1, nan_),
        pin_t_quantile(nan_, 3),
        pin_t_quantile(0.5, -1),
        pin_chi2_tail(nan_, 3),
        pin_chi2_tail(1, 0),
        pin_chi2_tail(-1, nan_),
        pin_f_tail(nan_, 1, 2),
        pin_f_tail(1, 0, 2),
        pin_f_tail(1, 2, nan_),
        pin_beta_cdf(1.1, 1, 1),
        pin_beta_cdf(-0.1, 1, 1),
        pin_beta_cdf(0.5, 0, 1),
        pin_beta_quantile(nan_, 1, 1),
        pin_beta_quantile(0.5, 1, 0),
        pin_binomial_tail(nan_, 3, .5),
        pin_binomial_tail(1, 3, 1.5),
        pin_binomial_tail(1, nan_, .5),
        pin_studentized_range_tail(nan_, 3, 4),
        pin_studentized_range_tail(1, 1, 4),
        pin_studentized_range_tail(1, 3, 0),
        pin_studentized_range_quantile(nan_, 3, 4),
        pin_studentized_range_quantile(.5, 1, 4),
    };
    for (size_t i = 0; i < sizeof(nonsense) / sizeof(*nonsense); i++) {
        cr_assert(isnan(nonsense[i]), "%zu", i);
    }
}
