#include "tests/base/json_document.h"

#include <stdio.h>
#include <string.h>

#include <criterion/criterion.h>

static void expect_error(const char *text, enum pin_json_mode mode, const char *expected)
{
    for (size_t piece = 0; piece <= 17; piece++) {
        struct pin_arena arena;
        struct pin_buffer buffer;
        struct pin_error err = {0};
        char message[320];
        pin_arena_init(&arena, 0);
        pin_buffer_init(&buffer, 0, NULL);
        const struct document document = {text, strlen(text), mode, piece};
        const enum pin_status status = trace(&document, &buffer, &arena, &err);
        (void)snprintf(message, sizeof(message), "%u:%u %s", err.line, err.column,
                       err.text);
        cr_assert_eq(status, PIN_E_PARSE, "%s was taken in pieces of %zu", text, piece);
        cr_assert_str_eq(message, expected);
        cr_assert_str_eq(err.where, "in.json");
        pin_buffer_free(&buffer);
        pin_arena_free(&arena);
    }
}

static void expect_trace(const struct document *document, const char *expected)
{
    struct pin_arena arena;
    struct pin_buffer buffer;
    struct pin_error err = {0};
    pin_arena_init(&arena, 0);
    pin_buffer_init(&buffer, 0, NULL);
    cr_assert_eq(trace(document, &buffer, &arena, &err), PIN_OK, "%s: %s",
                 document->bytes, err.text);
    cr_assert_str_eq(buffer.bytes, expected);
    pin_buffer_free(&buffer);
    pin_arena_free(&arena);
}

Test(json_stream, tokens_come_in_order_with_their_places)
{
    const char *text =
        "\xEF\xBB\xBF{\n  \"a\" : [1, -2.5e+3,\r\n\ttrue],\"\\u00e9\\n\":null }\n";
    for (size_t piece = 0; piece <= 17; piece++) {
        const struct document document = {text, strlen(text), PIN_JSON_DOCUMENT, piece};
        expect_trace(&document,
                     "0 1:1 0:;4 2:3 1:a;2 2:9 0:;6 2:10 1:1;6 2:13 7:-2.5e+3;"
                     "7 3:2 0:;3 3:6 0:;4 3:8 3:\xC3\xA9\n;9 3:19 0:;1 3:24 0:;"
                     "10 4:1 0:;");
    }
}

Test(json_stream, strings_come_unescaped)
{
    static const char *const cases[][2] = {
        {"\"\"", "5 1:1 0:;10 1:3 0:;"},
        {"\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "5 1:1 8:\"\\/\b\f\n\r\t;10 1:19 0:;"},
        {"\"\\u0041\\u00DF\\u6771\\uD83D\\uDE00\"",
         "5 1:1 10:A\xC3\x9F\xE6\x9D\xB1\xF0\x9F\x98\x80;10 1:33 0:;"},
        {"\"\\uDBFF\\uDFFF \xF4\x8F\xBF\xBF\"",
         "5 1:1 9:\xF4\x8F\xBF\xBF \xF4\x8F\xBF\xBF;10 1:20 0:;"},
        {"\"plain\\tthen plain and \xC3\xA9t\xC3\xA9 and more\"",
         "5 1:1 35:plain\tthen plain and \xC3\xA9t\xC3\xA9 and more;10 1:39 0:;"},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        for (size_t piece = 0; piece <= 17; piece++) {
            const struct document document = {cases[i][0], strlen(cases[i][0]),
                                              PIN_JSON_DOCUMENT, piece};
            expect_trace(&document, cases[i][1]);
        }
    }
}

Test(json_stream, an_escaped_nul_is_a_byte_of_the_string)
{
    struct pin_arena arena;
    struct pin_json_stream *stream = NULL;
    struct pin_json_token token;
    pin_arena_init(&arena, 0);
    const struct document document = {"\"a\\u0000b\"", 10, PIN_JSON_DOCUMENT, 0};
    cr_assert_eq(open_document(&stream, &document, &arena, NULL), PIN_OK);
    cr_assert_eq(pin_json_stream_expect(stream, PIN_TOKEN_STRING, &token, NULL), PIN_OK);
    cr_assert_eq(token.length, 3);
    cr_assert_eq(memcmp(token.bytes, "a\0b", 3), 0);
    pin_arena_free(&arena);
}

Test(json_stream, every_fault_is_named_at_its_place)
{
    static const char *const cases[][2] = {
        {"", "1:1 expected a value, found the end of the file"},
        {" \n ", "2:2 expected a value, found the end of the file"},
        {"[1,2", "1:5 the file ends inside an array (opened at line 1, column 1)"},
        {"{\n\"a\":[", "2:6 the file ends inside an array (opened at line 2, column 5)"},
        {"{\n\"a\":[]",
         "2:7 the file ends inside an object (opened at line 1, column 1)"},
        {"{\"a\"", "1:5 the file ends inside an object (opened at line 1, column 1)"},
        {"[\n \"ab", "2:5 the file ends inside a string (opened at line 2, column 2)"},
        {"[\"ab\\", "1:6 the file ends inside a string (opened at line 1, column 2)"},
        {"[1,]", "1:4 expected a value, found ']'"},
        {"[,1]", "1:2 expected a value or ']', found ','"},
        {"[1 2]", "1:4 expected ',' or ']' after a value, found '2'"},
        {"[1}", "1:3 expected ',' or ']' after a value, found '}'"},
        {"{\"a\":1]", "1:7 expected ',' or '}' after a value, found ']'"},
        {"{\"a\":1,}", "1:8 expected a key after ',', found '}'"},
        {"{\"a\":1,2:3}", "1:8 expected a key after ',', found '2'"},
        {"{a:1}", "1:2 expected a key or '}', found 'a'"},
        {"{\"a\" 1}", "1:6 expected ':' after a key, found '1'"},
        {"{\"a\":}", "1:6 expected a value, found '}'"},
        {"{\"a\"}", "1:5 expected ':' after a key, found '}'"},
        {"[] x", "1:4 expected the end of the file after the value, found 'x'"},
        {"[]\n[]", "2:1 expected the end of the file after the value, found '['"},
        {"]", "1:1 expected a value, found ']'"},
        {"nul", "1:1 expected null, found 'nul'"},
        {"[nulx]", "1:2 expected null, found 'nulx'"},
        {"[True]", "1:2 expected a value or ']', found 'True'"},
        {"truest", "1:5 expected the end of the file after the value, found 'st'"},
        {"NaN", "1:1 expected a value, found 'NaN'"},
        {"[-]", "1:3 expected a digit after '-', found ']'"},
        {"[-Infinity]", "1:3 expected a digit after '-', found 'Infinity'"},
        {"[01]", "1:3 expected no digit after a leading 0, found '1'"},
        {"[-00]", "1:4 expected no digit after a leading 0, found '0'"},
        {"[1.]", "1:4 expected a digit after '.', found ']'"},
        {"[.5]", "1:2 expected a value or ']', found '.5'"},
        {"[+1]", "1:2 expected a value or ']', found '+1'"},
        {"[1.5.2]", "1:5 expected ',' or ']' after a value, found '.2'"},
        {"[1e]", "1:4 expected a digit in the exponent, found ']'"},
        {"[1e+]", "1:5 expected a digit in the exponent, found ']'"},
        {"1E", "1:3 expected a digit in the exponent, found the end of the file"},
        {"[0x1]", "1:3 expected ',' or ']' after a value, found 'x1'"},
        {"[\"a\nb\"]",
         "1:4 expected no control character in a string, found the end of the line"},
        {"[\"a\tb\"]", "1:4 expected no control character in a string, found byte 0x09"},
        {"\"\\q\"", "1:2 expected one of \"\\/bfnrtu after a backslash, found '\\q'"},
        {"\"\\ \"", "1:2 expected one of \"\\/bfnrtu after a backslash, found '\\'"},
        {"\"\\u12\"", "1:2 expected four hexadecimal digits after \\u, found '\\u12'"},
        {"\"\\u12g4\"",
         "1:2 expected four hexadecimal digits after \\u, found '\\u12g4'"},
        {"\"ab\\uDC00\"",
         "1:4 expected a high surrogate in front of a low one, found '\\uDC00'"},
        {"\"\\uD800\"", "1:2 expected a low surrogate after a high one, found '\\uD800'"},
        {"\"\\uD800\\u0041\"",
         "1:2 expected a low surrogate after a high one, found '\\uD800'"},
        {"\"\\q\t\"", "1:2 expected one of \"\\/bfnrtu after a backslash, found '\\q'"},
        {"\"a\xFFz\"", "1:3 expected UTF-8, found byte 0xFF"},
        {"\"\xC0\x80\"", "1:2 expected UTF-8, found byte 0xC0"},
        {"\"\xED\xA0\x80\"", "1:2 expected UTF-8, found byte 0xED"},
        {"\"\xC3\"", "1:2 expected UTF-8, found byte 0xC3"},
        {"\"\\n\xFF\\q\"", "1:4 expected UTF-8, found byte 0xFF"},
        {"[\x01]", "1:2 expected a value or ']', found byte 0x01"},
        {"\xC3\xA9", "1:1 expected a value, found byte 0xC3"},
        {"[1]\xEF\xBB\xBF",
         "1:4 expected the end of the file after the value, found byte 0xEF"},
        {"/* c */ 1", "1:1 expected a value, found '/'"},
        {"['a']", "1:2 expected a value or ']', found '''"},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        expect_error(cases[i][0], PIN_JSON_DOCUMENT, cases[i][1]);
    }
}

Test(json_stream, lines_mode_takes_any_number_of_documents)
{
    static const char *const cases[][2] = {
        {"", "10 1:1 0:;"},
        {" \n\n", "10 3:1 0:;"},
        {"{}", "0 1:1 0:;1 1:2 0:;10 1:3 0:;"},
        {"{}\n[] 3\n\n\"x\"\r\n", "0 1:1 0:;1 1:2 0:;2 2:1 0:;3 2:2 0:;6 2:4 1:3;"
                                  "5 4:1 1:x;10 5:1 0:;"},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        for (size_t piece = 0; piece <= 17; piece++) {
            const struct document document = {cases[i][0], strlen(cases[i][0]),
                                              PIN_JSON_LINES, piece};
            expect_trace(&document, cases[i][1]);
        }
    }
    expect_error("{}{}", PIN_JSON_LINES,
                 "1:3 expected white space between two documents, found '{'");
    expect_error("{},{}", PIN_JSON_LINES,
                 "1:3 expected white space between two documents, found ','");
    expect_error("{}\n\n]", PIN_JSON_LINES, "3:1 expected a value, found ']'");
    expect_error("1\n\n{\"a\":\n", PIN_JSON_LINES,
                 "4:1 the file ends inside an object (opened at line 3, column 1)");
}

Test(json_stream, a_nul_byte_is_refused_wherever_it_stands)
{
    static const char text[] = "{\"ab\":[1,true,\"x\"]} ";
    for (size_t at = 0; at < sizeof(text) - 1; at++) {
        for (size_t piece = 0; piece <= 9; piece++) {
            char copy[sizeof(text)];
            memcpy(copy, text, sizeof(text));
            copy[at] = '\0';
            struct pin_arena arena;
            struct pin_buffer buffer;
            struct pin_error err = {0};
            pin_arena_init(&arena, 0);
            pin_buffer_init(&buffer, 0, NULL);
            const struct document document = {copy, sizeof(text) - 1, PIN_JSON_LINES,
                                              piece};
            cr_assert_eq(trace(&document, &buffer, &arena, &err), PIN_E_PARSE, "at %zu",
                         at);
            cr_assert_eq(err.line, 1);
            cr_assert_leq(err.column, at + 1);
            pin_buffer_free(&buffer);
            pin_arena_free(&arena);
        }
    }
}

Test(json_stream, depth_is_limited_and_the_limit_itself_is_allowed)
{
    static char text[2 * (PIN_JSON_DEPTH_MAX + 1)];
    struct pin_arena arena;
    struct pin_error err = {0};
    struct pin_json_stream *stream = NULL;
    pin_arena_init(&arena, 0);
    memset(text, '[', PIN_JSON_DEPTH_MAX);
    memset(text + PIN_JSON_DEPTH_MAX, ']', PIN_JSON_DEPTH_MAX);
    const struct document fits = {text, 2 * (size_t)PIN_JSON_DEPTH_MAX, PIN_JSON_DOCUMENT,
                                  0};
    cr_assert_eq(open_document(&stream, &fits, &arena, &err), PIN_OK);
    cr_assert_eq(pin_json_stream_skip(stream, &err), PIN_OK);
    memset(text, '[', PIN_JSON_DEPTH_MAX + 1);
    const struct document deep = {text, sizeof(text), PIN_JSON_DOCUMENT, 0};
    cr_assert_eq(open_document(&stream, &deep, &arena, &err), PIN_OK);
    cr_assert_eq(pin_json_stream_skip(stream, &err), PIN_E_PARSE);
    cr_assert_eq(err.column, PIN_JSON_DEPTH_MAX + 1);
    cr_assert_str_eq(err.text, "more than 512 objects and arrays inside one another");
    pin_error_clear(&err);
    cr_assert_eq(pin_json_stream_skip(stream, &err), PIN_E_PARSE);
    cr_assert_str_eq(err.text, "reading goes on after a failure");
    pin_arena_free(&arena);
}

/* A string longer than the window, with an escape and a character where windows end. */
Test(json_stream, a_long_string_grows_the_window_and_the_ceiling_stops_it)
{
    const size_t length = (size_t)PIN_JSON_STRING_MAX + 3;
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    char *text = pin_arena_alloc(&arena, length, 1);
    cr_assert_not_null(text);
    for (size_t excess = 0; excess < 2; excess++) {
        struct pin_json_stream *stream = NULL;
        struct pin_json_token token;
        struct pin_error err = {0};
        const size_t inside = (size_t)PIN_JSON_STRING_MAX + excess;
        memset(text, 'x', length);
        text[0] = '"';
        memcpy(text + (256 * 1024 - 9), "\\n\xF0\x9F\x98\x80", 6);
        text[inside + 1] = '"';
        const struct document document = {text, inside + 2, PIN_JSON_DOCUMENT, 1000000};
        cr_assert_eq(open_document(&stream, &document, &arena, &err), PIN_OK);
        const enum pin_status status = pin_json_stream_next(stream, &token, &err);
        if (excess == 0) {
            cr_assert_eq(status, PIN_OK, "%s", err.text);
            cr_assert_eq(token.length, inside - 1);
            cr_assert_eq(token.bytes[256 * 1024 - 10], '\n');
        } else {
            cr_assert_eq(status, PIN_E_PARSE);
            cr_assert_str_eq(err.text, "a string of more than 67108864 bytes");
        }
    }
    pin_arena_free(&arena);
}

Test(json_stream, a_number_has_a_ceiling)
{
    static char text[PIN_JSON_NUMBER_MAX + 2];
    memset(text, '1', PIN_JSON_NUMBER_MAX + 1);
    expect_error(text, PIN_JSON_DOCUMENT, "1:1 a number of more than 1024 bytes");
}

Test(json_stream, skipping_leaves_the_stream_behind_the_value)
{
    const char *text =
        "{\"a\": {\"b\": [1, {\"c\": []}, \"]\"]}, \"d\": 1, \"e\": [[2]]}";
    struct pin_arena arena;
    struct pin_error err = {0};
    struct pin_json_stream *stream = NULL;
    struct pin_json_token token;
    pin_arena_init(&arena, 0);
    const struct document document = {text, strlen(text), PIN_JSON_DOCUMENT, 3};
    cr_assert_eq(open_document(&stream, &document, &arena, &err), PIN_OK);
    cr_assert_eq(pin_json_stream_expect(stream, PIN_TOKEN_OBJECT_BEGIN, &token, &err),
                 PIN_OK);
    for (const char *key = "ade"; *key != '\0'; key++) {
        cr_assert_eq(pin_json_stream_expect(stream, PIN_TOKEN_KEY, &token, &err), PIN_OK);
        cr_assert_eq(token.bytes[0], *key);
        cr_assert_eq(pin_json_stream_skip(stream, &err), PIN_OK, "%s", err.text);
    }
    cr_assert_eq(pin_json_stream_skip(stream, &err), PIN_E_PARSE);
    cr_assert_str_eq(err.text, "expected a value, found the end of an object");
    cr_assert_eq(pin_json_stream_expect(stream, PIN_TOKEN_END, &token, NULL), PIN_OK);
    cr_assert_eq(pin_json_stream_expect(stream, PIN_TOKEN_END, &token, NULL), PIN_OK);
    pin_arena_free(&arena);
}

Test(json_stream, an_unexpected_type_and_a_wrong_meaning_are_placed_at_the_token)
{
    struct pin_arena arena;
    struct pin_error err = {0};
    struct pin_json_stream *stream = NULL;
    struct pin_json_token token;
    pin_arena_init(&arena, 0);
    const struct document document = {"[\n  12, \"a\"]", 12, PIN_JSON_DOCUMENT, 0};
    cr_assert_eq(open_document(&stream, &document, &arena, &err), PIN_OK);
    cr_assert_eq(pin_json_stream_expect(stream, PIN_TOKEN_ARRAY_BEGIN, &token, &err),
                 PIN_OK);
    cr_assert_eq(pin_json_stream_expect(stream, PIN_TOKEN_STRING, &token, &err),
                 PIN_E_PARSE);
    cr_assert_str_eq(err.text, "expected a string, found a number");
    cr_assert(err.line == 2 && err.column == 3);
    pin_error_clear(&err);
    cr_assert_eq(pin_json_stream_next(stream, &token, &err), PIN_OK);
    cr_assert_eq(
        pin_json_stream_fail(stream, &token, PIN_E_DUPLICATE, &err, "%s twice", "a"),
        PIN_E_DUPLICATE);
    cr_assert_str_eq(err.text, "a twice");
    cr_assert_str_eq(err.where, "in.json");
    cr_assert(err.line == 2 && err.column == 7);
    pin_arena_free(&arena);
}

Test(json_stream, every_allocation_may_fail_and_nothing_leaks)
{
    static char text[600000];
    memset(text, 'x', sizeof(text));
    text[0] = '"';
    text[sizeof(text) - 1] = '"';
    const struct document document = {text, sizeof(text), PIN_JSON_DOCUMENT, 0};
    enum pin_status status = PIN_E_NOMEM;
    uint64_t fail_at = 0;
    while (status != PIN_OK) {
        struct pin_arena arena;
        struct pin_error err = {0};
        struct pin_json_stream *stream = NULL;
        pin_arena_init(&arena, 0);
        arena.fail_at_call = ++fail_at;
        status = open_document(&stream, &document, &arena, &err);
        status = status == PIN_OK ? pin_json_stream_skip(stream, &err) : status;
        cr_assert(status == PIN_OK || err.status == PIN_E_NOMEM);
        pin_arena_free(&arena);
    }
    cr_assert_gt(fail_at,
                 7); /* source, name, owner, stream, owner, window, growth, growth */
}
