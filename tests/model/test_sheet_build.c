#include "harness/model/sheet_build.h"

#include <math.h>
#include <string.h>

#include <criterion/criterion.h>

static const struct pin_sheet_column columns[] = {
    {"system", "system", PIN_SHEET_TEXT, false},
    {"n", "queries", PIN_SHEET_COUNT, false},
    {"value", "mAP@10", PIN_SHEET_VALUE, true},
};

/* Two sheets: two rows and two notes; none of either. */
static enum pin_status fill(struct pin_sheet_book *book, struct pin_error *err)
{
    char name[8] = "first";
    pin_sheet_begin(book, name, "the first", columns, 3);
    pin_sheet_text(book, name);
    memset(name, 'x', sizeof(name) - 1); /* it was copied */
    pin_sheet_number(book, 7);
    pin_sheet_interval(book, 0.5, 0.25, 0.75);
    pin_sheet_note(book, "%d resamples", 10);
    pin_sheet_text(book, "other");
    pin_sheet_empty(book);
    pin_sheet_number(book, -1);
    pin_sheet_note(book, "of %s", "clusters");
    pin_sheet_begin(book, "second", "the second", columns, 1);
    return pin_sheet_end(book, err);
}

Test(sheet_build, cells_rows_notes_and_sheets_stand_in_the_order_of_the_calls)
{
    struct pin_arena arena;
    struct pin_sheet_book book;
    struct pin_error err = {0};
    pin_arena_init(&arena, 0);
    pin_sheet_book_init(&book, &arena);
    cr_assert_null(book.first);
    cr_assert_eq(fill(&book, &err), PIN_OK);

    const struct pin_sheet *sheet = book.first;
    cr_assert_str_eq(sheet->key, "first");
    cr_assert_str_eq(sheet->title, "the first");
    cr_assert_eq(sheet->columns, columns);
    cr_assert_eq(sheet->rows_n, 2);
    const struct pin_sheet_row *row = sheet->rows;
    cr_assert_str_eq(row->cells[0].text, "first");
    cr_assert(isnan(row->cells[0].value));
    cr_assert_float_eq(row->cells[1].value, 7, 0);
    cr_assert(isnan(row->cells[1].low) && isnan(row->cells[1].high));
    cr_assert_float_eq(row->cells[2].value, 0.5, 0);
    cr_assert_float_eq(row->cells[2].low, 0.25, 0);
    cr_assert_float_eq(row->cells[2].high, 0.75, 0);
    row = row->next;
    cr_assert_str_eq(row->cells[0].text, "other");
    cr_assert(isnan(row->cells[1].value));
    cr_assert_null(row->cells[1].text);
    cr_assert_null(row->next);
    cr_assert_str_eq(sheet->notes->text, "10 resamples");
    cr_assert_str_eq(sheet->notes->next->text, "of clusters");
    cr_assert_null(sheet->notes->next->next);

    sheet = sheet->next;
    cr_assert_str_eq(sheet->key, "second");
    cr_assert_eq(sheet->rows_n, 0);
    cr_assert_null(sheet->rows);
    cr_assert_null(sheet->notes);
    cr_assert_null(sheet->next);
    pin_arena_free(&arena);
}

Test(sheet_build, a_note_is_cut_where_its_room_ends)
{
    struct pin_arena arena;
    struct pin_sheet_book book;
    char text[2000];
    memset(text, 'x', sizeof(text) - 1);
    text[sizeof(text) - 1] = '\0';
    pin_arena_init(&arena, 0);
    pin_sheet_book_init(&book, &arena);
    pin_sheet_begin(&book, "k", "t", columns, 3);
    pin_sheet_note(&book, "%s", text);
    cr_assert_eq(pin_sheet_end(&book, NULL), PIN_OK);
    cr_assert_geq(strlen(book.first->notes->text), 500);
    cr_assert_lt(strlen(book.first->notes->text), 600);
    pin_arena_free(&arena);
}

Test(sheet_build, every_allocation_may_fail_and_the_end_says_so)
{
    enum pin_status status = PIN_E_NOMEM;
    uint64_t fail_at = 0;
    while (status != PIN_OK) {
        struct pin_arena arena;
        struct pin_sheet_book book;
        struct pin_error err = {0};
        pin_arena_init(&arena, 0);
        arena.fail_at_call = ++fail_at;
        pin_sheet_book_init(&book, &arena);
        status = fill(&book, &err);
        cr_assert(status == PIN_OK || (status == PIN_E_NOMEM && err.status == status));
        pin_arena_free(&arena);
    }
    cr_assert_gt(fail_at, 12); /* sheets, rows, notes and texts */
}
