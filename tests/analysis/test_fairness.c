#include "harness/base/rng.h"
#include "harness/stats/permute_labels.h"
#include "tests/analysis/fairness_scene.h"

static const struct planted quarters[] = {
    {"red", "A", NULL, true},   {"red", "A", NULL, true},   {"red", "A", NULL, true},
    {"red", "B", NULL, false},  {"blue", "A", NULL, true},  {"blue", "B", NULL, false},
    {"blue", "B", NULL, false}, {"blue", "B", NULL, false},
};

Test(fairness, a_gap_by_hand_and_its_chance_under_all_labellings)
{
    struct scene s;
    scene_init(&s, 1);
    s.c.resamples_n = 4000;
    play(&s, quarters, 8);
    cr_assert_str_eq(word(&s, "fairness", 0, "group"), "red");
    cr_assert_float_eq(number(&s, "fairness", 0, "value"), 0.75, 1e-15);
    cr_assert_float_eq(number(&s, "fairness", 1, "value"), 0.25, 1e-15);
    cr_assert_float_eq(number(&s, "fairness", 1, "queries"), 4, 0);
    cr_assert_float_eq(number(&s, "fairness", 1, "clusters"), 4, 0);
    cr_assert_float_eq(number(&s, "fairness", 1, "ceiling"), 1, 1e-15);
    cr_assert_float_eq(number(&s, "gaps", 0, "gap"), 0.5, 1e-15);
    cr_assert_float_eq(number(&s, "gaps", 0, "ratio"), 1.0 / 3, 1e-15);
    cr_assert_str_eq(word(&s, "gaps", 0, "worst"), "blue");
    /* of the 70 ways to colour four of eight, 34 have a gap of .5 or 1 */
    cr_assert_float_eq(number(&s, "gaps", 0, "p"), 34.0 / 70, 0.03);
    cr_assert_float_eq(number(&s, "gaps", 0, "null_mean"), 18.0 / 70, 0.02);
    cr_assert_str_eq(word(&s, "gaps", 0, "verdict"), "no gap shown");
    cr_assert_str_eq(word(&s, "gaps", 1, "kind"), "equalised odds");
    cr_assert_float_eq(number(&s, "gaps", 1, "gap"), 0.5, 1e-15);
    cr_assert_str_eq(word(&s, "gaps", 1, "worst"), "blue");
    analysis_case_free(&s.c);
}

Test(fairness, a_gap_that_the_strata_explain_is_gone_within_them)
{
    struct scene s;
    scene_init(&s, 1);
    s.options.control = "shape";
    play(&s, quarters, 8);
    cr_assert_str_eq(word(&s, "gaps", 1, "kind"), "standardised");
    cr_assert_float_eq(number(&s, "gaps", 1, "gap"), 0.0, 1e-15);
    cr_assert_float_eq(number(&s, "gaps", 1, "left_out"), 0.0, 1e-15);
    cr_assert_str_eq(word(&s, "gaps", 1, "worst"), "");
    cr_assert_float_eq(number(&s, "gaps", 1, "p"), 1.0, 1e-15);
    analysis_case_free(&s.c);
}

Test(fairness, strata_weigh_as_the_queries_that_are_in_them)
{
    static const struct planted queries[] = {
        {"red", "A", NULL, true},  {"red", "A", NULL, true},  {"blue", "A", NULL, false},
        {"red", "B", NULL, false}, {"blue", "B", NULL, true}, {"blue", NULL, NULL, true},
        {"red", "C", NULL, true},
    };
    struct scene s;
    scene_init(&s, 1);
    s.options.control = "shape";
    play(&s, queries, 7);
    /* red (3 x 1 + 2 x 0) / 5, blue (3 x 0 + 2 x 1) / 5; two of seven are outside */
    cr_assert_float_eq(number(&s, "gaps", 1, "gap"), 0.2, 1e-15);
    cr_assert_float_eq(number(&s, "gaps", 1, "ratio"), 2.0 / 3, 1e-15);
    cr_assert_float_eq(number(&s, "gaps", 1, "left_out"), 2.0 / 7, 1e-15);
    cr_assert_str_eq(word(&s, "gaps", 1, "worst"), "blue");
    analysis_case_free(&s.c);
}

Test(fairness, a_control_without_overlap_leaves_nothing_and_says_so)
{
    struct planted queries[20];
    for (uint32_t q = 0; q < 20; q++) {
        queries[q] =
            (struct planted){q % 2 ? "red" : "blue", q % 2 ? "A" : "B", NULL, q % 3 == 0};
    }
    struct scene s;
    scene_init(&s, 10);
    s.options.control = "shape";
    play(&s, queries, 20);
    cr_assert(isnan(number(&s, "gaps", 1, "gap")));
    cr_assert(isnan(number(&s, "gaps", 1, "p")));
    cr_assert_float_eq(number(&s, "gaps", 1, "left_out"), 1.0, 1e-15);
    cr_assert_str_eq(word(&s, "gaps", 1, "verdict"), "no stratum has all groups");
    analysis_case_free(&s.c);
}

/* 60 base queries a colour, of three wordings each, which hit with these chances. */
static void play_chances(struct scene *s, double red, double blue, uint64_t seed)
{
    struct planted queries[360];
    static char names[120][8];
    for (uint32_t q = 0; q < 360; q++) {
        const uint32_t base = q / 3;
        const double chance = base % 2 ? red : blue;
        (void)snprintf(names[base], sizeof(names[base]), "g%u", base);
        queries[q] = (struct planted){base % 2 ? "red" : "blue", NULL, names[base],
                                      pin_rng_unit(seed, 1, base) < chance};
    }
    play(s, queries, 360);
}

Test(fairness, a_planted_gap_is_found_and_none_is_found_where_none_is)
{
    struct scene s;
    scene_init(&s, 10);
    s.c.resamples_n = 1000;
    play_chances(&s, 0.9, 0.4, 3);
    cr_assert_gt(number(&s, "gaps", 0, "gap"), 0.3);
    cr_assert_lt(number(&s, "gaps", 0, "p_adjusted"), 0.01);
    cr_assert_str_eq(word(&s, "gaps", 0, "verdict"), "gap beyond chance");
    cr_assert_float_eq(number(&s, "fairness", 0, "clusters"), 60, 0);
    analysis_case_free(&s.c);
    scene_init(&s, 10);
    s.c.resamples_n = 1000;
    play_chances(&s, 0.5, 0.5, 4);
    cr_assert_gt(number(&s, "gaps", 0, "gap"), 0.0);
    cr_assert_gt(number(&s, "gaps", 0, "p"), 0.05);
    cr_assert_str_eq(word(&s, "gaps", 0, "verdict"), "no gap shown");
    analysis_case_free(&s.c);
}

Test(fairness, a_gap_that_comes_from_the_number_of_labels_is_none_beyond_them)
{
    static const char *const figures[] = {"p@2"};
    struct scene s;
    scene_init(&s, 10);
    s.c.resamples_n = 500;
    struct flow_case *flow = &s.c.flow;
    flow_items(flow, 3);
    for (uint32_t q = 0; q < 40; q++) {
        char name[8];
        (void)snprintf(name, sizeof(name), "q%u", q);
        const uint32_t ix = flow_query(flow, name, NULL, q % 2 ? "red" : "blue");
        flow_label(flow, ix, "i0", 1);
        if (q % 2 || q == 4) {
            flow_label(flow, ix, "i1", 1);
        }
    }
    (void)flow_freeze(flow);
    struct pin_run_builder *run = flow_run(flow, "perfect");
    for (uint32_t q = 0; q < 40; q++) {
        flow_list(run, flow->dataset->queries.names[q], "i0 i1 i2");
    }
    cr_assert_eq(pin_fairness_new(&s.analysis, &s.options, &flow->arena, NULL), PIN_OK);
    cr_assert_eq(analysis_begin(&s.c, &s.analysis, figures, 1), PIN_OK);
    analysis_add(&s.c, pin_run_finish(run, 0));
    s.sheets = analysis_finish(&s.c);
    cr_assert_float_eq(number(&s, "gaps", 0, "gap"), 0.475, 1e-15);
    cr_assert_str_eq(word(&s, "gaps", 0, "verdict"), "no gap beyond labels");
    cr_assert_float_eq(number(&s, "gaps", 1, "gap"), 0.0, 1e-15);
    cr_assert_str_eq(word(&s, "gaps", 1, "verdict"), "no gap shown");
    cr_assert_float_eq(number(&s, "fairness", 0, "normalised"), 1.0, 1e-15);
    cr_assert_str_eq(word(&s, "gaps", 2, "verdict"), "fewer than two groups",
                     "no hard negatives: neg_recall has no value");
    analysis_case_free(&s.c);
}

Test(fairness, a_cluster_of_several_groups_counts_for_most_of_its_queries)
{
    struct planted queries[40];
    static char names[20][8];
    for (uint32_t q = 0; q < 40; q++) {
        (void)snprintf(names[q / 2], sizeof(names[q / 2]), "g%u", q / 2);
        queries[q] =
            (struct planted){q < 20 ? "red" : "blue", NULL, names[q / 2], q < 10};
    }
    queries[1].colour = "blue"; /* a tie: the first group */
    struct scene s;
    scene_init(&s, 10);
    play(&s, queries, 40);
    /* shown: 9 of 19 less 1 of 21; tested: 10 of 20 less 0 of 20 */
    cr_assert_float_eq(number(&s, "gaps", 0, "gap"), 9.0 / 19 - 1.0 / 21, 1e-15);
    char note[64];
    (void)snprintf(note, sizeof(note), "moves a gap by %.4f",
                   0.5 - (9.0 / 19 - 1.0 / 21));
    cr_assert(
        analysis_notes(analysis_sheet(s.sheets, "gaps"), "several groups or strata: 1;"));
    cr_assert(analysis_notes(analysis_sheet(s.sheets, "gaps"), note), "%s", note);
    analysis_case_free(&s.c);
}

static void expect_equal(const struct pin_sheet *a, const struct pin_sheet *b)
{
    cr_assert_eq(a->rows_n, b->rows_n);
    const struct pin_sheet_row *y = b->rows;
    for (const struct pin_sheet_row *x = a->rows; x; x = x->next, y = y->next) {
        for (uint32_t i = 0; i < a->columns_n; i++) {
            const double *p = &x->cells[i].value;
            const double *q = &y->cells[i].value;
            cr_assert(memcmp(p, q, 3 * sizeof(*p)) == 0 || (isnan(*p) && isnan(*q)));
        }
    }
}

Test(fairness, eight_threads_give_the_digits_of_one)
{
    struct scene s[2];
    for (uint32_t i = 0; i < 2; i++) {
        scene_init(&s[i], 10);
        s[i].c.threads = i == 0 ? 1 : 8;
        play_chances(&s[i], 0.7, 0.4, 9);
    }
    expect_equal(analysis_sheet(s[0].sheets, "fairness"),
                 analysis_sheet(s[1].sheets, "fairness"));
    expect_equal(analysis_sheet(s[0].sheets, "gaps"),
                 analysis_sheet(s[1].sheets, "gaps"));
    analysis_case_free(&s[0].c);
    analysis_case_free(&s[1].c);
}

/* What chance alone gives: four groups of 89, 139, 175 and 197 clusters, alike, with a
 * standard deviation of .2. */
Test(fairness, equal_groups_of_the_released_sizes_have_a_gap_of_about_035)
{
    enum { N = 600 };
    static const uint32_t ends[] = {89, 228, 403, N};
    static double num[N];
    static double den[N];
    static uint32_t labels[N];
    struct pin_arena arena;
    struct pin_gap gap;
    pin_arena_init(&arena, 0);
    for (uint32_t i = 0, label = 0; i < N; i++) {
        label += i == ends[label];
        labels[i] = label;
        den[i] = 1.0;
        num[i] = 0.5 + (i % 2 ? 0.2 : -0.2);
    }
    const struct pin_labelled_clusters clusters = {.clusters_n = N,
                                                   .figures_n = 1,
                                                   .num = num,
                                                   .den = den,
                                                   .labels_n = 4,
                                                   .labels = labels,
                                                   .reference = PIN_LABEL_NONE};
    const struct pin_resampling resampling = {
        .seed = 1, .resamples_n = 4000, .threads = 1};
    cr_assert_eq(pin_label_gaps(&gap, &clusters, &resampling, &arena, NULL), PIN_OK);
    cr_assert_float_eq(gap.mean, 0.035, 0.002);
    cr_assert_float_eq(gap.upper, 0.063, 0.002);
    pin_arena_free(&arena);
}
