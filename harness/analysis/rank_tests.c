#include "harness/analysis/rank_tests.h"

#include "harness/stats/letters.h"
#include "harness/stats/permute.h"

#include <math.h>

#define DECIMALS 1e12  /* means that agree to here are equal, and so are their ranks */
#define ROUNDING 1e-12 /* of a level that is worked out as 1 - .95 */

static enum pin_status no_memory(struct pin_error *err)
{
    return pin_fail(err, PIN_E_NOMEM, "no memory to compare all systems");
}

const char *pin_letters_test_name(enum pin_letters_test test)
{
    static const char *const names[] = {"maxt", "tukey", "nemenyi"};
    return names[test];
}

static enum pin_status list_topics(struct pin_grid *out, double **values_out,
                                   const struct pin_rank_cells *cells,
                                   struct pin_arena *arena, struct pin_error *err)
{
    const uint32_t n = cells->sums.figures_n;
    double *values = PIN_NEW_N(arena, double, (size_t)cells->topics_n *n + 1);
    if (!values) {
        return no_memory(err);
    }
    *out = (struct pin_grid){values, cells->topics_n, n};
    *values_out = values;
    for (size_t c = 0; c < cells->sums.clusters_n; c++) {
        const double *num = cells->sums.num + c * n;
        const double *den = cells->sums.den + c * n;
        for (uint32_t s = 0; den[0] > 0.0 && s < n; s++) {
            *values++ = num[s] / den[s];
        }
    }
    return PIN_OK;
}

enum pin_status pin_rank_families_of(struct pin_rank_families *out,
                                     const struct pin_rank_cells *cells,
                                     const struct pin_family *family,
                                     struct pin_arena *arena, struct pin_error *err)
{
    struct pin_grid grid;
    double *values = NULL;
    PIN_TRY(list_topics(&grid, &values, cells, arena, err));
    PIN_TRY(pin_anova_two_way(&out->anova, &grid, arena, err));
    for (size_t i = 0; i < (size_t)grid.topics_n * grid.systems_n; i++) {
        values[i] = round(values[i] * DECIMALS) / DECIMALS;
    }
    PIN_TRY(pin_friedman(&out->friedman, &grid, arena, err));
    PIN_TRY(pin_tukey(&out->tukey, &out->anova, family, arena, err));
    return pin_nemenyi(&out->nemenyi, &out->friedman, family, arena, err);
}

/* A pair a column: the differences of the sums, the earlier system less the later. */
static enum pin_status pair_up(struct pin_flip_family *out,
                               const struct pin_rank_cells *cells,
                               struct pin_arena *arena, struct pin_error *err)
{
    const uint32_t n = cells->sums.figures_n;
    const uint32_t pairs_n = n * (n - 1) / 2;
    double *sums = PIN_NEW_N(arena, double, (size_t)cells->sums.clusters_n *pairs_n + 1);
    if (!sums) {
        return no_memory(err);
    }
    *out = (struct pin_flip_family){cells->sums.clusters_n, pairs_n, sums};
    for (size_t c = 0; c < cells->sums.clusters_n; c++) {
        const double *num = cells->sums.num + c * n;
        for (uint32_t a = 0; a < n; a++) {
            for (uint32_t b = a + 1; b < n; b++) {
                *sums++ = num[a] - num[b];
            }
        }
    }
    return PIN_OK;
}

enum pin_status pin_rank_signs(struct pin_sign_pairs *out,
                               const struct pin_rank_cells *cells,
                               const struct pin_resampling *flipping,
                               struct pin_arena *arena, struct pin_error *err)
{
    const uint32_t n = cells->sums.figures_n;
    struct pin_flip_family family;
    struct pin_flip_result flips;
    double *p = PIN_NEW_N(arena, double, (size_t)n *n + 1);
    if (!p) {
        return no_memory(err);
    }
    PIN_TRY(pair_up(&family, cells, arena, err));
    PIN_TRY(pin_flip_signs(&flips, &family, flipping, arena, err));
    const struct pin_flip_test *test = flips.tests;
    for (size_t a = 0; a < n; a++) {
        p[a * n + a] = 1.0;
        for (size_t b = a + 1; b < n; b++) {
            p[a * n + b] = (test++)->p_adjusted[PIN_SIDE_TWO];
            p[b * n + a] = p[a * n + b];
        }
    }
    *out = (struct pin_sign_pairs){p, flips.exact, flips.flips_n};
    return PIN_OK;
}

enum pin_status pin_rank_letters(const char *const **out,
                                 const struct pin_lettering *lettering,
                                 struct pin_arena *arena, struct pin_error *err)
{
    const uint32_t systems_n = lettering->systems_n;
    const size_t cells_n = (size_t)systems_n * systems_n;
    struct pin_letters letters;
    bool *differ = PIN_NEW_N(arena, bool, cells_n + 1);
    uint32_t *systems = PIN_NEW_N(arena, uint32_t, systems_n + 1U);
    if (!differ || !systems) {
        return no_memory(err);
    }
    for (size_t i = 0; i < cells_n; i++) {
        differ[i] = lettering->p[i] <= lettering->alpha + ROUNDING;
    }
    for (uint32_t i = 0; i < systems_n; i++) {
        systems[i] = lettering->order[i].system;
    }
    const struct pin_differences differences = {systems_n, differ, systems};
    PIN_TRY(pin_letters_assign(&letters, &differences, arena, err));
    *out = letters.labels;
    return PIN_OK;
}
