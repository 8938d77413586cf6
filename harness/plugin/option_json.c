#include "harness/plugin/option_json.h"

#include "harness/base/json.h"

#include <string.h>

static enum pin_status put_text(struct pin_buffer *out, const struct pin_option *option,
                                const void *filled, struct pin_error *err)
{
    const char *text = NULL;
    if (option->type == PIN_OPT_CHOICE) {
        uint32_t choice = 0;
        memcpy(&choice, (const char *)filled + option->offset, sizeof(choice));
        text = option->choices[choice];
    } else {
        memcpy(&text, (const char *)filled + option->offset, sizeof(text));
    }
    return text ? pin_json_escape(out, pin_text_of(text), err)
                : pin_buffer_text(out, "null", err);
}

static enum pin_status put_paths(struct pin_buffer *out, const struct pin_option *option,
                                 const void *filled, struct pin_error *err)
{
    struct pin_paths paths;
    memcpy(&paths, (const char *)filled + option->offset, sizeof(paths));
    PIN_TRY(pin_buffer_text(out, "[", err));
    for (uint32_t i = 0; i < paths.rows_n; i++) {
        PIN_TRY(pin_buffer_text(out, i > 0 ? ", " : "", err));
        PIN_TRY(pin_json_escape(out, pin_text_of(paths.rows[i]), err));
    }
    return pin_buffer_text(out, "]", err);
}

enum pin_status pin_options_put_json(struct pin_buffer *out,
                                     const struct pin_option *options, uint32_t options_n,
                                     const void *filled, struct pin_error *err)
{
    for (uint32_t i = 0; i < options_n; i++) {
        const enum pin_option_type type = options[i].type;
        const bool quoted =
            type == PIN_OPT_TEXT || type == PIN_OPT_PATH || type == PIN_OPT_CHOICE;
        PIN_TRY(pin_buffer_putf(out, err, ", \"%s\": ", options[i].name));
        PIN_TRY(quoted                  ? put_text(out, &options[i], filled, err)
                : type == PIN_OPT_PATHS ? put_paths(out, &options[i], filled, err)
                                        : pin_option_put(out, &options[i], filled, err));
    }
    return PIN_OK;
}
