#include "harness/flow/examine.h"
#include "tests/flow/flow_case.h"

static uint64_t count(const struct pin_run *run, const char *what)
{
    const struct pin_tally *tally = pin_tally_find(&run->tallies, what);
    return tally ? tally->count : 0;
}

static void init(struct flow_case *c, uint32_t items_n)
{
    flow_case_init(c);
    flow_items(c, items_n);
    for (uint32_t q = 0; q < 4; q++) {
        static const char *const names[] = {"a", "b", "c", "d"};
        (void)flow_query(c, names[q], NULL, NULL);
    }
    flow_label(c, 0, "labelled", 1);
    (void)flow_freeze(c);
}

Test(examine, everything_odd_about_a_run_is_counted_with_where_it_was)
{
    struct flow_case c;
    init(&c, 3);
    struct pin_run_builder *builder = flow_run(&c, "r");
    flow_list(builder, "a", "i0 i1 i0 - i0 - stranger labelled stranger");
    flow_list(builder, "b", "");
    flow_list(builder, "c", "i0");
    struct pin_run *run = pin_run_finish(builder, 0);
    cr_assert_eq(pin_examine(run, c.dataset, 2, &c.err), PIN_OK, "%s", c.err.text);
    static const struct {
        const char *what;
        uint64_t n;
        const char *example;
    } expected[] = {{"null hit", 2, "a"},
                    {"repeated hit", 3, "a: i0"},
                    {"hit not in the corpus", 2, "a: stranger"},
                    {"empty list", 1, "b"},
                    {"list shorter than the largest cutoff", 1, "c"},
                    {"query without a list", 1, "d"}};
    for (uint32_t i = 0; i < 6; i++) {
        cr_assert_eq(count(run, expected[i].what), expected[i].n, "%s", expected[i].what);
        cr_assert_str_eq(pin_tally_find(&run->tallies, expected[i].what)->examples[0],
                         expected[i].example);
    }
    cr_assert_eq(pin_examine_corpus(run, c.dataset, &c.err), PIN_OK);
    flow_case_free(&c);
}

Test(examine, only_the_lists_of_the_queries_asked_for_are_looked_at)
{
    static const bool keep[] = {false, false, true, true};
    struct flow_case c;
    init(&c, 3);
    struct pin_run_builder *builder = flow_run(&c, "r");
    flow_list(builder, "a", "i0 i1 i0 - i0 - stranger");
    flow_list(builder, "b", "");
    struct pin_run *run = pin_run_finish(builder, 0);
    cr_assert_eq(pin_examine_some(run, c.dataset, keep, 2, &c.err), PIN_OK, "%s",
                 c.err.text);
    cr_assert_eq(count(run, "query without a list"), 2);
    cr_assert_eq(run->tallies.first->next, NULL);
    flow_case_free(&c);
}

Test(examine, without_an_index_no_hit_is_outside_and_no_cutoff_makes_no_list_short)
{
    struct flow_case c;
    init(&c, 0);
    struct pin_run_builder *builder = flow_run(&c, "r");
    flow_list(builder, "a", "stranger");
    struct pin_run *run = pin_run_finish(builder, 0);
    cr_assert_eq(pin_examine(run, c.dataset, 0, &c.err), PIN_OK);
    cr_assert_eq(count(run, "hit not in the corpus"), 0);
    cr_assert_eq(count(run, "list shorter than the largest cutoff"), 0);
    cr_assert_eq(pin_examine_corpus(run, c.dataset, &c.err), PIN_OK);
    flow_case_free(&c);
}

Test(examine, a_twin_is_not_without_a_list)
{
    struct flow_case c;
    flow_case_init(&c);
    pin_dataset_allow_twins(c.builder);
    (void)flow_query(&c, "a", NULL, NULL);
    (void)flow_query(&c, "a", NULL, NULL);
    (void)flow_freeze(&c);
    struct pin_run_builder *builder = flow_run(&c, "r");
    flow_list(builder, "a", "x");
    struct pin_run *run = pin_run_finish(builder, 0);
    cr_assert_eq(pin_examine(run, c.dataset, 0, &c.err), PIN_OK);
    cr_assert_eq(count(run, "query without a list"), 0);
    flow_case_free(&c);
}

Test(examine, a_run_for_other_queries_is_refused_by_how_both_call_them)
{
    static const char *const messages[] = {"the run holds no list",
                                           "the run has a list for none of the dataset's "
                                           "queries (it names \"other\", the dataset "
                                           "expects \"a\")"};
    for (uint32_t i = 0; i < 2; i++) {
        struct flow_case c;
        init(&c, 3);
        struct pin_run_builder *builder = flow_run(&c, "r");
        if (i == 1) {
            flow_list(builder, "other", "i0");
        }
        struct pin_run *run = pin_run_finish(builder, 0);
        cr_assert_eq(pin_examine(run, c.dataset, 0, &c.err), PIN_E_PARSE);
        cr_assert_str_eq(c.err.text, messages[i]);
        flow_case_free(&c);
    }
}

Test(examine, a_run_with_no_hit_in_the_corpus_is_for_another_dataset)
{
    struct flow_case c;
    init(&c, 3);
    struct pin_run_builder *builder = flow_run(&c, "r");
    flow_list(builder, "a", "x y - labelled");
    flow_list(builder, "b", "");
    struct pin_run *run = pin_run_finish(builder, 0);
    cr_assert_eq(pin_examine(run, c.dataset, 0, &c.err), PIN_OK);
    cr_assert_eq(pin_examine_corpus(run, c.dataset, &c.err), PIN_E_PARSE);
    cr_assert_str_eq(c.err.text,
                     "no hit of the run is in the dataset's corpus of 3 items");
    builder = flow_run(&c, "without hits");
    flow_list(builder, "a", "");
    pin_error_clear(&c.err);
    cr_assert_eq(pin_examine_corpus(pin_run_finish(builder, 0), c.dataset, &c.err),
                 PIN_OK);
    flow_case_free(&c);
}
