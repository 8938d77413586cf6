#include "harness/base/error.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#undef pin_fail /* what the analyser is told of it */

enum pin_status pin_fail(struct pin_error *err, enum pin_status status, const char *fmt,
                         ...)
{
    if (!err || err->status != PIN_OK) {
        return status;
    }
    va_list args;
    va_start(args, fmt);
    (void)vsnprintf(err->text, sizeof(err->text), fmt, args);
    va_end(args);
    /* One line, whatever an input put into it. */
    for (char *c = err->text; *c != '\0'; c++) {
        if ((unsigned char)*c < 0x20 || *c == 0x7f) {
            *c = '?';
        }
    }
    err->status = status;
    return status;
}

void pin_error_at(struct pin_error *err, const char *where, uint32_t line,
                  uint32_t column)
{
    if (!err || err->status == PIN_OK || err->where[0] != '\0') {
        return;
    }
    const size_t length = strlen(where);
    const size_t room = sizeof(err->where) - 1;
    if (length <= room) {
        memcpy(err->where, where, length + 1);
    } else {
        memcpy(err->where, "...", 3);
        memcpy(err->where + 3, where + length - (room - 3), room - 3 + 1);
    }
    err->line = line;
    err->column = column;
}

void pin_error_clear(struct pin_error *err)
{
    if (err) {
        memset(err, 0, sizeof(*err));
    }
}

const char *pin_status_name(enum pin_status status)
{
    switch (status) {
    case PIN_OK: return "ok";
    case PIN_E_NOMEM: return "out of memory";
    case PIN_E_IO: return "input/output";
    case PIN_E_PARSE: return "malformed input";
    case PIN_E_CONFIG: return "configuration";
    case PIN_E_RANGE: return "out of range";
    case PIN_E_MISSING: return "missing";
    case PIN_E_DUPLICATE: return "duplicate";
    case PIN_E_UNAVAILABLE: return "unavailable";
    case PIN_E_PLUGIN: return "plug-in";
    case PIN_E_ENGINE: return "engine";
    case PIN_E_INTERNAL: return "internal";
    case PIN_E_STOPPED: return "stopped";
    }
    return "unknown";
}
