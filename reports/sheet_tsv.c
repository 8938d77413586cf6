/* sheet_tsv.c - the tables of the analyses as TSV: with the option `sheet` one of them,
 * its keys in the first line; without it all, each behind a line with # and its key, and
 * an empty line between two. */
#include "harness/base/text.h"
#include "reports/field.h"
#include "reports/table.h"

#include <stddef.h>
#include <string.h>

struct sheet_options {
    const char *sheet;
};

static void put_keys(struct pin_page *page, const struct pin_sheet *sheet)
{
    for (uint32_t c = 0; c < sheet->columns_n; c++) {
        const struct pin_sheet_column *column = &sheet->columns[c];
        pin_page_text(page, c > 0 ? "\t" : "");
        pin_field_tsv(page, column->key);
        if (column->interval) {
            pin_page_text(page, "\t");
            pin_field_tsv(page, column->key);
            pin_page_text(page, "_low\t");
            pin_field_tsv(page, column->key);
            pin_page_text(page, "_high");
        }
    }
    pin_page_text(page, "\n");
}

static void put_row(struct pin_page *page, const struct pin_sheet *sheet,
                    const struct pin_sheet_row *row)
{
    for (uint32_t c = 0; c < sheet->columns_n; c++) {
        const struct pin_sheet_cell *cell = &row->cells[c];
        pin_page_text(page, c > 0 ? "\t" : "");
        if (sheet->columns[c].kind == PIN_SHEET_TEXT) {
            pin_field_tsv(page, cell->text ? cell->text : "");
        } else {
            pin_page_number(page, cell->value);
        }
        if (sheet->columns[c].interval) {
            pin_page_text(page, "\t");
            pin_page_number(page, cell->low);
            pin_page_text(page, "\t");
            pin_page_number(page, cell->high);
        }
    }
    pin_page_text(page, "\n");
}

static void put_sheet(struct pin_page *page, const struct pin_sheet *sheet)
{
    put_keys(page, sheet);
    for (const struct pin_sheet_row *row = sheet->rows; row; row = row->next) {
        put_row(page, sheet, row);
    }
}

static enum pin_status put_one(struct pin_page *page, const struct pin_summary *summary,
                               const char *key, struct pin_error *err)
{
    for (const struct pin_sheet *sheet = summary->sheets; sheet; sheet = sheet->next) {
        if (strcmp(sheet->key, key) == 0) {
            put_sheet(page, sheet);
            return page->status;
        }
    }
    return pin_fail(err, PIN_E_CONFIG,
                    "this report has no table \"%.60s\"; leave --sheet out to see all",
                    key);
}

static enum pin_status sheets_write(struct pin_buffer *out,
                                    const struct pin_summary *summary,
                                    const void *options, struct pin_error *err)
{
    const struct sheet_options *chosen = options;
    struct pin_page page = {.out = out, .err = err};
    if (chosen->sheet && *chosen->sheet) {
        return put_one(&page, summary, chosen->sheet, err);
    }
    for (const struct pin_sheet *sheet = summary->sheets; sheet; sheet = sheet->next) {
        pin_page_text(&page, sheet == summary->sheets ? "# " : "\n# ");
        pin_field_tsv(&page, sheet->key);
        pin_page_text(&page, "\n");
        put_sheet(&page, sheet);
    }
    return page.status;
}

static const struct pin_option sheet_options[] = {
    {
        .name = "sheet",
        .type = PIN_OPT_TEXT,
        .offset = offsetof(struct sheet_options, sheet),
        .standard = "",
        .help = "the key of one table; all of them without it",
    },
};

const struct pin_writer_ops pin_writer_sheets = {
    .head =
        {
            PIN_HEAD(PIN_WRITER, struct pin_writer_ops),
            .caps = PIN_CAP_NO_DIGESTS,
            .name = "sheets",
            .summary = "the tables of comparisons and analyses as TSV",
            PIN_OPTIONS(sheet_options, struct sheet_options),
        },
    .write = sheets_write,
};
