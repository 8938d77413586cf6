/* plot_pick.h - finds in a result what a plot is made from. What is not there is
 * PIN_E_CONFIG, with the nearest name or with what makes it. */
#ifndef PIN_REPORTS_PLOTS_PLOT_PICK_H
#define PIN_REPORTS_PLOTS_PLOT_PICK_H

#include "reports/plots/plot.h"

/* The place of a figure by its label; NULL: the first. */
PIN_MUST_USE enum pin_status pin_plot_figure(uint32_t *out,
                                             const struct pin_summary *summary,
                                             const char *label, struct pin_error *err);

struct pin_plot_table { /* a table of an analysis, and the places of the columns wanted */
    const struct pin_sheet *sheet;
    uint32_t at[PIN_SHEET_COLUMNS_MAX]; /* in the order of the keys asked for */
};

enum { PIN_PLOT_ABSENT = PIN_SHEET_COLUMNS_MAX };

/* keys: NULL-ended; one that begins with "?" may be absent, and its place is then
 * PIN_PLOT_ABSENT. made_by completes "which ... makes". */
PIN_MUST_USE enum pin_status pin_plot_table(struct pin_plot_table *out,
                                            const struct pin_summary *summary,
                                            const char *key, const char *const *keys,
                                            const char *made_by, struct pin_error *err);

/* The cell of a row in the i-th of the columns asked for. */
const struct pin_sheet_cell *pin_plot_at(const struct pin_plot_table *table,
                                         const struct pin_sheet_row *row, uint32_t i);

/* Its text, "" for none; whether it is the same text. */
const char *pin_plot_text_at(const struct pin_plot_table *table,
                             const struct pin_sheet_row *row, uint32_t i);
bool pin_plot_text_is(const struct pin_plot_table *table, const struct pin_sheet_row *row,
                      uint32_t i, const char *text);

/* *wanted: when it is NULL, becomes the text of the first row there. PIN_E_CONFIG, with
 * the first text, where it is in no row. */
PIN_MUST_USE enum pin_status pin_plot_choose(const char **wanted,
                                             const struct pin_plot_table *table,
                                             uint32_t i, struct pin_error *err);

/* "mAP@10", with "(lower is better)" behind it where that is so. */
void pin_plot_put_figure(struct pin_cell *cell, const struct pin_summary *summary,
                         const char *label);

#endif
