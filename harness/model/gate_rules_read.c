/* gate_rules_read.c - a file of rules and waivers. */
#include "harness/base/buffer.h"
#include "harness/base/json.h"
#include "harness/model/gate_parts.h"

#include <math.h>
#include <string.h>

/* Says where in the file a failure was, keeping what it was. */
static enum pin_status at_place(struct pin_json_at at, const struct pin_error *what,
                                struct pin_error *err)
{
    return what->status == PIN_E_NOMEM ? pin_fail(err, PIN_E_NOMEM, "%s", what->text)
                                       : pin_json_fail(at, err, "%s", what->text);
}

/* A number or a truth value as it would stand in the text of a rule. */
static enum pin_status text_of(const char **out, struct pin_json_at at,
                               struct pin_arena *arena, struct pin_error *err)
{
    const enum pin_json_kind kind = pin_json_kind(at);
    if (kind == PIN_JSON_TEXT) {
        return pin_json_text(out, at, err);
    }
    if (kind != PIN_JSON_NUMBER) {
        return pin_json_fail(at, err, "expected a number or a text");
    }
    struct pin_buffer buffer;
    pin_buffer_init(&buffer, 0, arena);
    enum pin_status status = pin_json_dump(&buffer, at, err);
    if (status == PIN_OK) {
        *out = pin_buffer_move(&buffer, arena, err);
        status = *out ? PIN_OK : PIN_E_NOMEM;
    }
    pin_buffer_free(&buffer);
    return status;
}

static enum pin_status read_object(struct pin_rule *out, struct pin_json_at at,
                                   struct pin_arena *arena, struct pin_error *err)
{
    struct pin_rule_draft draft;
    struct pin_error what = {0};
    struct pin_json_at member = {0};
    const char *metric = "";
    const char *kind = NULL;
    if (pin_json_find(&member, at, "metric")) {
        PIN_TRY(pin_json_text(&metric, member, err));
    }
    PIN_TRY(pin_json_member(&member, at, "kind", err));
    PIN_TRY(pin_json_text(&kind, member, err));
    if (pin_rule_begin(&draft, pin_text_of(metric), pin_text_of(kind), arena, &what) !=
        PIN_OK) {
        return at_place(at, &what, err);
    }
    member = (struct pin_json_at){0};
    while (pin_json_next(&member, at)) {
        const char *value = NULL;
        if (strcmp(member.key, "metric") == 0 || strcmp(member.key, "kind") == 0) {
            continue;
        }
        PIN_TRY(text_of(&value, member, arena, err));
        if (pin_rule_set(&draft, pin_text_of(member.key), pin_text_of(value), &what) !=
            PIN_OK) {
            return at_place(member, &what, err);
        }
    }
    return pin_rule_end(out, &draft, &what) == PIN_OK ? PIN_OK : at_place(at, &what, err);
}

static enum pin_status read_rule(struct pin_rule *out, struct pin_json_at at,
                                 struct pin_arena *arena, struct pin_error *err)
{
    if (pin_json_kind(at) != PIN_JSON_TEXT) {
        PIN_TRY(pin_json_expect(at, PIN_JSON_OBJECT, err));
        return read_object(out, at, arena, err);
    }
    const char *text = NULL;
    struct pin_error what = {0};
    PIN_TRY(pin_json_text(&text, at, err));
    return pin_rule_parse(out, text, arena, &what) == PIN_OK ? PIN_OK
                                                             : at_place(at, &what, err);
}

static enum pin_status read_list(struct pin_rules *out, struct pin_json_at root,
                                 struct pin_arena *arena, struct pin_error *err)
{
    struct pin_json_at list;
    PIN_TRY(pin_json_member(&list, root, "rules", err));
    PIN_TRY(pin_json_length(&out->rows_n, list, err));
    struct pin_rule *rows = PIN_NEW_N(arena, struct pin_rule, out->rows_n + 1U);
    if (!rows) {
        return pin_fail(err, PIN_E_NOMEM, "no memory for the rules");
    }
    for (uint32_t i = 0; i < out->rows_n; i++) {
        struct pin_json_at at;
        PIN_TRY(pin_json_element(&at, list, i, err));
        PIN_TRY(read_rule(&rows[i], at, arena, err));
    }
    out->rows = rows;
    return PIN_OK;
}

static uint32_t two_digits(const char *text)
{
    return (uint32_t)(text[0] - '0') * 10U + (uint32_t)(text[1] - '0');
}

bool pin_is_day(const char *text)
{
    static const char shape[] = "dddd-dd-dd";
    static const uint8_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (strlen(text) != sizeof(shape) - 1) {
        return false;
    }
    for (uint32_t i = 0; shape[i]; i++) {
        if (shape[i] == 'd' ? text[i] < '0' || text[i] > '9' : text[i] != '-') {
            return false;
        }
    }
    const uint32_t year = two_digits(text) * 100U + two_digits(text + 2);
    const uint32_t month = two_digits(text + 5);
    const uint32_t day = two_digits(text + 8);
    const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month >= 1 && month <= 12 && day >= 1 &&
           day <= days[month - 1] + (month == 2 && leap ? 1U : 0U);
}

static enum pin_status read_waiver(struct pin_waiver *out, struct pin_json_at at,
                                   struct pin_error *err)
{
    static const char *const known[] = {"metric", "until", "reason", "max_loss"};
    struct pin_json_at member;
    PIN_TRY(pin_json_expect(at, PIN_JSON_OBJECT, err));
    PIN_TRY(pin_json_known(at, known, 4, err));
    PIN_TRY(pin_json_member(&member, at, "metric", err));
    PIN_TRY(pin_json_text(&out->metric, member, err));
    PIN_TRY(pin_json_member(&member, at, "reason", err));
    PIN_TRY(pin_json_text(&out->reason, member, err));
    PIN_TRY(pin_json_member(&member, at, "until", err));
    PIN_TRY(pin_json_text(&out->until, member, err));
    if (!pin_is_day(out->until)) {
        return pin_json_fail(member, err, "expected a day, such as 2026-12-31");
    }
    out->max_loss = HUGE_VAL;
    if (pin_json_find(&member, at, "max_loss")) {
        PIN_TRY(pin_json_f64(&out->max_loss, member, err));
        if (out->max_loss < 0.0) {
            return pin_json_fail(member, err, "expected a number of 0 or more");
        }
    }
    return PIN_OK;
}

static enum pin_status read_waivers(struct pin_rules *out, struct pin_json_at root,
                                    struct pin_arena *arena, struct pin_error *err)
{
    struct pin_json_at list;
    if (!pin_json_find(&list, root, "waivers")) {
        return PIN_OK;
    }
    PIN_TRY(pin_json_length(&out->waivers_n, list, err));
    struct pin_waiver *rows = PIN_NEW_N(arena, struct pin_waiver, out->waivers_n + 1U);
    if (!rows) {
        return pin_fail(err, PIN_E_NOMEM, "no memory for the waivers");
    }
    for (uint32_t i = 0; i < out->waivers_n; i++) {
        struct pin_json_at at;
        PIN_TRY(pin_json_element(&at, list, i, err));
        PIN_TRY(read_waiver(&rows[i], at, err));
    }
    out->waivers = rows;
    return PIN_OK;
}

enum pin_status pin_rules_read(struct pin_rules *out, const char *path,
                               struct pin_arena *arena, struct pin_error *err)
{
    static const char *const known[] = {"adjust", "rules", "waivers"};
    const struct pin_json *document = NULL;
    struct pin_json_at member;
    *out = (struct pin_rules){0};
    PIN_TRY(pin_json_read(&document, path, arena, err));
    const struct pin_json_at root = pin_json_root(document);
    PIN_TRY(pin_json_expect(root, PIN_JSON_OBJECT, err));
    PIN_TRY(pin_json_known(root, known, 3, err));
    if (pin_json_find(&member, root, "adjust")) {
        PIN_TRY(pin_json_text(&out->adjust, member, err));
    }
    PIN_TRY(read_list(out, root, arena, err));
    return read_waivers(out, root, arena, err);
}
