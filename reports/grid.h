/* grid.h - the figures of a summary as tables of lines, for a terminal. */
#ifndef PIN_REPORTS_GRID_H
#define PIN_REPORTS_GRID_H

#include "harness/model/summary.h"
#include "reports/page.h"

/* Narrower than this there is no room for names beside a figure. */
enum { PIN_GRID_WIDTH_MIN = 60 };

/* One line a system. What does not fit into the width goes into further tables below,
 * each with the names again. */
void pin_grid_systems(struct pin_page *page, const struct pin_summary *summary,
                      uint32_t width);

/* Slices of the summary, all of one attribute: one line a value, or, where there are
 * several systems, one line a system under each value. */
void pin_grid_slices(struct pin_page *page, const struct pin_summary *summary,
                     const struct pin_slice *slices, uint32_t slices_n, uint32_t width);

#endif
