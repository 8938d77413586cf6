#include "harness/analysis/images.h"
#include "harness/base/rng.h"
#include "harness/flow/oracle.h"
#include "harness/stats/quantile.h"
#include "tests/analysis/analysis_case.h"

enum { QUERIES = 48, ITEMS = 25, RESAMPLES = 200 };

static const char *const figures[] = {"p@5", "neg_recall@5", "range(p@5)", "rr"};
static const struct pin_analysis analysis = {&pin_analysis_images, NULL, NULL, 0, true};

/* One image or two, or for every twelfth query three; groups of three, some of them of
 * both kinds. */
static uint32_t images_of(uint32_t query)
{
    return query % 12 == 11 ? 3 : query / 3 % 4 == 3 || query % 17 == 0 ? 2 : 1;
}

static void add_images(struct analysis_case *c, uint32_t query, uint32_t images_n)
{
    static const char *const names[] = {"i0", "i1", "i2"};
    for (uint32_t i = 0; i < images_n; i++) {
        cr_assert_eq(pin_dataset_add_reference(c->flow.builder, (pin_query){query},
                                               pin_text_of(names[i]), NULL),
                     PIN_OK);
    }
}

static const struct pin_run *init(struct analysis_case *c)
{
    analysis_case_init(c);
    c->resamples_n = RESAMPLES;
    flow_items(&c->flow, ITEMS);
    for (uint32_t q = 0; q < QUERIES; q++) {
        char name[16];
        char group[16];
        (void)snprintf(name, sizeof(name), "q%u", q);
        (void)snprintf(group, sizeof(group), "g%u", q / 3);
        (void)flow_query(&c->flow, name, group, NULL);
        add_images(c, q, images_of(q));
        for (uint32_t i = 0; i < ITEMS; i++) {
            const uint32_t draw = pin_rng_below(21, q, i, 9);
            (void)snprintf(name, sizeof(name), "i%u", i);
            if (draw < 2) {
                flow_label(&c->flow, q, name, draw == 0 ? 1 : -1);
            }
        }
    }
    (void)flow_freeze(&c->flow);
    return analysis_random_run(c, "r", 8, 4);
}

struct naive { /* of one kind */
    double values, best, n;
};

/* Weights by cluster; the panel is what the analysis read, the rest is worked out here.
 */
static struct naive naive_sums(const struct pin_panel *panel, uint32_t images_n,
                               const uint32_t *weights)
{
    struct naive sums = {0};
    for (uint32_t q = 0; q < QUERIES; q++) {
        const double value = panel->systems[0].values[0][q];
        if (images_of(q) == images_n && !isnan(value)) {
            const double weight = weights[panel->clustering.cluster_of[q]];
            sums.values += weight * value;
            sums.best += weight * panel->oracle->values[0][q];
            sums.n += weight;
        }
    }
    return sums;
}

static void expect(const struct pin_sheet *sheet, const char *key, double value,
                   const double *replicates)
{
    double sorted[RESAMPLES];
    const struct pin_sheet_cell *cell = analysis_cell(sheet, 0, key);
    memcpy(sorted, replicates, sizeof(sorted));
    const uint32_t n = pin_quantile_sort(sorted, RESAMPLES);
    cr_assert_float_eq(cell->value, value, 1e-12, "%s", key);
    cr_assert_float_eq(cell->low, pin_quantile(sorted, n, 0.025), 1e-12, "%s", key);
    cr_assert_float_eq(cell->high, pin_quantile(sorted, n, 0.975), 1e-12, "%s", key);
}

Test(images, values_and_intervals_are_those_of_a_naive_bootstrap_of_both_kinds_at_once)
{
    static double difference[RESAMPLES];
    static double of_best[RESAMPLES];
    static double two[RESAMPLES];
    struct analysis_case c;
    const struct pin_run *run = init(&c);
    cr_assert_eq(analysis_begin(&c, &analysis, figures, 4), PIN_OK, "%s",
                 c.flow.err.text);
    analysis_add(&c, run);
    const struct pin_sheet *sheet = analysis_sheet(analysis_finish(&c), "two_image");
    struct pin_panel_maker *maker = NULL; /* a panel of our own, of the same scores */
    const struct pin_scores *scores = NULL;
    const struct pin_scores *oracle = NULL;
    struct pin_arena *arena = &c.flow.arena;
    cr_assert_eq(pin_score(&scores, c.flow.dataset, run, &c.request.scoring, arena, NULL),
                 PIN_OK);
    cr_assert_eq(
        pin_oracle_score(&oracle, c.flow.dataset, &c.request.scoring, arena, NULL),
        PIN_OK);
    cr_assert_eq(pin_panel_new(&maker, &c.set, &c.request.clustering, 1, arena, NULL),
                 PIN_OK);
    cr_assert_eq(pin_panel_add(maker, scores, NULL), PIN_OK);
    cr_assert_eq(pin_panel_add_oracle(maker, oracle, NULL), PIN_OK);
    const struct pin_panel *panel = pin_panel_of(maker);
    const uint32_t clusters_n = panel->clustering.clusters_n;
    uint32_t weights[QUERIES];
    struct naive kinds[2];
    for (uint32_t b = 0; b <= RESAMPLES; b++) { /* the last is the estimate */
        for (uint32_t i = 0; i < clusters_n; i++) {
            weights[i] = b == RESAMPLES;
        }
        for (uint32_t i = 0; b < RESAMPLES && i < clusters_n; i++) {
            weights[pin_rng_below(1, b, i, clusters_n)]++;
        }
        for (uint32_t k = 0; k < 2; k++) {
            kinds[k] = naive_sums(panel, k + 1, weights);
        }
        if (b < RESAMPLES) {
            two[b] = kinds[1].values / kinds[1].n;
            difference[b] = two[b] - kinds[0].values / kinds[0].n;
            of_best[b] =
                kinds[1].values / kinds[1].best - kinds[0].values / kinds[0].best;
        }
    }
    expect(sheet, "two", kinds[1].values / kinds[1].n, two);
    expect(sheet, "difference",
           kinds[1].values / kinds[1].n - kinds[0].values / kinds[0].n, difference);
    expect(sheet, "difference_of_best",
           kinds[1].values / kinds[1].best - kinds[0].values / kinds[0].best, of_best);
    cr_assert_float_eq(analysis_cell(sheet, 0, "one_of_best")->value,
                       kinds[0].values / kinds[0].best, 1e-12);
    cr_assert_float_eq(analysis_cell(sheet, 0, "queries_one")->value, kinds[0].n, 0);
    cr_assert_float_eq(analysis_cell(sheet, 0, "queries_two")->value, kinds[1].n, 0);
    analysis_case_free(&c);
}

Test(images, figures_over_groups_stay_out_and_lower_is_better_has_no_best)
{
    struct analysis_case c;
    const struct pin_run *run = init(&c);
    cr_assert_eq(analysis_begin(&c, &analysis, figures, 4), PIN_OK);
    analysis_add(&c, run);
    analysis_add(&c, analysis_random_run(&c, "s", 8, 5));
    const struct pin_sheet *sheet = analysis_finish(&c);
    cr_assert_eq(sheet->rows_n, 6);
    cr_assert_str_eq(analysis_cell(sheet, 1, "figure")->text, "neg_recall@5");
    cr_assert_str_eq(analysis_cell(sheet, 2, "figure")->text, "rr");
    cr_assert_str_eq(analysis_cell(sheet, 3, "system")->text, "s");
    cr_assert(isnan(analysis_cell(sheet, 1, "one_of_best")->value));
    cr_assert(isnan(analysis_cell(sheet, 1, "p_of_best")->value));
    cr_assert(analysis_notes(sheet, "no mean over queries are left out: 1"));
    for (uint32_t row = 0; row < 6; row++) {
        const double p = analysis_cell(sheet, row, "p")->value;
        const double adjusted = analysis_cell(sheet, row, "p_adjusted")->value;
        cr_assert(p > 0 && p <= adjusted && adjusted <= 1);
    }
    analysis_case_free(&c);
}

/* Groups of two queries; one image answers all, two none, as kinds and lists say. */
static const struct pin_sheet *two_kinds(struct analysis_case *c, uint32_t queries_n,
                                         bool answer_all)
{
    analysis_case_init(c);
    struct pin_run_builder *run = NULL;
    for (uint32_t q = 0; q < queries_n; q++) {
        char name[16];
        char group[16];
        (void)snprintf(name, sizeof(name), "q%u", q);
        (void)snprintf(group, sizeof(group), "g%u", q / 2);
        (void)flow_query(&c->flow, name, group, NULL);
        add_images(c, q, q < queries_n / 2 ? 1 : 2);
        flow_label(&c->flow, q, "x", 1);
    }
    (void)flow_freeze(&c->flow);
    run = flow_run(&c->flow, "r");
    for (uint32_t q = 0; q < queries_n; q++) {
        char name[16];
        (void)snprintf(name, sizeof(name), "q%u", q);
        flow_list(run, name, answer_all || q < queries_n / 2 ? "x" : "y");
    }
    cr_assert_eq(analysis_begin(c, &analysis, figures, 1), PIN_OK, "%s",
                 c->flow.err.text);
    analysis_add(c, pin_run_finish(run, 0));
    return analysis_finish(c);
}

Test(images, p_is_small_where_the_kinds_differ_in_all_and_one_where_nothing_differs)
{
    struct analysis_case c;
    const struct pin_sheet *sheet = two_kinds(&c, 48, false);
    cr_assert_float_eq(analysis_cell(sheet, 0, "difference")->value, -0.2, 1e-15);
    cr_assert_float_eq(analysis_cell(sheet, 0, "difference_of_best")->value, -1, 1e-15);
    cr_assert_lt(analysis_cell(sheet, 0, "p")->value, 0.01);
    cr_assert_float_eq(analysis_cell(sheet, 0, "clusters_two")->value, 12, 0);
    analysis_case_free(&c);
    sheet = two_kinds(&c, 48, true);
    cr_assert_float_eq(analysis_cell(sheet, 0, "difference")->value, 0, 0);
    cr_assert_float_eq(analysis_cell(sheet, 0, "p")->value, 1, 1e-15);
    analysis_case_free(&c);
}

Test(images, with_one_cluster_of_a_kind_there_is_no_interval_of_it)
{
    struct analysis_case c;
    const struct pin_sheet *sheet = two_kinds(&c, 4, false);
    cr_assert(isnan(analysis_cell(sheet, 0, "two")->low));
    cr_assert(isnan(analysis_cell(sheet, 0, "difference")->high));
    analysis_case_free(&c);
    sheet = two_kinds(&c, 2, false); /* both in one cluster: nothing to shuffle */
    cr_assert_float_eq(analysis_cell(sheet, 0, "difference")->value, -0.2, 1e-15);
    cr_assert(isnan(analysis_cell(sheet, 0, "p")->value));
    cr_assert(analysis_notes(sheet, "1 with both take no part"));
    analysis_case_free(&c);
}

Test(images, queries_of_one_kind_alone_and_no_figure_over_queries_are_refused)
{
    static const char *const groups[] = {"range(p@5)"};
    struct analysis_case c;
    analysis_case_init(&c);
    analysis_random_dataset(&c, 3, 4); /* without images */
    cr_assert_eq(analysis_begin(&c, &analysis, figures, 1), PIN_E_CONFIG);
    cr_assert_str_eq(c.flow.err.text, "no query has one reference image");
    analysis_case_free(&c);
    (void)init(&c);
    cr_assert_eq(analysis_begin(&c, &analysis, groups, 1), PIN_E_CONFIG);
    analysis_case_free(&c);
}
