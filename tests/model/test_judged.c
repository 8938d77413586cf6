#include "harness/model/judged.h"
#include "tests/model/model_case.h"

enum { U = PIN_GRADE_UNJUDGED };

/* Query q: relevant a (twice), b (also a hard negative), c of grade 3 and a null; hard
 * negatives n (twice), b and two nulls; z judged irrelevant. Query e has no label. */
static void init(struct model_case *c)
{
    static const struct {
        const char *item;
        int32_t grade;
    } labels[] = {{"a", 1},  {"b", 1},  {"a", 1},   {NULL, 1},  {"c", 3}, {"n", -1},
                  {"b", -1}, {"n", -1}, {NULL, -1}, {NULL, -1}, {"z", 0}};
    model_case_init(c);
    (void)model_query(c, "q");
    (void)model_query(c, "e");
    for (uint32_t i = 0; i < sizeof(labels) / sizeof(labels[0]); i++) {
        model_label(c, 0, labels[i].item, labels[i].grade);
    }
    (void)model_freeze(c);
    model_run(c);
}

static struct pin_judged judge(struct model_case *c, const struct pin_run *run,
                               struct pin_reading reading, uint32_t query)
{
    struct pin_judge *judge = NULL;
    cr_assert_eq(pin_judge_new(&judge, c->dataset, run, reading, &c->arena, NULL),
                 PIN_OK);
    return pin_judge(judge, (pin_query){query});
}

static void expect(const struct pin_judged *judged, const int32_t *grades,
                   const char *negatives)
{
    cr_assert_eq(judged->depth, strlen(negatives));
    for (uint32_t i = 0; i < judged->depth; i++) {
        cr_assert_eq(judged->grades[i], grades[i], "rank %u", i + 1);
        cr_assert_eq(judged->hard_negative[i], negatives[i] == 'n', "rank %u", i + 1);
    }
}

static const char list[] = "x n a b a - z c n what - x";

Test(judged, the_strict_reading_sees_sets)
{
    struct model_case c;
    init(&c);
    model_list(&c, "q", list);
    const struct pin_run *run = pin_run_finish(c.run, 0);
    const struct pin_judged judged =
        judge(&c, run, (struct pin_reading){false, PIN_TIES_FILE}, 0);
    static const int32_t grades[] = {U, -1, 1, 1, 0, 3, U};
    expect(&judged, grades, ".n.....");
    cr_assert_eq(judged.relevant_n, 3);
    cr_assert_eq(judged.hard_negatives_n, 1);
    model_case_free(&c);
}

Test(judged, the_reading_as_listed_counts_every_place)
{
    struct model_case c;
    init(&c);
    model_list(&c, "q", list);
    const struct pin_run *run = pin_run_finish(c.run, 0);
    const struct pin_judged judged =
        judge(&c, run, (struct pin_reading){true, PIN_TIES_FILE}, 0);
    static const int32_t grades[] = {U, -1, 1, 1, 1, 1, 0, 3, -1, U, 1, U};
    expect(&judged, grades, ".n.n.n..n.n.");
    cr_assert_eq(judged.relevant_n, 5);
    cr_assert_eq(judged.hard_negatives_n, 5);
    model_case_free(&c);
}

Test(judged, the_ideal_holds_each_relevant_item_once_highest_first)
{
    struct model_case c;
    init(&c);
    const struct pin_run *run = pin_run_finish(c.run, 0);
    for (uint32_t i = 0; i < 2; i++) {
        const struct pin_judged judged =
            judge(&c, run, (struct pin_reading){i == 1, PIN_TIES_FILE}, 0);
        static const int32_t ideal[] = {3, 1, 1};
        cr_assert_eq(judged.ideal_n, 3);
        cr_assert_arr_eq(judged.ideal, ideal, sizeof(ideal));
        cr_assert_eq(judged.depth, 0);
    }
    model_case_free(&c);
}

Test(judged, a_null_matches_a_null_of_either_list_when_read_as_listed)
{
    static const struct {
        int32_t label; /* of the null; 0: no null is listed */
        int32_t grade;
        bool negative;
    } cases[] = {{1, 1, false}, {-1, -1, true}, {0, U, false}};
    for (uint32_t i = 0; i < 3; i++) {
        struct model_case c;
        model_case_init(&c);
        (void)model_query(&c, "q");
        model_label(&c, 0, "a", 1);
        if (cases[i].label != 0) {
            model_label(&c, 0, NULL, cases[i].label);
        }
        (void)model_freeze(&c);
        model_run(&c);
        model_list(&c, "q", "-");
        const struct pin_run *run = pin_run_finish(c.run, 0);
        const struct pin_judged judged =
            judge(&c, run, (struct pin_reading){true, PIN_TIES_FILE}, 0);
        cr_assert_eq(judged.depth, 1);
        cr_assert_eq(judged.grades[0], cases[i].grade);
        cr_assert_eq(judged.hard_negative[0], cases[i].negative);
        model_case_free(&c);
    }
}

Test(judged, a_query_without_labels_or_without_a_list_is_judged_all_the_same)
{
    struct model_case c;
    init(&c);
    model_list(&c, "e", "a b");
    const struct pin_run *run = pin_run_finish(c.run, 0);
    const struct pin_reading strict = {false, PIN_TIES_FILE};
    struct pin_judged judged = judge(&c, run, strict, 1);
    static const int32_t grades[] = {U, U};
    expect(&judged, grades, "..");
    cr_assert_eq(judged.relevant_n, 0);
    cr_assert_eq(judged.ideal_n, 0);
    judged = judge(&c, run, strict, 0);
    cr_assert_eq(judged.depth, 0);
    cr_assert_eq(judged.relevant_n, 3);
    model_case_free(&c);
}

Test(judged, equal_scores_are_ordered_by_the_tie_rule)
{
    /* In the corpus: b a c d; scores: b and a and c equal, d above. */
    static const struct pin_hit hits[] = {
        {{0}, 0.5F}, {{1}, 0.5F}, {{2}, 0.5F}, {{3}, 0.75F}};
    static const int32_t expected[][4] = {
        [PIN_TIES_FILE] = {2, 1, 3, 4}, /* as given, even against the scores */
        [PIN_TIES_ID] = {4, 1, 2, 3},
        [PIN_TIES_TREC] = {4, 3, 2, 1}};
    static const char *const names[] = {"b", "a", "c", "d"};
    static const int32_t grades[] = {2, 1, 3, 4};
    struct model_case c;
    model_case_init(&c);
    for (uint32_t i = 0; i < 4; i++) {
        (void)model_item(&c, names[i]);
    }
    (void)model_query(&c, "q");
    for (uint32_t i = 0; i < 4; i++) {
        model_label(&c, 0, names[i], grades[i]);
    }
    (void)model_freeze(&c);
    model_run(&c);
    cr_assert_eq(pin_run_put_list(c.run, (pin_query){0}, hits, 4, NULL), PIN_OK);
    const struct pin_run *run = pin_run_finish(c.run, 4);
    for (uint32_t ties = PIN_TIES_FILE; ties <= PIN_TIES_TREC; ties++) {
        const struct pin_judged judged =
            judge(&c, run, (struct pin_reading){false, (enum pin_ties)ties}, 0);
        expect(&judged, expected[ties], "....");
    }
    model_case_free(&c);
}

Test(judged, a_run_without_scores_keeps_its_order_under_every_tie_rule)
{
    struct model_case c;
    init(&c);
    model_list(&c, "q", "z b a c");
    const struct pin_run *run = pin_run_finish(c.run, 0);
    static const int32_t grades[] = {0, 1, 1, 3};
    for (uint32_t ties = PIN_TIES_FILE; ties <= PIN_TIES_TREC; ties++) {
        const struct pin_judged judged =
            judge(&c, run, (struct pin_reading){false, (enum pin_ties)ties}, 0);
        expect(&judged, grades, "....");
    }
    model_case_free(&c);
}

Test(judged, the_list_of_a_twin_answers_the_other)
{
    struct model_case c;
    model_case_init(&c);
    pin_dataset_allow_twins(c.builder);
    (void)model_query(&c, "q");
    (void)model_query(&c, "q");
    model_label(&c, 0, "a", 1);
    model_label(&c, 1, "b", 1);
    (void)model_freeze(&c);
    model_run(&c);
    model_list(&c, "q", "a b");
    const struct pin_run *run = pin_run_finish(c.run, 0);
    static const int32_t grades[][2] = {{1, U}, {U, 1}};
    for (uint32_t i = 0; i < 2; i++) {
        const struct pin_judged judged =
            judge(&c, run, (struct pin_reading){true, PIN_TIES_FILE}, i);
        expect(&judged, grades[i], "..");
    }
    model_case_free(&c);
}

Test(judged, one_judge_gives_the_same_for_a_query_whatever_it_judged_before)
{
    struct model_case c;
    init(&c);
    model_list(&c, "q", list);
    model_list(&c, "e", "n x y");
    const struct pin_run *run = pin_run_finish(c.run, 0);
    struct pin_judge *one = NULL;
    cr_assert_eq(pin_judge_new(&one, c.dataset, run,
                               (struct pin_reading){false, PIN_TIES_FILE}, &c.arena,
                               NULL),
                 PIN_OK);
    static const int32_t grades[] = {U, -1, 1, 1, 0, 3, U};
    for (uint32_t i = 0; i < 3; i++) {
        const struct pin_judged e = pin_judge(one, (pin_query){1});
        cr_assert_eq(e.depth, 3);
        cr_assert_eq(e.grades[0], U);
        const struct pin_judged q = pin_judge(one, (pin_query){0});
        expect(&q, grades, ".n.....");
    }
    model_case_free(&c);
}

Test(judged, every_allocation_may_fail_and_nothing_leaks)
{
    struct model_case c;
    init(&c);
    model_list(&c, "q", list);
    const struct pin_run *run = pin_run_finish(c.run, 0);
    enum pin_status status = PIN_E_NOMEM;
    for (uint64_t fail_at = 1; status != PIN_OK; fail_at++) {
        struct pin_arena arena;
        struct pin_error err = {0};
        struct pin_judge *one = NULL;
        pin_arena_init(&arena, 0);
        arena.fail_at_call = fail_at;
        status = pin_judge_new(&one, c.dataset, run,
                               (struct pin_reading){false, PIN_TIES_FILE}, &arena, &err);
        cr_assert(status == PIN_OK || err.status == PIN_E_NOMEM);
        pin_arena_free(&arena);
    }
    model_case_free(&c);
}
