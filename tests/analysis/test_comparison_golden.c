/* Pairs of systems over 50 topics against recorded results of scipy. */
#include "harness/analysis/comparison.h"
#include "tests/analysis/hand_panel.h"
#include "tests/stats/golden.h"

enum { TOPICS = 50 };

static double at(const struct golden *golden, const char *pair, const char *what)
{
    char path[128];
    (void)snprintf(path, sizeof(path), "pairs/%s/%s", pair, what);
    return golden_number(golden->root, path);
}

static void near(double got, double wanted, double within, const char *what)
{
    cr_assert(fabs(got - wanted) <= within * fabs(wanted) + 1e-14,
              "%s: %.17g, recorded %.17g", what, got, wanted);
}

static void check(const struct pin_comparison *row, const struct golden *golden,
                  const char *pair)
{
    char path[128];
    near(row->mean, at(golden, pair, "mean_diff"), 1e-12, pair);
    near(row->error, at(golden, pair, "sd_diff_ddof1") / sqrt(TOPICS), 1e-12, pair);
    near(row->effect_units, at(golden, pair, "cohen_dz"), 1e-12, pair);
    near(row->effect_clusters, at(golden, pair, "cohen_dz"), 1e-12, pair);
    near(row->p_t, at(golden, pair, "t_p_two"), 1e-9, pair);
    /* Recorded from differences whose last digits break ties; here they are ties. */
    near(row->p_wilcoxon, at(golden, pair, "wilcoxon_approx_wilcox_corr0/1"), 0.02, pair);
    near(row->p_sign, at(golden, pair, "sign_test_p"), 1e-9, pair);
    cr_assert_eq(row->wins_n, at(golden, pair, "win_tie_loss/0"));
    cr_assert_eq(row->ties_n, at(golden, pair, "win_tie_loss/1"));
    cr_assert_eq(row->losses_n, at(golden, pair, "win_tie_loss/2"));
    (void)snprintf(path, sizeof(path), "mc_randomization_400k_plus1/%s", pair);
    const double p = golden_number(golden->root, path);
    cr_assert(fabs(row->p - p) < 4.0 * sqrt(p / 20000.0) + 1.0 / 20000.0,
              "%s: %g, recorded %g", pair, row->p, p);
}

Test(comparison_golden, pairs_agree_with_scipy)
{
    static const char *const systems[] = {"vectors/A", "vectors/B", "vectors/C",
                                          "vectors/D"};
    static const struct {
        const char *name;
        uint32_t a, b;
    } pairs[] = {{"A_B", 0, 1}, {"A_C", 0, 2}, {"A_D", 0, 3}, {"B_C", 1, 2}};
    struct golden golden;
    struct hand_panel hand;
    golden_open(&golden, GOLDEN_STATS);
    hand_panel_init(&hand, 4, 1, TOPICS);
    for (uint32_t s = 0; s < 4; s++) {
        uint32_t n = 0;
        const double *values = golden_numbers(&n, &golden, systems[s]);
        cr_assert_eq(n, TOPICS);
        hand_panel_set(&hand, s, 0, values);
    }
    struct pin_comparisons made;
    const struct pin_comparing comparing = {
        .panel = &hand.panel,
        .figures_n = 1,
        .baseline = UINT32_MAX,
        .resampling = {.seed = 1, .resamples_n = 10000, .threads = 2},
        .permutations_n = 20000,
        .level = 0.95,
        .margin = (double)NAN,
        .t = true,
        .wilcoxon = true,
        .sign = true};
    cr_assert_eq(pin_comparisons_make(&made, &comparing, &hand.arena, &hand.err), PIN_OK);
    cr_assert_eq(made.rows_n, 6);
    for (uint32_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
        for (uint32_t j = 0; j < made.rows_n; j++) {
            if (made.rows[j].a == pairs[i].a && made.rows[j].b == pairs[i].b) {
                check(&made.rows[j], &golden, pairs[i].name);
            }
        }
    }
    const char *at_low = "bootstrap_mean_diff_A_B_95/percentile/0";
    const char *at_high = "bootstrap_mean_diff_A_B_95/percentile/1";
    const double low = fabs(golden_number(golden.root, at_low));
    const double high = fabs(golden_number(golden.root, at_high));
    cr_assert(
        fabs(fmin(fabs(made.rows[0].difference.low), fabs(made.rows[0].difference.high)) -
             fmin(low, high)) < 0.0015);
    hand_panel_free(&hand);
    golden_close(&golden);
}
