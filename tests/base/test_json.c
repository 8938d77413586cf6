#include "harness/base/json.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <criterion/criterion.h>

static struct pin_arena arena;

static void start(void)
{
    pin_arena_init(&arena, 0);
}

static void end(void)
{
    pin_arena_free(&arena);
}

TestSuite(json, .init = start, .fini = end);

static struct pin_json_at parse(const char *text)
{
    const struct pin_json *document = NULL;
    struct pin_error err = {0};
    cr_assert_eq(pin_json_parse(&document, pin_text_of(text), "plan.json", &arena, &err),
                 PIN_OK, "%s", err.text);
    return pin_json_root(document);
}

static const char plan[] =
    "{\"depth\": 50, \"systems\": [{\"name\": \"text\"},\n"
    " {\"name\": \"lerp\", \"stages\": [{\"alpha\": \"0.8\", \"top_n\": 20, \"b\": "
    "2.5}]}],\n"
    " \"fine\": true, \"none\": null, \"odd key\": [[1, -7, 1e2]]}";

static struct pin_json_at member(struct pin_json_at object, const char *key)
{
    struct pin_json_at found = {0};
    cr_assert_eq(pin_json_member(&found, object, key, NULL), PIN_OK, "%s", key);
    return found;
}

static struct pin_json_at element(struct pin_json_at array, uint32_t ix)
{
    struct pin_json_at found = {0};
    cr_assert_eq(pin_json_element(&found, array, ix, NULL), PIN_OK, "%u", ix);
    return found;
}

static struct pin_json_at stage_of(struct pin_json_at root)
{
    return element(member(element(member(root, "systems"), 1), "stages"), 0);
}

Test(json, values_come_out_as_they_went_in)
{
    const struct pin_json_at root = parse(plan);
    uint32_t u32 = 0;
    int64_t i64 = 0;
    double f64 = 0;
    bool yes = false;
    const char *text = NULL;
    cr_assert_eq(pin_json_u32(&u32, member(root, "depth"), 1, 50, NULL), PIN_OK);
    cr_assert_eq(u32, 50);
    cr_assert_eq(pin_json_text(&text, member(stage_of(root), "alpha"), NULL), PIN_OK);
    cr_assert_str_eq(text, "0.8");
    cr_assert_eq(pin_json_f64(&f64, member(stage_of(root), "b"), NULL), PIN_OK);
    cr_assert_float_eq(f64, 2.5, 0.0);
    cr_assert_eq(pin_json_f64(&f64, member(root, "depth"), NULL), PIN_OK);
    cr_assert_float_eq(f64, 50.0, 0.0);
    cr_assert_eq(pin_json_bool(&yes, member(root, "fine"), NULL), PIN_OK);
    cr_assert(yes);
    const struct pin_json_at odd = element(member(root, "odd key"), 0);
    cr_assert_eq(pin_json_length(&u32, odd, NULL), PIN_OK);
    cr_assert_eq(u32, 3);
    cr_assert_eq(pin_json_i64(&i64, element(odd, 1), -7, -7, NULL), PIN_OK);
    cr_assert_eq(i64, -7);
    cr_assert_eq(pin_json_kind(member(root, "none")), PIN_JSON_NULL);
    cr_assert_eq(pin_json_kind(root), PIN_JSON_OBJECT);
    struct pin_json_at absent = {0};
    cr_assert(!pin_json_find(&absent, root, "absent"));
    cr_assert(!pin_json_find(&absent, odd, "absent"));
    cr_assert(pin_json_find(&absent, root, "none"));
}

static void check_refusal(struct pin_error *err, const char *text)
{
    cr_assert_eq(err->status, PIN_E_CONFIG);
    cr_assert_str_eq(err->where, "plan.json");
    cr_assert_str_eq(err->text, text);
    pin_error_clear(err);
}

Test(json, a_refusal_names_the_file_and_the_path)
{
    const struct pin_json_at root = parse(plan);
    const struct pin_json_at stage = stage_of(root);
    const struct pin_json_at numbers = element(member(root, "odd key"), 0);
    struct pin_error err = {0};
    struct pin_json_at at = {0};
    double f64 = 0;
    int64_t i64 = 0;
    uint32_t u32 = 0;
    bool yes = false;
    const char *text = NULL;
    cr_assert_neq(pin_json_f64(&f64, member(stage, "alpha"), &err), PIN_OK);
    check_refusal(&err, "systems[1].stages[0].alpha: expected a number, found a string");
    cr_assert_neq(pin_json_i64(&i64, member(stage, "b"), 0, 9, &err), PIN_OK);
    check_refusal(&err, "systems[1].stages[0].b: expected a whole number, "
                        "found the decimal 2.5");
    cr_assert_neq(pin_json_u32(&u32, member(root, "depth"), 1, 49, &err), PIN_OK);
    check_refusal(&err, "depth: expected a whole number from 1 to 49, found 50");
    cr_assert_neq(pin_json_u32(&u32, element(numbers, 1), 0, UINT32_MAX, &err), PIN_OK);
    check_refusal(&err,
                  "[\"odd key\"][0][1]: expected a whole number from 0 to 4294967295, "
                  "found -7");
    cr_assert_neq(pin_json_text(&text, member(root, "none"), &err), PIN_OK);
    check_refusal(&err, "none: expected a string, found null");
    cr_assert_neq(pin_json_bool(&yes, root, &err), PIN_OK);
    check_refusal(&err, "expected true or false, found an object");
    cr_assert_neq(pin_json_member(&at, stage, "engine", &err), PIN_OK);
    check_refusal(&err, "systems[1].stages[0]: expected a member \"engine\", found none");
    cr_assert_neq(pin_json_member(&at, root, "engine", &err), PIN_OK);
    check_refusal(&err, "expected a member \"engine\", found none");
    cr_assert_neq(pin_json_member(&at, numbers, "engine", &err), PIN_OK);
    check_refusal(&err, "[\"odd key\"][0]: expected an object, found an array");
    cr_assert_neq(pin_json_element(&at, numbers, 3, &err), PIN_OK);
    check_refusal(&err, "[\"odd key\"][0]: expected more than 3 elements, found 3");
    cr_assert_neq(pin_json_length(&u32, root, &err), PIN_OK);
    check_refusal(&err, "expected an array, found an object");
    cr_assert_eq(pin_json_fail(stage, &err, "%d is too few", 3), PIN_E_CONFIG);
    check_refusal(&err, "systems[1].stages[0]: 3 is too few");
}

Test(json, a_long_path_keeps_its_end)
{
    char text[2000] = "";
    size_t length = 0;
    for (int i = 0; i < 20; i++) {
        length +=
            (size_t)snprintf(text + length, sizeof(text) - length, "{\"member_%d\":", i);
    }
    length += (size_t)snprintf(text + length, sizeof(text) - length, "[\"x\"]");
    memset(text + length, '}', 20);
    struct pin_json_at at = parse(text);
    for (int i = 0; i < 20; i++) {
        char key[32];
        (void)snprintf(key, sizeof(key), "member_%d", i);
        at = member(at, key);
    }
    struct pin_error err = {0};
    double f64 = 0;
    cr_assert_eq(pin_json_f64(&f64, element(at, 0), &err), PIN_E_CONFIG);
    cr_assert_eq(strncmp(err.text, "...", 3), 0, "%s", err.text);
    cr_assert_not_null(strstr(err.text, ".member_18.member_19[0]: expected a number, "
                                        "found a string"));
}

Test(json, members_come_in_the_order_of_the_file)
{
    const struct pin_json_at root = parse("{\"b\":1,\"\":2,\"a\":3,\"B\":4}");
    static const char *const keys[] = {"b", "", "a", "B"};
    struct pin_json_at at = {0};
    uint32_t n = 0;
    while (pin_json_next(&at, root)) {
        uint32_t value = 0;
        cr_assert_lt(n, 4);
        cr_assert_str_eq(at.key, keys[n]);
        cr_assert_eq(pin_json_u32(&value, at, 0, 9, NULL), PIN_OK);
        cr_assert_eq(value, ++n);
    }
    cr_assert_eq(n, 4);
    at = (struct pin_json_at){0};
    cr_assert(!pin_json_next(&at, parse("{}")));
    cr_assert(!pin_json_next(&at, parse("[1]")));
}

Test(json, an_unknown_key_is_refused_and_the_nearest_suggested)
{
    static const char *const known[] = {"engine", "alpha", "compose"};
    struct pin_error err = {0};
    const struct pin_json_at root =
        parse("{\"a\":[{\"engine\":1,\"compose\":2},{\"enigne\":1},{\"zzz\":0},[]]}");
    const struct pin_json_at list = member(root, "a");
    cr_assert_eq(pin_json_known(element(list, 0), known, 3, &err), PIN_OK);
    cr_assert_eq(pin_json_known(element(list, 1), known, 3, &err), PIN_E_CONFIG);
    check_refusal(&err, "a[1].enigne: unknown key, did you mean \"engine\"?");
    cr_assert_eq(pin_json_known(element(list, 2), known, 3, &err), PIN_E_CONFIG);
    check_refusal(&err, "a[2].zzz: unknown key");
    cr_assert_eq(pin_json_known(element(list, 3), known, 3, &err), PIN_E_CONFIG);
    check_refusal(&err, "a[3]: expected an object, found an array");
}

Test(json, malformed_text_is_refused_with_its_line_and_column)
{
    static const struct {
        const char *text;
        uint32_t line;
        uint32_t column;
        const char *part;
    } cases[] = {
        {"{\"a\": 1,\n \"b\": }", 2, 7, "unexpected token near '}'"},
        {"{\"a\": 1,\n\"a\": 2}", 2, 3, "duplicate object key near '\"a\"'"},
        {"{\"a\": 1} x", 1, 10, "end of file expected near 'x'"},
        {"[1, 2", 1, 5, "']' expected near end of file"},
        {"[99999999999999999999]", 1, 21, "too big integer"},
        {"[1e999]", 1, 6, "real number overflow near '1e999'"},
        {"", 1, 0, "'[' or '{' expected near end of file"},
        {"7", 1, 1, "'[' or '{' expected near '7'"},
        {"[\"\\u0000\"]", 1, 9, "\\u0000 is not allowed"},
        {"[\"\xff\"]", 1, 2, "unable to decode byte 0xff"},
        {"[NaN]", 1, 4, "invalid token near 'NaN'"},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        const struct pin_json *document = NULL;
        struct pin_error err = {0};
        const struct pin_text text = pin_text_of(cases[i].text);
        cr_assert_eq(pin_json_parse(&document, text, "x.json", &arena, &err),
                     PIN_E_PARSE);
        cr_assert_null(document);
        cr_assert_str_eq(err.where, "x.json");
        cr_assert_not_null(strstr(err.text, cases[i].part), "%s: %s", cases[i].text,
                           err.text);
        cr_assert_eq(err.line, cases[i].line, "%s: line %u", cases[i].text, err.line);
        cr_assert_eq(err.column, cases[i].column, "%s: column %u", cases[i].text,
                     err.column);
    }
}

Test(json, nesting_too_deep_is_refused_and_what_passes_can_be_dumped)
{
    enum { DEEP = 100000 };
    static char text[DEEP + 1];
    const struct pin_json *document = NULL;
    memset(text, '[', DEEP);
    cr_assert_eq(pin_json_parse(&document, pin_text_of(text), "x", &arena, NULL),
                 PIN_E_PARSE);
    memset(text, '[', 2000);
    memset(text + 2000, ']', 2000);
    text[4000] = '\0';
    struct pin_buffer buffer;
    pin_buffer_init(&buffer, 0, NULL);
    cr_assert_eq(pin_json_dump(&buffer, parse(text), NULL), PIN_OK);
    cr_assert_str_eq(buffer.bytes, text);
    pin_buffer_free(&buffer);
}

static void write_text(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");
    cr_assert_not_null(file);
    cr_assert_geq(fputs(text, file), 0);
    cr_assert_eq(fclose(file), 0);
}

Test(json, a_file_and_stdin_are_read_and_their_errors_name_them)
{
    char path[] = "/tmp/pin-json.XXXXXX";
    const int descriptor = mkstemp(path);
    cr_assert_geq(descriptor, 0);
    cr_assert_eq(close(descriptor), 0);
    const struct pin_json *document = NULL;
    struct pin_error err = {0};
    write_text(path, "\xEF\xBB\xBF{\"depth\": 5}");
    cr_assert_eq(pin_json_read(&document, path, &arena, &err), PIN_OK, "%s", err.text);
    cr_assert_eq(pin_json_kind(member(pin_json_root(document), "depth")),
                 PIN_JSON_NUMBER);
    cr_assert_not_null(freopen(path, "r", stdin));
    cr_assert_eq(pin_json_read(&document, "-", &arena, &err), PIN_OK, "%s", err.text);
    cr_assert_eq(pin_json_kind(member(pin_json_root(document), "depth")),
                 PIN_JSON_NUMBER);
    write_text(path, "{\n\"depth\": }");
    cr_assert_eq(pin_json_read(&document, path, &arena, &err), PIN_E_PARSE);
    cr_assert_str_eq(err.where, path);
    cr_assert_eq(err.line, 2);
    pin_error_clear(&err);
    cr_assert_eq(unlink(path), 0);
    cr_assert_eq(pin_json_read(&document, path, &arena, &err), PIN_E_IO);
    cr_assert_str_eq(err.where, path);
    cr_assert_str_eq(err.text, "cannot open: No such file or directory");
    pin_error_clear(&err);
    cr_assert_eq(pin_json_read(&document, "/", &arena, &err), PIN_E_IO);
    cr_assert_str_eq(err.text, "cannot read: Is a directory");
}

Test(json, the_canonical_form_does_not_depend_on_how_the_file_was_written)
{
    static const char *const same[] = {
        "{\"b\": [1.50, 0.1, 1E2, -0.0, 12345678901], \"a\": {\"z\": null, \"A\": false},"
        " \"\\u00e9\": \"\\u00e9\\n\\/\"}",
        "{ \"\xc3\xa9\":\"\xc3\xa9\\u000a/\",\n\"a\":{\"A\":false,\"z\":null}, "
        "\"b\":[15e-1,0.10,100,-0e5,12345678901]}",
    };
    for (size_t i = 0; i < 2; i++) {
        struct pin_buffer buffer;
        pin_buffer_init(&buffer, 0, NULL);
        cr_assert_eq(pin_json_dump(&buffer, parse(same[i]), NULL), PIN_OK);
        cr_assert_str_eq(buffer.bytes, "{\"a\":{\"A\":false,\"z\":null},"
                                       "\"b\":[1.5,0.1,100,-0,12345678901],"
                                       "\"\xc3\xa9\":\"\xc3\xa9\\n/\"}");
        pin_buffer_free(&buffer);
    }
}

Test(json, any_bytes_become_a_string_that_is_valid)
{
    static const struct {
        struct pin_text text;
        const char *want;
    } cases[] = {
        {{"", 0}, "\"\""},
        {{NULL, 0}, "\"\""},
        {{"a\"b\\c/", 6}, "\"a\\\"b\\\\c/\""},
        {{"\b\f\n\r\t\0\x1f\x7f", 8}, "\"\\b\\f\\n\\r\\t\\u0000\\u001f\\u007f\""},
        {{"\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80", 9},
         "\"\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80\""},
        {{"a\xff\x62", 3},
         "\"a\xef\xbf\xbd"
         "b\""},
        {{"\x80", 1}, "\"\xef\xbf\xbd\""},
        {{"\xe2\x82", 2}, "\"\xef\xbf\xbd\""},
        {{"\xe2\x82x", 3}, "\"\xef\xbf\xbdx\""},
        {{"\xc0\xaf", 2}, "\"\xef\xbf\xbd\xef\xbf\xbd\""},
        {{"\xe0\x80\x80", 3}, "\"\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\""},
        {{"\xed\xa0\x80", 3}, "\"\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\""},
        {{"\xf4\x90\x80\x80", 4}, "\"\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\""},
        {{"\xf0\x9f\x98\"", 4}, "\"\xef\xbf\xbd\\\"\""},
        {{"\xf4\x8f\xbf\xbf", 4}, "\"\xf4\x8f\xbf\xbf\""},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct pin_buffer buffer;
        pin_buffer_init(&buffer, 0, NULL);
        cr_assert_eq(pin_json_escape(&buffer, cases[i].text, NULL), PIN_OK);
        cr_assert_str_eq(buffer.bytes, cases[i].want);
        pin_buffer_free(&buffer);
    }
}

/* Every pair of bytes with a third behind it: the library, which refuses what is not
 * UTF-8, must read back what was written. */
Test(json, what_is_written_can_always_be_read)
{
    struct pin_buffer buffer;
    pin_buffer_init(&buffer, 0, NULL);
    for (unsigned first = 1; first < 256; first++) {
        buffer.length = 0;
        cr_assert_eq(pin_buffer_text(&buffer, "[0", NULL), PIN_OK);
        for (unsigned second = 1; second < 256; second++) {
            const unsigned third = ((first * 7 + second * 13) & 0xFFU) | 1U;
            const char bytes[] = {(char)first, (char)second, (char)third, 'x'};
            const struct pin_text text = {bytes, sizeof(bytes)};
            cr_assert_eq(pin_buffer_text(&buffer, ",", NULL), PIN_OK);
            cr_assert_eq(pin_json_escape(&buffer, text, NULL), PIN_OK);
        }
        cr_assert_eq(pin_buffer_text(&buffer, "]", NULL), PIN_OK);
        uint32_t n = 0;
        cr_assert_eq(pin_json_length(&n, parse(buffer.bytes), NULL), PIN_OK);
        cr_assert_eq(n, 256);
    }
    pin_buffer_free(&buffer);
}

Test(json, every_allocation_may_fail_and_nothing_leaks)
{
    enum pin_status status = PIN_E_NOMEM;
    uint64_t fail_at = 0;
    while (status != PIN_OK) {
        struct pin_arena small;
        struct pin_error err = {0};
        struct pin_buffer buffer;
        const struct pin_json *document = NULL;
        pin_arena_init(&small, 0);
        small.fail_at_call = ++fail_at;
        pin_buffer_init(&buffer, 0, &small);
        status = pin_json_parse(&document, pin_text_of(plan), "plan.json", &small, &err);
        if (status == PIN_OK) {
            status = pin_json_dump(&buffer, pin_json_root(document), &err);
        }
        cr_assert(status == PIN_OK || err.status == PIN_E_NOMEM);
        pin_buffer_free(&buffer);
        pin_arena_free(&small);
    }
    cr_assert_gt(fail_at, 6);
}
