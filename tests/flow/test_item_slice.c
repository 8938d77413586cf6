#include "harness/base/rng.h"
#include "harness/flow/item_slice.h"
#include "tests/flow/flow_case.h"

static void set_age(struct flow_case *c, const char *item, const char *age)
{
    const pin_item at = pin_dataset_builder_find_item(c->builder, pin_text_of(item));
    cr_assert_neq(at.ix, PIN_IX_NONE);
    cr_assert_eq(
        pin_dataset_set_item_attribute(c->builder, at, "age", pin_text_of(age), NULL),
        PIN_OK);
}

static const struct pin_scores *score(struct flow_case *c, const struct pin_run *run,
                                      struct pin_item_slice items)
{
    struct pin_metric_use *uses = PIN_NEW_N(&c->arena, struct pin_metric_use, 2);
    const struct pin_scores *scores = NULL;
    struct pin_policy policy = pin_policy_strict();
    policy.items = items;
    cr_assert_eq(
        pin_metric_parse(&uses[0], c->registry, PIN_TEXT("hits@2"), &c->arena, NULL),
        PIN_OK);
    cr_assert_eq(
        pin_metric_parse(&uses[1], c->registry, PIN_TEXT("length"), &c->arena, NULL),
        PIN_OK);
    const struct pin_scoring scoring = {uses, 2, policy, 2};
    cr_assert_eq(pin_score(&scores, c->dataset, run, &scoring, &c->arena, &c->err),
                 PIN_OK);
    return scores;
}

/* Items i0 (old, relevant), i1 (new, relevant), i2 (old hard negative), i3 (no age,
 * relevant), i4 (old, not judged). Query b has old answers only. */
static const struct pin_run *two_queries(struct flow_case *c)
{
    flow_case_init(c);
    flow_items(c, 5);
    (void)flow_query(c, "a", NULL, NULL);
    (void)flow_query(c, "b", NULL, NULL);
    flow_label(c, 0, "i0", 1);
    flow_label(c, 0, "i1", 1);
    flow_label(c, 0, "i2", -1);
    flow_label(c, 0, "i3", 1);
    flow_label(c, 1, "i0", 1);
    set_age(c, "i0", "9");
    set_age(c, "i1", "1");
    set_age(c, "i2", "9");
    set_age(c, "i4", "9");
    (void)flow_freeze(c);
    struct pin_run_builder *builder = flow_run(c, "r");
    flow_list(builder, "a", "i0 i3 i2 i4 i1 i1 stranger");
    flow_list(builder, "b", "i0 i1");
    return pin_run_finish(builder, 0);
}

Test(item_slice, judged_items_outside_leave_list_and_labels_and_the_others_stay)
{
    struct flow_case c;
    struct pin_item_slicing ages;
    const struct pin_run *run = two_queries(&c);
    cr_assert_eq(pin_item_slices(&ages, c.dataset, "item:age", NULL, &c.arena, &c.err),
                 PIN_OK);
    cr_assert_str_eq(ages.name, "item:age");
    cr_assert_eq(ages.values_n, 2);
    cr_assert_str_eq(pin_ids_name(ages.attribute->values, 1), "1");
    cr_assert_eq(ages.queries_n[0], 2);
    cr_assert_eq(ages.queries_n[1], 1);
    /* New: of a's list i4 (not judged), i1 and the stranger are left. */
    const struct pin_scores *scores =
        score(&c, run, (struct pin_item_slice){ages.attribute->value_of, 1});
    cr_assert_float_eq(scores->columns[0].values[0], 0.5, 1e-15);
    cr_assert_float_eq(scores->columns[1].values[0], 3, 1e-15);
    cr_assert(isnan(scores->columns[0].values[1])); /* b has no new answer */
    cr_assert(isnan(scores->columns[1].values[1]));
    cr_assert(scores->counted[1]);
    /* Old: i0, i2, i4, stranger; b: i0, and i1, which is not judged there. */
    scores = score(&c, run, (struct pin_item_slice){ages.attribute->value_of, 0});
    cr_assert_float_eq(scores->columns[0].values[0], 0.5, 1e-15);
    cr_assert_float_eq(scores->columns[1].values[0], 4, 1e-15);
    cr_assert_float_eq(scores->columns[1].values[1], 2, 1e-15);
    flow_case_free(&c);
}

Test(item_slice, counts_only_the_queries_that_are_kept)
{
    static const bool keep[] = {false, true};
    struct flow_case c;
    struct pin_item_slicing ages;
    (void)two_queries(&c);
    cr_assert_eq(pin_item_slices(&ages, c.dataset, "item:age:5", keep, &c.arena, &c.err),
                 PIN_OK);
    cr_assert_str_eq(pin_ids_name(ages.attribute->values, 0), "<5");
    cr_assert_eq(ages.queries_n[0], 0);
    cr_assert_eq(ages.queries_n[1], 1);
    flow_case_free(&c);
}

Test(item_slice, an_unknown_attribute_names_the_nearest_of_the_items)
{
    struct flow_case c;
    struct pin_item_slicing ages;
    (void)two_queries(&c);
    cr_assert(pin_item_slice_asked("item:age"));
    cr_assert_not(pin_item_slice_asked("items"));
    cr_assert_eq(pin_item_slices(&ages, c.dataset, "item:aeg", NULL, &c.arena, &c.err),
                 PIN_E_CONFIG);
    cr_assert_str_eq(c.err.text,
                     "the items have no attribute \"aeg\"; did you mean \"age\"?");
    flow_case_free(&c);
}

enum { QUERIES = 200, ITEMS = 40, DEPTH = 15 };

static const char *const age_names[] = {"x", "y", "z"};

/* 3: none. */
static uint32_t age_of(uint32_t item)
{
    return pin_rng_below(1, 1, item, 4);
}

/* only: the age whose judged items are there; 9: all of them. */
static const struct pin_run *random_world(struct flow_case *c, uint32_t only)
{
    flow_case_init(c);
    flow_items(c, ITEMS);
    for (uint32_t q = 0; q < QUERIES; q++) {
        char name[16];
        (void)snprintf(name, sizeof(name), "q%u", q);
        (void)flow_query(c, name, NULL, NULL);
        for (uint32_t i = 0; i < ITEMS; i++) {
            const uint32_t draw = pin_rng_below(2, q, i, 8);
            (void)snprintf(name, sizeof(name), "i%u", i);
            if (draw < 3 && (only == 9 || age_of(i) == only)) {
                flow_label(c, q, name, (int32_t)draw - 1);
            }
        }
    }
    for (uint32_t i = 0; i < ITEMS; i++) {
        char name[16];
        (void)snprintf(name, sizeof(name), "i%u", i);
        if (age_of(i) < 3) {
            set_age(c, name, age_names[age_of(i)]);
        }
    }
    (void)flow_freeze(c);
    struct pin_run_builder *builder = flow_run(c, "r");
    for (uint32_t q = 0; q < QUERIES; q++) {
        char list[DEPTH * 5] = "";
        char name[16];
        for (uint32_t d = 0; d < DEPTH; d++) {
            const uint32_t i = pin_rng_below(3, q, d, ITEMS);
            const bool judged = pin_rng_below(2, q, i, 8) < 3;
            (void)snprintf(name, sizeof(name), "%si%u", list[0] ? " " : "", i);
            if (only == 9 || !judged || age_of(i) == only) {
                strncat(list, name, sizeof(list) - strlen(list) - 1);
            }
        }
        (void)snprintf(name, sizeof(name), "q%u", q);
        flow_list(builder, name, list);
    }
    return pin_run_finish(builder, 0);
}

Test(item_slice, is_what_filtered_labels_and_filtered_lists_give)
{
    struct flow_case whole;
    struct pin_item_slicing ages;
    const struct pin_run *run = random_world(&whole, 9);
    cr_assert_eq(
        pin_item_slices(&ages, whole.dataset, "item:age", NULL, &whole.arena, &whole.err),
        PIN_OK);
    cr_assert_eq(ages.values_n, 3);
    for (uint32_t age = 0; age < 3; age++) {
        struct flow_case part;
        const struct pin_run *filtered = random_world(&part, age);
        const uint32_t value = pin_ids_find(ages.attribute->values, age_names[age], 1);
        const struct pin_scores *a =
            score(&whole, run, (struct pin_item_slice){ages.attribute->value_of, value});
        const struct pin_scores *b = score(&part, filtered, (struct pin_item_slice){0});
        uint32_t values_n = 0;
        for (uint32_t q = 0; q < QUERIES; q++) {
            const double expected = b->columns[0].values[q]; /* undefined without any */
            const double got = a->columns[0].values[q];
            values_n += !isnan(got);
            cr_assert(isnan(expected) ? isnan(got) : fabs(got - expected) < 1e-15);
            cr_assert(isnan(expected) ||
                      fabs(a->columns[1].values[q] - b->columns[1].values[q]) < 1e-15);
        }
        cr_assert_eq(values_n, ages.queries_n[value]);
        cr_assert_gt(values_n, 20);
        flow_case_free(&part);
    }
    flow_case_free(&whole);
}
