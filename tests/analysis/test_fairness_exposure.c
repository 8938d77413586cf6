#include "harness/analysis/fairness.h"
#include "tests/analysis/analysis_case.h"

static const char *const first[] = {"p@1"};

struct shop {
    struct analysis_case c;
    struct pin_fairness_options options;
    struct pin_analysis analysis;
};

/* Items i0 to i7: three old, three new, one unknown, one without an age. Two queries, to
 * which i0 and i3 are relevant, and i6. */
static void shop_init(struct shop *s, enum pin_exposure_target target)
{
    static const char *const ages[] = {"old", "old", "old",     "new",
                                       "new", "new", "unknown", NULL};
    struct flow_case *flow = &s->c.flow;
    analysis_case_init(&s->c);
    s->options = (struct pin_fairness_options){.attribute = "age",
                                               .min_n = 1,
                                               .cutoff = 4,
                                               .adjustment = PIN_ADJUST_HOLM,
                                               .target = target};
    for (uint32_t i = 0; i < 8; i++) {
        char name[8];
        pin_item item;
        bool added = false;
        (void)snprintf(name, sizeof(name), "i%u", i);
        cr_assert_eq(
            pin_dataset_add_item(flow->builder, pin_text_of(name), &item, &added, NULL),
            PIN_OK);
        if (ages[i]) {
            cr_assert_eq(pin_dataset_set_item_attribute(flow->builder, item, "age",
                                                        pin_text_of(ages[i]), NULL),
                         PIN_OK);
        }
    }
    (void)flow_query(flow, "a", NULL, "red");
    (void)flow_query(flow, "b", NULL, "red");
    flow_label(flow, 0, "i0", 1);
    flow_label(flow, 0, "i3", 1);
    flow_label(flow, 1, "i6", 1);
    (void)flow_freeze(flow);
    cr_assert_eq(pin_fairness_new(&s->analysis, &s->options, &flow->arena, NULL), PIN_OK);
    cr_assert_eq(analysis_begin(&s->c, &s->analysis, first, 1), PIN_OK, "%s",
                 flow->err.text);
}

static void show(struct shop *s, const char *a, const char *b)
{
    struct pin_run_builder *run = flow_run(&s->c.flow, "r");
    flow_list(run, "a", a);
    flow_list(run, "b", b);
    analysis_add(&s->c, pin_run_finish(run, 0));
}

static double number(const struct pin_sheet *sheet, uint32_t row, const char *key)
{
    return analysis_cell(sheet, row, key)->value;
}

Test(fairness_exposure, shares_follow_by_hand_from_lists_read_as_sets)
{
    struct shop s;
    shop_init(&s, PIN_TARGET_CORPUS);
    /* old, new, unknown, old, cut; and new alone */
    show(&s, "i0 i0 - i3 i6 i1 i4", "i4");
    const struct pin_sheet *sheets = analysis_finish(&s.c);
    const struct pin_sheet *groups = analysis_sheet(sheets, "exposure");
    const struct pin_sheet *lists = analysis_sheet(sheets, "rank_fairness");
    cr_assert_eq(groups->rows_n, 2);
    cr_assert_str_eq(analysis_cell(groups, 0, "group")->text, "old");
    cr_assert_float_eq(number(groups, 0, "items"), 3, 0);
    cr_assert_float_eq(number(groups, 0, "target"), 0.5, 1e-15);
    cr_assert_float_eq(number(groups, 0, "exposure"), (1.5 / 2.5 + 0) / 2, 1e-15);
    cr_assert_float_eq(number(groups, 1, "exposure"), (1.0 / 2.5 + 1) / 2, 1e-15);
    cr_assert_float_eq(number(groups, 0, "skew"), log((2.0 / 3 + 0) / 2 / 0.5), 1e-15);
    cr_assert_float_eq(number(groups, 0, "lists_without"), 1, 0);
    cr_assert_float_eq(number(groups, 1, "lists_without"), 0, 0);
    cr_assert_float_eq(number(lists, 0, "lists"), 2, 0);
    cr_assert_float_eq(number(lists, 0, "known_places"), 4.0 / 5, 1e-15);
    /* the second list: e = (0, 1) against (.5, .5) */
    const double lone = (0.5 * log(2) + log(1 / 0.75) + 0.5 * log(0.5 / 0.75)) / 2;
    const double other = (0.6 * log(0.6 / 0.55) + 0.4 * log(0.4 / 0.45) +
                          0.5 * log(0.5 / 0.55) + 0.5 * log(0.5 / 0.45)) /
                         2;
    cr_assert_float_eq(number(lists, 0, "awrf"), 1 - (lone + other) / 2, 1e-15);
    analysis_case_free(&s.c);
}

Test(fairness_exposure, a_group_that_is_never_shown_has_no_skew)
{
    struct shop s;
    shop_init(&s, PIN_TARGET_CORPUS);
    show(&s, "i0", "i1 i7");
    const struct pin_sheet *sheet = analysis_sheet(analysis_finish(&s.c), "exposure");
    cr_assert(isnan(number(sheet, 1, "skew")));
    cr_assert_float_eq(number(sheet, 1, "exposure"), 0.0, 1e-15);
    cr_assert_float_eq(number(sheet, 1, "lists_without"), 2, 0);
    cr_assert_float_eq(number(sheet, 0, "skew"), log(2), 1e-15);
    cr_assert(analysis_notes(sheet, "minus infinity"));
    analysis_case_free(&s.c);
}

Test(fairness_exposure, the_target_may_be_the_share_among_relevant_items)
{
    struct shop s;
    shop_init(&s, PIN_TARGET_RELEVANT);
    show(&s, "i0 i3", "i4"); /* the second query's only relevant item has no known age */
    const struct pin_sheet *sheets = analysis_finish(&s.c);
    const struct pin_sheet *lists = analysis_sheet(sheets, "rank_fairness");
    cr_assert_float_eq(number(lists, 0, "lists"), 1, 0);
    cr_assert_float_eq(number(lists, 0, "awrf"), 1.0, 1e-15);
    cr_assert(isnan(analysis_cell(lists, 0, "awrf")->low)); /* one cluster */
    cr_assert(analysis_notes(lists, "1 queries are left out"));
    analysis_case_free(&s.c);
}

Test(fairness_exposure, an_attribute_of_items_alone_has_no_gaps_to_control)
{
    struct shop s;
    shop_init(&s, PIN_TARGET_CORPUS);
    s.options.control = "colour";
    cr_assert_eq(analysis_begin(&s.c, &s.analysis, first, 1), PIN_E_CONFIG);
    analysis_case_free(&s.c);
}
