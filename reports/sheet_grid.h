/* sheet_grid.h - the sheets of a summary as tables of lines, for a terminal. */
#ifndef PIN_REPORTS_SHEET_GRID_H
#define PIN_REPORTS_SHEET_GRID_H

#include "harness/model/sheet.h"
#include "reports/page.h"

/* Its title, its rows and its notes. The columns of words at the left are repeated where
 * the others do not fit into the width and go on in a table below. */
void pin_sheet_grid(struct pin_page *page, const struct pin_sheet *sheet, uint32_t width);

#endif
