/* json_stream.c - a state machine over a window of the source.
 *
 * `want` says what may come next; a bit a level says whether it is an object, so nothing
 * recurses. A token is read whole inside the window: where the window ends first, the
 * part that is there moves to its front and more is read behind it. The NUL bytes behind
 * the window's end stop every scan, so the fast loops carry no bound of their own.
 *
 * Most of a large file is short strings without escapes: they cost one scan, eight bytes
 * at a time, and no copy. */
#include "harness/base/json_lexis.h"
#include "harness/base/json_state.h"
#include "harness/base/swar.h"

#include <string.h>

/* A source that fails stops the stream like a fault in its text. */
static enum pin_status keep(struct pin_json_stream *stream, enum pin_status status)
{
    if (PIN_UNLIKELY(status != PIN_OK)) {
        stream->want = PIN_WANT_NOTHING;
        stream->failed = status;
    }
    return status;
}

enum pin_status pin_json_stream_new(struct pin_json_stream **out,
                                    struct pin_source *source, enum pin_json_mode mode,
                                    struct pin_arena *arena, struct pin_error *err)
{
    struct pin_json_stream *stream = PIN_NEW(arena, struct pin_json_stream);
    if (!stream) {
        return pin_fail(err, PIN_E_NOMEM, "no memory to read %s",
                        pin_source_name(source));
    }
    PIN_TRY(pin_window_open(&stream->window, source, PIN_JSON_STRING_MAX, arena, err));
    PIN_TRY(pin_window_skip_mark(&stream->window, err));
    stream->line = 1;
    stream->line_offset = pin_window_offset(&stream->window, stream->window.at);
    stream->want_after_document = mode == PIN_JSON_LINES ? PIN_WANT_GAP : PIN_WANT_END;
    stream->want = mode == PIN_JSON_LINES ? PIN_WANT_DOCUMENT : PIN_WANT_VALUE;
    *out = stream;
    return PIN_OK;
}

/* A line begins with spaces, any number of them: eight at a time, and none costs nothing.
 */
static char *over_blanks(char *at)
{
    uint64_t others = 0;
    while ((others = pin_swar_load(at) ^ PIN_SWAR_ONES * ' ') == 0) {
        at += PIN_SWAR_BYTES;
    }
    return at + pin_swar_first(others);
}

/* Past the white space that the window holds. */
static char *over_space_here(struct pin_json_stream *stream, char *at)
{
    for (;;) {
        if (*at == '\n') {
            at++;
            stream->line++;
            stream->line_offset = pin_window_offset(&stream->window, at);
            at = over_blanks(at);
        } else if (*at == ' ') {
            at = over_blanks(at);
        } else if (*at == '\t' || *at == '\r') {
            at++;
        } else {
            return at;
        }
    }
}

/* Past white space to the next byte, or to the end of the source. */
static enum pin_status over_space(struct pin_json_stream *stream, struct pin_error *err)
{
    struct pin_window *window = &stream->window;
    for (;;) {
        window->at = over_space_here(stream, window->at);
        if (window->at != window->end || window->ended) {
            return PIN_OK;
        }
        PIN_TRY(keep(stream, pin_window_refill(window, err)));
    }
}

static inline enum pin_status to_byte(struct pin_json_stream *stream,
                                      struct pin_error *err)
{
    return (unsigned char)*stream->window.at > ' ' ? PIN_OK : over_space(stream, err);
}

/* To the first byte of the next token: past white space, a comma, a colon. */
static inline enum pin_status to_token(struct pin_json_stream *stream,
                                       struct pin_error *err)
{
    if (stream->want == PIN_WANT_GAP) {
        PIN_TRY(keep(stream, pin_window_ensure(&stream->window, 1, err)));
        if ((unsigned char)*stream->window.at > ' ') {
            return pin_json_unwanted(stream, err);
        }
        stream->want = PIN_WANT_DOCUMENT;
    }
    PIN_TRY(to_byte(stream, err));
    if (stream->want == PIN_WANT_MORE && *stream->window.at == ',') {
        stream->window.at++;
        stream->want = stream->in_object ? PIN_WANT_KEY : PIN_WANT_VALUE;
        return to_byte(stream, err);
    }
    if (stream->want == PIN_WANT_COLON) {
        if (*stream->window.at != ':') {
            return pin_json_unwanted(stream, err);
        }
        stream->window.at++;
        stream->want = PIN_WANT_VALUE;
        return to_byte(stream, err);
    }
    return PIN_OK;
}

static inline void value_done(struct pin_json_stream *stream)
{
    stream->want = stream->depth > 0 ? PIN_WANT_MORE : stream->want_after_document;
}

/* From `at` to the first quote, backslash or control byte; *seen gathers the top bits. */
static char *over_text(char *at, uint64_t *seen)
{
    for (;;) {
        const uint64_t word = pin_swar_load(at);
        const uint64_t hits = (pin_swar_below(word, ' ') | pin_swar_equal(word, '"') |
                               pin_swar_equal(word, '\\')) &
                              ~word & PIN_SWAR_TOPS;
        *seen |= word;
        if (hits != 0) {
            return at + pin_swar_first(hits);
        }
        at += PIN_SWAR_BYTES;
    }
}

/* Checks and decodes the text between a string's quotes, window.at + 1 and `end`. */
static enum pin_status decode(struct pin_json_stream *stream, const char *end,
                              struct pin_json_token *out, struct pin_error *err)
{
    struct pin_json_fault fault;
    char *text = stream->window.at + 1;
    out->bytes = text;
    out->length = pin_json_decode(text, (size_t)(end - text), &fault);
    return fault.expected
               ? pin_json_unexpected(stream, text + fault.offset, fault.expected, err)
               : PIN_OK;
}

/* A stop at *at that is not the closing quote: an escape is passed over, the end of the
 * window is read past, anything else is a fault. */
static enum pin_status over_stop(struct pin_json_stream *stream, char **at,
                                 struct pin_json_token *out, struct pin_error *err)
{
    struct pin_window *window = &stream->window;
    const size_t passed = (size_t)(*at - window->at);
    const bool escapes = **at == '\\';
    if (*at + escapes != window->end) {
        if (escapes) {
            *at += 2;
            return PIN_OK;
        }
        PIN_TRY(decode(stream, *at, out, err)); /* an earlier fault comes first */
        return pin_json_unexpected(stream, *at, "no control character in a string", err);
    }
    if (window->ended) {
        return pin_json_truncated(stream, "a string",
                                  (struct pin_json_place){out->line, out->column}, err);
    }
    PIN_TRY(keep(stream, pin_window_refill(window, err)));
    *at = window->at + passed;
    return PIN_OK;
}

/* Goes on at `at` with a string that begins at window.at and is not short plain ASCII. */
static enum pin_status finish_string(struct pin_json_stream *stream, char *at,
                                     struct pin_json_token *out, struct pin_error *err)
{
    struct pin_window *window = &stream->window;
    uint64_t special = 0; /* top bits: escapes, or bytes that are not ASCII */
    for (;;) {
        at = over_text(at, &special);
        if (at - window->at - 1 > PIN_JSON_STRING_MAX) {
            return pin_json_fail_at(
                stream, (struct pin_json_place){out->line, out->column}, err,
                "a string of more than %d bytes", PIN_JSON_STRING_MAX);
        }
        if (*at == '"') {
            break;
        }
        special |= *at == '\\' ? PIN_SWAR_TOPS : 0;
        PIN_TRY(over_stop(stream, &at, out, err));
    }
    out->bytes = window->at + 1;
    out->length = (size_t)(at - out->bytes);
    if ((special & PIN_SWAR_TOPS) != 0) {
        PIN_TRY(decode(stream, at, out, err));
    }
    window->at = at + 1;
    return PIN_OK;
}

static inline enum pin_status read_string(struct pin_json_stream *stream,
                                          struct pin_json_token *out,
                                          struct pin_error *err)
{
    char *text = stream->window.at + 1;
    char *at = text;
    uint64_t hits = 0;
    for (;;) {
        const uint64_t word = pin_swar_load(at);
        hits = (pin_swar_below(word, ' ') | pin_swar_equal(word, '"') |
                pin_swar_equal(word, '\\') | word) &
               PIN_SWAR_TOPS;
        if (hits != 0) {
            break;
        }
        at += PIN_SWAR_BYTES;
    }
    at += pin_swar_first(hits);
    if (PIN_UNLIKELY(*at != '"')) {
        return finish_string(stream, at, out, err);
    }
    out->bytes = text;
    out->length = (size_t)(at - text);
    stream->window.at = at + 1;
    return PIN_OK;
}

static enum pin_status read_number(struct pin_json_stream *stream,
                                   struct pin_json_token *out, struct pin_error *err)
{
    struct pin_window *window = &stream->window;
    struct pin_json_fault fault;
    size_t length = 0;
    for (;;) {
        length = pin_json_scan_number(window->at, &fault);
        if (length > PIN_JSON_NUMBER_MAX) {
            return pin_json_fail_at(stream, pin_json_place_of(stream, window->at), err,
                                    "a number of more than %d bytes",
                                    PIN_JSON_NUMBER_MAX);
        }
        if (window->at + length != window->end || window->ended) {
            break;
        }
        PIN_TRY(keep(stream, pin_window_refill(&stream->window, err)));
    }
    if (fault.expected) {
        return pin_json_unexpected(stream, window->at + fault.offset, fault.expected,
                                   err);
    }
    out->type = PIN_TOKEN_NUMBER;
    out->bytes = window->at;
    out->length = length;
    window->at += length;
    value_done(stream);
    return PIN_OK;
}

static enum pin_status read_word(struct pin_json_stream *stream,
                                 struct pin_json_token *out, struct pin_error *err)
{
    const char first = *stream->window.at;
    out->type = first == 't'   ? PIN_TOKEN_TRUE
                : first == 'f' ? PIN_TOKEN_FALSE
                               : PIN_TOKEN_NULL;
    const char *word = pin_json_token_name(out->type);
    const size_t length = strlen(word);
    PIN_TRY(keep(stream, pin_window_ensure(&stream->window, length, err)));
    if (strncmp(stream->window.at, word, length) != 0) {
        return pin_json_unexpected(stream, stream->window.at, word, err);
    }
    stream->window.at += length;
    value_done(stream);
    return PIN_OK;
}

static enum pin_status open_container(struct pin_json_stream *stream,
                                      struct pin_json_token *out, struct pin_error *err)
{
    if (stream->depth == PIN_JSON_DEPTH_MAX) {
        return pin_json_fail_at(stream, pin_json_place_of(stream, stream->window.at), err,
                                "more than %d objects and arrays inside one another",
                                PIN_JSON_DEPTH_MAX);
    }
    const bool object = *stream->window.at == '{';
    const uint64_t bit = (uint64_t)1 << stream->depth % 64;
    uint64_t *bits = &stream->objects[stream->depth / 64];
    *bits = object ? *bits | bit : *bits & ~bit;
    stream->opened[stream->depth++] = (struct pin_json_place){out->line, out->column};
    stream->in_object = object;
    stream->want = object ? PIN_WANT_FIRST_KEY : PIN_WANT_FIRST_VALUE;
    stream->window.at++;
    out->type = object ? PIN_TOKEN_OBJECT_BEGIN : PIN_TOKEN_ARRAY_BEGIN;
    return PIN_OK;
}

static void close_container(struct pin_json_stream *stream, struct pin_json_token *out)
{
    out->type = stream->in_object ? PIN_TOKEN_OBJECT_END : PIN_TOKEN_ARRAY_END;
    stream->window.at++;
    stream->depth--;
    const uint32_t level = stream->depth == 0 ? 0 : stream->depth - 1;
    stream->in_object = (stream->objects[level / 64] >> level % 64 & 1) != 0;
    value_done(stream);
}

/* Any token but a string or a key. */
static enum pin_status read_other(struct pin_json_stream *stream,
                                  struct pin_json_token *out, struct pin_error *err)
{
    const enum pin_json_want want = stream->want;
    const char first = *stream->window.at;
    if (want == PIN_WANT_MORE || want == PIN_WANT_FIRST_KEY ||
        want == PIN_WANT_FIRST_VALUE) {
        if (first == (stream->in_object ? '}' : ']')) {
            close_container(stream, out);
            return PIN_OK;
        }
    }
    if ((want == PIN_WANT_END || want == PIN_WANT_DOCUMENT) &&
        stream->window.at == stream->window.end) {
        out->type = PIN_TOKEN_END;
        return PIN_OK;
    }
    if (want > PIN_WANT_FIRST_VALUE) {
        return pin_json_unwanted(stream, err);
    }
    switch (first) {
    case '{':
    case '[': return open_container(stream, out, err);
    case 't':
    case 'f':
    case 'n': return read_word(stream, out, err);
    default: break;
    }
    if (first == '-' || (first >= '0' && first <= '9')) {
        return read_number(stream, out, err);
    }
    return pin_json_unwanted(stream, err);
}

enum pin_status pin_json_stream_next(struct pin_json_stream *stream,
                                     struct pin_json_token *out, struct pin_error *err)
{
    if (PIN_UNLIKELY(stream->want == PIN_WANT_NOTHING)) {
        return pin_fail(err, stream->failed, "reading goes on after a failure");
    }
    PIN_TRY(to_token(stream, err));
    const struct pin_json_place place = pin_json_place_of(stream, stream->window.at);
    *out = (struct pin_json_token){.line = place.line, .column = place.column};
    if (*stream->window.at != '"' || stream->want > PIN_WANT_KEY) {
        return read_other(stream, out, err);
    }
    PIN_TRY(read_string(stream, out, err));
    if (stream->want >= PIN_WANT_FIRST_KEY) {
        out->type = PIN_TOKEN_KEY;
        stream->want = PIN_WANT_COLON;
    } else {
        out->type = PIN_TOKEN_STRING;
        value_done(stream);
    }
    return PIN_OK;
}
