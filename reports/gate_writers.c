#include "reports/gate_writers.h"

#include "harness/base/text.h"

#include <string.h>

const struct pin_gate_writer *const pin_gate_writers[] = {
    &pin_gate_table,
    &pin_gate_json,
    &pin_gate_junit,
    &pin_gate_markdown,
    &pin_gate_github,
    &pin_gate_gitlab,
    NULL,
};

enum pin_status pin_gate_writer_of(const struct pin_gate_writer **out, const char *name,
                                   struct pin_error *err)
{
    const char *names[sizeof(pin_gate_writers) / sizeof(pin_gate_writers[0])];
    uint32_t n = 0;
    for (; pin_gate_writers[n]; n++) {
        names[n] = pin_gate_writers[n]->name;
        if (strcmp(names[n], name) == 0) {
            *out = pin_gate_writers[n];
            return PIN_OK;
        }
    }
    const char *nearest = pin_text_nearest(name, names, n);
    return pin_fail(err, PIN_E_CONFIG, "a gate has no report \"%.40s\"%s%s%s", name,
                    nearest ? " (did you mean \"" : "", nearest ? nearest : "",
                    nearest ? "\"?)" : ": table, json, junit, markdown, github, gitlab");
}
