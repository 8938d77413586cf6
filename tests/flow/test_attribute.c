#include "harness/flow/attribute.h"
#include "tests/flow/flow_case.h"

static void number(struct flow_case *c, uint32_t query, const char *value)
{
    cr_assert_eq(pin_dataset_set_query_attribute(c->builder, (pin_query){query}, "size",
                                                 pin_text_of(value), NULL),
                 PIN_OK);
}

/* Sizes 1 to 8, colours red and blue in turn; query 9 has neither. */
static void sizes(struct flow_case *c)
{
    static const char *const values[] = {"5", "3", "8", "1", "7", "2", "6", "4"};
    flow_case_init(c);
    for (uint32_t i = 0; i < 8; i++) {
        char name[8];
        (void)snprintf(name, sizeof(name), "q%u", i);
        number(c, flow_query(c, name, NULL, i % 2 == 0 ? "red" : "blue"), values[i]);
    }
    (void)flow_query(c, "q8", NULL, NULL);
    cr_assert_eq(pin_dataset_freeze(c->builder, &c->dataset, &c->err), PIN_OK);
}

static const struct pin_attribute *parsed(struct flow_case *c, const char *text)
{
    const struct pin_attribute *attribute = NULL;
    cr_assert_eq(pin_attribute_parse(&attribute, c->dataset, pin_text_of(text), &c->arena,
                                     &c->err),
                 PIN_OK, "%s", c->err.text);
    return attribute;
}

static const char *value_at(const struct pin_attribute *attribute, uint32_t query)
{
    const uint32_t value = attribute->value_of[query];
    return value == PIN_IX_NONE ? "" : pin_ids_name(attribute->values, value);
}

Test(attribute, edges_cut_numbers_into_half_open_parts_in_their_order)
{
    struct flow_case c;
    sizes(&c);
    const struct pin_attribute *attribute = parsed(&c, "size:3,6.5");
    static const char *const expected[] = {"[3,6.5)", "[3,6.5)", ">=6.5",   "<3", ">=6.5",
                                           "<3",      "[3,6.5)", "[3,6.5)", ""};
    for (uint32_t query = 0; query < 9; query++) {
        cr_assert_str_eq(value_at(attribute, query), expected[query]);
    }
    cr_assert_str_eq(pin_ids_name(attribute->values, 0), "<3");
    cr_assert_str_eq(pin_ids_name(attribute->values, 2), ">=6.5");
    flow_case_free(&c);
}

Test(attribute, quantiles_cut_into_parts_of_one_size)
{
    struct flow_case c;
    sizes(&c);
    const struct pin_attribute *attribute = parsed(&c, "size:q4");
    uint32_t counts[4] = {0};
    cr_assert_eq(pin_ids_count(attribute->values), 4);
    for (uint32_t query = 0; query < 8; query++) {
        counts[attribute->value_of[query]]++;
    }
    /* Edges at the 2nd, 4th and 6th value: <2, [2,4), [4,6), >=6. */
    cr_assert_str_eq(pin_ids_name(attribute->values, 1), "[2,4)");
    cr_assert_eq(counts[0], 1);
    cr_assert_eq(counts[1], 2);
    cr_assert_eq(counts[2], 2);
    cr_assert_eq(counts[3], 3);
    cr_assert_eq(attribute->value_of[8], PIN_IX_NONE);
    flow_case_free(&c);
}

Test(attribute, crossing_names_the_pairs_that_occur_and_leaves_out_what_lacks_one)
{
    struct flow_case c;
    sizes(&c);
    const struct pin_attribute *attribute = parsed(&c, "colour*size:5");
    cr_assert_str_eq(attribute->name, "colour*size");
    cr_assert_str_eq(value_at(attribute, 0), "red*>=5");
    cr_assert_str_eq(value_at(attribute, 1), "blue*<5");
    cr_assert_str_eq(value_at(attribute, 2), "red*>=5");
    cr_assert_str_eq(value_at(attribute, 8), "");
    cr_assert_eq(pin_ids_count(attribute->values), 2); /* no large blue, no small red */
    flow_case_free(&c);
}

Test(attribute, what_cannot_be_cut_is_refused_and_the_message_says_why)
{
    static const struct {
        const char *text;
        const char *message;
    } rows[] = {
        {"colour:q2", "colour cannot be cut: its value \"red\" is no number"},
        {"size:q1", "expected q2 to q100, found \"q1\""},
        {"size:4,4", "the edges of a cut must rise"},
        {"size*colur",
         "the queries have no attribute \"colur\"; did you mean \"colour\"?"},
    };
    struct flow_case c;
    sizes(&c);
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        const struct pin_attribute *attribute = NULL;
        struct pin_error err = {0};
        cr_assert_eq(pin_attribute_parse(&attribute, c.dataset, pin_text_of(rows[i].text),
                                         &c.arena, &err),
                     PIN_E_CONFIG, "%s", rows[i].text);
        cr_assert_str_eq(err.text, rows[i].message);
    }
    flow_case_free(&c);
}
