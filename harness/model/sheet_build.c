#include "harness/model/sheet_build.h"

#include <assert.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { NOTE_BYTES = 512 };

void pin_sheet_book_init(struct pin_sheet_book *book, struct pin_arena *arena)
{
    *book = (struct pin_sheet_book){.arena = arena};
}

static const char *copy_text(struct pin_sheet_book *book, const char *text)
{
    const char *copy = pin_arena_copy_text(book->arena, text, strlen(text));
    book->failed = book->failed || !copy;
    return copy;
}

void pin_sheet_begin(struct pin_sheet_book *book, const char *key, const char *title,
                     const struct pin_sheet_column *columns, uint32_t columns_n)
{
    struct pin_sheet *sheet = PIN_NEW(book->arena, struct pin_sheet);
    assert((book->failed || !book->row) && columns_n > 0 &&
           columns_n <= PIN_SHEET_COLUMNS_MAX);
    if (!sheet) {
        book->failed = true;
        return;
    }
    *sheet = (struct pin_sheet){.key = copy_text(book, key),
                                .title = copy_text(book, title),
                                .columns = columns,
                                .columns_n = columns_n};
    if (book->last) {
        book->last->next = sheet;
    } else {
        book->first = sheet;
    }
    book->last = sheet;
    book->last_row = NULL;
    book->last_note = NULL;
}

static struct pin_sheet_row *new_row(struct pin_sheet_book *book)
{
    struct pin_sheet *sheet = book->last;
    struct pin_sheet_row *row = pin_arena_alloc(
        book->arena, sizeof(*row) + sheet->columns_n * sizeof(row->cells[0]),
        _Alignof(struct pin_sheet_row));
    if (!row) {
        book->failed = true;
        return NULL;
    }
    if (book->last_row) {
        book->last_row->next = row;
    } else {
        sheet->rows = row;
    }
    row->next = NULL;
    book->last_row = row;
    book->cells_n = 0;
    sheet->rows_n++;
    return row;
}

static void put(struct pin_sheet_book *book, struct pin_sheet_cell cell)
{
    if (!book->failed && !book->row) {
        book->row = new_row(book);
    }
    if (book->failed) {
        return;
    }
    book->row->cells[book->cells_n++] = cell;
    if (book->cells_n == book->last->columns_n) {
        book->row = NULL;
    }
}

void pin_sheet_text(struct pin_sheet_book *book, const char *text)
{
    put(book, (struct pin_sheet_cell){copy_text(book, text), (double)NAN, (double)NAN,
                                      (double)NAN});
}

void pin_sheet_interval(struct pin_sheet_book *book, double value, double low,
                        double high)
{
    put(book, (struct pin_sheet_cell){NULL, value, low, high});
}

void pin_sheet_number(struct pin_sheet_book *book, double value)
{
    pin_sheet_interval(book, value, (double)NAN, (double)NAN);
}

void pin_sheet_empty(struct pin_sheet_book *book)
{
    pin_sheet_number(book, (double)NAN);
}

void pin_sheet_note(struct pin_sheet_book *book, const char *format, ...)
{
    char text[NOTE_BYTES];
    va_list args;
    va_start(args, format);
    (void)vsnprintf(text, sizeof(text), format, args);
    va_end(args);
    struct pin_sheet_note *note = PIN_NEW(book->arena, struct pin_sheet_note);
    if (!note || book->failed) {
        book->failed = true;
        return;
    }
    note->text = copy_text(book, text);
    if (book->last_note) {
        book->last_note->next = note;
    } else {
        book->last->notes = note;
    }
    book->last_note = note;
}

enum pin_status pin_sheet_end(struct pin_sheet_book *book, struct pin_error *err)
{
    if (book->failed) {
        return pin_fail(err, PIN_E_NOMEM, "no memory for the tables of an analysis");
    }
    assert(!book->row);
    return PIN_OK;
}
