/* option.h - options declared once, as data.
 *
 * The same table parses a plan and a command line, prints `pinbench list`, fills the
 * manual and writes every effective value, defaults too, into the report. */
#ifndef PIN_HARNESS_PLUGIN_OPTION_H
#define PIN_HARNESS_PLUGIN_OPTION_H

#include "harness/base/arena.h"
#include "harness/base/buffer.h"
#include "harness/base/error.h"

#include <stdbool.h>
#include <stdint.h>

enum pin_option_type {
    PIN_OPT_BOOL = 1, /* bool: true, false, yes, no, 1, 0 */
    PIN_OPT_U32,      /* uint32_t */
    PIN_OPT_U64,      /* uint64_t */
    PIN_OPT_F64,      /* double */
    PIN_OPT_TEXT,     /* const char *; NULL when absent and there is no default */
    PIN_OPT_PATH,     /* const char *; relative to the plan, or to the working folder;
                         "-" stays as it is */
    PIN_OPT_CHOICE,   /* uint32_t: the place in choices */
    PIN_OPT_PATHS, /* struct pin_paths: a path for each time that it is given, in order;
                         no default */
};

struct pin_paths {
    const char *const *rows;
    uint32_t rows_n;
};

struct pin_option {
    const char *name;
    enum pin_option_type type;
    uint32_t offset; /* in the struct that the options fill */
    bool required;
    const char *standard; /* the default, as a plan would write it; NULL: zero or NULL */
    double min, max;      /* for numbers, both included; both 0: no bounds. INFINITY and
                             -INFINITY leave one side open */
    const char *const *choices; /* for PIN_OPT_CHOICE, NULL-ended */
    const char *help;           /* one line */
};

struct pin_setting { /* what somebody wrote */
    const char *name;
    const char *value;
};

struct pin_settings {
    const struct pin_setting *rows;
    uint32_t rows_n;
    const char *folder; /* paths are relative to it; NULL: the working folder */
};

struct pin_head; /* abi.h */

/* Fills *filled_out (the head's options_size bytes, zeroed, in the arena) with the
 * defaults of the head's options and the settings; settings may be NULL. An unknown name,
 * a value that does not parse or is out of range, a missing required option and a name
 * given twice, but for PIN_OPT_PATHS, fail with PIN_E_CONFIG; the message begins with the
 * plug-in's kind and name ("engine random"). */
PIN_MUST_USE enum pin_status pin_options_fill(const void **filled_out,
                                              const struct pin_head *head,
                                              const struct pin_settings *settings,
                                              struct pin_arena *arena,
                                              struct pin_error *err);

/* Whether a table of options can be used at all: names of [a-z0-9_-]+ that differ, known
 * types, places inside the struct, defaults that parse. PIN_E_PLUGIN says what is wrong.
 */
PIN_MUST_USE enum pin_status pin_options_check(const struct pin_option *options,
                                               uint32_t options_n, uint32_t size,
                                               struct pin_error *err);

/* Appends the value that a filled struct holds for the option, as a plan would write it:
 * true or false, the shortest decimal, the choice's word,
 * paths with commas between them. An absent text adds nothing. */
PIN_MUST_USE enum pin_status pin_option_put(struct pin_buffer *out,
                                            const struct pin_option *option,
                                            const void *filled, struct pin_error *err);

/* Whether a filled struct holds the option's default, however it came to be there. */
bool pin_option_is_standard(const struct pin_option *option, const void *filled);

#endif
