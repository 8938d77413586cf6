#include "tests/flow/flow_case.h"

static void init(struct flow_case *c, bool grouped)
{
    flow_case_init(c);
    (void)flow_query(c, "q0", grouped ? "g" : NULL, "red");
    (void)flow_query(c, "q1", grouped ? "g" : NULL, "a/b");
    (void)flow_query(c, "q2", NULL, "x=(y");
    (void)flow_freeze(c);
}

Test(figure_parse, what_people_write_gets_one_canonical_label)
{
    static const struct {
        const char *text, *label;
        bool lower_is_better;
    } cases[] = {
        {"hits@10", "hits@10", false},
        {"  hits@010\t", "hits@10", false},
        {"hits", "hits", false},
        {"length", "length", true},
        {"mean(hits@1)", "hits@1", false},
        {"range(hits@1)", "range(hits@1)", true},
        {"std(length)", "std(length)", true},
        {"std0(hits)", "std0(hits)", true},
        {"hits@3[colour=red]", "hits@3[colour=red]", false},
        {"range(hits)[colour=a/b]", "range(hits)[colour=a/b]", true},
        {"hits[colour=x=(y]", "hits[colour=x=(y]", false},
        {"mean(hits)[colour=x=(y]", "hits[colour=x=(y]", false},
        {"length/hits@2", "length/hits@2", true},
        {"hits[colour=a/b]/range(length)[colour=a/b]",
         "hits[colour=a/b]/range(length)[colour=a/b]", false},
    };
    struct flow_case c;
    init(&c, true);
    for (uint32_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct pin_figure_set set;
        cr_assert_eq(flow_parse(&c, &set, &cases[i].text, 1), PIN_OK, "%s: %s",
                     cases[i].text, c.err.text);
        cr_assert_eq(set.specs_n, 1);
        cr_assert_str_eq(set.specs[0].column.label, cases[i].label);
        cr_assert_eq(set.specs[0].column.lower_is_better, cases[i].lower_is_better);
    }
    flow_case_free(&c);
}

Test(figure_parse, what_is_no_figure_is_refused_and_what_was_meant_is_named)
{
    static const struct {
        const char *text, *message;
    } cases[] = {
        {"", "\"\" is no figure: expected METRIC"},
        {"   ", "\"\" is no figure"},
        {"hit@10", "there is no metric \"hit\"; did you mean \"hits\"?"},
        {"frobnicate", "there is no metric \"frobnicate\""},
        {"hits@0", "metric hits: expected a cutoff from 1"},
        {"length@3", "metric length takes no cutoff"},
        {"hits:x=1", "metric hits has no option \"x\""},
        {"rnge(hits)", "no aggregate \"rnge\" (did you mean \"range\"?)"},
        {"median(hits)", "no aggregate \"median\""},
        {"range(hits", "\"range(hits\" is no figure"},
        {"range()", "expected a metric's name, found nothing"},
        {"(hits)", "no aggregate \"\""},
        {"range(range(hits))", "there is no metric \"range(hits)\""},
        {"hits[colour=red", "\"hits[colour=red\" is no figure"},
        {"hits[colour]", "\"hits[colour]\" is no figure"},
        {"hits[]", "\"hits[]\" is no figure"},
        {"hits[", "\"hits[\" is no figure"},
        {"[", "\"[\" is no figure"},
        {"[colour=red]", "\"\" is no figure"},
        {"hits[color=red]",
         "the queries have no attribute \"color\"; did you mean \"colour\"?"},
        {"hits[size=9]", "the queries have no attribute \"size\""},
        {"hits[colour=green]", "no query has colour=green"},
        {"hits[colour=]", "no query has colour="},
        {"hits/", "\"hits/\" is no figure"},
        {"/hits", "\"/hits\" is no figure"},
        {"hits/hit", "there is no metric \"hit\""},
        {"hits/length/hits", "there is no metric \"length/hits\""},
    };
    struct flow_case c;
    init(&c, true);
    for (uint32_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct pin_figure_set set;
        pin_error_clear(&c.err);
        cr_expect_eq(flow_parse(&c, &set, &cases[i].text, 1), PIN_E_CONFIG, "%s",
                     cases[i].text);
        cr_expect(flow_begins(c.err.text, cases[i].message), "%s: %s", cases[i].text,
                  c.err.text);
    }
    flow_case_free(&c);
}

Test(figure_parse, figures_over_groups_need_a_dataset_that_was_grouped)
{
    static const char *const texts[] = {"range(hits)", "std(hits)", "std0(hits)"};
    struct flow_case c;
    struct pin_figure_set set;
    init(&c, false);
    for (uint32_t i = 0; i < 3; i++) {
        pin_error_clear(&c.err);
        cr_assert_eq(flow_parse(&c, &set, &texts[i], 1), PIN_E_CONFIG);
        cr_assert(strstr(c.err.text, "is over groups, and the dataset has none"));
    }
    flow_case_free(&c);
    flow_case_init(&c);
    (void)flow_query(&c, "q", NULL, NULL);
    pin_dataset_set_group_source(c.builder, "images"); /* of which there were none */
    (void)flow_freeze(&c);
    cr_assert_eq(flow_parse(&c, &set, texts, 3), PIN_OK, "%s", c.err.text);
    flow_case_free(&c);
}

Test(figure_parse, the_same_figure_twice_is_one_column_and_a_metric_is_computed_once)
{
    static const char *const texts[] = {"hits@2", "range(hits@2)", "mean(hits@2)",
                                        "length", "length/hits@2", "hits@02",
                                        "hits@3"};
    static const char *const labels[] = {"hits@2", "range(hits@2)", "length",
                                         "length/hits@2", "hits@3"};
    struct flow_case c;
    struct pin_figure_set set;
    init(&c, true);
    cr_assert_eq(flow_parse(&c, &set, texts, 7), PIN_OK, "%s", c.err.text);
    cr_assert_eq(set.specs_n, 5);
    for (uint32_t i = 0; i < 5; i++) {
        cr_assert_str_eq(set.specs[i].column.label, labels[i]);
    }
    cr_assert_eq(set.metrics_n, 3);
    cr_assert_eq(set.specs[3].terms_n, 2);
    cr_assert_eq(set.specs[4].terms_n, 1);
    cr_assert_null(set.specs[4].terms[0].attribute);
    flow_case_free(&c);
}

Test(figure_parse, every_allocation_may_fail_and_nothing_leaks)
{
    static const char *const texts[] = {"hits@2", "length/range(hits)[colour=red]"};
    struct flow_case c;
    init(&c, true);
    enum pin_status status = PIN_E_NOMEM;
    for (uint64_t fail_at = 1; status != PIN_OK; fail_at++) {
        struct pin_arena arena;
        struct pin_error err = {0};
        struct pin_figure_set set;
        pin_arena_init(&arena, 0);
        arena.fail_at_call = fail_at;
        status = pin_figures_parse(&set, c.registry, c.dataset,
                                   (struct pin_figure_texts){texts, 2}, &arena, &err);
        cr_assert(status == PIN_OK || err.status == PIN_E_NOMEM, "%s", err.text);
        pin_arena_free(&arena);
    }
    flow_case_free(&c);
}
