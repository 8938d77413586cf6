#include "harness/cli/args.h"

#include "harness/base/text.h"

#include <stdio.h>
#include <string.h>

enum { NAMES_MAX = 64, NAME_BYTES = 64 };

struct pin_args_parser {
    const struct pin_cli_option *options;
    uint32_t options_n;
    char **next; /* the argument that comes next */
};

static enum pin_status unknown(const struct pin_args_parser *parser, const char *name,
                               struct pin_error *err)
{
    const char *names[NAMES_MAX];
    uint32_t names_n = 0;
    for (uint32_t i = 0; i < parser->options_n && names_n < NAMES_MAX; i++) {
        names[names_n++] = parser->options[i].name;
    }
    const char *nearest = pin_text_nearest(name, names, names_n);
    return pin_fail(err, PIN_E_CONFIG, "no option --%s%s%s%s", name,
                    nearest ? " (did you mean --" : "", nearest ? nearest : "",
                    nearest ? "?)" : "");
}

static const struct pin_cli_option *find_name(const struct pin_args_parser *parser,
                                              const char *name, size_t length)
{
    for (uint32_t i = 0; i < parser->options_n; i++) {
        if (strlen(parser->options[i].name) == length &&
            memcmp(parser->options[i].name, name, length) == 0) {
            return &parser->options[i];
        }
    }
    return NULL;
}

static enum pin_status take_value(struct pin_args_parser *parser, struct pin_arg *arg,
                                  struct pin_error *err)
{
    if (!*parser->next) {
        return pin_fail(err, PIN_E_CONFIG, "--%s needs a value (%s)", arg->option->name,
                        arg->option->value);
    }
    arg->value = *parser->next++;
    return PIN_OK;
}

static enum pin_status parse_long(struct pin_args_parser *parser, const char *text,
                                  struct pin_arg *arg, struct pin_error *err)
{
    const char *equals = strchr(text, '=');
    const size_t length = equals ? (size_t)(equals - text) : strlen(text);
    arg->option = find_name(parser, text, length);
    if (!arg->option) {
        char name[NAME_BYTES];
        (void)snprintf(name, sizeof(name), "%.*s", (int)(length < 60 ? length : 60), text);
        return unknown(parser, name, err);
    }
    if (equals && !arg->option->value) {
        return pin_fail(err, PIN_E_CONFIG, "--%s takes no value", arg->option->name);
    }
    arg->value = equals ? equals + 1 : "";
    return arg->option->value && !equals ? take_value(parser, arg, err) : PIN_OK;
}

static enum pin_status parse_letter(struct pin_args_parser *parser, const char *text,
                                    struct pin_arg *arg, struct pin_error *err)
{
    for (uint32_t i = 0; i < parser->options_n; i++) {
        if (parser->options[i].letter == text[0]) {
            arg->option = &parser->options[i];
        }
    }
    if (!arg->option) {
        return pin_fail(err, PIN_E_CONFIG, "no option -%c", text[0]);
    }
    arg->value = text + 1;
    if (!arg->option->value && text[1] != '\0') {
        return pin_fail(err, PIN_E_CONFIG, "-%c takes no value: \"%s\"", text[0], text + 1);
    }
    return arg->option->value && text[1] == '\0' ? take_value(parser, arg, err) : PIN_OK;
}

enum pin_status pin_args_parse(struct pin_args *out, const struct pin_cli_option *options,
                               uint32_t options_n, char **argv, struct pin_arena *arena,
                               struct pin_error *err)
{
    uint32_t args_n = 0;
    while (argv[args_n]) {
        args_n++;
    }
    struct pin_arg *rows = PIN_NEW_N(arena, struct pin_arg, args_n + 1U);
    if (!rows) {
        return pin_fail(err, PIN_E_NOMEM, "no memory for the command line");
    }
    struct pin_args_parser parser = {options, options_n, argv};
    bool only_operands = false;
    out->rows = rows;
    out->rows_n = 0;
    while (*parser.next) {
        const char *text = *parser.next++;
        struct pin_arg *arg = &rows[out->rows_n];
        if (!only_operands && strcmp(text, "--") == 0) {
            only_operands = true;
            continue;
        }
        if (only_operands || text[0] != '-' || text[1] == '\0') {
            arg->value = text;
        } else if (text[1] == '-') {
            PIN_TRY(parse_long(&parser, text + 2, arg, err));
        } else {
            PIN_TRY(parse_letter(&parser, text + 1, arg, err));
        }
        out->rows_n++;
    }
    return PIN_OK;
}

static bool matches(const struct pin_arg *arg, const char *name)
{
    return name ? arg->option && strcmp(arg->option->name, name) == 0 : !arg->option;
}

const char *pin_args_last(const struct pin_args *args, const char *name)
{
    const char *value = NULL;
    for (uint32_t i = 0; i < args->rows_n; i++) {
        value = matches(&args->rows[i], name) ? args->rows[i].value : value;
    }
    return value;
}

enum pin_status pin_args_all(const char *const **out, uint32_t *n_out,
                             const struct pin_args *args, const char *name,
                             struct pin_arena *arena, struct pin_error *err)
{
    const char **values = PIN_NEW_N(arena, const char *, args->rows_n + 1U);
    if (!values) {
        return pin_fail(err, PIN_E_NOMEM, "no memory for the command line");
    }
    *n_out = 0;
    for (uint32_t i = 0; i < args->rows_n; i++) {
        if (matches(&args->rows[i], name)) {
            values[(*n_out)++] = args->rows[i].value;
        }
    }
    *out = values;
    return PIN_OK;
}
