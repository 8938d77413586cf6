#include "harness/base/rng.h"
#include "harness/stats/exposure.h"

#include <math.h>
#include <string.h>

#include <criterion/criterion.h>

struct measured {
    struct pin_exposure exposure;
    double weights[8];
    uint32_t counts[8];
};

static struct measured measure(const uint32_t *groups, uint32_t places_n,
                               const double *targets)
{
    struct measured out = {.weights = {0}};
    const struct pin_shown_list list = {groups, places_n, targets};
    out.exposure = pin_exposure_of(&list, out.weights, out.counts);
    return out;
}

Test(exposure, the_first_two_places_weigh_one_and_shares_follow_by_hand)
{
    static const uint32_t groups[] = {0, 1, PIN_EXPOSURE_NONE, 0};
    static const double targets[] = {0.5, 0.5};
    const struct measured m = measure(groups, 4, targets);
    cr_assert_eq(m.exposure.known_n, 3);
    cr_assert_float_eq(m.weights[0], 1.5, 1e-15); /* 1 and 1 / log2(4) */
    cr_assert_float_eq(m.weights[1], 1.0, 1e-15);
    cr_assert_float_eq(m.exposure.weight, 2.5, 1e-15);
    cr_assert_eq(m.counts[0], 2);
    cr_assert_eq(m.counts[1], 1);
    /* e = (.6, .4): JSD by its definition */
    const double jsd = (0.6 * log(0.6 / 0.55) + 0.4 * log(0.4 / 0.45) +
                        0.5 * log(0.5 / 0.55) + 0.5 * log(0.5 / 0.45)) /
                       2;
    cr_assert_float_eq(m.exposure.awrf, 1 - jsd, 1e-15);
    /* prefixes (1, 0), (1/2, 1/2), (2/3, 1/3) */
    const double third = 2.0 / 3 * log(4.0 / 3) + 1.0 / 3 * log(2.0 / 3);
    const double z = 1 + 1 / log2(3) + 0.5;
    cr_assert_float_eq(m.exposure.ndkl, (log(2) + 0.5 * third) / z, 1e-15);
}

Test(exposure, awrf_is_one_at_the_target_and_one_less_ln_two_at_its_opposite)
{
    static const uint32_t both[] = {0, 1};
    static const uint32_t one[] = {0, 0, 0};
    static const double even[] = {0.5, 0.5};
    static const double other[] = {0.0, 1.0};
    cr_assert_float_eq(measure(both, 2, even).exposure.awrf, 1.0, 1e-15);
    const struct pin_exposure opposite = measure(one, 3, other).exposure;
    cr_assert_float_eq(opposite.awrf, 1 - log(2), 1e-15);
    cr_assert(isnan(opposite.ndkl)); /* infinite: a group with target 0 is shown */
}

Test(exposure, a_list_without_a_known_group_has_no_measure)
{
    static const uint32_t none[] = {PIN_EXPOSURE_NONE};
    static const double targets[] = {1.0};
    for (uint32_t n = 0; n < 2; n++) {
        const struct pin_exposure exposure = measure(none, n, targets).exposure;
        cr_assert_eq(exposure.known_n, 0);
        cr_assert(isnan(exposure.awrf) && isnan(exposure.ndkl));
    }
}

static double log_ratio(double share, double target)
{
    return share > 0 ? share * log(share / target) : 0.0;
}

/* From the shares of every prefix and of all groups. */
static struct pin_exposure naive(const uint32_t *groups, uint32_t n,
                                 const double *targets)
{
    struct pin_exposure out = {0, 0, 1, 0};
    double shown[8] = {0};
    double z = 0;
    for (uint32_t i = 0; i < n; i++) {
        double shares[8] = {0};
        double divergence = 0;
        for (uint32_t j = 0; j <= i; j++) {
            shares[groups[j]] += 1.0 / (i + 1);
        }
        for (uint32_t g = 0; g < 8; g++) {
            divergence += log_ratio(shares[g], targets[g]);
        }
        out.ndkl += divergence / log2(i + 2.0);
        z += 1 / log2(i + 2.0);
        shown[groups[i]] += 1 / log2(i < 2 ? 2.0 : i + 1.0);
        out.weight += 1 / log2(i < 2 ? 2.0 : i + 1.0);
    }
    out.ndkl /= z;
    for (uint32_t g = 0; g < 8; g++) {
        const double middle = (shown[g] / out.weight + targets[g]) / 2;
        out.awrf -=
            (log_ratio(shown[g] / out.weight, middle) + log_ratio(targets[g], middle)) /
            2;
    }
    return out;
}

Test(exposure, long_lists_agree_with_the_definitions_prefix_by_prefix)
{
    static const double targets[] = {0.3, 0.2, 0.1, 0.1, 0.1, 0.1, 0.05, 0.05};
    for (uint64_t seed = 0; seed < 50; seed++) {
        uint32_t groups[100];
        const uint32_t n = 1 + pin_rng_below(seed, 0, 0, 100);
        for (uint32_t i = 0; i < n; i++) {
            groups[i] = pin_rng_below(seed, 1, i, 1 + seed % 8);
        }
        const struct pin_exposure got = measure(groups, n, targets).exposure;
        const struct pin_exposure expected = naive(groups, n, targets);
        cr_assert_float_eq(got.awrf, expected.awrf, 1e-12);
        cr_assert_float_eq(got.ndkl, expected.ndkl, 1e-12);
        cr_assert_float_eq(got.weight, expected.weight, 1e-12);
    }
}
