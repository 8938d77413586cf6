/* option_value.h - the value of one option, read from text and kept in a filled struct.
 * Shared by the files of options; nobody else includes it. */
#ifndef PIN_HARNESS_PLUGIN_OPTION_VALUE_H
#define PIN_HARNESS_PLUGIN_OPTION_VALUE_H

#include "harness/plugin/option.h"

#include <stddef.h>

enum { PIN_WORDS_MAX = 96 };

struct pin_value {
    bool flag;
    uint32_t u32;
    uint64_t u64;
    double f64;
    const char *text;
    struct pin_paths paths;
};

/* The member that holds a value of the option's type, and its size. */
const void *pin_value_bytes(const struct pin_option *option,
                            const struct pin_value *value, size_t *size_out);

void pin_value_store(void *filled, const struct pin_option *option,
                     const struct pin_value *value);
struct pin_value pin_value_load(const void *filled, const struct pin_option *option);

/* Of PIN_OPT_PATHS one element, as text. */
PIN_MUST_USE enum pin_status pin_value_read(struct pin_value *out,
                                            const struct pin_option *option,
                                            const char *text, struct pin_error *err);

/* The words of a list, as many as fit, with commas between them. */
void pin_words_list(char into[PIN_WORDS_MAX], const char *const *words);

#endif
