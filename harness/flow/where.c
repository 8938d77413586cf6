/* where.c - the text becomes steps in postfix order (Dijkstra's shunting yard), which a
 * stack of truth values runs for each query.
 *
 * Every step takes at least a byte of the text, so its length bounds the steps, the
 * operators that wait and the stack. */
#include "harness/flow/where.h"

#include "harness/flow/attribute.h"

#include <string.h>

enum step_kind { STEP_TEST, STEP_NOT, STEP_AND, STEP_OR, STEP_OPEN };

struct step {
    enum step_kind kind;
    size_t at;                /* of an operator: where it stands */
    const uint32_t *value_of; /* of a test: by query */
    const bool *holds;        /* likewise: by value */
};

enum comparison { EQUAL, UNEQUAL, LESS, LESS_EQUAL, MORE, MORE_EQUAL, CONTAINS };

struct reader {
    const struct pin_dataset *dataset;
    struct pin_text text;
    size_t at;
    char *unquoted; /* as long as the text: what stood between quotes so far */
    size_t unquoted_n;
    struct step *steps;
    size_t steps_n;
    struct step *waiting; /* operators, the last one on top */
    size_t waiting_n;
    struct pin_arena *arena;
};

struct word {
    struct pin_text text;
    size_t at;
    bool quoted;
};

static enum pin_status no_memory(struct pin_error *err)
{
    return pin_fail(err, PIN_E_NOMEM, "no memory for the condition");
}

static enum pin_status blame(enum pin_status status, size_t at, struct pin_error *err)
{
    if (status != PIN_OK && err) {
        pin_error_at(err, "where", 1, (uint32_t)at + 1);
    }
    return status;
}

static char next_byte(const struct reader *reader)
{
    static const char end = '\0';
    return *(reader->at < reader->text.length ? reader->text.bytes + reader->at : &end);
}

static void skip_blanks(struct reader *reader)
{
    while (reader->at < reader->text.length && strchr(" \t\r\n", next_byte(reader))) {
        reader->at++;
    }
}

/* Where it does not go on as it should. */
static enum pin_status expected(struct reader *reader, const char *what,
                                struct pin_error *err)
{
    const struct pin_text rest = {reader->text.bytes + reader->at,
                                  reader->text.length - reader->at};
    const enum pin_status status =
        rest.length == 0 ? pin_fail(err, PIN_E_CONFIG, "expected %s, found the end", what)
                         : pin_fail(err, PIN_E_CONFIG, "expected %s, found \"%.*s\"",
                                    what, pin_text_shown(rest), rest.bytes);
    return blame(status, reader->at, err);
}

static enum pin_status read_quoted(struct reader *reader, struct word *out,
                                   struct pin_error *err)
{
    const char quote = next_byte(reader);
    const char *bytes = reader->unquoted + reader->unquoted_n;
    size_t length = 0;
    for (reader->at++; reader->at < reader->text.length; reader->at++) {
        if (next_byte(reader) == quote) {
            reader->at++;
            if (next_byte(reader) != quote) {
                out->text = (struct pin_text){bytes, length};
                out->quoted = true;
                return PIN_OK;
            }
        }
        reader->unquoted[reader->unquoted_n++] = next_byte(reader);
        length++;
    }
    return blame(pin_fail(err, PIN_E_CONFIG, "this quote is not closed"), out->at, err);
}

/* The next word; an empty one without quotes where there is none. */
static enum pin_status read_word(struct reader *reader, struct word *out,
                                 struct pin_error *err)
{
    skip_blanks(reader);
    *out = (struct word){.at = reader->at};
    if (next_byte(reader) == '\'' || next_byte(reader) == '"') {
        return read_quoted(reader, out, err);
    }
    while (reader->at < reader->text.length &&
           !strchr(" \t\r\n()'\"=!<>~", next_byte(reader))) {
        reader->at++;
    }
    out->text = (struct pin_text){reader->text.bytes + out->at, reader->at - out->at};
    return PIN_OK;
}

static bool is_keyword(const struct word *word)
{
    return !word->quoted && (pin_text_equal_cstring(word->text, "and") ||
                             pin_text_equal_cstring(word->text, "or") ||
                             pin_text_equal_cstring(word->text, "not"));
}

static enum pin_status read_comparison(struct reader *reader, enum comparison *out,
                                       struct pin_error *err)
{
    static const struct {
        const char *text;
        enum comparison means;
    } known[] = {{"!=", UNEQUAL}, {"<=", LESS_EQUAL}, {">=", MORE_EQUAL}, {"=", EQUAL},
                 {"<", LESS},     {">", MORE},        {"~", CONTAINS}};
    skip_blanks(reader);
    for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
        const size_t length = strlen(known[i].text);
        if (reader->text.length - reader->at >= length &&
            memcmp(reader->text.bytes + reader->at, known[i].text, length) == 0) {
            reader->at += length;
            *out = known[i].means;
            return PIN_OK;
        }
    }
    return expected(reader, "one of = != < <= > >= ~", err);
}

static bool contains(const char *text, struct pin_text part)
{
    for (size_t length = strlen(text); length >= part.length; length--, text++) {
        if (memcmp(text, part.bytes, part.length) == 0) {
            return true;
        }
    }
    return false;
}

static bool compares(double a, enum comparison comparison, double b)
{
    switch (comparison) {
    case LESS: return a < b;
    case LESS_EQUAL: return a <= b;
    case MORE: return a > b;
    case MORE_EQUAL: return a >= b;
    case EQUAL:
    case UNEQUAL:
    case CONTAINS: break;
    }
    return false;
}

static enum pin_status hold_numbers(bool *holds, const struct pin_attribute *attribute,
                                    enum comparison comparison, const struct word *value,
                                    struct pin_error *err)
{
    double limit = 0;
    if (pin_text_f64(&limit, value->text, NULL) != PIN_OK) {
        return pin_fail(err, PIN_E_CONFIG, "expected a number, found \"%.*s\"",
                        pin_text_shown(value->text), value->text.bytes);
    }
    for (uint32_t i = 0; i < pin_ids_count(attribute->values); i++) {
        double number = 0;
        const char *text = pin_ids_name(attribute->values, i);
        if (pin_text_f64(&number, pin_text_of(text), NULL) != PIN_OK) {
            return pin_fail(err, PIN_E_CONFIG,
                            "%.60s cannot be compared so: its value \"%.40s\" is no "
                            "number",
                            attribute->name, text);
        }
        holds[i] = compares(number, comparison, limit);
    }
    return PIN_OK;
}

static enum pin_status no_such_value(const struct pin_attribute *attribute,
                                     struct pin_text value, struct pin_arena *arena,
                                     struct pin_error *err)
{
    const uint32_t values_n = pin_ids_count(attribute->values);
    const char **names = PIN_NEW_N(arena, const char *, values_n + 1U);
    const char *wanted = pin_arena_copy_text(arena, value.bytes, value.length);
    if (!names || !wanted) {
        return no_memory(err);
    }
    for (uint32_t i = 0; i < values_n; i++) {
        names[i] = pin_ids_name(attribute->values, i);
    }
    const char *nearest = pin_text_nearest(wanted, names, values_n);
    return pin_fail(err, PIN_E_CONFIG, "no query has %.60s=%.*s%s%.40s%s",
                    attribute->name, pin_text_shown(value), value.bytes,
                    nearest ? "; did you mean \"" : "", nearest ? nearest : "",
                    nearest ? "\"?" : "");
}

static enum pin_status hold_texts(bool *holds, const struct pin_attribute *attribute,
                                  enum comparison comparison, const struct word *value,
                                  struct pin_error *err)
{
    for (uint32_t i = 0; i < pin_ids_count(attribute->values); i++) {
        const char *text = pin_ids_name(attribute->values, i);
        const bool equal = pin_text_equal_cstring(value->text, text);
        if (comparison == CONTAINS) {
            holds[i] = contains(text, value->text);
        } else {
            holds[i] = equal == (comparison == EQUAL);
        }
    }
    (void)err;
    return PIN_OK;
}

static enum pin_status add_test(struct reader *reader, const struct word *name,
                                enum comparison comparison, const struct word *value,
                                struct pin_error *err)
{
    const struct pin_attribute *attribute = NULL;
    PIN_TRY(blame(
        pin_attribute_parse(&attribute, reader->dataset, name->text, reader->arena, err),
        name->at, err));
    const bool equality = comparison == EQUAL || comparison == UNEQUAL;
    const uint32_t values_n = pin_ids_count(attribute->values);
    if (equality && pin_ids_find(attribute->values, value->text.bytes,
                                 value->text.length) == PIN_IX_NONE) {
        return blame(no_such_value(attribute, value->text, reader->arena, err), value->at,
                     err);
    }
    bool *holds = PIN_NEW_N(reader->arena, bool, values_n + 1U);
    if (!holds) {
        return no_memory(err);
    }
    reader->steps[reader->steps_n++] =
        (struct step){.kind = STEP_TEST, .value_of = attribute->value_of, .holds = holds};
    return blame(equality || comparison == CONTAINS
                     ? hold_texts(holds, attribute, comparison, value, err)
                     : hold_numbers(holds, attribute, comparison, value, err),
                 value->at, err);
}

static void postpone(struct reader *reader, enum step_kind kind, size_t at)
{
    reader->waiting[reader->waiting_n++] = (struct step){.kind = kind, .at = at};
}

/* Moves the operators that bind at least as tightly to the steps. */
static void release(struct reader *reader, enum step_kind kind)
{
    while (reader->waiting_n > 0 && reader->waiting[reader->waiting_n - 1].kind <= kind) {
        reader->steps[reader->steps_n++] = reader->waiting[--reader->waiting_n];
    }
}

/* Up to and with a comparison: what may stand where a truth value must begin. */
static enum pin_status read_operand(struct reader *reader, struct pin_error *err)
{
    struct word name;
    struct word value;
    enum comparison comparison = EQUAL;
    for (;;) {
        PIN_TRY(read_word(reader, &name, err));
        if (is_keyword(&name) && pin_text_equal_cstring(name.text, "not")) {
            postpone(reader, STEP_NOT, name.at);
        } else if (name.text.length == 0 && !name.quoted && next_byte(reader) == '(') {
            postpone(reader, STEP_OPEN, reader->at++);
        } else {
            break;
        }
    }
    if (is_keyword(&name) || (name.text.length == 0 && !name.quoted)) {
        reader->at = name.at;
        return expected(reader, "an attribute", err);
    }
    PIN_TRY(read_comparison(reader, &comparison, err));
    PIN_TRY(read_word(reader, &value, err));
    if (is_keyword(&value) || (value.text.length == 0 && !value.quoted)) {
        reader->at = value.at;
        return expected(reader, "a value", err);
    }
    return add_test(reader, &name, comparison, &value, err);
}

/* Behind an operand: closing parentheses, then "and", "or" or the end (*more false). */
static enum pin_status read_operator(struct reader *reader, bool *more,
                                     struct pin_error *err)
{
    struct word word;
    for (skip_blanks(reader); next_byte(reader) == ')'; skip_blanks(reader)) {
        release(reader, STEP_OR);
        if (reader->waiting_n == 0) {
            return blame(pin_fail(err, PIN_E_CONFIG, "this ) closes nothing"), reader->at,
                         err);
        }
        reader->waiting_n--;
        reader->at++;
    }
    *more = reader->at < reader->text.length;
    if (!*more) {
        return PIN_OK;
    }
    PIN_TRY(read_word(reader, &word, err));
    const bool is_or = pin_text_equal_cstring(word.text, "or");
    if (word.quoted || (!is_or && !pin_text_equal_cstring(word.text, "and"))) {
        reader->at = word.at;
        return expected(reader, "and, or, or the end", err);
    }
    release(reader, is_or ? STEP_OR : STEP_AND);
    postpone(reader, is_or ? STEP_OR : STEP_AND, word.at);
    return PIN_OK;
}

static enum pin_status read_steps(struct reader *reader, struct pin_error *err)
{
    for (bool more = true; more;) {
        PIN_TRY(read_operand(reader, err));
        PIN_TRY(read_operator(reader, &more, err));
    }
    release(reader, STEP_OR);
    return reader->waiting_n == 0
               ? PIN_OK
               : blame(pin_fail(err, PIN_E_CONFIG, "this ( is not closed"),
                       reader->waiting[reader->waiting_n - 1].at, err);
}

static bool holds_for(const struct reader *reader, bool *stack, uint32_t query)
{
    size_t n = 0;
    for (size_t i = 0; i < reader->steps_n; i++) {
        const struct step *step = &reader->steps[i];
        if (step->kind == STEP_TEST) {
            const uint32_t value = step->value_of[query];
            stack[n++] = value != PIN_IX_NONE && step->holds[value];
        } else if (step->kind == STEP_NOT) {
            stack[n - 1] = !stack[n - 1];
        } else {
            n--;
            stack[n - 1] = step->kind == STEP_AND ? stack[n - 1] && stack[n]
                                                  : stack[n - 1] || stack[n];
        }
    }
    return stack[0];
}

enum pin_status pin_where_parse(struct pin_where *out, const struct pin_dataset *dataset,
                                const char *text, struct pin_arena *arena,
                                struct pin_error *err)
{
    struct reader reader = {
        .dataset = dataset, .text = pin_text_of(text), .arena = arena};
    const size_t steps_n = reader.text.length + 1;
    const uint32_t queries_n = dataset->queries.queries_n;
    reader.steps = PIN_NEW_N(arena, struct step, steps_n);
    reader.waiting = PIN_NEW_N(arena, struct step, steps_n);
    reader.unquoted = PIN_NEW_N(arena, char, steps_n);
    bool *stack = PIN_NEW_N(arena, bool, steps_n);
    bool *keep = PIN_NEW_N(arena, bool, queries_n + 1U);
    const char *copy = pin_arena_copy_text(arena, text, reader.text.length);
    if (!reader.steps || !reader.waiting || !reader.unquoted || !stack || !keep ||
        !copy) {
        return no_memory(err);
    }
    PIN_TRY(read_steps(&reader, err));
    *out = (struct pin_where){.text = copy, .keep = keep};
    for (uint32_t query = 0; query < queries_n; query++) {
        keep[query] = holds_for(&reader, stack, query);
        out->queries_n += keep[query];
    }
    return out->queries_n > 0 ? PIN_OK
                              : pin_fail(err, PIN_E_MISSING,
                                         "none of the %u queries is left: where %.*s",
                                         queries_n, pin_text_shown(reader.text), text);
}
