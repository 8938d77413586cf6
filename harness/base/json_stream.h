/* json_stream.h - JSON (RFC 8259) token by token, from a source, in fixed memory.
 *
 * The reader validates everything it passes over: grammar, escapes, surrogates, UTF-8,
 * depth. Keys and strings come unescaped. A byte order mark at the beginning is skipped.
 * Keys that appear twice are the caller's affair.
 *
 * Memory: 256 KiB, more only while a single string is longer, up to PIN_JSON_STRING_MAX.
 *
 * Malformed input is PIN_E_PARSE with the source's name, the line and the column (in
 * bytes, from 1) of the byte at which it cannot go on. After a failure every call fails.
 */
#ifndef PIN_HARNESS_BASE_JSON_STREAM_H
#define PIN_HARNESS_BASE_JSON_STREAM_H

#include "harness/base/source.h"

enum {
    PIN_JSON_DEPTH_MAX = 512, /* objects and arrays inside one another */
    PIN_JSON_STRING_MAX =
        64 << 20,               /* bytes of a string or key as it stands in the file */
    PIN_JSON_NUMBER_MAX = 1024, /* bytes of a number */
};

enum pin_json_token_type {
    PIN_TOKEN_OBJECT_BEGIN,
    PIN_TOKEN_OBJECT_END,
    PIN_TOKEN_ARRAY_BEGIN,
    PIN_TOKEN_ARRAY_END,
    PIN_TOKEN_KEY,
    PIN_TOKEN_STRING,
    PIN_TOKEN_NUMBER,
    PIN_TOKEN_TRUE,
    PIN_TOKEN_FALSE,
    PIN_TOKEN_NULL,
    PIN_TOKEN_END, /* of the input; it comes again and again */
};

enum pin_json_mode {
    PIN_JSON_DOCUMENT, /* one value and nothing behind it but white space */
    PIN_JSON_LINES, /* any number of values, also none, with white space between them */
};

struct pin_json_token {
    enum pin_json_token_type type;
    uint32_t line; /* of the first byte (a quote, a bracket), from 1 */
    uint32_t column;
    const char *bytes; /* of a key, a string or a number; valid until the next call */
    size_t length;
};

struct pin_json_stream;

/* Reads as far as the first bytes. The stream lies in the arena and borrows the source.
 */
PIN_MUST_USE enum pin_status pin_json_stream_new(struct pin_json_stream **out,
                                                 struct pin_source *source,
                                                 enum pin_json_mode mode,
                                                 struct pin_arena *arena,
                                                 struct pin_error *err);

PIN_MUST_USE enum pin_status pin_json_stream_next(struct pin_json_stream *stream,
                                                  struct pin_json_token *out,
                                                  struct pin_error *err);

/* The next token must be of this type; anything else is PIN_E_PARSE at its place. */
PIN_MUST_USE enum pin_status pin_json_stream_expect(struct pin_json_stream *stream,
                                                    enum pin_json_token_type type,
                                                    struct pin_json_token *out,
                                                    struct pin_error *err);

/* Passes over the value that comes next, whatever it is, validating it. */
PIN_MUST_USE enum pin_status pin_json_stream_skip(struct pin_json_stream *stream,
                                                  struct pin_error *err);

/* The same, for a value whose first token was read: goes to the end of the object or
 * array that it begins; nothing to do for any other value. */
PIN_MUST_USE enum pin_status pin_json_stream_skip_rest(struct pin_json_stream *stream,
                                                       const struct pin_json_token *first,
                                                       struct pin_error *err);

/* Fails at a token's place, for readers that find its meaning wrong. */
enum pin_status pin_json_stream_fail(const struct pin_json_stream *stream,
                                     const struct pin_json_token *token,
                                     enum pin_status status, struct pin_error *err,
                                     const char *fmt, ...) PIN_PRINTF(5, 6);

const char *pin_json_token_name(enum pin_json_token_type type); /* "a string", "null" */

#endif
