#include "tests/analysis/fairness_scene.h"

static const char *const figures[] = {"p@1"};
static const struct planted two[] = {{"red", NULL, NULL, true},
                                     {"blue", NULL, NULL, false}};

Test(fairness_small, what_is_not_known_is_shown_and_in_no_gap)
{
    static const char *const colours[] = {"red", "UNKNOWN", "blue", NULL};
    struct planted queries[48];
    for (uint32_t q = 0; q < 48; q++) { /* those that are not known all fail */
        queries[q] =
            (struct planted){colours[q % 4], NULL, NULL, q % 2 == 0 && q % 8 < 4};
    }
    struct scene s;
    scene_init(&s, 10);
    play(&s, queries, 48);
    cr_assert_eq(analysis_sheet(s.sheets, "fairness")->rows_n, 3);
    cr_assert_str_eq(word(&s, "fairness", 2, "group"), "(not known)");
    cr_assert_float_eq(number(&s, "fairness", 2, "queries"), 24, 0);
    cr_assert_float_eq(number(&s, "fairness", 2, "value"), 0.0, 1e-15);
    cr_assert_float_eq(number(&s, "gaps", 0, "gap"), 0.0, 1e-15);
    analysis_case_free(&s.c);
    scene_init(&s, 10);
    s.options.unknown = "red";
    play(&s, queries, 48);
    cr_assert_str_eq(word(&s, "fairness", 0, "group"), "UNKNOWN");
    cr_assert_float_eq(number(&s, "gaps", 0, "gap"), 0.5, 1e-15);
    analysis_case_free(&s.c);
}

Test(fairness_small, small_cases_have_no_gap_and_say_why)
{
    struct planted queries[12];
    for (uint32_t q = 0; q < 12; q++) {
        queries[q] = (struct planted){"unknown", NULL, NULL, q % 2 == 0};
    }
    struct scene s;
    scene_init(&s, 10);
    play(&s, queries, 12); /* none is known */
    cr_assert_eq(analysis_sheet(s.sheets, "fairness")->rows_n, 1);
    cr_assert_str_eq(word(&s, "gaps", 0, "verdict"), "fewer than two groups");
    analysis_case_free(&s.c);
    for (uint32_t q = 0; q < 11; q++) {
        queries[q].colour = "red";
    }
    queries[11].colour = "blue";
    scene_init(&s, 10);
    play(&s, queries, 12); /* one is large enough, one has one query */
    cr_assert_float_eq(number(&s, "fairness", 1, "queries"), 1, 0);
    cr_assert(isnan(number(&s, "fairness", 1, "value")));
    cr_assert(isnan(number(&s, "gaps", 0, "gap")));
    cr_assert_float_eq(number(&s, "gaps", 0, "groups"), 1, 0);
    analysis_case_free(&s.c);
    scene_init(&s, 1);
    play(&s, queries, 12); /* shown when asked for, without an interval */
    cr_assert_float_eq(number(&s, "fairness", 1, "value"), 0.0, 1e-15);
    const struct pin_sheet *gaps = analysis_sheet(s.sheets, "gaps");
    cr_assert(isnan(analysis_cell(gaps, 0, "gap")->low));
    cr_assert_float_eq(number(&s, "gaps", 0, "gap"), 6.0 / 11, 1e-15);
    analysis_case_free(&s.c);
}

Test(fairness_small, thousands_of_small_groups_are_one_row)
{
    enum { N = 5000 };
    static struct planted queries[N];
    static char names[N][8];
    for (uint32_t q = 0; q < N; q++) {
        (void)snprintf(names[q], sizeof(names[q]), "c%u", q);
        queries[q] = (struct planted){names[q], NULL, NULL, true};
    }
    struct scene s;
    scene_init(&s, 10);
    s.c.resamples_n = 10;
    play(&s, queries, N);
    cr_assert_eq(analysis_sheet(s.sheets, "fairness")->rows_n, 1);
    cr_assert_str_eq(word(&s, "fairness", 0, "group"), "(5000 smaller groups)");
    cr_assert_float_eq(number(&s, "fairness", 0, "queries"), N, 0);
    cr_assert_str_eq(word(&s, "gaps", 0, "verdict"), "fewer than two groups");
    analysis_case_free(&s.c);
}

Test(fairness_small, without_resamples_there_are_gaps_and_no_tests)
{
    struct scene s;
    scene_init(&s, 1);
    s.c.resamples_n = 0;
    play(&s, two, 2);
    cr_assert_float_eq(number(&s, "gaps", 0, "gap"), 1.0, 1e-15);
    cr_assert(isnan(number(&s, "gaps", 0, "p")));
    cr_assert_str_eq(word(&s, "gaps", 0, "verdict"), "not tested");
    analysis_case_free(&s.c);
}

Test(fairness_small, what_cannot_be_asked_for_is_refused)
{
    struct scene s;
    static const char *const wrong[][3] = {
        {"color", NULL, NULL}, {"colour", "shap", NULL}, {"colour", NULL, "green"}};
    for (uint32_t i = 0; i < 3; i++) {
        scene_init(&s, 1);
        s.options.attribute = wrong[i][0];
        s.options.control = wrong[i][1];
        s.options.unknown = wrong[i][2];
        (void)flow_query(&s.c.flow, "q", NULL, "red");
        (void)flow_freeze(&s.c.flow);
        cr_assert_eq(pin_fairness_new(&s.analysis, &s.options, &s.c.flow.arena, NULL),
                     PIN_OK);
        cr_assert_eq(analysis_begin(&s.c, &s.analysis, figures, 1), PIN_E_CONFIG);
        analysis_case_free(&s.c);
    }
}
