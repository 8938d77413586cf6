/* fuzz_gate_rules.c - the input is a file of rules, and the text of one rule. What is
 * read is written in one order, and reads back as itself; what is refused says why. */
#define _GNU_SOURCE
#include "harness/model/gate_rule.h"
#include "tests/fuzz/check_dataset.h"
#include "tests/fuzz/memory_file.h"

#include <math.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_rule(const struct pin_rule *rule)
{
    check_that(rule->text && rule->metric && (uint32_t)rule->kind < PIN_RULE_KINDS_N);
    check_that(!rule->attribute == !rule->value);
    check_that(isfinite(rule->limit.value) && isfinite(rule->loss));
    if (pin_rule_is_statistical(rule->kind)) {
        check_that(isfinite(rule->margin.value) && rule->margin.value > 0.0);
        check_that(rule->alpha > 0.0 && rule->alpha < 0.5);
    }
}

static void read_text(const uint8_t *data, size_t size, struct pin_arena *arena)
{
    struct pin_error err = {0};
    struct pin_rule rule;
    const char *text = pin_arena_copy_text(arena, (const char *)data, size);
    check_that(text != NULL);
    const enum pin_status status = pin_rule_parse(&rule, text, arena, &err);
    check_that(status == err.status);
    check_that(status == PIN_OK || (status == PIN_E_CONFIG && err.text[0] != '\0'));
    if (status == PIN_OK) {
        struct pin_rule again;
        check_rule(&rule);
        check_that(pin_rule_parse(&again, rule.text, arena, &err) == PIN_OK);
        check_rule(&again);
        check_that(again.kind == rule.kind && again.blocks == rule.blocks);
        check_that(again.secondary == rule.secondary && again.on == rule.on);
        check_that(strcmp(again.metric, rule.metric) == 0);
    }
}

static void read_file(const uint8_t *data, size_t size, struct pin_arena *arena)
{
    struct memory_file file = memory_file_open(data, size);
    struct pin_error err = {0};
    struct pin_rules rules;
    const enum pin_status status = pin_rules_read(&rules, file.path, arena, &err);
    check_that(status == err.status);
    check_that(status == PIN_OK || status == PIN_E_PARSE || status == PIN_E_CONFIG);
    check_that(status == PIN_OK || err.text[0] != '\0');
    for (uint32_t i = 0; status == PIN_OK && i < rules.rows_n; i++) {
        check_rule(&rules.rows[i]);
    }
    for (uint32_t i = 0; status == PIN_OK && i < rules.waivers_n; i++) {
        check_that(pin_is_day(rules.waivers[i].until));
        check_that(rules.waivers[i].max_loss >= 0.0);
    }
    memory_file_close(&file);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    read_text(data, size, &arena);
    read_file(data, size, &arena);
    pin_arena_free(&arena);
    return 0;
}
