#include "harness/model/gate_rule.h"
#include "tests/folder.h"

#include <math.h>

#include <criterion/criterion.h>

static const char *parsed(struct pin_arena *arena, const char *text,
                          struct pin_error *err)
{
    struct pin_rule rule;
    return pin_rule_parse(&rule, text, arena, err) == PIN_OK ? rule.text : NULL;
}

Test(gate_rule, a_rule_is_written_back_in_one_order_with_what_it_left_unsaid)
{
    static const char *const table[][2] = {
        {"ap@10 no-regression margin=0.003",
         "ap@10 no-regression margin=0.003 alpha=0.05"},
        {"  ap@10\tno-regression alpha=.01 primary warn margin=1%  ",
         "ap@10 no-regression margin=1% alpha=0.01"},
        {"ap@10 no-regression margin=1 block",
         "ap@10 no-regression margin=1 alpha=0.05 block"},
        {"ap@10 non-inferior margin=0.5% secondary",
         "ap@10 non-inferior margin=0.5% alpha=0.05 secondary"},
        {"x equivalent margin=2 warn", "x equivalent margin=2 alpha=0.05 warn"},
        {"x improve margin=2 block", "x improve margin=2 alpha=0.05"},
        {"ap@10[a=b] floor value=-.3 on=low slice=c=d=e",
         "ap@10[a=b] floor slice=c=d=e value=-0.3 on=low"},
        {"x ceiling value=3 on=value", "x ceiling value=3"},
        {"x losers max=1% loss=0", "x losers loss=0 max=1%"},
        {"x identical", "x identical max=0"},
        {"coverage min=99%", "coverage min=99%"},
    };
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
        struct pin_error err = {0};
        const char *once = parsed(&arena, table[i][0], &err);
        cr_assert(once, "%s: %s", table[i][0], err.text);
        cr_assert_str_eq(once, table[i][1]);
        cr_assert_str_eq(parsed(&arena, once, &err), once);
    }
    pin_arena_free(&arena);
}

Test(gate_rule, its_values_are_those_of_the_text)
{
    struct pin_arena arena;
    struct pin_rule rule;
    pin_arena_init(&arena, 0);
    cr_assert_eq(
        pin_rule_parse(&rule, "ap@10 no-regression margin=1% alpha=0.1", &arena, NULL),
        PIN_OK);
    cr_assert_eq(rule.kind, PIN_RULE_NO_REGRESSION);
    cr_assert_str_eq(rule.metric, "ap@10");
    cr_assert(rule.margin.relative);
    cr_assert_float_eq(rule.margin.value, 0.01, 1e-15);
    cr_assert_float_eq(rule.alpha, 0.1, 1e-15);
    cr_assert(!rule.secondary && !rule.blocks);
    cr_assert_eq(pin_rule_parse(&rule, "f floor value=2 slice=a=b on=high", &arena, NULL),
                 PIN_OK);
    cr_assert_str_eq(rule.attribute, "a");
    cr_assert_str_eq(rule.value, "b");
    cr_assert_eq(rule.on, PIN_RULE_ON_HIGH);
    pin_arena_free(&arena);
}

Test(gate_rule, what_is_no_rule_is_refused_with_a_reason)
{
    static const char *const table[][2] = {
        {"", "expected METRIC KIND"},
        {"ap@10", "expected METRIC KIND"},
        {"ap@10 floors value=1", "did you mean \"floor\""},
        {"ap@10 no-regression", "margin is missing"},
        {"ap@10 no-regression margin=0", "above 0"},
        {"ap@10 no-regression margin=-1", "0 or more"},
        {"ap@10 no-regression margin=1%%", "margin: expected"},
        {"ap@10 no-regression margin=%", "margin: expected"},
        {"ap@10 no-regression margin=nan", "margin: expected"},
        {"ap@10 no-regression margin=1 margin=2", "there twice"},
        {"ap@10 no-regression margin=1 alpha=0.5", "below 0.5"},
        {"ap@10 no-regression margin=1 slice=a=b", "no setting \"slice\""},
        {"ap@10 no-regression margin=1 loud", "expected KEY=VALUE"},
        {"ap@10 no-regression margin=1 primary secondary", "there twice"},
        {"ap@10 floor value=1%", "value: expected"},
        {"ap@10 floor value=1 slice=a", "ATTRIBUTE=VALUE"},
        {"ap@10 floor value=1 slice==b", "ATTRIBUTE=VALUE"},
        {"ap@10 floor value=1 on=mean", "value, low or high"},
        {"ap@10 losers max=1", "loss is missing"},
        {"coverage max=1", "no setting \"max\""},
    };
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
        struct pin_error err = {0};
        cr_assert_null(parsed(&arena, table[i][0], &err), "%s", table[i][0]);
        cr_assert_eq(err.status, PIN_E_CONFIG);
        cr_assert(strstr(err.text, table[i][1]), "%s: %s", table[i][0], err.text);
    }
    pin_arena_free(&arena);
}

static enum pin_status read_rules(struct pin_rules *out, const char *text,
                                  struct pin_arena *arena, struct pin_error *err)
{
    struct folder folder;
    folder_init(&folder);
    const enum pin_status status =
        pin_rules_read(out, folder_text(&folder, "gate.json", text), arena, err);
    folder_free(&folder);
    return status;
}

Test(gate_rule, a_file_holds_rules_as_texts_or_member_by_member_and_waivers)
{
    struct pin_arena arena;
    struct pin_rules rules;
    struct pin_error err = {0};
    pin_arena_init(&arena, 0);
    cr_assert_eq(
        read_rules(&rules,
                   "{\"adjust\": \"holm\", \"rules\": [\"ap@10 identical\","
                   " {\"metric\": \"r\", \"kind\": \"floor\", \"value\": 0.25,"
                   "  \"slice\": \"a=b c\"},"
                   " {\"kind\": \"coverage\", \"min\": \"99%\"}],"
                   " \"waivers\": [{\"metric\": \"r\", \"until\": \"2024-02-29\","
                   "  \"reason\": \"known\"}]}",
                   &arena, &err),
        PIN_OK, "%s", err.text);
    cr_assert_eq(rules.rows_n, 3);
    cr_assert_str_eq(rules.rows[1].text, "r floor slice=a=b c value=0.25");
    cr_assert_str_eq(rules.rows[2].text, "coverage min=99%");
    cr_assert_str_eq(rules.adjust, "holm");
    cr_assert_eq(rules.waivers_n, 1);
    cr_assert(isinf(rules.waivers[0].max_loss));
    pin_arena_free(&arena);
}

Test(gate_rule, a_file_that_is_wrong_says_where)
{
    static const char *const table[][2] = {
        {"[]", "expected an object"},
        {"{}", "rules"},
        {"{\"rules\": [], \"rule\": 1}", "rule"},
        {"{\"rules\": [\"ap@10 floor\"]}", "rules[0]: floor: value is missing"},
        {"{\"rules\": [{\"metric\": \"a\"}]}", "kind"},
        {"{\"rules\": [{\"metric\": \"a\", \"kind\": \"flor\"}]}", "did you mean"},
        {"{\"rules\": [{\"metric\": \"a\", \"kind\": \"floor\", \"value\": true}]}",
         "rules[0].value"},
        {"{\"rules\": [{\"metric\": \"a\", \"kind\": \"floor\", \"valu\": 1}]}",
         "no setting \"valu\""},
        {"{\"rules\": [1]}", "rules[0]"},
        {"{\"rules\": [], \"waivers\": [{\"metric\": \"a\", \"reason\": \"b\"}]}",
         "until"},
        {"{\"rules\": [], \"waivers\": [{\"metric\": \"a\", \"reason\": \"b\", "
         "\"until\": \"2026-13-01\"}]}",
         "expected a day"},
        {"{\"rules\": [], \"waivers\": [{\"metric\": \"a\", \"reason\": \"b\", "
         "\"until\": \"2026-12-01\", \"max_loss\": -1}]}",
         "0 or more"},
    };
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
        struct pin_rules rules;
        struct pin_error err = {0};
        cr_assert_eq(read_rules(&rules, table[i][0], &arena, &err), PIN_E_CONFIG, "%s",
                     table[i][0]);
        cr_assert(strstr(err.text, table[i][1]), "%s: %s", table[i][0], err.text);
    }
    pin_arena_free(&arena);
}

Test(gate_rule, days_are_those_of_the_calendar)
{
    static const char *const good[] = {"2024-02-29", "2000-02-29", "2026-12-31",
                                       "0001-01-01"};
    static const char *const bad[] = {
        "2023-02-29", "1900-02-29", "2026-04-31",  "2026-00-10", "2026-13-10",
        "2026-1-10",  "2026-01-00", "2026-01-01 ", "",           "2026/01/01"};
    for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
        cr_assert(pin_is_day(good[i]), "%s", good[i]);
    }
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        cr_assert_not(pin_is_day(bad[i]), "%s", bad[i]);
    }
}
