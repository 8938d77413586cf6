/* json_report.c - what is wrong, and where. */
#include "harness/base/json_state.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { FOUND_BYTES = 8 }; /* quoted in a message */

const char *pin_json_token_name(enum pin_json_token_type type)
{
    switch (type) {
    case PIN_TOKEN_OBJECT_BEGIN: return "an object";
    case PIN_TOKEN_OBJECT_END: return "the end of an object";
    case PIN_TOKEN_ARRAY_BEGIN: return "an array";
    case PIN_TOKEN_ARRAY_END: return "the end of an array";
    case PIN_TOKEN_KEY: return "a key";
    case PIN_TOKEN_STRING: return "a string";
    case PIN_TOKEN_NUMBER: return "a number";
    case PIN_TOKEN_TRUE: return "true";
    case PIN_TOKEN_FALSE: return "false";
    case PIN_TOKEN_NULL: return "null";
    case PIN_TOKEN_END: return "the end of the file";
    }
    return "an unknown token";
}

static enum pin_status PIN_PRINTF(5, 0)
    fail_v(const struct pin_json_stream *stream, struct pin_json_place place,
           enum pin_status status, struct pin_error *err, const char *fmt, va_list args)
{
    char text[sizeof(err->text)];
    (void)vsnprintf(text, sizeof(text), fmt, args);
    (void)pin_fail(err, status, "%s", text);
    pin_error_at(err, pin_source_name(stream->window.source), place.line, place.column);
    return status;
}

enum pin_status pin_json_fail_at(struct pin_json_stream *stream,
                                 struct pin_json_place place, struct pin_error *err,
                                 const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    stream->want = PIN_WANT_NOTHING;
    stream->failed = fail_v(stream, place, PIN_E_PARSE, err, fmt, args);
    va_end(args);
    return stream->failed;
}

enum pin_status pin_json_stream_fail(const struct pin_json_stream *stream,
                                     const struct pin_json_token *token,
                                     enum pin_status status, struct pin_error *err,
                                     const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    (void)fail_v(stream, (struct pin_json_place){token->line, token->column}, status, err,
                 fmt, args);
    va_end(args);
    return status;
}

static bool in_word(char c)
{
    return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') ||
           c == '.' || c == '+' || c == '-' || c == '_';
}

/* What stands at the window's `at`: a few bytes of a word, one byte of anything else. */
static void describe(const struct pin_window *window, char *out, size_t size)
{
    const char *at = window->at;
    const unsigned char first = (unsigned char)*at;
    const size_t left = (size_t)(window->end - at);
    if (at == window->end) {
        (void)snprintf(out, size, "the end of the file");
    } else if (left >= 4 && memcmp(at, "PAR1", 4) == 0) {
        (void)snprintf(out, size, "a Parquet file");
    } else if (first == '\n') {
        (void)snprintf(out, size, "the end of the line");
    } else if (first > ' ' && first < 0x7F) {
        int n = first == '\\' ? 1 : 0;
        while (n < FOUND_BYTES && in_word(at[n])) {
            n++;
        }
        (void)snprintf(out, size, "'%.*s'", n == 0 ? 1 : n, at);
    } else {
        (void)snprintf(out, size, "byte 0x%02X", (unsigned)first);
    }
}

enum pin_status pin_json_unexpected(struct pin_json_stream *stream, char *at,
                                    const char *expected, struct pin_error *err)
{
    char found[32];
    const struct pin_json_place place = pin_json_place_of(stream, at);
    stream->window.at = at;
    if (pin_window_ensure(&stream->window, FOUND_BYTES, NULL) != PIN_OK) {
        stream->window.ended = true; /* the message makes do with what is there */
    }
    describe(&stream->window, found, sizeof(found));
    return pin_json_fail_at(stream, place, err, "expected %s, found %s", expected, found);
}

enum pin_status pin_json_truncated(struct pin_json_stream *stream, const char *inside,
                                   struct pin_json_place opened, struct pin_error *err)
{
    return pin_json_fail_at(stream, pin_json_place_of(stream, stream->window.end), err,
                            "the file ends inside %s (opened at line %u, column %u)",
                            inside, (unsigned)opened.line, (unsigned)opened.column);
}

static const char *expected_by(const struct pin_json_stream *stream)
{
    switch (stream->want) {
    case PIN_WANT_FIRST_VALUE: return "a value or ']'";
    case PIN_WANT_FIRST_KEY: return "a key or '}'";
    case PIN_WANT_KEY: return "a key after ','";
    case PIN_WANT_COLON: return "':' after a key";
    case PIN_WANT_MORE:
        return stream->in_object ? "',' or '}' after a value"
                                 : "',' or ']' after a value";
    case PIN_WANT_GAP: return "white space between two documents";
    case PIN_WANT_END: return "the end of the file after the value";
    case PIN_WANT_DOCUMENT:
    case PIN_WANT_VALUE:
    case PIN_WANT_NOTHING: break;
    }
    return "a value";
}

enum pin_status pin_json_unwanted(struct pin_json_stream *stream, struct pin_error *err)
{
    if (stream->window.at == stream->window.end && stream->depth > 0) {
        return pin_json_truncated(stream, stream->in_object ? "an object" : "an array",
                                  stream->opened[stream->depth - 1], err);
    }
    return pin_json_unexpected(stream, stream->window.at, expected_by(stream), err);
}
