#include "tests/metrics/rankings.h"
#include "tests/reference/metrics_reference.h"

#include <math.h>
#include <string.h>

#include <criterion/criterion.h>

static bool same(double a, double b)
{
    return (isnan(a) && isnan(b)) || fabs(a - b) <= 1e-12 * fmax(1, fabs(b));
}

/* The label without the cutoff that a use was made with. */
static void reference_label(char into[64], const struct pin_metric_use *use)
{
    const size_t length = strcspn(use->label, "@");
    cr_assert_lt(length, 64);
    memcpy(into, use->label, length);
    into[length] = '\0';
}

static void compare(const struct pin_metric_use *use, const struct ranking *ranking,
                    uint64_t seed)
{
    char label[64];
    reference_label(label, use);
    const bool needs = (use->ops->head.caps & PIN_CAP_NEEDS_CUTOFF) != 0;
    const bool takes = (use->ops->head.caps & PIN_CAP_CUTOFF) != 0;
    for (uint32_t k = takes ? 1 : 61; k <= (needs ? 60 : 61); k++) {
        const uint32_t cutoff = k == 61 ? PIN_CUTOFF_NONE : k;
        const double value = metric_value(use, ranking, cutoff);
        const double expected = reference_value(label, &ranking->judged, cutoff);
        if (!same(value, expected)) { /* an assertion that holds is not free */
            cr_assert_fail("%s@%u is %.17g, not %.17g; PIN_SEED=%lu", label, cutoff,
                           value, expected, (unsigned long)seed);
        }
    }
}

static void compare_all(void (*make)(struct ranking *out, struct prop *prop))
{
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    struct pin_metric_use uses[USES_MAX];
    const uint32_t uses_n = metric_uses(uses, &arena);
    const uint64_t cases_n = prop_cases_n(10000);
    uint64_t values_n = 0;
    for (uint64_t i = 0; i < cases_n; i++) {
        struct prop prop = prop_case(i);
        struct ranking ranking;
        make(&ranking, &prop);
        for (uint32_t u = 0; u < uses_n; u++) {
            compare(&uses[u], &ranking, prop.seed);
            values_n++;
        }
    }
    cr_assert_eq(values_n, cases_n * 13);
    pin_arena_free(&arena);
}

Test(against_reference, strict_rankings_at_every_cutoff)
{
    compare_all(ranking_strict);
}

Test(against_reference, rankings_as_listed_at_every_cutoff)
{
    compare_all(ranking_as_listed);
}
