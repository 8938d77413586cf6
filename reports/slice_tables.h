/* slice_tables.h - the slices of a summary for a terminal, a table for each attribute. */
#ifndef PIN_REPORTS_SLICE_TABLES_H
#define PIN_REPORTS_SLICE_TABLES_H

#include "harness/model/summary.h"
#include "reports/page.h"

/* Values of one attribute that are shown. */
enum { PIN_SLICES_SHOWN = 50 };

/* Each behind an empty line. Of an attribute with more values than are shown, those of
 * the most queries (the first of equals) in the order of the summary, and how many more
 * there are. Time is linear in the slices. */
void pin_slice_tables(struct pin_page *page, const struct pin_summary *summary,
                      uint32_t width);

#endif
