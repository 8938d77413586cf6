#include "harness/base/buffer.h"
#include "harness/base/lines.h"

#include <stdio.h>
#include <string.h>

#include <criterion/criterion.h>

/* Every line as "number:bytes|". */
static enum pin_status trace(const struct pin_source_memory *memory, size_t line_max,
                             struct pin_buffer *out, struct pin_arena *arena,
                             struct pin_error *err)
{
    struct pin_source *source = NULL;
    struct pin_lines *lines = NULL;
    PIN_TRY(pin_source_open_memory(&source, "in.txt", memory, arena, err));
    PIN_TRY(pin_lines_new(&lines, source, line_max, arena, err));
    for (;;) {
        struct pin_line line;
        bool more = false;
        PIN_TRY(pin_lines_next(lines, &line, &more, err));
        if (!more) {
            return PIN_OK;
        }
        PIN_TRY(pin_buffer_putf(out, err, "%u:", line.number));
        PIN_TRY(pin_buffer_put(out, line.bytes, line.length, err));
        PIN_TRY(pin_buffer_text(out, "|", err));
    }
}

/* In pieces of every size the text gives this, lines or an error. */
static void expect(const char *text, size_t length, const char *expected)
{
    for (size_t piece = 0; piece <= 17; piece++) {
        struct pin_arena arena;
        struct pin_buffer buffer;
        struct pin_error err = {0};
        char message[320];
        pin_arena_init(&arena, 0);
        pin_buffer_init(&buffer, 0, NULL);
        cr_assert_eq(pin_buffer_text(&buffer, "", NULL), PIN_OK);
        const struct pin_source_memory memory = {text, length, piece};
        const enum pin_status status = trace(&memory, 40, &buffer, &arena, &err);
        (void)snprintf(message, sizeof(message), "%s:%u:%u %s", err.where, err.line,
                       err.column, err.text);
        cr_assert_str_eq(status == PIN_OK ? buffer.bytes : message, expected);
        cr_assert(status == PIN_OK || status == PIN_E_PARSE);
        pin_buffer_free(&buffer);
        pin_arena_free(&arena);
    }
}

Test(lines, lines_end_with_lf_or_crlf_or_the_file)
{
    static const char *const cases[][2] = {
        {"", ""},
        {"\n", "1:|"},
        {"a", "1:a|"},
        {"a\n", "1:a|"},
        {"a\r\n", "1:a|"},
        {"a\r", "1:a|"},
        {"a\n\nb", "1:a|2:|3:b|"},
        {"\r\n\r\n", "1:|2:|"},
        {"a\rb\r\r\nc", "1:a\rb\r|2:c|"},
        {"\xEF\xBB\xBFxy\nz\n", "1:xy|2:z|"},
        {"\xEF\xBB\xBF", ""},
        {"eight by\nand some more than eight\n",
         "1:eight by|2:and some more than eight|"},
        {"caf\xC3\xA9\t\xF0\x9F\x98\x80\nb\n", "1:caf\xC3\xA9\t\xF0\x9F\x98\x80|2:b|"},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        expect(cases[i][0], strlen(cases[i][0]), cases[i][1]);
    }
}

Test(lines, faults_are_named_at_their_place)
{
    expect("ab\nc\0d\n", 7, "in.txt:2:2 expected text, found a NUL byte");
    expect("\0", 1, "in.txt:1:1 expected text, found a NUL byte");
    expect("ab\n\n0123456789\xFFz\n", 16, "in.txt:3:11 expected UTF-8, found byte 0xFF");
    expect("ab\xC3", 3, "in.txt:1:3 expected UTF-8, found byte 0xC3");
    expect("ab\xC3\nx", 5, "in.txt:1:3 expected UTF-8, found byte 0xC3");
    expect("a\xFFz\0d\n", 6, "in.txt:1:2 expected UTF-8, found byte 0xFF");
}

Test(lines, the_longest_line_fits_and_one_byte_more_does_not)
{
    static const char text[] = "short\n0123456789012345678901234567890123456789x\n";
    const char *longest = "1:0123456789012345678901234567890123456789|";
    const char *error =
        "in.txt:2:0 expected a line of at most 40 bytes, found a longer one";
    expect(text + 6, 40, longest);
    expect(text, sizeof(text) - 1, error);
    expect(text, sizeof(text) - 2, error);
}

Test(lines, the_default_ceiling_is_a_mebibyte)
{
    const size_t length = (size_t)PIN_LINE_MAX + 2;
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    char *text = pin_arena_alloc(&arena, length, 1);
    cr_assert_not_null(text);
    memset(text, 'x', length);
    for (size_t excess = 0; excess < 2; excess++) {
        struct pin_buffer buffer;
        struct pin_error err = {0};
        pin_buffer_init(&buffer, 0, NULL);
        text[PIN_LINE_MAX + excess] = '\n';
        const struct pin_source_memory memory = {text, PIN_LINE_MAX + excess + 1, 0};
        const enum pin_status status = trace(&memory, 0, &buffer, &arena, &err);
        cr_assert_eq(status, excess == 0 ? PIN_OK : PIN_E_PARSE);
        cr_assert_eq(err.line, excess);
        pin_buffer_free(&buffer);
        text[PIN_LINE_MAX] = 'x';
    }
    pin_arena_free(&arena);
}

Test(lines, a_wrong_meaning_is_placed_in_the_line_read_last)
{
    struct pin_arena arena;
    struct pin_error err = {0};
    struct pin_source *source = NULL;
    struct pin_lines *lines = NULL;
    struct pin_line line;
    bool more = false;
    pin_arena_init(&arena, 0);
    const struct pin_source_memory memory = {"a\nb", 3, 0};
    cr_assert_eq(pin_source_open_memory(&source, "in.txt", &memory, &arena, &err),
                 PIN_OK);
    cr_assert_eq(pin_lines_new(&lines, source, 0, &arena, &err), PIN_OK);
    cr_assert_eq(pin_lines_next(lines, &line, &more, &err), PIN_OK);
    cr_assert_eq(pin_lines_next(lines, &line, &more, &err), PIN_OK);
    cr_assert_eq(pin_lines_fail(lines, 1, PIN_E_DUPLICATE, &err, "%s twice", "b"),
                 PIN_E_DUPLICATE);
    cr_assert(err.line == 2 && err.column == 1);
    cr_assert_str_eq(err.where, "in.txt");
    cr_assert_eq(pin_lines_next(lines, &line, &more, NULL), PIN_OK);
    cr_assert_not(more);
    cr_assert_eq(pin_lines_next(lines, &line, &more, NULL), PIN_OK);
    cr_assert_not(more);
    pin_arena_free(&arena);
}

Test(lines, every_allocation_may_fail_and_nothing_leaks)
{
    static char text[600000];
    memset(text, 'x', sizeof(text));
    const struct pin_source_memory memory = {text, sizeof(text), 0};
    enum pin_status status = PIN_E_NOMEM;
    uint64_t fail_at = 0;
    while (status != PIN_OK) {
        struct pin_arena arena;
        struct pin_buffer buffer;
        struct pin_error err = {0};
        pin_arena_init(&arena, 0);
        pin_buffer_init(&buffer, 0, &arena);
        arena.fail_at_call = ++fail_at;
        status = trace(&memory, 0, &buffer, &arena, &err);
        cr_assert(status == PIN_OK || err.status == PIN_E_NOMEM);
        pin_buffer_free(&buffer);
        pin_arena_free(&arena);
    }
    cr_assert_gt(fail_at, 7);
}
