/* sheet_build.h - fills sheets cell by cell, in the order in which they are read.
 *
 * The first failure is kept and later calls do nothing, so that an analysis looks once,
 * at pin_sheet_end. */
#ifndef PIN_HARNESS_MODEL_SHEET_BUILD_H
#define PIN_HARNESS_MODEL_SHEET_BUILD_H

#include "harness/base/arena.h"
#include "harness/base/error.h"
#include "harness/model/sheet.h"

struct
    pin_sheet_book { /* the sheets of a report, in the order in which they were begun */
    struct pin_arena *arena;
    struct pin_sheet *first;
    struct pin_sheet *last;
    struct pin_sheet_row *row; /* that is being filled; NULL: the next cell begins one */
    struct pin_sheet_row *last_row;
    struct pin_sheet_note *last_note;
    uint32_t cells_n; /* of that row */
    bool failed;      /* no memory */
};

void pin_sheet_book_init(struct pin_sheet_book *book, struct pin_arena *arena);

/* The columns are borrowed; they must live as long as the arena. At most
 * PIN_SHEET_COLUMNS_MAX. */
void pin_sheet_begin(struct pin_sheet_book *book, const char *key, const char *title,
                     const struct pin_sheet_column *columns, uint32_t columns_n);

/* One cell, left to right; a row ends with its last column. Texts are copied. */
void pin_sheet_text(struct pin_sheet_book *book, const char *text);
void pin_sheet_number(struct pin_sheet_book *book, double value);
void pin_sheet_interval(struct pin_sheet_book *book, double value, double low,
                        double high);
void pin_sheet_empty(struct pin_sheet_book *book);

/* A line below the sheet, as printf prints it; at most 500 bytes. */
void pin_sheet_note(struct pin_sheet_book *book, const char *format, ...)
    PIN_PRINTF(2, 3);

/* PIN_E_NOMEM when any of the calls since the book was made had no memory. The last row
 * must be whole. */
PIN_MUST_USE enum pin_status pin_sheet_end(struct pin_sheet_book *book,
                                           struct pin_error *err);

#endif
