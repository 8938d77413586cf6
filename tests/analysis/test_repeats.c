#include "harness/analysis/repeats.h"
#include "harness/base/rng.h"
#include "harness/stats/quantile.h"
#include "tests/analysis/analysis_case.h"

enum { QUERIES = 30, RESAMPLES = 200, SEEDS = 3 };

static const char *const figures[] = {"p@5", "range(p@5)", "p@1/p@5"};
static const struct pin_analysis analysis = {&pin_analysis_repeats, NULL, NULL, 0, false};

static const struct pin_sheet *sheet_of(struct analysis_case *c, const char *const *names,
                                        uint32_t names_n)
{
    analysis_case_init(c);
    c->resamples_n = RESAMPLES;
    analysis_random_dataset(c, QUERIES, 20);
    cr_assert_eq(analysis_begin(c, &analysis, figures, 3), PIN_OK, "%s",
                 c->flow.err.text);
    for (uint32_t i = 0; i < names_n; i++) {
        analysis_add(c, analysis_random_run(c, names[i], 8, 10 + i));
    }
    return analysis_finish(c);
}

static double naive_value(const struct pin_scores *scores, const uint32_t *weights)
{
    double sum = 0;
    double n = 0;
    for (uint32_t q = 0; q < QUERIES; q++) { /* three to a cluster */
        const double value = scores->columns[0].values[q];
        if (!isnan(value)) {
            sum += weights[q / 3] * value;
            n += weights[q / 3];
        }
    }
    return sum / n;
}

static void expect(const struct pin_sheet_cell *cell, double value,
                   const double *replicates)
{
    double sorted[RESAMPLES];
    memcpy(sorted, replicates, sizeof(sorted));
    const uint32_t n = pin_quantile_sort(sorted, RESAMPLES);
    cr_assert_float_eq(cell->value, value, 1e-12);
    cr_assert_float_eq(cell->low, pin_quantile(sorted, n, 0.025), 1e-12);
    cr_assert_float_eq(cell->high, pin_quantile(sorted, n, 0.975), 1e-12);
}

static double deviation_of(const double *values, uint32_t n)
{
    double mean = 0;
    double squares = 0;
    for (uint32_t i = 0; i < n; i++) {
        mean += values[i] / n;
    }
    for (uint32_t i = 0; i < n; i++) {
        squares += (values[i] - mean) * (values[i] - mean);
    }
    return sqrt(squares / (n - 1));
}

Test(repeats, numbers_are_those_of_a_naive_bootstrap_of_clusters_and_of_both)
{
    static const char *const names[] = {"x.seed1", "x.seed2", "x.seed10"};
    enum { CLUSTERS = QUERIES / 3 };
    static double alone[RESAMPLES];
    static double both[RESAMPLES];
    struct analysis_case c;
    const struct pin_sheet *sheet = sheet_of(&c, names, SEEDS);
    const struct pin_scores *scores[SEEDS];
    double values[SEEDS];
    uint32_t ones[CLUSTERS];
    for (uint32_t i = 0; i < CLUSTERS; i++) {
        ones[i] = 1;
    }
    double mean = 0;
    for (uint32_t s = 0; s < SEEDS; s++) {
        cr_assert_eq(pin_score(&scores[s], c.flow.dataset,
                               analysis_random_run(&c, names[s], 8, 10 + s),
                               &c.request.scoring, &c.flow.arena, NULL),
                     PIN_OK);
        values[s] = naive_value(scores[s], ones);
        mean += values[s] / SEEDS;
    }
    for (uint32_t b = 0; b < RESAMPLES; b++) {
        uint32_t weights[CLUSTERS] = {0};
        for (uint32_t i = 0; i < CLUSTERS; i++) {
            weights[pin_rng_below(1, b, i, CLUSTERS)]++;
        }
        alone[b] = 0;
        both[b] = 0;
        for (uint32_t s = 0; s < SEEDS; s++) {
            const uint32_t drawn = pin_rng_below(1, (UINT64_C(1) << 32) + b, s, SEEDS);
            alone[b] += naive_value(scores[s], weights) / SEEDS;
            both[b] += naive_value(scores[drawn], weights) / SEEDS;
        }
    }
    cr_assert_str_eq(analysis_cell(sheet, 0, "system")->text, "x");
    cr_assert_float_eq(analysis_cell(sheet, 0, "seeds")->value, SEEDS, 0);
    expect(analysis_cell(sheet, 0, "mean"), mean, alone);
    expect(analysis_cell(sheet, 0, "pooled"), mean, both);
    const double query = deviation_of(alone, RESAMPLES);
    const double seed = deviation_of(values, SEEDS) / sqrt(SEEDS);
    cr_assert_float_eq(analysis_cell(sheet, 0, "deviation")->value,
                       deviation_of(values, SEEDS), 1e-12);
    cr_assert_float_eq(analysis_cell(sheet, 0, "error_query")->value, query, 1e-12);
    cr_assert_float_eq(analysis_cell(sheet, 0, "error_seed")->value, seed, 1e-12);
    cr_assert_float_eq(analysis_cell(sheet, 0, "seed_share")->value,
                       seed * seed / (seed * seed + query * query), 1e-12);
    cr_assert_float_eq(analysis_cell(sheet, 0, "clusters")->value, CLUSTERS, 0);
    cr_assert_eq(sheet->rows_n, 2); /* the quotient is left out */
    cr_assert(analysis_notes(sheet, "quotients are left out: 1"));
    analysis_case_free(&c);
}

Test(repeats, names_say_whose_repeat_a_run_is)
{
    static const char *const names[] = {
        "a.seed1", "b",        "a.seed02", "a.seed",  ".seed3",
        "aseed4",  "a.seed1x", "a",        "b.seed7", "a.seed3.seed1"};
    static const struct {
        const char *name;
        double seeds;
    } systems[] = {{"a", 3},      {"b", 2},        {"a.seed", 1}, {".seed3", 1},
                   {"aseed4", 1}, {"a.seed1x", 1}, {"a.seed3", 1}};
    struct analysis_case c;
    const struct pin_sheet *sheet = sheet_of(&c, names, 10);
    cr_assert_eq(sheet->rows_n, 14);
    for (uint32_t i = 0; i < 7; i++) {
        cr_assert_str_eq(analysis_cell(sheet, 2 * i, "system")->text, systems[i].name);
        cr_assert_float_eq(analysis_cell(sheet, 2 * i, "seeds")->value, systems[i].seeds,
                           0);
    }
    cr_assert(analysis_notes(sheet, "systems with one seed, which has no deviation: 5"));
    analysis_case_free(&c);
}

Test(repeats, one_seed_has_a_mean_and_no_deviation)
{
    static const char *const names[] = {"a.seed1"};
    struct analysis_case c;
    const struct pin_sheet *sheet = sheet_of(&c, names, 1);
    cr_assert_not(isnan(analysis_cell(sheet, 0, "mean")->low));
    cr_assert(isnan(analysis_cell(sheet, 0, "pooled")->value));
    cr_assert(isnan(analysis_cell(sheet, 0, "deviation")->value));
    cr_assert(isnan(analysis_cell(sheet, 0, "seed_share")->value));
    cr_assert_not(isnan(analysis_cell(sheet, 0, "error_query")->value));
    analysis_case_free(&c);
}

Test(repeats, quotients_alone_are_refused)
{
    struct analysis_case c;
    analysis_case_init(&c);
    analysis_random_dataset(&c, 3, 4);
    cr_assert_eq(analysis_begin(&c, &analysis, figures + 2, 1), PIN_E_CONFIG);
    analysis_case_free(&c);
}
