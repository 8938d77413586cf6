/* sheet.h - a table that an analysis makes: typed columns, rows of cells, and the notes
 * that a reader needs to read it. Writers print sheets and compute nothing.
 *
 * Numbers are as they are worked out; how they are shown follows from the kind of their
 * column. Everything lives in the arena of the book that the sheet was made with. */
#ifndef PIN_HARNESS_MODEL_SHEET_H
#define PIN_HARNESS_MODEL_SHEET_H

#include <stdbool.h>
#include <stdint.h>

enum pin_sheet_kind {
    PIN_SHEET_TEXT,       /* a name, or words of ours */
    PIN_SHEET_COUNT,      /* a whole number below 2^53 */
    PIN_SHEET_VALUE,      /* a number in the unit of a metric */
    PIN_SHEET_DIFFERENCE, /* of two such: shown with its sign */
    PIN_SHEET_SHARE,      /* a part of 1: shown in per cent */
    PIN_SHEET_P,          /* a p-value */
};

/* For programs: "text", "count", "value", "difference", "share", "p". */
const char *pin_sheet_kind_name(enum pin_sheet_kind kind);
enum { PIN_SHEET_COLUMNS_MAX = 32 };

struct pin_sheet_column {
    const char *key; /* for programs: "p_adjusted"; unique in the sheet */
    const char *title;
    enum pin_sheet_kind kind;
    bool interval; /* cells may have one */
};

struct pin_sheet_cell {
    const char *text; /* of a TEXT column; NULL: empty */
    double value;     /* of the others; NaN: there is none */
    double low, high; /* NaN: no interval */
};

struct pin_sheet_row {
    const struct pin_sheet_row *next;
    struct pin_sheet_cell cells[]; /* one a column */
};

struct pin_sheet_note { /* one line of plain words */
    const struct pin_sheet_note *next;
    const char *text;
};

struct pin_sheet {
    const struct pin_sheet *next;
    const char *key; /* for programs: "pairs"; unique in a report */
    const char *title;
    const struct pin_sheet_column *columns; /* borrowed: mostly a constant table */
    uint32_t columns_n;
    uint32_t rows_n;
    const struct pin_sheet_row *rows;
    const struct pin_sheet_note *notes;
};

/* The place of the column of words that has this key; columns_n where there is none. */
uint32_t pin_sheet_text_column(const struct pin_sheet *sheet, const char *key);

#endif
