/* Sign flips against recorded results of scipy and numpy: four systems, 50 topics. */
#include "harness/base/json.h"
#include "harness/stats/permute.h"

#include <stdio.h>
#include <stdlib.h>

#include <criterion/criterion.h>

enum { TOPICS = 50, PAIRS = 4 };

static const char *const pairs[PAIRS][3] = {
    {"A_B", "A", "B"}, {"A_C", "A", "C"}, {"A_D", "A", "D"}, {"B_C", "B", "C"}};

/* NULL, and the test is skipped, where the data is not there. */
static const struct pin_json *read_golden(struct pin_arena *arena)
{
    static const char at[] = "trec/golden/stats/stats_golden.json";
    char path[4096];
    const struct pin_json *golden = NULL;
    const char *data = getenv("PINBENCH_DATA");
    const char *source = getenv("PIN_SRC");
    if (data) {
        (void)snprintf(path, sizeof(path), "%s/%s", data, at);
    } else {
        (void)snprintf(path, sizeof(path), "%s/../shared/data/%s", source ? source : ".",
                       at);
    }
    FILE *file = fopen(path, "r");
    if (!file) {
        return NULL;
    }
    (void)fclose(file);
    cr_assert_eq(pin_json_read(&golden, path, arena, NULL), PIN_OK);
    return golden;
}

static struct pin_json_at member(struct pin_json_at at, const char *key)
{
    struct pin_json_at found;
    cr_assert(pin_json_find(&found, at, key), "%s", key);
    return found;
}

static double number(struct pin_json_at at)
{
    double value = 0;
    cr_assert_eq(pin_json_f64(&value, at, NULL), PIN_OK);
    return value;
}

static double element(struct pin_json_at array, uint32_t ix)
{
    struct pin_json_at at;
    cr_assert_eq(pin_json_element(&at, array, ix, NULL), PIN_OK);
    return number(at);
}

static void read_differences(double *sums, const struct pin_json *golden)
{
    const struct pin_json_at vectors = member(pin_json_root(golden), "vectors");
    for (size_t j = 0; j < PAIRS; j++) {
        const struct pin_json_at a = member(vectors, pairs[j][1]);
        const struct pin_json_at b = member(vectors, pairs[j][2]);
        for (uint32_t i = 0; i < TOPICS; i++) {
            sums[i * PAIRS + j] = element(b, i) - element(a, i);
        }
    }
}

Test(permute_golden, the_exact_p_of_fourteen_topics_is_the_recorded_one)
{
    double sums[TOPICS * PAIRS];
    struct pin_arena arena;
    struct pin_flip_result result;
    pin_arena_init(&arena, 0);
    const struct pin_json *golden = read_golden(&arena);
    if (!golden) {
        cr_skip_test("no data: $PINBENCH_DATA and ../shared/data are absent");
    }
    read_differences(sums, golden);
    const struct pin_flip_family family = {14, PAIRS, sums};
    const struct pin_resampling resampling = {1, 10, 2};
    const struct pin_json_at recorded =
        member(pin_json_root(golden), "exact_randomization_first14");
    cr_assert_eq(pin_flip_signs(&result, &family, &resampling, &arena, NULL), PIN_OK);
    cr_assert(result.exact);
    for (size_t j = 0; j < 3; j++) {
        const struct pin_json_at counts = member(recorded, pairs[j][0]);
        cr_assert_float_eq(result.tests[j].p[PIN_SIDE_TWO],
                           element(counts, 0) / element(counts, 1), 0, "%s: %g",
                           pairs[j][0], result.tests[j].p[PIN_SIDE_TWO]);
    }
    pin_arena_free(&arena);
}

/* Two draws of 400,000: standard error of the difference sqrt(2 p (1 - p) / 400000). */
Test(permute_golden, the_random_p_of_fifty_topics_is_the_recorded_one)
{
    double sums[TOPICS * PAIRS];
    struct pin_arena arena;
    struct pin_flip_result result;
    pin_arena_init(&arena, 0);
    const struct pin_json *golden = read_golden(&arena);
    if (!golden) {
        cr_skip_test("no data: $PINBENCH_DATA and ../shared/data are absent");
    }
    read_differences(sums, golden);
    const struct pin_flip_family family = {TOPICS, PAIRS, sums};
    const struct pin_resampling resampling = {1, 400000, 2};
    const struct pin_json_at recorded =
        member(pin_json_root(golden), "mc_randomization_400k_plus1");
    cr_assert_eq(pin_flip_signs(&result, &family, &resampling, &arena, NULL), PIN_OK);
    for (size_t j = 0; j < PAIRS; j++) {
        const double p = number(member(recorded, pairs[j][0]));
        const double apart = result.tests[j].p[PIN_SIDE_TWO] - p;
        cr_assert(apart * apart < 16 * 2 * p * (1 - p) / 400000, "%s: %g", pairs[j][0],
                  apart);
    }
    pin_arena_free(&arena);
}
