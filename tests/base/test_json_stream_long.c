#include "harness/base/rng.h"
#include "tests/base/json_document.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>
#include <jansson.h>

/* A random tree, and what jansson makes of the text that jansson wrote of it. */
static json_t *random_value(uint64_t seed, uint64_t *counter, uint32_t depth)
{
    const uint32_t kind = pin_rng_below(seed, 1, (*counter)++, depth == 0 ? 5 : 8);
    if (kind >= 5) {
        json_t *value = kind == 5 ? json_object() : json_array();
        const uint32_t n = pin_rng_below(seed, 2, (*counter)++, 5);
        for (uint32_t i = 0; i < n; i++) {
            char key[16];
            (void)snprintf(key, sizeof(key), "k\n%u\xC3\xA9", i);
            json_t *child = random_value(seed, counter, depth - 1);
            cr_assert_eq(kind == 5 ? json_object_set_new(value, key, child)
                                   : json_array_append_new(value, child),
                         0);
        }
        return value;
    }
    switch (kind) {
    case 0: return json_boolean(pin_rng_below(seed, 3, (*counter)++, 2));
    case 1: return json_null();
    case 2: return json_integer((json_int_t)pin_rng_u64(seed, 4, (*counter)++));
    case 3: return json_real((pin_rng_unit(seed, 5, (*counter)++) - 0.5) * 1e9);
    default: break;
    }
    char text[64];
    size_t length = 0;
    const uint32_t n = pin_rng_below(seed, 6, (*counter)++, 12);
    static const char *const parts[] = {"a",    "0123456789abcdef", "\"",       "\\",
                                        "\x01", "\xF0\x9F\x98\x80", "\xC3\xA9", "/"};
    for (uint32_t i = 0; i < n && length < 40; i++) {
        const char *part = parts[pin_rng_below(seed, 7, (*counter)++, 8)];
        memcpy(text + length, part, strlen(part));
        length += strlen(part);
    }
    return json_stringn(text, length);
}

static json_t *read_value(struct pin_json_stream *stream,
                          const struct pin_json_token *first);

static json_t *read_members(struct pin_json_stream *stream, bool object)
{
    json_t *value = object ? json_object() : json_array();
    struct pin_json_token token;
    for (;;) {
        char key[64];
        cr_assert_eq(pin_json_stream_next(stream, &token, NULL), PIN_OK);
        if (token.type == (object ? PIN_TOKEN_OBJECT_END : PIN_TOKEN_ARRAY_END)) {
            return value;
        }
        if (object) {
            cr_assert_eq(token.type, PIN_TOKEN_KEY);
            (void)snprintf(key, sizeof(key), "%.*s", (int)token.length, token.bytes);
            cr_assert_eq(pin_json_stream_next(stream, &token, NULL), PIN_OK);
        }
        json_t *child = read_value(stream, &token);
        cr_assert_eq(object ? json_object_set_new(value, key, child)
                            : json_array_append_new(value, child),
                     0);
    }
}

static json_t *read_value(struct pin_json_stream *stream,
                          const struct pin_json_token *first)
{
    switch (first->type) {
    case PIN_TOKEN_OBJECT_BEGIN: return read_members(stream, true);
    case PIN_TOKEN_ARRAY_BEGIN: return read_members(stream, false);
    case PIN_TOKEN_STRING: return json_stringn(first->bytes, first->length);
    case PIN_TOKEN_NUMBER:
        return json_loadb(first->bytes, first->length, JSON_DECODE_ANY, NULL);
    case PIN_TOKEN_TRUE: return json_true();
    case PIN_TOKEN_FALSE: return json_false();
    case PIN_TOKEN_NULL: return json_null();
    default: return NULL;
    }
}

Test(json_stream_long, random_documents_read_as_jansson_reads_them)
{
    static const size_t flags[] = {JSON_COMPACT, JSON_INDENT(1), JSON_INDENT(3),
                                   JSON_INDENT(14) | JSON_ENSURE_ASCII,
                                   JSON_ESCAPE_SLASH};
    for (uint64_t seed = 0; seed < 2000; seed++) {
        uint64_t counter = 0;
        struct pin_arena arena;
        struct pin_json_stream *stream = NULL;
        struct pin_json_token token;
        json_t *value = random_value(seed, &counter, 4);
        char *text = json_dumps(value, flags[seed % 5] | JSON_ENCODE_ANY);
        json_t *theirs = json_loads(text, JSON_DECODE_ANY, NULL);
        pin_arena_init(&arena, 0);
        const struct document document = {text, strlen(text), PIN_JSON_DOCUMENT,
                                          seed % 23};
        cr_assert_eq(open_document(&stream, &document, &arena, NULL), PIN_OK);
        cr_assert_eq(pin_json_stream_next(stream, &token, NULL), PIN_OK);
        json_t *ours = read_value(stream, &token);
        cr_assert(json_equal(ours, theirs), "%s", text);
        cr_assert_eq(pin_json_stream_expect(stream, PIN_TOKEN_END, &token, NULL), PIN_OK);
        pin_arena_free(&arena);
        json_decref(ours);
        json_decref(theirs);
        json_decref(value);
        free(text);
    }
}

/* Where one byte of a document is changed, both readers must agree on whether it is JSON.
 */
Test(json_stream_long, a_changed_byte_is_judged_as_jansson_judges_it)
{
    static const char text[] =
        "{\"a\\u00e9\": [-1.5e+3, true, null, \"x\xC3\xA9\\n\"], \"b\": {}}";
    static const char bytes[] = "{}[]\",:\\ u0-1.eEt\n\t\x01\x80\xC3";
    for (size_t at = 0; at < sizeof(text) - 1; at++) {
        for (size_t i = 0; i < sizeof(bytes) - 1; i++) {
            char copy[sizeof(text)];
            memcpy(copy, text, sizeof(text));
            copy[at] = bytes[i];
            struct pin_arena arena;
            struct pin_buffer buffer;
            pin_arena_init(&arena, 0);
            pin_buffer_init(&buffer, 0, NULL);
            const struct document document = {copy, sizeof(text) - 1, PIN_JSON_DOCUMENT,
                                              0};
            const enum pin_status status = trace(&document, &buffer, &arena, NULL);
            json_t *theirs = json_loadb(copy, sizeof(text) - 1,
                                        JSON_DECODE_ANY | JSON_ALLOW_NUL, NULL);
            cr_assert_eq(status == PIN_OK, theirs != NULL, "%s", copy);
            json_decref(theirs);
            pin_buffer_free(&buffer);
            pin_arena_free(&arena);
        }
    }
}

/* Windows that end in the middle of everything, at their full size too. */
Test(json_stream_long, a_file_of_many_windows_reads_alike_in_pieces)
{
    struct pin_buffer text;
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    pin_buffer_init(&text, 0, NULL);
    for (uint32_t i = 0; text.length < 1200000; i++) {
        cr_assert_eq(pin_buffer_putf(&text, NULL,
                                     "{\"k%u\": [%u.5e-3,\n   \"\\n%0*u\"]}\n", i, i,
                                     (int)(i % 90), i),
                     PIN_OK);
    }
    static const size_t pieces[] = {0, 7, 100003};
    struct pin_buffer traces[3];
    for (size_t i = 0; i < 3; i++) {
        const struct document document = {text.bytes, text.length, PIN_JSON_LINES,
                                          pieces[i]};
        struct pin_error err = {0};
        pin_buffer_init(&traces[i], 0, NULL);
        cr_assert_eq(trace(&document, &traces[i], &arena, &err), PIN_OK, "%s", err.text);
        cr_assert_eq(traces[i].length, traces[0].length);
        cr_assert_eq(memcmp(traces[i].bytes, traces[0].bytes, traces[0].length), 0);
    }
    for (size_t i = 0; i < 3; i++) {
        pin_buffer_free(&traces[i]);
    }
    pin_buffer_free(&text);
    pin_arena_free(&arena);
}
