/* html_gate.h - what a gate decided, at the top of the HTML report. */
#ifndef PIN_REPORTS_HTML_GATE_H
#define PIN_REPORTS_HTML_GATE_H

#include "harness/model/summary.h"
#include "reports/page.h"

/* The verdict, what stood in its way, and a table with a row for each rule and system. */
void pin_html_gate(struct pin_page *page, const struct pin_gate_decision *gate);

#endif
