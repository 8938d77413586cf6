/* option.c - reads one value at a time into a union and stores it by type, so that
 * filling, checking a default and comparing with it share one reading of the text. */
#include "harness/plugin/option.h"

#include "harness/base/number.h"
#include "harness/base/text.h"
#include "harness/plugin/abi.h"

#include <inttypes.h>
#include <math.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

enum { LISTED_MAX = 96, WHO_MAX = 80 };

struct value {
    bool flag;
    uint32_t u32;
    uint64_t u64;
    double f64;
    const char *text;
};

static const void *bytes_of(const struct pin_option *option, const struct value *value,
                            size_t *size_out)
{
    switch (option->type) {
    case PIN_OPT_BOOL: *size_out = sizeof(value->flag); return &value->flag;
    case PIN_OPT_U32:
    case PIN_OPT_CHOICE: *size_out = sizeof(value->u32); return &value->u32;
    case PIN_OPT_U64: *size_out = sizeof(value->u64); return &value->u64;
    case PIN_OPT_F64: *size_out = sizeof(value->f64); return &value->f64;
    case PIN_OPT_TEXT:
    case PIN_OPT_PATH: break;
    }
    *size_out = sizeof(value->text);
    return &value->text;
}

static void store(void *filled, const struct pin_option *option,
                  const struct value *value)
{
    size_t size = 0;
    const void *bytes = bytes_of(option, value, &size);
    memcpy((char *)filled + option->offset, bytes, size);
}

static struct value load(const void *filled, const struct pin_option *option)
{
    const char *from = (const char *)filled + option->offset;
    struct value value = {0};
    switch (option->type) {
    case PIN_OPT_BOOL: memcpy(&value.flag, from, sizeof(value.flag)); break;
    case PIN_OPT_U32:
    case PIN_OPT_CHOICE: memcpy(&value.u32, from, sizeof(value.u32)); break;
    case PIN_OPT_U64: memcpy(&value.u64, from, sizeof(value.u64)); break;
    case PIN_OPT_F64: memcpy(&value.f64, from, sizeof(value.f64)); break;
    case PIN_OPT_TEXT:
    case PIN_OPT_PATH: memcpy(&value.text, from, sizeof(value.text)); break;
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
static void list_words(char into[LISTED_MAX], const char *const *words)
{
    size_t used = 0;
    into[0] = '\0';
    for (; *words; words++) {
        const char *comma = used > 0 ? ", " : "";
        const size_t length = strlen(comma) + strlen(*words);
        if (length > LISTED_MAX - 5 - used) { /* room for the dots */
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
    char listed[LISTED_MAX];
    list_words(listed, choices);
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

static enum pin_status read_value(struct value *out, const struct pin_option *option,
                                  const char *text, struct pin_error *err)
{
    *out = (struct value){0};
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
        out->text = text;
        return text[0] ? PIN_OK : pin_fail(err, PIN_E_CONFIG, "expected a path");
    case PIN_OPT_CHOICE: return read_choice(&out->u32, text, option->choices, err);
    }
    return pin_fail(err, PIN_E_INTERNAL, "an option of type %d", (int)option->type);
}

/* A path from the folder of the plan; without one, and for paths from the root and "-",
 * the text as it is. Always a copy, so that settings may die before the filled struct. */
static char *copy_text(const struct pin_option *option, const char *text,
                       const char *folder, struct pin_arena *arena)
{
    const size_t length = strlen(text);
    if (option->type == PIN_OPT_TEXT || !folder || folder[0] == '\0' || text[0] == '/' ||
        strcmp(text, "-") == 0) {
        return pin_arena_copy_text(arena, text, length);
    }
    const size_t folder_n = strlen(folder);
    const char *slash = folder[folder_n - 1] == '/' ? "" : "/";
    const size_t room = folder_n + length + 2;
    char *copy = PIN_NEW_N(arena, char, room);
    if (copy) {
        (void)snprintf(copy, room, "%s%s%s", folder, slash, text);
    }
    return copy;
}

static const struct pin_setting *find_setting(const struct pin_settings *settings,
                                              const char *name)
{
    for (uint32_t i = 0; settings && i < settings->rows_n; i++) {
        if (strcmp(settings->rows[i].name, name) == 0) {
            return &settings->rows[i];
        }
    }
    return NULL;
}

static bool known(const struct pin_option *options, uint32_t options_n, const char *name)
{
    uint32_t i = 0;
    while (i < options_n && strcmp(options[i].name, name) != 0) {
        i++;
    }
    return i < options_n;
}

static enum pin_status refuse_name(const struct pin_option *options, uint32_t options_n,
                                   const char *who, const char *name,
                                   struct pin_arena *arena, struct pin_error *err)
{
    const int shown = pin_text_shown(pin_text_of(name));
    const char **names = PIN_NEW_N(arena, const char *, (size_t)options_n + 1);
    if (!names) {
        return pin_fail(err, PIN_E_NOMEM, "no memory for the options of %s", who);
    }
    for (uint32_t i = 0; i < options_n; i++) {
        names[i] = options[i].name;
    }
    const char *nearest = pin_text_nearest(name, names, options_n);
    if (nearest) {
        return pin_fail(err, PIN_E_CONFIG,
                        "%s has no option \"%.*s\"; did you mean \"%s\"?", who, shown,
                        name, nearest);
    }
    char listed[LISTED_MAX];
    list_words(listed, names);
    return pin_fail(err, PIN_E_CONFIG, "%s has no option \"%.*s\"; it has %s", who, shown,
                    name, options_n > 0 ? listed : "none");
}

static enum pin_status fill_one(void *filled, const struct pin_option *option,
                                const char *who, const struct pin_settings *settings,
                                struct pin_arena *arena, struct pin_error *err)
{
    const struct pin_setting *setting = find_setting(settings, option->name);
    const char *text = setting ? setting->value : option->standard;
    if (!text) {
        return !option->required
                   ? PIN_OK
                   : pin_fail(err, PIN_E_CONFIG, "%s needs the option \"%s\": %s", who,
                              option->name, option->help ? option->help : "");
    }
    struct value value;
    struct pin_error why = {0};
    if (read_value(&value, option, text, &why) != PIN_OK) {
        return pin_fail(err, PIN_E_CONFIG, "%s, option \"%s\": %s", who, option->name,
                        why.text);
    }
    if (value.text) {
        value.text = copy_text(option, text, settings ? settings->folder : NULL, arena);
        if (!value.text) {
            return pin_fail(err, PIN_E_NOMEM, "no memory for the options of %s", who);
        }
    }
    store(filled, option, &value);
    return PIN_OK;
}

static enum pin_status check_names(const struct pin_option *options, uint32_t options_n,
                                   const char *who, const struct pin_settings *settings,
                                   struct pin_arena *arena, struct pin_error *err)
{
    for (uint32_t i = 0; i < settings->rows_n; i++) {
        const char *name = settings->rows[i].name;
        if (!known(options, options_n, name)) {
            return refuse_name(options, options_n, who, name, arena, err);
        }
        if (find_setting(settings, name) != &settings->rows[i]) {
            return pin_fail(err, PIN_E_CONFIG, "%s is given the option \"%s\" twice", who,
                            name);
        }
    }
    return PIN_OK;
}

enum pin_status pin_options_fill(const void **filled_out, const struct pin_head *head,
                                 const struct pin_settings *settings,
                                 struct pin_arena *arena, struct pin_error *err)
{
    static const char *const kinds[PIN_KINDS_N] = {"engine", "metric", "loader",
                                                   "writer"};
    char who[WHO_MAX];
    (void)snprintf(who, sizeof(who), "%s %s", kinds[head->kind], head->name);
    if (settings) {
        PIN_TRY(check_names(head->options, head->options_n, who, settings, arena, err));
    }
    const size_t size = head->options_size > 0 ? head->options_size : 1;
    void *filled = pin_arena_alloc(arena, size, _Alignof(max_align_t));
    if (!filled) {
        return pin_fail(err, PIN_E_NOMEM, "no memory for the options of %s", who);
    }
    for (uint32_t i = 0; i < head->options_n; i++) {
        PIN_TRY(fill_one(filled, &head->options[i], who, settings, arena, err));
    }
    *filled_out = filled;
    return PIN_OK;
}

static bool good_name(const char *name)
{
    const char *letters = "abcdefghijklmnopqrstuvwxyz0123456789_-";
    return name && name[0] && name[strspn(name, letters)] == '\0';
}

static enum pin_status check_one(const struct pin_option *options, uint32_t place,
                                 uint32_t size, struct pin_error *err)
{
    const struct pin_option *option = &options[place];
    if (!good_name(option->name)) {
        return pin_fail(err, PIN_E_PLUGIN,
                        "option %u: expected a name of a-z, 0-9, _ and -", place + 1);
    }
    if (known(options, place, option->name)) {
        return pin_fail(err, PIN_E_PLUGIN, "two options are called \"%s\"", option->name);
    }
    if (option->type < PIN_OPT_BOOL || option->type > PIN_OPT_CHOICE) {
        return pin_fail(err, PIN_E_PLUGIN, "option \"%s\": %d is no type", option->name,
                        (int)option->type);
    }
    if (option->type == PIN_OPT_CHOICE && !(option->choices && option->choices[0])) {
        return pin_fail(err, PIN_E_PLUGIN, "option \"%s\" has nothing to choose from",
                        option->name);
    }
    struct value value = {0};
    size_t bytes_n = 0;
    (void)bytes_of(option, &value, &bytes_n);
    if (option->offset > size || bytes_n > size - option->offset) {
        return pin_fail(err, PIN_E_PLUGIN, "option \"%s\" lies outside its struct",
                        option->name);
    }
    struct pin_error why = {0};
    if (option->standard &&
        read_value(&value, option, option->standard, &why) != PIN_OK) {
        return pin_fail(err, PIN_E_PLUGIN, "the default of option \"%s\": %s",
                        option->name, why.text);
    }
    return PIN_OK;
}

enum pin_status pin_options_check(const struct pin_option *options, uint32_t options_n,
                                  uint32_t size, struct pin_error *err)
{
    if (options_n > 0 && !options) {
        return pin_fail(err, PIN_E_PLUGIN, "%u options, but no table of them", options_n);
    }
    for (uint32_t i = 0; i < options_n; i++) {
        PIN_TRY(check_one(options, i, size, err));
    }
    return PIN_OK;
}

enum pin_status pin_option_put(struct pin_buffer *out, const struct pin_option *option,
                               const void *filled, struct pin_error *err)
{
    const struct value value = load(filled, option);
    char number[PIN_NUMBER_MAX];
    switch (option->type) {
    case PIN_OPT_BOOL: return pin_buffer_text(out, value.flag ? "true" : "false", err);
    case PIN_OPT_U32: return pin_buffer_putf(out, err, "%" PRIu32, value.u32);
    case PIN_OPT_U64: return pin_buffer_putf(out, err, "%" PRIu64, value.u64);
    case PIN_OPT_F64:
        (void)pin_number_print(number, value.f64);
        return pin_buffer_text(out, number, err);
    case PIN_OPT_TEXT:
    case PIN_OPT_PATH: return pin_buffer_text(out, value.text ? value.text : "", err);
    case PIN_OPT_CHOICE: return pin_buffer_text(out, option->choices[value.u32], err);
    }
    return pin_fail(err, PIN_E_INTERNAL, "an option of type %d", (int)option->type);
}

bool pin_option_is_standard(const struct pin_option *option, const void *filled)
{
    struct value standard = {0};
    if (option->standard &&
        read_value(&standard, option, option->standard, NULL) != PIN_OK) {
        return false;
    }
    const struct value value = load(filled, option);
    if (value.text || standard.text) {
        return value.text && standard.text && strcmp(value.text, standard.text) == 0;
    }
    return value.flag == standard.flag && value.u32 == standard.u32 &&
           value.u64 == standard.u64 &&
           !(value.f64 < standard.f64 || value.f64 > standard.f64);
}
