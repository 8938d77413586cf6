#include "reports/plots/plot_pick.h"

#include "harness/base/text.h"

#include <string.h>

static enum pin_status find_figure(uint32_t *out, const struct pin_summary *summary,
                                   const char *label)
{
    for (uint32_t c = 0; c < summary->columns_n; c++) {
        if (strcmp(summary->columns[c].label, label) == 0) {
            *out = c;
            return PIN_OK;
        }
    }
    return PIN_E_CONFIG;
}

enum pin_status pin_plot_figure(uint32_t *out, const struct pin_summary *summary,
                                const char *label, struct pin_error *err)
{
    enum { KNOWN_MAX = 256 };
    const char *known[KNOWN_MAX];
    uint32_t known_n = 0;
    *out = 0;
    if (summary->columns_n == 0 || summary->systems_n == 0) {
        return pin_fail(err, PIN_E_CONFIG, "the result holds no figures");
    }
    if (!label || find_figure(out, summary, label) == PIN_OK) {
        return PIN_OK;
    }
    for (; known_n < summary->columns_n && known_n < KNOWN_MAX; known_n++) {
        known[known_n] = summary->columns[known_n].label;
    }
    const char *nearest = pin_text_nearest(label, known, known_n);
    return pin_fail(err, PIN_E_CONFIG,
                    "the result has no figure \"%.50s\"%s%.50s%s: `-m %.50s` of eval, "
                    "compare or a plan adds it",
                    label, nearest ? " (did you mean \"" : "", nearest ? nearest : "",
                    nearest ? "\"?)" : "", label);
}

static enum pin_status find_column(uint32_t *out, const struct pin_sheet *sheet,
                                   const char *key, struct pin_error *err)
{
    const bool may_lack = key[0] == '?';
    for (*out = 0; *out < sheet->columns_n; (*out)++) {
        if (strcmp(sheet->columns[*out].key, key + may_lack) == 0) {
            return PIN_OK;
        }
    }
    *out = PIN_PLOT_ABSENT;
    return may_lack ? PIN_OK
                    : pin_fail(err, PIN_E_CONFIG, "the table \"%.60s\" has no column %s",
                               sheet->key, key);
}

enum pin_status pin_plot_table(struct pin_plot_table *out,
                               const struct pin_summary *summary, const char *key,
                               const char *const *keys, const char *made_by,
                               struct pin_error *err)
{
    out->sheet = summary->sheets;
    while (out->sheet && strcmp(out->sheet->key, key) != 0) {
        out->sheet = out->sheet->next;
    }
    if (!out->sheet) {
        return pin_fail(err, PIN_E_CONFIG,
                        "the result has no table \"%s\", which %s makes", key, made_by);
    }
    if (!out->sheet->rows) {
        return pin_fail(err, PIN_E_CONFIG, "the table \"%s\" of the result is empty",
                        key);
    }
    for (uint32_t i = 0; keys[i]; i++) {
        PIN_TRY(find_column(&out->at[i], out->sheet, keys[i], err));
    }
    return PIN_OK;
}

const struct pin_sheet_cell *pin_plot_at(const struct pin_plot_table *table,
                                         const struct pin_sheet_row *row, uint32_t i)
{
    return &row->cells[table->at[i]];
}

const char *pin_plot_text_at(const struct pin_plot_table *table,
                             const struct pin_sheet_row *row, uint32_t i)
{
    const char *text = pin_plot_at(table, row, i)->text;
    return text ? text : "";
}

bool pin_plot_text_is(const struct pin_plot_table *table, const struct pin_sheet_row *row,
                      uint32_t i, const char *text)
{
    return strcmp(pin_plot_text_at(table, row, i), text) == 0;
}

enum pin_status pin_plot_choose(const char **wanted, const struct pin_plot_table *table,
                                uint32_t i, struct pin_error *err)
{
    const struct pin_sheet *sheet = table->sheet;
    if (!*wanted) {
        *wanted = pin_plot_text_at(table, sheet->rows, i);
    }
    for (const struct pin_sheet_row *row = sheet->rows; row; row = row->next) {
        if (pin_plot_text_is(table, row, i, *wanted)) {
            return PIN_OK;
        }
    }
    return pin_fail(err, PIN_E_CONFIG,
                    "the table \"%s\" has no %s \"%.50s\"; its first is \"%.50s\"",
                    sheet->key, sheet->columns[table->at[i]].title, *wanted,
                    pin_plot_text_at(table, sheet->rows, i));
}

void pin_plot_put_figure(struct pin_cell *cell, const struct pin_summary *summary,
                         const char *label)
{
    uint32_t c = 0;
    pin_cell_label(cell, label, PIN_PLOT_NAME_WIDTH);
    if (find_figure(&c, summary, label) == PIN_OK &&
        summary->columns[c].lower_is_better) {
        pin_cell_text(cell, " (lower is better)");
    }
}
