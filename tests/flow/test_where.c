#include "harness/base/rng.h"
#include "harness/flow/where.h"
#include "tests/flow/flow_case.h"

#include <stdlib.h>

enum { QUERIES = 6 };

static void set(struct flow_case *c, uint32_t query, const char *attribute,
                const char *value)
{
    cr_assert_eq(pin_dataset_set_query_attribute(c->builder, (pin_query){query},
                                                 attribute, pin_text_of(value), NULL),
                 PIN_OK);
}

/* Query 5 has no attribute at all, query 4 no size. */
static void init(struct flow_case *c)
{
    static const char *const colours[] = {"red",       "blue", "red",
                                          "dark blue", "blue", NULL};
    static const char *const sizes[] = {"5", "3", "-8.5", "1e1", NULL, NULL};
    static const char *const names[] = {"a", "b", "c", "d", "e", "f"};
    flow_case_init(c);
    for (uint32_t i = 0; i < QUERIES; i++) {
        const uint32_t query = flow_query(c, names[i], NULL, colours[i]);
        if (sizes[i]) {
            set(c, query, "size", sizes[i]);
        }
    }
    set(c, 0, "not", "and");
    set(c, 1, "it's", "say \"x\"");
    (void)flow_freeze(c);
}

static enum pin_status parse(struct flow_case *c, struct pin_where *out, const char *text)
{
    pin_error_clear(&c->err);
    return pin_where_parse(out, c->dataset, text, &c->arena, &c->err);
}

/* The names of the queries that are kept. */
static const char *kept(struct flow_case *c, const char *text, char into[QUERIES + 1])
{
    struct pin_where where;
    cr_assert_eq(parse(c, &where, text), PIN_OK, "%s: %s", text, c->err.text);
    cr_assert_str_eq(where.text, text);
    uint32_t n = 0;
    for (uint32_t query = 0; query < QUERIES; query++) {
        if (where.keep[query]) {
            into[n++] = "abcdef"[query];
        }
    }
    into[n] = '\0';
    cr_assert_eq(where.queries_n, n);
    return into;
}

Test(where, comparisons_are_of_texts_of_numbers_and_of_parts)
{
    static const char *const cases[][2] = {
        {"colour=red", "ac"},
        {"colour!=red", "bde"},
        {"  colour = 'dark blue'\t", "d"},
        {"colour~blue", "bde"},
        {"colour~''", "abcde"},
        {"size<5", "bc"},
        {"size<=5", "abc"},
        {"size>3", "ad"},
        {"size>=3", "abd"},
        {"size>=10", "d"},
        {"\"not\"='and'", "a"},
        {"'it''s'=\"say \"\"x\"\"\"", "b"},
        {"size:0,4='[0,4)'", "b"},
        {"colour*size=red*5", "a"},
    };
    struct flow_case c;
    char into[QUERIES + 1];
    init(&c);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        cr_assert_str_eq(kept(&c, cases[i][0], into), cases[i][1], "%s: %s", cases[i][0],
                         into);
    }
    flow_case_free(&c);
}

Test(where, without_a_value_every_comparison_is_false_and_its_negation_true)
{
    struct flow_case c;
    char into[QUERIES + 1];
    init(&c);
    cr_assert_str_eq(kept(&c, "not colour=red", into), "bdef");
    cr_assert_str_eq(kept(&c, "not colour!=red", into), "acf");
    cr_assert_str_eq(kept(&c, "not size>0 and not size<0", into), "ef");
    cr_assert_str_eq(kept(&c, "not colour~''", into), "f");
    flow_case_free(&c);
}

Test(where, not_binds_before_and_and_and_before_or)
{
    static const char *const cases[][2] = {
        {"colour=red or colour=blue and size=3", "abc"},
        {"(colour=red or colour=blue) and size=3", "b"},
        {"size=3 and colour=blue or colour=red", "abc"},
        {"not colour=red and colour=blue", "be"},
        {"not (colour=red and size=5)", "bcdef"},
        {"not not colour=red", "ac"},
        {"not (not (colour=red))", "ac"},
        {"((size=3)or(size=5))and(colour=red)", "a"},
    };
    struct flow_case c;
    char into[QUERIES + 1];
    init(&c);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        cr_assert_str_eq(kept(&c, cases[i][0], into), cases[i][1], "%s: %s", cases[i][0],
                         into);
    }
    flow_case_free(&c);
}

Test(where, what_is_wrong_is_shown_at_its_column)
{
    static const struct {
        const char *text;
        uint32_t column;
        const char *says;
    } cases[] = {
        {"", 1, "expected an attribute, found the end"},
        {"   ", 4, "expected an attribute, found the end"},
        {"and", 1, "expected an attribute"},
        {"colour", 7, "expected one of"},
        {"colour=", 8, "expected a value, found the end"},
        {"colour=or", 8, "expected a value, found \"or\""},
        {"colour==red", 8, "expected a value, found \"=red\""},
        {"colour=red and", 15, "expected an attribute"},
        {"colour=red size=3", 12, "expected and, or"},
        {"colour=red 'and' size=3", 12, "expected and, or"},
        {"(colour=red", 1, "this ( is not closed"},
        {"size=3 or ((colour=red)", 11, "this ( is not closed"},
        {"colour=red)", 11, "this ) closes nothing"},
        {"colour='red", 8, "this quote is not closed"},
        {"()", 2, "expected an attribute"},
        {"size=3 and colou=red", 12, "did you mean \"colour\"?"},
        {"colour=rad", 8, "no query has colour=rad; did you mean \"red\"?"},
        {"colour!=pink", 9, "no query has colour=pink"},
        {"size<small", 6, "expected a number"},
        {"size<nan", 6, "expected a number"},
        {"colour<3", 8, "its value \"red\" is no number"},
    };
    struct flow_case c;
    struct pin_where where;
    init(&c);
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        cr_assert_eq(parse(&c, &where, cases[i].text), PIN_E_CONFIG, "%s", cases[i].text);
        cr_assert_eq(c.err.line, 1);
        cr_assert_eq(c.err.column, cases[i].column, "%s: %u", cases[i].text,
                     c.err.column);
        cr_assert(strstr(c.err.text, cases[i].says), "%s: %s", cases[i].text, c.err.text);
    }
    flow_case_free(&c);
}

Test(where, that_nothing_is_left_is_an_error_of_the_input)
{
    struct flow_case c;
    struct pin_where where;
    init(&c);
    cr_assert_eq(parse(&c, &where, "colour=red and colour=blue"), PIN_E_MISSING);
    cr_assert(strstr(c.err.text, "none of the 6 queries is left"), "%s", c.err.text);
    cr_assert_eq(parse(&c, &where, "colour~pink"), PIN_E_MISSING);
    flow_case_free(&c);
}

/* A random expression as text, and whether it holds, worked out on the way. */
struct grown {
    char text[4096];
    size_t length;
    uint64_t draw;
};

static uint32_t below(struct grown *grown, uint32_t n)
{
    return pin_rng_below(11, 1, grown->draw++, n);
}

static void put(struct grown *grown, const char *text)
{
    grown->length += (size_t)snprintf(grown->text + grown->length,
                                      sizeof(grown->text) - grown->length, "%s", text);
}

/* By query, as bits. */
static uint32_t grow(struct grown *grown, uint32_t depth)
{
    static const struct {
        const char *text;
        uint32_t holds;
    } leaves[] = {{"colour=red", 0x05},
                  {"size>=3", 0x0B},
                  {"colour!=red", 0x1A},
                  {"colour~blue", 0x1A},
                  {"not size<0", 0x3B}};
    const uint32_t kind = depth == 0 ? 0 : below(grown, 4);
    if (kind == 0) {
        const uint32_t leaf = below(grown, 5);
        put(grown, leaves[leaf].text);
        return leaves[leaf].holds;
    }
    put(grown, kind == 1 ? "not (" : "(");
    uint32_t holds = grow(grown, depth - 1);
    put(grown, ")");
    if (kind == 1) {
        return ~holds & 0x3F;
    }
    put(grown, kind == 2 ? " and (" : " or (");
    const uint32_t other = grow(grown, depth - 1);
    put(grown, ")");
    holds = kind == 2 ? holds & other : holds | other;
    return holds;
}

Test(where, random_expressions_hold_where_they_were_made_to)
{
    struct flow_case c;
    init(&c);
    struct grown grown = {.draw = 0};
    uint32_t left_n = 0;
    for (int i = 0; i < 500; i++) {
        struct pin_where where;
        grown.length = 0;
        const uint32_t holds = grow(&grown, 5);
        const enum pin_status status = parse(&c, &where, grown.text);
        cr_assert_eq(status, holds == 0 ? PIN_E_MISSING : PIN_OK, "%s", grown.text);
        for (uint32_t query = 0; status == PIN_OK && query < QUERIES; query++) {
            cr_assert_eq(where.keep[query], (holds >> query & 1) == 1, "%s", grown.text);
        }
        left_n += holds != 0;
    }
    cr_assert_gt(left_n, 100);
    flow_case_free(&c);
}

Test(where, ten_thousand_parentheses_and_comparisons_are_no_trouble)
{
    enum { N = 10000 };
    struct flow_case c;
    init(&c);
    char *text = malloc(13 * N + 64);
    size_t length = 0;
    for (int i = 0; i < N; i++) {
        text[length++] = '(';
    }
    length += (size_t)snprintf(text + length, 16, "colour='red'");
    memset(text + length, ')', N);
    length += N;
    (void)snprintf(text + length, 64, " or colour='blue' and size=3");
    char into[QUERIES + 1];
    cr_assert_str_eq(kept(&c, text, into), "abc");
    free(text);
    flow_case_free(&c);
}

Test(where, any_allocation_may_fail)
{
    struct flow_case c;
    enum pin_status status = PIN_E_NOMEM;
    init(&c);
    for (uint64_t fail_at = 1; status != PIN_OK; fail_at++) {
        struct pin_arena arena;
        struct pin_where where;
        pin_arena_init(&arena, 0);
        arena.fail_at_call = fail_at;
        pin_error_clear(&c.err);
        status = pin_where_parse(&where, c.dataset, "colour='red' and size:q2='<3'",
                                 &arena, &c.err);
        cr_assert(status == PIN_OK || status == PIN_E_NOMEM, "%s", c.err.text);
        cr_assert_lt(fail_at, 100);
        pin_arena_free(&arena);
    }
    flow_case_free(&c);
}
