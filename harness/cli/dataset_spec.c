#include "harness/cli/dataset_spec.h"

#include "harness/base/text.h"

#include <string.h>

enum { SETTINGS_MAX = 64 };

static enum pin_status no_memory(struct pin_error *err)
{
    return pin_fail(err, PIN_E_NOMEM, "no memory for the dataset's options");
}

static bool begins_option(const char *text)
{
    const size_t name = strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789_-");
    return name > 0 && text[name] == '=';
}

/* The comma behind which the next option begins, or the end. */
static const char *option_end(const char *text)
{
    const char *comma = strchr(text, ',');
    while (comma && !begins_option(comma + 1)) {
        comma = strchr(comma + 1, ',');
    }
    return comma ? comma : text + strlen(text);
}

static enum pin_status add(struct pin_setting *rows, uint32_t *rows_n,
                           struct pin_text name, struct pin_text value,
                           struct pin_arena *arena, struct pin_error *err)
{
    if (*rows_n == SETTINGS_MAX) {
        return pin_fail(err, PIN_E_CONFIG, "more than %d options of a dataset",
                        SETTINGS_MAX);
    }
    struct pin_setting *row = &rows[(*rows_n)++];
    row->name = pin_arena_copy_text(arena, name.bytes, name.length);
    row->value = pin_arena_copy_text(arena, value.bytes, value.length);
    return row->name && row->value ? PIN_OK : no_memory(err);
}

const char *pin_dataset_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return strcmp(path, "-") == 0 ? "stdin" : slash ? slash + 1 : path;
}

enum pin_status pin_dataset_spec_parse(struct pin_dataset_request *out, const char *spec,
                                       struct pin_arena *arena, struct pin_error *err)
{
    struct pin_setting *rows = PIN_NEW_N(arena, struct pin_setting, SETTINGS_MAX + 1);
    const size_t loader_length = strcspn(spec, ":,");
    out->loader = pin_arena_copy_text(arena, spec, loader_length);
    if (!rows || !out->loader) {
        return no_memory(err);
    }
    if (spec[loader_length] != ':' && strpbrk(out->loader, "./")) {
        return pin_fail(err, PIN_E_CONFIG,
                        "\"%.60s\" names no loader: expected LOADER:PATH, as in "
                        "pinpoint:%.60s",
                        spec, spec);
    }
    if (loader_length == 0 || spec[loader_length] == ',') {
        return pin_fail(
            err, PIN_E_CONFIG,
            "expected LOADER:PATH[,option=value…] as the dataset, found \"%.80s\"", spec);
    }
    uint32_t rows_n = 0;
    out->name = out->loader;
    const char *text = spec + loader_length + (spec[loader_length] == ':');
    if (*text != '\0' && !begins_option(text)) {
        const char *end = option_end(text);
        const struct pin_text path = {text, (size_t)(end - text)};
        if (path.length > 0) {
            PIN_TRY(add(rows, &rows_n, PIN_TEXT("path"), path, arena, err));
            out->name = pin_dataset_name(rows[0].value);
        }
        text = *end == ',' ? end + 1 : end;
    }
    while (*text != '\0') {
        const char *end = option_end(text);
        struct pin_text value = {text, (size_t)(end - text)};
        const struct pin_text name = pin_text_cut(&value, '=');
        PIN_TRY(add(rows, &rows_n, name, value.bytes ? value : PIN_TEXT(""), arena, err));
        text = *end == ',' ? end + 1 : end;
    }
    out->settings = (struct pin_settings){.rows = rows, .rows_n = rows_n};
    return PIN_OK;
}

enum pin_status pin_dataset_spec_fix(struct pin_dataset_request *request,
                                     const char *name, const char *value,
                                     struct pin_arena *arena, struct pin_error *err)
{
    struct pin_settings *settings = &request->settings;
    for (uint32_t i = 0; i < settings->rows_n; i++) {
        if (strcmp(settings->rows[i].name, name) == 0) {
            return strcmp(settings->rows[i].value, value) == 0
                       ? PIN_OK
                       : pin_fail(err, PIN_E_CONFIG, "the profile needs %s=%s", name,
                                  value);
        }
    }
    struct pin_setting *rows =
        PIN_NEW_N(arena, struct pin_setting, settings->rows_n + 1U);
    if (!rows) {
        return no_memory(err);
    }
    for (uint32_t i = 0; i < settings->rows_n; i++) {
        rows[i] = settings->rows[i];
    }
    rows[settings->rows_n++] = (struct pin_setting){name, value};
    settings->rows = rows;
    return PIN_OK;
}
