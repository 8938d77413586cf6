#include "harness/model/sheet_build.h"
#include "reports/sheet_grid.h"
#include "tests/reports/fixture.h"

#include <math.h>
#include <string.h>

#include <criterion/criterion.h>

#define RULE_1  "─"
#define RULE_4  RULE_1 RULE_1 RULE_1 RULE_1
#define RULE_20 RULE_4 RULE_4 RULE_4 RULE_4 RULE_4
#define RULE_40 RULE_20 RULE_20

static const double U = (double)NAN;

static uint32_t widest_line(const char *text)
{
    uint32_t widest = 0;
    uint32_t width = 0;
    for (; *text != '\0'; text++) {
        const unsigned char byte = (unsigned char)*text;
        width = byte == '\n' ? 0 : width + ((byte & 0xC0U) != 0x80U);
        widest = width > widest ? width : widest;
    }
    return widest;
}

static bool any_line_ends_in_a_blank(const char *text)
{
    return strstr(text, " \n") != NULL;
}

static const char *shown(struct pin_sheet_book *book, uint32_t width)
{
    struct pin_buffer buffer;
    struct pin_error err = {0};
    cr_assert_eq(pin_sheet_end(book, &err), PIN_OK);
    pin_buffer_init(&buffer, 0, NULL);
    struct pin_page page = {.out = &buffer, .err = &err};
    pin_sheet_grid(&page, book->first, width);
    cr_assert_eq(page.status, PIN_OK);
    char *text = pin_buffer_move(&buffer, book->arena, &err);
    pin_buffer_free(&buffer);
    cr_assert_not_null(text);
    return text;
}

static const struct pin_sheet_column all_kinds[] = {
    {"system", "system", PIN_SHEET_TEXT, false},
    {"n", "queries", PIN_SHEET_COUNT, false},
    {"value", "mAP@10", PIN_SHEET_VALUE, true},
    {"difference", "difference", PIN_SHEET_DIFFERENCE, true},
    {"share", "share", PIN_SHEET_SHARE, true},
    {"p", "p", PIN_SHEET_P, false},
    {"letters", "letters", PIN_SHEET_TEXT, false},
};

Test(sheet_grid, each_kind_is_shown_as_such_to_the_byte)
{
    struct pin_arena arena;
    struct pin_sheet_book book;
    pin_arena_init(&arena, 0);
    pin_sheet_book_init(&book, &arena);
    pin_sheet_begin(&book, "k", "what it says", all_kinds, 7);
    pin_sheet_text(&book, "a");
    pin_sheet_number(&book, 7635);
    pin_sheet_interval(&book, 0.5, 0.25, 0.75);
    pin_sheet_interval(&book, 0.125, -0.5, 0.5);
    pin_sheet_interval(&book, 1.0 / 3, 0.25, 0.5);
    pin_sheet_number(&book, 0.00001);
    pin_sheet_text(&book, "ab");
    pin_sheet_text(&book, HOSTILE_NAME);
    pin_sheet_empty(&book);
    pin_sheet_interval(&book, U, U, U);
    pin_sheet_interval(&book, -0.125, U, U);
    pin_sheet_number(&book, 1);
    pin_sheet_number(&book, 0.0001);
    pin_sheet_empty(&book); /* no text */
    pin_sheet_note(&book, "one line");
    pin_sheet_note(&book, "another");
    cr_assert_str_eq(
        shown(&book, 100),
        "what it says\n\n"
        "system                queries       mAP@10    difference            share"
        "        p  letters\n" RULE_40 RULE_40 RULE_4 RULE_4 RULE_1 RULE_1 RULE_1 "\n"
        "a                       7,635       0.5000       +0.1250          33.33 %"
        "  <0.0001  ab\n"
        "                               .2500 .7500  -.5000 .5000  25.0000 50.0000\n"
        "&%$#_{}~^\\|<>\"'??,?é        -            -       -0.1250         100.00 %"
        "   0.0001"
        "\n\n"
        "one line\nanother\n");
    pin_arena_free(&arena);
}

Test(sheet_grid, without_rows_there_are_the_title_and_the_notes)
{
    struct pin_arena arena;
    struct pin_sheet_book book;
    pin_arena_init(&arena, 0);
    pin_sheet_book_init(&book, &arena);
    pin_sheet_begin(&book, "k", "nothing", all_kinds, 7);
    pin_sheet_note(&book, "there is nothing");
    cr_assert_str_eq(shown(&book, 100), "nothing\n\n\nthere is nothing\n");
    pin_arena_free(&arena);
}

Test(sheet_grid, what_does_not_fit_goes_on_below_with_the_leads_again)
{
    static const struct pin_sheet_column wide[] = {
        {"a", "first", PIN_SHEET_TEXT, false},
        {"b", "second", PIN_SHEET_TEXT, false},
        {"c", "a title of twenty let", PIN_SHEET_VALUE, false},
        {"d", "another of twenty let", PIN_SHEET_VALUE, false},
        {"e", "the last of these now", PIN_SHEET_VALUE, false},
    };
    struct pin_arena arena;
    struct pin_sheet_book book;
    pin_arena_init(&arena, 0);
    pin_sheet_book_init(&book, &arena);
    pin_sheet_begin(&book, "k", "t", wide, 5);
    pin_sheet_text(&book, "x");
    pin_sheet_text(&book, "y");
    for (int i = 1; i <= 3; i++) {
        pin_sheet_number(&book, i);
    }
    const char *text = shown(&book, 60);
    cr_assert_str_eq(
        text,
        "t\n\n"
        "first  second  a title of twenty let  another of twenty let\n" RULE_40 RULE_4
            RULE_4 RULE_4 RULE_4 RULE_1 RULE_1 RULE_1 "\n"
        "x      y                      1.0000                 2.0000\n"
        "\n"
        "first  second  the last of these now\n" RULE_20 RULE_4 RULE_4 RULE_4 RULE_4 "\n"
        "x      y                      3.0000\n");
    pin_arena_free(&arena);
}

/* leads_n columns of words, then a number with its interval, words, and a number. */
static void fill_with_the_worst(struct pin_sheet_book *book, uint32_t leads_n,
                                const char *name)
{
    struct pin_sheet_column columns[8];
    uint32_t n = 0;
    while (n < leads_n) {
        columns[n++] = (struct pin_sheet_column){"w", name, PIN_SHEET_TEXT, false};
    }
    columns[n++] = (struct pin_sheet_column){"v", name, PIN_SHEET_VALUE, true};
    columns[n++] = (struct pin_sheet_column){"t", name, PIN_SHEET_TEXT, false};
    columns[n++] = (struct pin_sheet_column){"s", name, PIN_SHEET_SHARE, true};
    pin_sheet_book_init(book, book->arena);
    pin_sheet_begin(book, "k", name, FIXTURE_COPY(book->arena, columns, n), n);
    for (int row = 0; row < 2; row++) {
        for (uint32_t i = 0; i < leads_n; i++) {
            pin_sheet_text(book, row == 0 ? name : "");
        }
        pin_sheet_interval(book, -1.5e300, -1.5e300, -1e300);
        pin_sheet_text(book, name);
        pin_sheet_interval(book, 1, 0, 1);
    }
    pin_sheet_note(book, "%s", name);
    pin_sheet_note(book, "%.100s and %.100s", name, name);
}

Test(sheet_grid, the_worst_names_and_values_keep_the_width)
{
    char name[300];
    memset(name, 'x', sizeof(name) - 1);
    name[sizeof(name) - 1] = '\0';
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    for (uint32_t width = 60; width <= 200; width += 7) {
        for (uint32_t leads_n = 0; leads_n <= 5; leads_n++) {
            struct pin_sheet_book book = {.arena = &arena};
            fill_with_the_worst(&book, leads_n, name);
            const char *text = shown(&book, width);
            cr_assert_leq(widest_line(text), width, "%u leads: %s", leads_n, text);
            cr_assert_not(any_line_ends_in_a_blank(text));
            cr_assert_not_null(strstr(text, "-1.5000e+300 -1.0000e+300"));
            cr_assert_not_null(strstr(text, "100.00 %"));
        }
    }
    pin_arena_free(&arena);
}

Test(sheet_grid, a_sheet_of_names_alone_is_one_table)
{
    struct pin_arena arena;
    struct pin_sheet_book book;
    pin_arena_init(&arena, 0);
    pin_sheet_book_init(&book, &arena);
    pin_sheet_begin(&book, "k", "t", all_kinds, 1);
    pin_sheet_text(&book, "only");
    cr_assert_str_eq(shown(&book, 60), "t\n\nsystem\n" RULE_4 RULE_1 RULE_1 "\nonly\n");
    pin_arena_free(&arena);
}
