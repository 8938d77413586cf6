/* args.h - a command line against a table of options. */
#ifndef PIN_HARNESS_CLI_ARGS_H
#define PIN_HARNESS_CLI_ARGS_H

#include "harness/base/arena.h"
#include "harness/base/error.h"

#include <stdint.h>

struct pin_cli_option {
    char letter; /* 0: only the long form */
    const char *name;
    const char *value; /* what stands for it in the help; NULL: a switch */
    const char *help;
};

struct pin_arg {
    const struct pin_cli_option *option; /* NULL: no option, but an operand */
    const char *value;
};

struct pin_args {
    const struct pin_arg *rows; /* in the order of the command line */
    uint32_t rows_n;
};

/* GNU style: -o FILE, -oFILE, --output FILE, --output=FILE; "--" ends the options and "-"
 * is an operand. PIN_E_CONFIG, with the nearest name, for an option that is not in the
 * table. */
PIN_MUST_USE enum pin_status pin_args_parse(struct pin_args *out,
                                            const struct pin_cli_option *options,
                                            uint32_t options_n, char **argv,
                                            struct pin_arena *arena,
                                            struct pin_error *err);

/* The value of the last option of that name, or of the last operand for NULL; NULL when
 * there is none. A switch that is there gives "". */
const char *pin_args_last(const struct pin_args *args, const char *name);

/* Every value of the options of that name, or the operands for NULL. */
PIN_MUST_USE enum pin_status pin_args_all(const char *const **out, uint32_t *n_out,
                                          const struct pin_args *args, const char *name,
                                          struct pin_arena *arena, struct pin_error *err);

#endif
