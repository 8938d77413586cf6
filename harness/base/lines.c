/* lines.c - one scan finds the end of a line and whether it is plain ASCII; only a line
 * that is not is looked at again for UTF-8. */
#include "harness/base/lines.h"

#include "harness/base/swar.h"
#include "harness/base/utf8.h"
#include "harness/base/window.h"

#include <stdarg.h>
#include <stdio.h>

struct pin_lines {
    struct pin_window window;
    size_t line_max;
    uint32_t number;
    enum pin_status failed;
};

enum pin_status pin_lines_new(struct pin_lines **out, struct pin_source *source,
                              size_t line_max, struct pin_arena *arena,
                              struct pin_error *err)
{
    struct pin_lines *lines = PIN_NEW(arena, struct pin_lines);
    if (!lines) {
        return pin_fail(err, PIN_E_NOMEM, "no memory to read %s",
                        pin_source_name(source));
    }
    lines->line_max = line_max == 0 ? PIN_LINE_MAX : line_max;
    PIN_TRY(pin_window_open(&lines->window, source, lines->line_max, arena, err));
    PIN_TRY(pin_window_skip_mark(&lines->window, err));
    *out = lines;
    return PIN_OK;
}

enum pin_status pin_lines_fail(const struct pin_lines *lines, size_t column,
                               enum pin_status status, struct pin_error *err,
                               const char *fmt, ...)
{
    char text[sizeof(err->text)];
    va_list args;
    va_start(args, fmt);
    (void)vsnprintf(text, sizeof(text), fmt, args);
    va_end(args);
    (void)pin_fail(err, status, "%s", text);
    pin_error_at(err, pin_source_name(lines->window.source), lines->number,
                 column > UINT32_MAX ? UINT32_MAX : (uint32_t)column);
    return status;
}

/* From `at` to the first LF or NUL; *seen gathers the top bits. */
static char *over_text(char *at, uint64_t *seen)
{
    for (;;) {
        const uint64_t word = pin_swar_load(at);
        const uint64_t hits = (pin_swar_equal(word, '\n') | pin_swar_equal(word, '\0')) &
                              ~word & PIN_SWAR_TOPS;
        *seen |= word;
        if (hits != 0) {
            return at + pin_swar_first(hits);
        }
        at += PIN_SWAR_BYTES;
    }
}

static enum pin_status check_utf8(const struct pin_lines *lines, const char *bytes,
                                  size_t length, struct pin_error *err)
{
    const size_t valid = pin_utf8_check(bytes, length);
    return valid == length ? PIN_OK
                           : pin_lines_fail(lines, valid + 1, PIN_E_PARSE, err,
                                            "expected UTF-8, found byte 0x%02X",
                                            (unsigned)(unsigned char)bytes[valid]);
}

/* A fault in the bytes before the NUL comes first. */
static enum pin_status refuse_nul(const struct pin_lines *lines, size_t passed,
                                  struct pin_error *err)
{
    PIN_TRY(check_utf8(lines, lines->window.at, passed, err));
    return pin_lines_fail(lines, passed + 1, PIN_E_PARSE, err,
                          "expected text, found a NUL byte");
}

/* Finds the end of the line that begins at window.at: *length_out bytes before LF or the
 * end of the source. */
static enum pin_status find_end(struct pin_lines *lines, size_t *length_out,
                                struct pin_error *err)
{
    struct pin_window *window = &lines->window;
    uint64_t seen = 0;
    size_t passed = 0;
    for (;;) {
        const char *stop = over_text(window->at + passed, &seen);
        passed = (size_t)(stop - window->at);
        if (passed > lines->line_max) {
            return pin_lines_fail(
                lines, 0, PIN_E_PARSE, err,
                "expected a line of at most %zu bytes, found a longer one",
                lines->line_max);
        }
        if (*stop == '\n' || (stop == window->end && window->ended)) {
            break;
        }
        if (stop != window->end) {
            return refuse_nul(lines, passed, err);
        }
        PIN_TRY(pin_window_refill(window, err));
    }
    *length_out = passed;
    return (seen & PIN_SWAR_TOPS) == 0 ? PIN_OK
                                       : check_utf8(lines, window->at, passed, err);
}

enum pin_status pin_lines_next(struct pin_lines *lines, struct pin_line *out,
                               bool *more_out, struct pin_error *err)
{
    if (PIN_UNLIKELY(lines->failed != PIN_OK)) {
        return pin_fail(err, lines->failed, "reading goes on after a failure");
    }
    struct pin_window *window = &lines->window;
    size_t length = 0;
    lines->number += lines->number < UINT32_MAX ? 1 : 0;
    lines->failed = find_end(lines, &length, err);
    PIN_TRY(lines->failed);
    const char *stop = window->at + length;
    *more_out = *stop == '\n' || length > 0;
    lines->number -= *more_out ? 0 : 1; /* there is no such line */
    *out = (struct pin_line){window->at, length, lines->number};
    out->length -= length > 0 && stop[-1] == '\r' ? 1 : 0;
    window->at += length + (*stop == '\n' ? 1 : 0);
    return PIN_OK;
}
