/* json_state.h - what the two halves of the JSON reader share: json_stream.c reads,
 * json_report.c says what is wrong. Nobody else includes it. */
#ifndef PIN_HARNESS_BASE_JSON_STATE_H
#define PIN_HARNESS_BASE_JSON_STATE_H

#include "harness/base/json_stream.h"
#include "harness/base/window.h"

enum pin_json_want {
    PIN_WANT_DOCUMENT, /* these three take a value */
    PIN_WANT_VALUE,
    PIN_WANT_FIRST_VALUE, /* or the end of the array */
    PIN_WANT_FIRST_KEY,   /* or the end of the object */
    PIN_WANT_KEY,
    PIN_WANT_COLON,
    PIN_WANT_MORE, /* a comma, or the end of the container */
    PIN_WANT_GAP,  /* white space before another document */
    PIN_WANT_END,
    PIN_WANT_NOTHING, /* after a failure */
};

struct pin_json_place {
    uint32_t line;
    uint32_t column;
};

struct pin_json_stream {
    struct pin_window window;
    enum pin_json_want want;
    enum pin_json_want want_after_document;
    enum pin_status failed;
    bool in_object;
    uint32_t depth;
    uint64_t line;
    uint64_t line_offset; /* in the source, of the line's first byte */
    uint64_t objects[PIN_JSON_DEPTH_MAX / 64]; /* bits by level */
    struct pin_json_place opened[PIN_JSON_DEPTH_MAX];
};

static inline uint32_t pin_json_saturate(uint64_t n)
{
    return n > UINT32_MAX ? UINT32_MAX : (uint32_t)n;
}

/* Where a byte of the window stands in the source. */
static inline struct pin_json_place pin_json_place_of(
    const struct pin_json_stream *stream, const char *at)
{
    const uint64_t offset = pin_window_offset(&stream->window, at) - stream->line_offset;
    return (struct pin_json_place){pin_json_saturate(stream->line),
                                   pin_json_saturate(offset + 1)};
}

/* Each fails with PIN_E_PARSE and stops the stream. */
enum pin_status pin_json_fail_at(struct pin_json_stream *stream,
                                 struct pin_json_place place, struct pin_error *err,
                                 const char *fmt, ...) PIN_PRINTF(4, 5);

/* "expected X, found Y", where Y stands at `at` in the window. */
enum pin_status pin_json_unexpected(struct pin_json_stream *stream, char *at,
                                    const char *expected, struct pin_error *err);

/* The same for the next token, by what is wanted there. */
enum pin_status pin_json_unwanted(struct pin_json_stream *stream, struct pin_error *err);

/* "the file ends inside X (opened at ...)" */
enum pin_status pin_json_truncated(struct pin_json_stream *stream, const char *inside,
                                   struct pin_json_place opened, struct pin_error *err);

#endif
