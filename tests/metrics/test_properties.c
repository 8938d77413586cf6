#include "tests/metrics/rankings.h"

#include <math.h>
#include <string.h>

#include <criterion/criterion.h>

enum { CASES_N = 4000 };

static const uint32_t cutoffs[] = {1, 2, 3, 5, 10, 20, 50, 60, 1000, PIN_CUTOFF_NONE};

enum { CUTOFFS_N = sizeof(cutoffs) / sizeof(cutoffs[0]) };

static bool has(const struct pin_metric_use *use, uint32_t cap)
{
    return (use->ops->head.caps & cap) != 0;
}

static bool is_called(const struct pin_metric_use *use, const char *name)
{
    return strcmp(use->ops->head.name, name) == 0;
}

static bool allowed(const struct pin_metric_use *use, uint32_t cutoff)
{
    return cutoff == PIN_CUTOFF_NONE ? !has(use, PIN_CAP_NEEDS_CUTOFF)
                                     : has(use, PIN_CAP_CUTOFF);
}

/* Calls holds for every metric at every cutoff that it takes; it says whether the
 * property holds for this case. */
static void for_all(void (*make)(struct ranking *out, struct prop *prop),
                    bool (*holds)(const struct pin_metric_use *use, uint32_t cutoff,
                                  struct ranking *ranking, struct prop *prop))
{
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    struct pin_metric_use uses[USES_MAX];
    const uint32_t uses_n = metric_uses(uses, &arena);
    for (uint64_t i = 0; i < prop_cases_n(CASES_N); i++) {
        for (uint32_t u = 0; u < uses_n * CUTOFFS_N; u++) {
            const struct pin_metric_use *use = &uses[u / CUTOFFS_N];
            const uint32_t cutoff = cutoffs[u % CUTOFFS_N];
            struct prop prop = prop_case(i);
            struct ranking ranking; /* made anew, because holds may change it */
            make(&ranking, &prop);
            if (allowed(use, cutoff) && !holds(use, cutoff, &ranking, &prop)) {
                cr_assert_fail("%s, cutoff %u: PIN_SEED=%lu", use->label, cutoff,
                               (unsigned long)prop.seed);
            }
        }
    }
    pin_arena_free(&arena);
}

static bool in_unit_range(const struct pin_metric_use *use, uint32_t cutoff,
                          struct ranking *ranking, struct prop *prop)
{
    (void)prop;
    const double value = metric_value(use, ranking, cutoff);
    return isnan(value) || !has(use, PIN_CAP_UNIT_RANGE) ||
           (value >= 0 && value <= 1 + 1e-12);
}

Test(properties, a_strict_ranking_gives_values_from_0_to_1)
{
    for_all(ranking_strict, in_unit_range);
}

static bool costs_nothing_back(const struct pin_metric_use *use, uint32_t cutoff,
                               struct ranking *ranking, struct prop *prop)
{
    (void)prop;
    return !is_called(use, "delta_noneg") || !(metric_value(use, ranking, cutoff) < 0);
}

Test(properties, hard_negatives_never_help_a_strict_ranking)
{
    for_all(ranking_strict, costs_nothing_back);
}

static bool best_on_ideal(const struct pin_metric_use *use, uint32_t cutoff,
                          struct ranking *ranking, struct prop *prop)
{
    (void)prop;
    static const char *const perfect[] = {"ap", "ap_noneg", "ndcg", "rr", "hit", "rprec"};
    static const char *const spotless[] = {"delta_noneg", "neg_before_pos"};
    const double value = metric_value(use, ranking, cutoff);
    const bool whole = cutoff >= ranking->judged.relevant_n;
    for (size_t i = 0; i < sizeof(perfect) / sizeof(perfect[0]); i++) {
        if (is_called(use, perfect[i])) {
            return fabs(value - 1) <= 1e-12;
        }
    }
    for (size_t i = 0; i < sizeof(spotless) / sizeof(spotless[0]); i++) {
        if (is_called(use, spotless[i])) {
            return fabs(value) <= 1e-12;
        }
    }
    if (is_called(use, "recall") && whole) {
        return fabs(value - 1) <= 1e-12;
    }
    return !is_called(use, "p") || whole || fabs(value - 1) <= 1e-12;
}

Test(properties, the_ideal_ranking_cannot_be_beaten)
{
    for_all(ranking_ideal, best_on_ideal);
}

static void swap_with_next(struct ranking *ranking, uint32_t place)
{
    const int32_t grade = ranking->grades[place];
    const bool negative = ranking->hard_negative[place];
    ranking->grades[place] = ranking->grades[place + 1];
    ranking->hard_negative[place] = ranking->hard_negative[place + 1];
    ranking->grades[place + 1] = grade;
    ranking->hard_negative[place + 1] = negative;
}

/* Every pair of neighbours with the relevant one below is tried. */
static bool rises_with_a_relevant_hit(const struct pin_metric_use *use, uint32_t cutoff,
                                      struct ranking *ranking, struct prop *prop)
{
    (void)prop;
    const double before = metric_value(use, ranking, cutoff);
    bool holds = true;
    for (uint32_t i = 0; i + 1 < ranking->judged.depth; i++) {
        if (ranking->grades[i] < 1 && ranking->grades[i + 1] >= 1) {
            swap_with_next(ranking, i);
            const double after = metric_value(use, ranking, cutoff);
            holds = holds && isnan(after) == isnan(before) && !(after < before - 1e-12);
            swap_with_next(ranking, i);
        }
    }
    return holds || has(use, PIN_CAP_LOWER_IS_BETTER);
}

Test(properties, no_value_falls_when_a_relevant_hit_moves_up)
{
    for_all(ranking_strict, rises_with_a_relevant_hit);
}

static bool falls_with_a_negative(const struct pin_metric_use *use, uint32_t cutoff,
                                  struct ranking *ranking, struct prop *prop)
{
    (void)prop;
    const double before = metric_value(use, ranking, cutoff);
    bool holds = true;
    for (uint32_t i = 0; i + 1 < ranking->judged.depth; i++) {
        if (ranking->hard_negative[i] && !ranking->hard_negative[i + 1]) {
            swap_with_next(ranking, i);
            const double after = metric_value(use, ranking, cutoff);
            holds = holds && isnan(after) == isnan(before) && !(after > before + 1e-12);
            swap_with_next(ranking, i);
        }
    }
    return holds || !has(use, PIN_CAP_LOWER_IS_BETTER);
}

Test(properties, no_cost_rises_when_a_hard_negative_moves_down)
{
    for_all(ranking_strict, falls_with_a_negative);
}

/* The first place that a metric with this cutoff may not look at. */
static uint32_t horizon(const struct pin_metric_use *use, uint32_t cutoff,
                        const struct ranking *ranking)
{
    const bool skips = is_called(use, "ap_noneg") || is_called(use, "delta_noneg");
    uint32_t left_n = cutoff;
    uint32_t place = 0;
    for (; place < ranking->judged.depth && left_n > 0; place++) {
        left_n -= skips && ranking->hard_negative[place] ? 0 : 1;
    }
    return place;
}

static bool blind_below_the_cutoff(const struct pin_metric_use *use, uint32_t cutoff,
                                   struct ranking *ranking, struct prop *prop)
{
    if (!has(use, PIN_CAP_CUTOFF)) {
        return true; /* rprec looks at the first R */
    }
    const double before = metric_value(use, ranking, cutoff);
    for (uint32_t i = horizon(use, cutoff, ranking); i < ranking->judged.depth; i++) {
        ranking->grades[i] = (int32_t)prop_below(prop, 4) - 1;
        ranking->hard_negative[i] = ranking->grades[i] < 0;
    }
    const double after = metric_value(use, ranking, cutoff);
    return memcmp(&before, &after, sizeof(before)) == 0; /* to the last bit */
}

Test(properties, what_stands_below_the_cutoff_does_not_count)
{
    for_all(ranking_as_listed, blind_below_the_cutoff);
}

static bool whole_list_is_a_large_cutoff(const struct pin_metric_use *use,
                                         uint32_t cutoff, struct ranking *ranking,
                                         struct prop *prop)
{
    (void)prop;
    if (cutoff != PIN_CUTOFF_NONE || !has(use, PIN_CAP_CUTOFF)) {
        return true;
    }
    const double whole = metric_value(use, ranking, PIN_CUTOFF_NONE);
    const double large = metric_value(use, ranking, PIN_CUTOFF_MAX);
    return memcmp(&whole, &large, sizeof(whole)) == 0;
}

Test(properties, no_cutoff_is_the_same_as_a_cutoff_past_everything)
{
    for_all(ranking_as_listed, whole_list_is_a_large_cutoff);
}
