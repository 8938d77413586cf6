#include "harness/stats/multiplicity.h"

#include "harness/stats/ranks.h"

#include <math.h>
#include <string.h>

static const char *const names[PIN_ADJUSTMENTS_N] = {"none", "bonferroni", "holm",
                                                     "sidak", "bh"};

const char *pin_adjustment_name(enum pin_adjustment adjustment)
{
    return names[adjustment];
}

bool pin_adjustment_of(const char *name, enum pin_adjustment *out)
{
    for (uint32_t i = 0; i < PIN_ADJUSTMENTS_N; i++) {
        if (strcmp(names[i], name) == 0) {
            *out = (enum pin_adjustment)i;
            return true;
        }
    }
    return false;
}

static void adjust_each(double *p, uint32_t m, enum pin_adjustment adjustment)
{
    for (uint32_t i = 0; i < m; i++) {
        if (adjustment == PIN_ADJUST_BONFERRONI) {
            p[i] = fmin(1.0, m * p[i]);
        } else if (adjustment == PIN_ADJUST_SIDAK) {
            p[i] = -expm1(m * log1p(-p[i]));
        }
    }
}

/* From the largest p down, order[i] has m - i values up to its own. */
static void adjust_bh(double *p, const uint32_t *order, uint32_t m)
{
    double least = 1.0;
    for (uint32_t i = 0; i < m; i++) {
        least = fmin(least, p[order[i]] * m / (m - i));
        p[order[i]] = least;
    }
}

/* From the smallest p up: i others are as large or larger. */
static void adjust_holm(double *p, const uint32_t *order, uint32_t m)
{
    double most = 0.0;
    for (uint32_t i = m; i-- > 0;) {
        most = fmax(most, fmin(1.0, (i + 1.0) * p[order[i]]));
        p[order[i]] = most;
    }
}

enum pin_status pin_adjust(const double **out, enum pin_adjustment adjustment,
                           const double *p, uint32_t n, struct pin_arena *arena,
                           struct pin_error *err)
{
    double *adjusted = PIN_NEW_N(arena, double, (size_t)n + 1);
    const struct pin_arena_mark mark = pin_arena_mark(arena);
    double *tested = PIN_NEW_N(arena, double, (size_t)n + 1);
    struct pin_ranks ranks;
    uint32_t m = 0;
    if (!adjusted || !tested) {
        return pin_fail(err, PIN_E_NOMEM, "no memory to adjust %u p-values", n);
    }
    for (uint32_t i = 0; i < n; i++) {
        tested[m] = p[i];
        m += isnan(p[i]) ? 0 : 1;
    }
    PIN_TRY(pin_ranks_of(&ranks, tested, m, arena, err));
    if (adjustment == PIN_ADJUST_HOLM) {
        adjust_holm(tested, ranks.order, m);
    } else if (adjustment == PIN_ADJUST_BH) {
        adjust_bh(tested, ranks.order, m);
    } else {
        adjust_each(tested, m, adjustment);
    }
    m = 0;
    for (uint32_t i = 0; i < n; i++) {
        adjusted[i] = isnan(p[i]) ? p[i] : tested[m];
        m += isnan(p[i]) ? 0 : 1;
    }
    pin_arena_rewind(arena, mark);
    *out = adjusted;
    return PIN_OK;
}
