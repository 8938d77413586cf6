/* option_json.h - every effective value of an option table, as JSON. */
#ifndef PIN_HARNESS_PLUGIN_OPTION_JSON_H
#define PIN_HARNESS_PLUGIN_OPTION_JSON_H

#include "harness/plugin/option.h"

/* Appends `, "name": value` for each option, in the table's order; a text that was not
 * given is null. The caller writes the braces. */
PIN_MUST_USE enum pin_status pin_options_put_json(struct pin_buffer *out,
                                                  const struct pin_option *options,
                                                  uint32_t options_n, const void *filled,
                                                  struct pin_error *err);

#endif
