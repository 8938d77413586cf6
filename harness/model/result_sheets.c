#include "harness/model/result_parts.h"
#include "harness/model/sheet_build.h"

#include <math.h>
#include <string.h>

static enum pin_status read_kind(enum pin_sheet_kind *out, struct pin_json_at column,
                                 struct pin_error *err)
{
    static const enum pin_sheet_kind kinds[] = {PIN_SHEET_TEXT,  PIN_SHEET_COUNT,
                                                PIN_SHEET_VALUE, PIN_SHEET_DIFFERENCE,
                                                PIN_SHEET_SHARE, PIN_SHEET_P};
    const char *name = NULL;
    PIN_TRY(pin_result_text(&name, column, "kind", err));
    for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
        if (strcmp(pin_sheet_kind_name(kinds[i]), name) == 0) {
            *out = kinds[i];
            return PIN_OK;
        }
    }
    return pin_json_fail(column, err, "no kind of column \"%.40s\"", name);
}

static enum pin_status read_columns(struct pin_sheet_column **out, uint32_t *n_out,
                                    struct pin_json_at sheet, struct pin_arena *arena,
                                    struct pin_error *err)
{
    struct pin_json_at list;
    PIN_TRY(pin_json_member(&list, sheet, "columns", err));
    PIN_TRY(pin_json_length(n_out, list, err));
    if (*n_out == 0) {
        return pin_json_fail(list, err, "a sheet without columns");
    }
    *out = PIN_NEW_N(arena, struct pin_sheet_column, *n_out);
    if (!*out) {
        return pin_result_no_memory(err);
    }
    for (uint32_t i = 0; i < *n_out; i++) {
        struct pin_sheet_column *column = &(*out)[i];
        struct pin_json_at at;
        struct pin_json_at interval;
        PIN_TRY(pin_json_element(&at, list, i, err));
        PIN_TRY(pin_result_text(&column->key, at, "key", err));
        PIN_TRY(pin_result_text(&column->title, at, "title", err));
        PIN_TRY(read_kind(&column->kind, at, err));
        PIN_TRY(pin_json_member(&interval, at, "interval", err));
        PIN_TRY(pin_json_bool(&column->interval, interval, err));
    }
    return PIN_OK;
}

/* A count is shown as a whole number. */
static enum pin_status check_count(double value, struct pin_json_at row,
                                   const struct pin_sheet_column *column,
                                   struct pin_error *err)
{
    if (column->kind == PIN_SHEET_COUNT && !isnan(value) &&
        !(value >= 0.0 && value <= 9007199254740992.0)) {
        return pin_json_fail(row, err, "%.40s: expected a count", column->key);
    }
    return PIN_OK;
}

static enum pin_status read_cell(struct pin_sheet_book *book, struct pin_json_at row,
                                 const struct pin_sheet_column *column,
                                 struct pin_error *err)
{
    struct pin_json_at at;
    const char *text = NULL;
    double value = (double)NAN;
    if (column->kind == PIN_SHEET_TEXT) {
        PIN_TRY(pin_result_text_or_null(&text, row, column->key, err));
        if (text) {
            pin_sheet_text(book, text);
        } else {
            pin_sheet_empty(book);
        }
        return PIN_OK;
    }
    if (!column->interval) {
        PIN_TRY(pin_result_number(&value, row, column->key, err));
        pin_sheet_number(book, value);
        return check_count(value, row, column, err);
    }
    double low = 0.0;
    double high = 0.0;
    PIN_TRY(pin_json_member(&at, row, column->key, err));
    PIN_TRY(pin_result_number(&value, at, "value", err));
    PIN_TRY(pin_result_number(&low, at, "low", err));
    PIN_TRY(pin_result_number(&high, at, "high", err));
    pin_sheet_interval(book, value, low, high);
    return check_count(value, row, column, err);
}

static enum pin_status read_rows(struct pin_sheet_book *book, struct pin_json_at sheet,
                                 const struct pin_sheet_column *columns,
                                 uint32_t columns_n, struct pin_error *err)
{
    struct pin_json_at rows;
    uint32_t rows_n = 0;
    PIN_TRY(pin_json_member(&rows, sheet, "rows", err));
    PIN_TRY(pin_json_length(&rows_n, rows, err));
    for (uint32_t i = 0; i < rows_n; i++) {
        struct pin_json_at row;
        PIN_TRY(pin_json_element(&row, rows, i, err));
        for (uint32_t c = 0; c < columns_n; c++) {
            PIN_TRY(read_cell(book, row, &columns[c], err));
        }
    }
    return PIN_OK;
}

static enum pin_status read_notes(struct pin_sheet_book *book, struct pin_json_at sheet,
                                  struct pin_error *err)
{
    struct pin_json_at notes;
    uint32_t notes_n = 0;
    PIN_TRY(pin_json_member(&notes, sheet, "notes", err));
    PIN_TRY(pin_json_length(&notes_n, notes, err));
    for (uint32_t i = 0; i < notes_n; i++) {
        struct pin_json_at at;
        const char *text = NULL;
        PIN_TRY(pin_json_element(&at, notes, i, err));
        PIN_TRY(pin_json_text(&text, at, err));
        pin_sheet_note(book, "%s", text);
    }
    return PIN_OK;
}

static enum pin_status read_sheet(struct pin_sheet_book *book, struct pin_json_at at,
                                  struct pin_arena *arena, struct pin_error *err)
{
    const char *key = NULL;
    const char *title = NULL;
    struct pin_sheet_column *columns = NULL;
    uint32_t columns_n = 0;
    PIN_TRY(pin_result_text(&key, at, "key", err));
    PIN_TRY(pin_result_text(&title, at, "title", err));
    PIN_TRY(read_columns(&columns, &columns_n, at, arena, err));
    pin_sheet_begin(book, key, title, columns, columns_n);
    PIN_TRY(read_rows(book, at, columns, columns_n, err));
    PIN_TRY(read_notes(book, at, err));
    return pin_sheet_end(book, err);
}

enum pin_status pin_result_sheets(const struct pin_sheet **out, struct pin_json_at root,
                                  struct pin_arena *arena, struct pin_error *err)
{
    struct pin_json_at list;
    struct pin_sheet_book book;
    uint32_t sheets_n = 0;
    pin_sheet_book_init(&book, arena);
    if (!pin_json_find(&list, root, "sheets")) {
        return PIN_OK;
    }
    PIN_TRY(pin_json_length(&sheets_n, list, err));
    for (uint32_t i = 0; i < sheets_n; i++) {
        struct pin_json_at at;
        PIN_TRY(pin_json_element(&at, list, i, err));
        PIN_TRY(read_sheet(&book, at, arena, err));
    }
    *out = book.first;
    return PIN_OK;
}
