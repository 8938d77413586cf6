#include "harness/analysis/comparison.h"
#include "harness/base/rng.h"
#include "harness/stats/multiplicity.h"
#include "harness/stats/permute.h"
#include "tests/analysis/hand_panel.h"

static struct pin_comparing all_pairs(const struct hand_panel *hand)
{
    return (struct pin_comparing){
        .panel = &hand->panel,
        .figures_n = hand->panel.figures_n,
        .baseline = UINT32_MAX,
        .resampling = {.seed = 1, .resamples_n = 500, .threads = 2},
        .permutations_n = 999,
        .level = 0.95,
        .margin = (double)NAN};
}

static struct pin_comparisons make(struct hand_panel *hand,
                                   const struct pin_comparing *comparing)
{
    struct pin_comparisons made;
    cr_assert_eq(pin_comparisons_make(&made, comparing, &hand->arena, &hand->err), PIN_OK,
                 "%s", hand->err.text);
    return made;
}

/* Values that depend on system, figure and unit; the later system is a little better. */
static void draw(struct hand_panel *hand, double step)
{
    for (uint32_t s = 0; s < hand->panel.systems_n; s++) {
        for (uint32_t i = 0; i < hand->panel.figures_n; i++) {
            for (uint32_t unit = 0; unit < hand->units_n; unit++) {
                hand->panel.systems[s].values[i][unit] =
                    0.3 * pin_rng_unit(7, 1, unit) +
                    0.4 * pin_rng_unit(7, 100 + s, unit) +
                    0.1 * pin_rng_unit(7, 1000 + s * 64 + i, unit) + step * s;
            }
        }
    }
}

static void eq(double got, double wanted, const char *what)
{
    cr_assert(fabs(got - wanted) < 1e-12, "%s: %.17g, expected %.17g", what, got, wanted);
}

/* Equal to the last digit, NaN being the same as NaN. */
static bool same(double a, double b)
{
    return (a <= b && a >= b) || (isnan(a) && isnan(b));
}

Test(comparison, four_clusters_worked_out_by_hand)
{
    struct hand_panel hand;
    hand_panel_init(&hand, 2, 1, 8);
    hand_panel_cluster(&hand, 2);
    hand_panel_set(&hand, 0, 0, (const double[]){.5, .5, .5, .5, .5, .5, .5, .5});
    hand_panel_set(&hand, 1, 0, (const double[]){.6, .7, .5, .7, .9, .5, .5, .4});
    struct pin_comparing comparing = all_pairs(&hand);
    comparing.margin = 0.05;
    comparing.t = true;
    comparing.sign = true;
    const struct pin_comparisons made = make(&hand, &comparing);
    const struct pin_comparison *row = made.rows;

    /* sums of the clusters: .3 .2 .4 -.1 */
    cr_assert_eq(made.rows_n, 1);
    cr_assert_eq(made.pairs_n, 1);
    cr_assert(made.exact);
    cr_assert_eq(made.flips_n, 16);
    cr_assert_eq(row->units_n, 8);
    cr_assert_eq(row->clusters_n, 4);
    cr_assert_eq(row->left_n, 0);
    cr_assert_eq(row->wins_n, 4);
    cr_assert_eq(row->ties_n, 3);
    cr_assert_eq(row->losses_n, 1);
    cr_assert_eq(row->beyond_n, 1);
    eq(row->value_a, 0.5, "baseline");
    eq(row->value_b, 0.6, "candidate");
    eq(row->mean, 0.1, "mean");
    eq(row->relative, 0.2, "relative");
    /* |sum| of at least .8: ++++ ---- +++- ---+ */
    eq(row->p, 4.0 / 16, "p");
    eq(row->p_adjusted, 4.0 / 16, "corrected");
    /* rests .1 0 .2 -.3: se = sqrt(4 / 3 x .14) / 8 */
    eq(row->error, sqrt(4.0 / 3 * 0.14) / 8, "standard error");
    eq(row->effect_clusters, 0.1 / (2 * row->error), "d_z over clusters");
    /* squares of differences .01 .04 .04 .16 .01, mean .1 */
    eq(row->effect_units, 0.1 / sqrt((0.26 - 8 * 0.01) / 7), "d_z over units");
    eq(row->detectable, (1.959963984540054 + 0.8416212335729143) * row->error, "mde");
    const double root = row->detectable * 2 / 0.05;
    eq(row->needed, ceil(root * root), "needed");
    eq(row->p_sign, 10.0 / 16, "sign: 3 of 4");
    cr_assert(row->p_t > 0.0 && row->p_t < 1.0);
    cr_assert(isnan(row->p_wilcoxon));
    cr_assert_eq(row->verdict, PIN_VERDICT_NOT_SHOWN);
    cr_assert(row->difference.low <= row->mean && row->mean <= row->difference.high);
    cr_assert(row->difference.low >= -0.05 - 1e-9 && row->difference.high <= 0.2 + 1e-9);
    hand_panel_free(&hand);
}

Test(comparison, a_run_against_itself_shows_nothing_and_has_p_1)
{
    struct hand_panel hand;
    hand_panel_init(&hand, 2, 2, 60);
    hand_panel_cluster(&hand, 2);
    draw(&hand, 0.0);
    for (uint32_t i = 0; i < 2; i++) {
        hand_panel_set(&hand, 1, i, hand.panel.systems[0].values[i]);
    }
    const struct pin_comparing comparing = all_pairs(&hand);
    const struct pin_comparisons made = make(&hand, &comparing);
    for (uint32_t i = 0; i < 2; i++) {
        const struct pin_comparison *row = &made.rows[i];
        eq(row->mean, 0.0, "mean");
        eq(row->difference.low, 0.0, "low");
        eq(row->difference.high, 0.0, "high");
        eq(row->joint_low, 0.0, "joint low");
        eq(row->joint_high, 0.0, "joint high");
        eq(row->p, 1.0, "p");
        eq(row->p_adjusted, 1.0, "corrected");
        eq(row->effect_units, 0.0, "effect");
        cr_assert_eq(row->wins_n + row->losses_n, 0);
        cr_assert_eq(row->ties_n, 60);
        cr_assert_eq(row->verdict, PIN_VERDICT_NOT_SHOWN);
    }
    hand_panel_free(&hand);
}

Test(comparison, one_unit_or_one_cluster_says_nothing)
{
    for (uint32_t units_n = 1; units_n <= 3; units_n += 2) {
        struct hand_panel hand;
        hand_panel_init(&hand, 2, 1, units_n);
        hand_panel_cluster(&hand, 3);
        hand_panel_set(&hand, 1, 0, (const double[]){.1, .2, .3});
        struct pin_comparing comparing = all_pairs(&hand);
        comparing.t = comparing.wilcoxon = comparing.sign = true;
        comparing.margin = 0.1;
        const struct pin_comparisons made = make(&hand, &comparing);
        const struct pin_comparison *row = made.rows;
        cr_assert_eq(row->clusters_n, 1);
        eq(row->mean, units_n == 1 ? 0.1 : 0.2, "mean");
        eq(row->p, 1.0, "p");
        cr_assert(isnan(row->difference.low) && isnan(row->error) && isnan(row->p_t));
        cr_assert(isnan(row->detectable) && isnan(row->needed));
        cr_assert(!isfinite(row->joint_low) && !isfinite(row->joint_high));
        cr_assert(isnan(row->relative), "the baseline has 0");
        cr_assert_eq(row->verdict, PIN_VERDICT_NOT_SHOWN);
        hand_panel_free(&hand);
    }
}

Test(comparison, units_that_one_side_lacks_are_left_out_and_counted)
{
    const double none = (double)NAN;
    struct hand_panel hand;
    hand_panel_init(&hand, 2, 1, 5);
    hand_panel_set(&hand, 0, 0, (const double[]){.1, none, .3, none, .5});
    hand_panel_set(&hand, 1, 0, (const double[]){.2, .9, none, none, .4});
    const struct pin_comparing comparing = all_pairs(&hand);
    const struct pin_comparisons made = make(&hand, &comparing);
    cr_assert_eq(made.rows->units_n, 2);
    cr_assert_eq(made.rows->left_n, 2);
    cr_assert_eq(made.rows->clusters_n, 2);
    eq(made.rows->value_a, 0.3, "baseline");
    eq(made.rows->value_b, 0.3, "candidate");
    eq(made.rows->mean, 0.0, "mean");
    cr_assert(made.rows->difference.low >= -0.1 - 1e-12);
    cr_assert(made.rows->difference.high <= 0.1 + 1e-12);
    hand_panel_free(&hand);
}

Test(comparison, nothing_shared_takes_no_part_in_any_correction)
{
    for (uint32_t c = 0; c < PIN_CORRECTIONS_N; c++) {
        struct hand_panel hand;
        hand_panel_init(&hand, 2, 3, 30);
        draw(&hand, 0.03);
        for (uint32_t unit = 0; unit < 30; unit++) {
            hand.panel.systems[unit % 2].values[2][unit] = (double)NAN;
        }
        struct pin_comparing comparing = all_pairs(&hand);
        comparing.correction = (enum pin_correction)c;
        comparing.t = comparing.wilcoxon = comparing.sign = true;
        comparing.margin = 0.1;
        const struct pin_comparisons three = make(&hand, &comparing);
        comparing.figures_n = 2;
        const struct pin_comparisons two = make(&hand, &comparing);
        const struct pin_comparison *row = &three.rows[2];
        cr_assert_eq(row->verdict, PIN_VERDICT_NO_UNITS);
        cr_assert_eq(row->left_n, 30);
        cr_assert(isnan(row->mean) && isnan(row->p) && isnan(row->p_adjusted));
        cr_assert(isnan(row->p_t) && isnan(row->p_wilcoxon) && isnan(row->joint_low));
        for (uint32_t i = 0; i < 2; i++) {
            cr_assert(same(three.rows[i].p_adjusted, two.rows[i].p_adjusted), "%s",
                      pin_correction_name((enum pin_correction)c));
        }
        hand_panel_free(&hand);
    }
}

Test(comparison, the_verdict_knows_the_direction_and_the_difference_does_not)
{
    struct hand_panel hand;
    hand_panel_init(&hand, 2, 2, 40);
    draw(&hand, 0.5);
    hand_panel_set(&hand, 0, 1, hand.panel.systems[0].values[0]);
    hand_panel_set(&hand, 1, 1, hand.panel.systems[1].values[0]);
    hand.figures[1].lower_is_better = true;
    const struct pin_comparing comparing = all_pairs(&hand);
    const struct pin_comparisons made = make(&hand, &comparing);
    const struct pin_comparison *up = &made.rows[0];
    const struct pin_comparison *down = &made.rows[1];
    cr_assert(up->mean > 0.0 && same(up->mean, down->mean));
    cr_assert(same(up->p, down->p));
    cr_assert_eq(up->verdict, PIN_VERDICT_BETTER);
    cr_assert_eq(down->verdict, PIN_VERDICT_WORSE);
    cr_assert_eq(up->wins_n, down->losses_n);
    cr_assert_eq(up->losses_n, down->wins_n);
    hand_panel_free(&hand);
}

Test(comparison, a_baseline_is_compared_with_all_others_and_else_all_pairs_are)
{
    struct hand_panel hand;
    hand_panel_init(&hand, 4, 2, 12);
    draw(&hand, 0.01);
    struct pin_comparing comparing = all_pairs(&hand);
    const struct pin_comparisons all = make(&hand, &comparing);
    comparing.baseline = 2;
    const struct pin_comparisons some = make(&hand, &comparing);
    static const uint32_t pairs[][2] = {{0, 1}, {0, 2}, {0, 3}, {1, 2}, {1, 3}, {2, 3}};
    static const uint32_t others[] = {0, 1, 3};
    cr_assert_eq(all.pairs_n, 6);
    cr_assert_eq(all.rows_n, 12);
    for (uint32_t i = 0; i < 12; i++) {
        cr_assert_eq(all.rows[i].a, pairs[i / 2][0]);
        cr_assert_eq(all.rows[i].b, pairs[i / 2][1]);
        cr_assert_eq(all.rows[i].figure, i % 2);
    }
    cr_assert_eq(some.pairs_n, 3);
    for (uint32_t i = 0; i < 6; i++) {
        cr_assert_eq(some.rows[i].a, 2);
        cr_assert_eq(some.rows[i].b, others[i / 2]);
        cr_assert_eq(some.rows[i].figure, i % 2);
    }
    hand_panel_free(&hand);
}

Test(comparison, corrections_are_those_of_the_family_of_p_values)
{
    static const enum pin_adjustment same_as[] = {PIN_ADJUST_NONE, PIN_ADJUST_HOLM,
                                                  PIN_ADJUST_BONFERRONI, PIN_ADJUST_BH,
                                                  PIN_ADJUST_NONE};
    struct hand_panel hand;
    hand_panel_init(&hand, 3, 2, 60);
    draw(&hand, 0.04);
    for (uint32_t c = PIN_CORRECTION_HOLM; c < PIN_CORRECTIONS_N; c++) {
        struct pin_comparing comparing = all_pairs(&hand);
        comparing.correction = (enum pin_correction)c;
        const struct pin_comparisons made = make(&hand, &comparing);
        double p[6];
        const double *adjusted = NULL;
        for (uint32_t i = 0; i < 6; i++) {
            p[i] = made.rows[i].p;
        }
        cr_assert_eq(pin_adjust(&adjusted, same_as[c], p, 6, &hand.arena, NULL), PIN_OK);
        for (uint32_t i = 0; i < 6; i++) {
            cr_assert(same(made.rows[i].p_adjusted, adjusted[i]));
            cr_assert(isnan(made.rows[i].joint_low));
        }
    }
    hand_panel_free(&hand);
}

/* Over many strengths: where the joint interval leaves 0 out, the verdict agrees, and it
 * has the mean inside. */
Test(comparison, a_joint_interval_without_0_goes_with_a_shown_difference)
{
    uint32_t without_0_n = 0;
    uint32_t shown_n = 0;
    for (uint32_t k = 0; k < 12; k++) {
        struct hand_panel hand;
        hand_panel_init(&hand, 3, 2, 80);
        hand_panel_cluster(&hand, 2);
        draw(&hand, 0.02 * k);
        const struct pin_comparing comparing = all_pairs(&hand);
        const struct pin_comparisons made = make(&hand, &comparing);
        for (uint32_t i = 0; i < made.rows_n; i++) {
            const struct pin_comparison *row = &made.rows[i];
            const bool shown = row->verdict != PIN_VERDICT_NOT_SHOWN;
            const bool without_0 = row->joint_low > 0.0 || row->joint_high < 0.0;
            cr_assert(shown || !without_0, "step %u, row %u", k, i);
            cr_assert(row->joint_low < row->mean && row->mean < row->joint_high);
            cr_assert(row->p <= row->p_adjusted);
            without_0_n += without_0;
            shown_n += shown;
        }
        hand_panel_free(&hand);
    }
    cr_assert(without_0_n > 20 && shown_n >= without_0_n && shown_n < 72);
}

/* More pairs than are resampled together, and values that are lacking here and there: a
 * pair has the interval that it has alone. */
Test(comparison, many_pairs_have_the_intervals_that_each_has_alone)
{
    enum { SYSTEMS = 21, UNITS = 24 };
    struct hand_panel hand;
    struct hand_panel two;
    hand_panel_init(&hand, SYSTEMS, 2, UNITS);
    hand_panel_cluster(&hand, 2);
    draw(&hand, 0.01);
    for (uint32_t s = 3; s < SYSTEMS; s += 3) {
        hand.panel.systems[s].values[1][s] = (double)NAN;
    }
    struct pin_comparing comparing = all_pairs(&hand);
    comparing.method = PIN_INTERVAL_BCA;
    comparing.resampling.resamples_n = 200;
    comparing.permutations_n = 50;
    const struct pin_comparisons made = make(&hand, &comparing);
    cr_assert_eq(made.rows_n, 420);
    for (uint32_t i = 0; i < made.rows_n; i += 17) {
        const struct pin_comparison *row = &made.rows[i];
        hand_panel_init(&two, 2, 1, UNITS);
        hand_panel_cluster(&two, 2);
        hand_panel_set(&two, 0, 0, hand.panel.systems[row->a].values[row->figure]);
        hand_panel_set(&two, 1, 0, hand.panel.systems[row->b].values[row->figure]);
        comparing.panel = &two.panel;
        comparing.figures_n = 1;
        const struct pin_comparisons alone = make(&two, &comparing);
        cr_assert(same(row->difference.low, alone.rows->difference.low), "row %u", i);
        cr_assert(same(row->difference.high, alone.rows->difference.high), "row %u", i);
        cr_assert(same(row->change.low, alone.rows->change.low), "row %u", i);
        cr_assert(same(row->error, alone.rows->error), "row %u", i);
        hand_panel_free(&two);
    }
    hand_panel_free(&hand);
}

Test(comparison, digits_do_not_depend_on_threads)
{
    struct hand_panel hand;
    hand_panel_init(&hand, 4, 3, 90);
    hand_panel_cluster(&hand, 3);
    draw(&hand, 0.02);
    struct pin_comparing comparing = all_pairs(&hand);
    comparing.resampling.threads = 1;
    const struct pin_comparisons one = make(&hand, &comparing);
    comparing.resampling.threads = 8;
    const struct pin_comparisons eight = make(&hand, &comparing);
    for (uint32_t i = 0; i < one.rows_n; i++) {
        const struct pin_comparison *a = &one.rows[i];
        const struct pin_comparison *b = &eight.rows[i];
        cr_assert(same(a->p, b->p) && same(a->p_adjusted, b->p_adjusted));
        cr_assert(same(a->difference.low, b->difference.low));
        cr_assert(same(a->change.high, b->change.high));
        cr_assert(same(a->joint_low, b->joint_low) && same(a->error, b->error));
    }
    hand_panel_free(&hand);
}
