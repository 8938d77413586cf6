/* html_tables.h - the tables of the HTML report. */
#ifndef PIN_REPORTS_HTML_TABLES_H
#define PIN_REPORTS_HTML_TABLES_H

#include "harness/model/summary.h"
#include "reports/page.h"

/* Systems by figures, each value with its interval as numbers and as a drawing. */
void pin_html_systems(struct pin_page *page, const struct pin_summary *summary);

/* The slices first to end - 1, all of one attribute. */
void pin_html_slices(struct pin_page *page, const struct pin_summary *summary,
                     uint32_t first, uint32_t end);

/* A sheet with its notes. */
void pin_html_sheet(struct pin_page *page, const struct pin_sheet *sheet);

#endif
