/* Sign flips against recorded results of scipy and numpy: four systems, 50 topics. */
#include "harness/stats/permute.h"
#include "tests/stats/golden.h"

enum { TOPICS = 50, PAIRS = 4 };

static const char *const pairs[PAIRS] = {"A_B", "A_C", "A_D", "B_C"};

static void read_differences(double *sums, struct golden *golden)
{
    for (size_t j = 0; j < PAIRS; j++) {
        char path[2][16];
        uint32_t n = 0;
        (void)snprintf(path[0], sizeof(path[0]), "vectors/%c", pairs[j][0]);
        (void)snprintf(path[1], sizeof(path[1]), "vectors/%c", pairs[j][2]);
        const double *a = golden_numbers(&n, golden, path[0]);
        const double *b = golden_numbers(&n, golden, path[1]);
        cr_assert_eq(n, TOPICS);
        for (uint32_t i = 0; i < TOPICS; i++) {
            sums[i * PAIRS + j] = b[i] - a[i];
        }
    }
}

static struct pin_flip_result flip(struct golden *golden, uint32_t topics_n,
                                   uint32_t flips_n)
{
    double sums[TOPICS * PAIRS];
    struct pin_flip_result result;
    const struct pin_flip_family family = {topics_n, PAIRS, sums};
    const struct pin_resampling resampling = {
        .seed = 1, .resamples_n = flips_n, .threads = 2};
    read_differences(sums, golden);
    cr_assert_eq(pin_flip_signs(&result, &family, &resampling, &golden->arena, NULL),
                 PIN_OK);
    return result;
}

Test(permute_golden, the_exact_p_of_fourteen_topics_is_the_recorded_one)
{
    struct golden golden;
    golden_open(&golden, GOLDEN_STATS);
    const struct pin_flip_result result = flip(&golden, 14, 10);
    cr_assert(result.exact);
    for (size_t j = 0; j < 3; j++) {
        char path[64];
        (void)snprintf(path, sizeof(path), "exact_randomization_first14/%s/2", pairs[j]);
        const double p = golden_number(golden.root, path); /* a count over 2^14 */
        cr_assert_float_eq(result.tests[j].p[PIN_SIDE_TWO], p, 0, "%s: %g", pairs[j],
                           result.tests[j].p[PIN_SIDE_TWO]);
    }
    golden_close(&golden);
}

/* Two draws of 400,000: standard error of the difference sqrt(2 p (1 - p) / 400000). */
Test(permute_golden, the_random_p_of_fifty_topics_is_the_recorded_one)
{
    struct golden golden;
    golden_open(&golden, GOLDEN_STATS);
    const struct pin_flip_result result = flip(&golden, TOPICS, 400000);
    cr_assert_not(result.exact);
    for (size_t j = 0; j < PAIRS; j++) {
        char path[64];
        (void)snprintf(path, sizeof(path), "mc_randomization_400k_plus1/%s", pairs[j]);
        const double p = golden_number(golden.root, path);
        const double apart = result.tests[j].p[PIN_SIDE_TWO] - p;
        cr_assert(apart * apart < 16 * 2 * p * (1 - p) / 400000, "%s: %g", pairs[j],
                  apart);
    }
    golden_close(&golden);
}
