/* legend.h - what stands below the figures of a terminal table to explain their marks. */
#ifndef PIN_REPORTS_LEGEND_H
#define PIN_REPORTS_LEGEND_H

#include "harness/model/summary.h"
#include "reports/page.h"

/* An empty line and then a line for each mark that the figures have; false, and nothing
 * written, where there is none. */
bool pin_legend(struct pin_page *page, const struct pin_summary *summary, uint32_t width);

#endif
