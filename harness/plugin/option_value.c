/* option_value.c - reads one value at a time into a struct and stores it by type, so that
 * filling, checking a default and comparing with it share one reading of the text. */
#include "harness/plugin/option_value.h"

#include "harness/base/number.h"
#include "harness/base/text.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

const void *pin_value_bytes(const struct pin_option *option,
                            const struct pin_value *value, size_t *size_out)
{
    switch (option->type) {
    case PIN_OPT_BOOL: *size_out = sizeof(value->flag); return &value->flag;
    case PIN_OPT_U32:
    case PIN_OPT_CHOICE: *size_out = sizeof(value->u32); return &value->u32;
    case PIN_OPT_U64: *size_out = sizeof(value->u64); return &value->u64;
    case PIN_OPT_F64: *size_out = sizeof(value->f64); return &value->f64;
    case PIN_OPT_TEXT:
    case PIN_OPT_PATH: break;
    case PIN_OPT_PATHS: *size_out = sizeof(value->paths); return &value->paths;
    }
    *size_out = sizeof(value->text);
    return &value->text;
}

void pin_value_store(void *filled, const struct pin_option *option,
                     const struct pin_value *value)
{
    size_t size = 0;
    const void *bytes = pin_value_bytes(option, value, &size);
    memcpy((char *)filled + option->offset, bytes, size);
}

struct pin_value pin_value_load(const void *filled, const struct pin_option *option)
{
    const char *from = (const char *)filled + option->offset;
    struct pin_value value = {0};
    switch (option->type) {
    case PIN_OPT_BOOL: memcpy(&value.flag, from, sizeof(value.flag)); break;
    case PIN_OPT_U32:
    case PIN_OPT_CHOICE: memcpy(&value.u32, from, sizeof(value.u32)); break;
    case PIN_OPT_U64: memcpy(&value.u64, from, sizeof(value.u64)); break;
    case PIN_OPT_F64: memcpy(&value.f64, from, sizeof(value.f64)); break;
    case PIN_OPT_TEXT:
    case PIN_OPT_PATH: memcpy(&value.text, from, sizeof(value.text)); break;
    case PIN_OPT_PATHS: memcpy(&value.paths, from, sizeof(value.paths)); break;
    }
    return value;
}

static enum pin_status read_flag(bool *out, const char *text, struct pin_error *err)
{
    static const struct {
        const char *word;
        bool flag;
    } words[] = {{"true", true}, {"false", false}, {"yes", true},
                 {"no", false},  {"1", true},      {"0", false}};
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        if (strcmp(words[i].word, text) == 0) {
            *out = words[i].flag;
            return PIN_OK;
        }
    }
    return pin_fail(err, PIN_E_CONFIG,
                    "expected true, false, yes, no, 1 or 0, found \"%.*s\"",
                    pin_text_shown(pin_text_of(text)), text);
}

/* The words of a list, as many as fit, with commas between them. */
void pin_words_list(char into[PIN_WORDS_MAX], const char *const *words)
{
    size_t used = 0;
    into[0] = '\0';
    for (; *words; words++) {
        const char *comma = used > 0 ? ", " : "";
        const size_t length = strlen(comma) + strlen(*words);
        if (length > PIN_WORDS_MAX - 5 - used) { /* room for the dots */
            memcpy(into + used, " ...", 5);
            return;
        }
        memcpy(into + used, comma, strlen(comma));
        memcpy(into + used + strlen(comma), *words, strlen(*words) + 1);
        used += length;
    }
}

static enum pin_status read_choice(uint32_t *out, const char *text,
                                   const char *const *choices, struct pin_error *err)
{
    uint32_t choices_n = 0;
    for (; choices[choices_n]; choices_n++) {
        if (strcmp(choices[choices_n], text) == 0) {
            *out = choices_n;
            return PIN_OK;
        }
    }
    const int shown = pin_text_shown(pin_text_of(text));
    const char *nearest = pin_text_nearest(text, choices, choices_n);
    if (nearest) {
        return pin_fail(err, PIN_E_CONFIG,
                        "there is no choice \"%.*s\"; did you mean \"%s\"?", shown, text,
                        nearest);
    }
    char listed[PIN_WORDS_MAX];
    pin_words_list(listed, choices);
    return pin_fail(err, PIN_E_CONFIG, "expected one of %s, found \"%.*s\"", listed,
                    shown, text);
}

static bool bounded(const struct pin_option *option)
{
    return option->min < option->max;
}

/* Numbers above 2^53 are compared after rounding: bounds are doubles. */
static enum pin_status check_bounds(const struct pin_option *option, double number,
                                    const char *text, struct pin_error *err)
{
    if (!bounded(option) || (number >= option->min && number <= option->max)) {
        return PIN_OK;
    }
    char min[PIN_NUMBER_MAX];
    char max[PIN_NUMBER_MAX];
    (void)pin_number_print(min, option->min);
    (void)pin_number_print(max, option->max);
    const int shown = pin_text_shown(pin_text_of(text));
    if (isinf(option->max)) {
        return pin_fail(err, PIN_E_CONFIG, "expected %s or more, found %.*s", min, shown,
                        text);
    }
    if (isinf(option->min)) {
        return pin_fail(err, PIN_E_CONFIG, "expected %s or less, found %.*s", max, shown,
                        text);
    }
    return pin_fail(err, PIN_E_CONFIG, "expected a number from %s to %s, found %.*s", min,
                    max, shown, text);
}

enum pin_status pin_value_read(struct pin_value *out, const struct pin_option *option,
                               const char *text, struct pin_error *err)
{
    *out = (struct pin_value){0};
    switch (option->type) {
    case PIN_OPT_BOOL: return read_flag(&out->flag, text, err);
    case PIN_OPT_U32:
        PIN_TRY(pin_text_u32(&out->u32, pin_text_of(text), err));
        return check_bounds(option, (double)out->u32, text, err);
    case PIN_OPT_U64:
        PIN_TRY(pin_text_u64(&out->u64, pin_text_of(text), err));
        return check_bounds(option, (double)out->u64, text, err);
    case PIN_OPT_F64:
        PIN_TRY(pin_text_f64(&out->f64, pin_text_of(text), err));
        return check_bounds(option, out->f64, text, err);
    case PIN_OPT_TEXT: out->text = text; return PIN_OK;
    case PIN_OPT_PATH:
    case PIN_OPT_PATHS:
        out->text = text;
        return text[0] ? PIN_OK : pin_fail(err, PIN_E_CONFIG, "expected a path");
    case PIN_OPT_CHOICE: return read_choice(&out->u32, text, option->choices, err);
    }
    return pin_fail(err, PIN_E_INTERNAL, "an option of type %d", (int)option->type);
}
