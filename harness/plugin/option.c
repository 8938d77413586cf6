#include "harness/plugin/option.h"

#include "harness/base/number.h"
#include "harness/base/text.h"
#include "harness/plugin/abi.h"
#include "harness/plugin/option_value.h"

#include <inttypes.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

enum { WHO_MAX = 80 };

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

static const struct pin_option *find_option(const struct pin_option *options,
                                            uint32_t options_n, const char *name)
{
    uint32_t i = 0;
    while (i < options_n && strcmp(options[i].name, name) != 0) {
        i++;
    }
    return i < options_n ? &options[i] : NULL;
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
    char listed[PIN_WORDS_MAX];
    pin_words_list(listed, names);
    return pin_fail(err, PIN_E_CONFIG, "%s has no option \"%.*s\"; it has %s", who, shown,
                    name, options_n > 0 ? listed : "none");
}

/* Reads one text for the option; a message names the option. */
static enum pin_status read_one(struct pin_value *out, const struct pin_option *option,
                                const char *who, const char *text, struct pin_error *err)
{
    struct pin_error why = {0};
    if (pin_value_read(out, option, text, &why) != PIN_OK) {
        return pin_fail(err, PIN_E_CONFIG, "%s, option \"%s\": %s", who, option->name,
                        why.text);
    }
    return PIN_OK;
}

static enum pin_status fill_paths(void *filled, const struct pin_option *option,
                                  const char *who, const struct pin_settings *settings,
                                  struct pin_arena *arena, struct pin_error *err)
{
    struct pin_value value = {0};
    struct pin_value checked;
    const uint32_t rows_n = settings ? settings->rows_n : 0;
    const char **paths = PIN_NEW_N(arena, const char *, (size_t)rows_n + 1);
    for (uint32_t i = 0; paths && i < rows_n; i++) {
        const struct pin_setting *setting = &settings->rows[i];
        if (strcmp(setting->name, option->name) == 0) {
            PIN_TRY(read_one(&checked, option, who, setting->value, err));
            const char *copy = copy_text(option, setting->value, settings->folder, arena);
            paths = copy ? paths : NULL;
            if (paths) {
                paths[value.paths.rows_n++] = copy;
            }
        }
    }
    if (!paths) {
        return pin_fail(err, PIN_E_NOMEM, "no memory for the options of %s", who);
    }
    value.paths.rows = paths;
    pin_value_store(filled, option, &value);
    return PIN_OK;
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
    if (option->type == PIN_OPT_PATHS) {
        return fill_paths(filled, option, who, settings, arena, err);
    }
    struct pin_value value;
    PIN_TRY(read_one(&value, option, who, text, err));
    if (value.text) {
        value.text = copy_text(option, text, settings ? settings->folder : NULL, arena);
        if (!value.text) {
            return pin_fail(err, PIN_E_NOMEM, "no memory for the options of %s", who);
        }
    }
    pin_value_store(filled, option, &value);
    return PIN_OK;
}

static enum pin_status check_names(const struct pin_option *options, uint32_t options_n,
                                   const char *who, const struct pin_settings *settings,
                                   struct pin_arena *arena, struct pin_error *err)
{
    for (uint32_t i = 0; i < settings->rows_n; i++) {
        const char *name = settings->rows[i].name;
        const struct pin_option *option = find_option(options, options_n, name);
        if (!option) {
            return refuse_name(options, options_n, who, name, arena, err);
        }
        if (option->type != PIN_OPT_PATHS &&
            find_setting(settings, name) != &settings->rows[i]) {
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
    if (find_option(options, place, option->name)) {
        return pin_fail(err, PIN_E_PLUGIN, "two options are called \"%s\"", option->name);
    }
    if (option->type < PIN_OPT_BOOL || option->type > PIN_OPT_PATHS) {
        return pin_fail(err, PIN_E_PLUGIN, "option \"%s\": %d is no type", option->name,
                        (int)option->type);
    }
    if (option->type == PIN_OPT_CHOICE && !(option->choices && option->choices[0])) {
        return pin_fail(err, PIN_E_PLUGIN, "option \"%s\" has nothing to choose from",
                        option->name);
    }
    if (option->type == PIN_OPT_PATHS && option->standard) {
        return pin_fail(err, PIN_E_PLUGIN, "option \"%s\" is a list with a default",
                        option->name);
    }
    struct pin_value value = {0};
    size_t bytes_n = 0;
    (void)pin_value_bytes(option, &value, &bytes_n);
    if (option->offset > size || bytes_n > size - option->offset) {
        return pin_fail(err, PIN_E_PLUGIN, "option \"%s\" lies outside its struct",
                        option->name);
    }
    struct pin_error why = {0};
    if (option->standard &&
        pin_value_read(&value, option, option->standard, &why) != PIN_OK) {
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

static enum pin_status put_paths(struct pin_buffer *out, const struct pin_paths *paths,
                                 struct pin_error *err)
{
    for (uint32_t i = 0; i < paths->rows_n; i++) {
        PIN_TRY(pin_buffer_text(out, i > 0 ? "," : "", err));
        PIN_TRY(pin_buffer_text(out, paths->rows[i], err));
    }
    return PIN_OK;
}

enum pin_status pin_option_put(struct pin_buffer *out, const struct pin_option *option,
                               const void *filled, struct pin_error *err)
{
    const struct pin_value value = pin_value_load(filled, option);
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
    case PIN_OPT_PATHS: return put_paths(out, &value.paths, err);
    }
    return pin_fail(err, PIN_E_INTERNAL, "an option of type %d", (int)option->type);
}

bool pin_option_is_standard(const struct pin_option *option, const void *filled)
{
    struct pin_value standard = {0};
    if (option->standard &&
        pin_value_read(&standard, option, option->standard, NULL) != PIN_OK) {
        return false;
    }
    const struct pin_value value = pin_value_load(filled, option);
    if (option->type == PIN_OPT_PATHS) {
        return value.paths.rows_n == 0;
    }
    if (value.text || standard.text) {
        return value.text && standard.text && strcmp(value.text, standard.text) == 0;
    }
    return value.flag == standard.flag && value.u32 == standard.u32 &&
           value.u64 == standard.u64 &&
           !(value.f64 < standard.f64 || value.f64 > standard.f64);
}
