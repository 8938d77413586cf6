#include "reports/sheet_json.h"

static void put_columns(struct pin_json_page *json, const struct pin_sheet *sheet)
{
    pin_json_put_open(json, "columns", '[');
    for (uint32_t c = 0; c < sheet->columns_n; c++) {
        const struct pin_sheet_column *column = &sheet->columns[c];
        pin_json_put_open_line(json, NULL, '{');
        pin_json_put_text(json, "key", column->key);
        pin_json_put_text(json, "title", column->title);
        pin_json_put_text(json, "kind", pin_sheet_kind_name(column->kind));
        pin_json_put_bool(json, "interval", column->interval);
        pin_json_put_close(json, '}');
    }
    pin_json_put_close(json, ']');
}

static void put_cell(struct pin_json_page *json, const struct pin_sheet_column *column,
                     const struct pin_sheet_cell *cell)
{
    if (column->kind == PIN_SHEET_TEXT) {
        pin_json_put_text_or_null(json, column->key, cell->text);
    } else if (column->interval) {
        pin_json_put_open_line(json, column->key, '{');
        pin_json_put_number(json, "value", cell->value);
        pin_json_put_number(json, "low", cell->low);
        pin_json_put_number(json, "high", cell->high);
        pin_json_put_close(json, '}');
    } else {
        pin_json_put_number(json, column->key, cell->value);
    }
}

static void put_sheet(struct pin_json_page *json, const struct pin_sheet *sheet)
{
    pin_json_put_open(json, NULL, '{');
    pin_json_put_text(json, "key", sheet->key);
    pin_json_put_text(json, "title", sheet->title);
    put_columns(json, sheet);
    pin_json_put_open(json, "rows", '[');
    for (const struct pin_sheet_row *row = sheet->rows; row; row = row->next) {
        pin_json_put_open_line(json, NULL, '{');
        for (uint32_t c = 0; c < sheet->columns_n; c++) {
            put_cell(json, &sheet->columns[c], &row->cells[c]);
        }
        pin_json_put_close(json, '}');
    }
    pin_json_put_close(json, ']');
    pin_json_put_open(json, "notes", '[');
    for (const struct pin_sheet_note *note = sheet->notes; note; note = note->next) {
        pin_json_put_text(json, NULL, note->text);
    }
    pin_json_put_close(json, ']');
    pin_json_put_close(json, '}');
}

void pin_sheet_json(struct pin_json_page *json, const struct pin_sheet *sheets)
{
    pin_json_put_open(json, "sheets", '[');
    for (const struct pin_sheet *sheet = sheets; sheet; sheet = sheet->next) {
        put_sheet(json, sheet);
    }
    pin_json_put_close(json, ']');
}
