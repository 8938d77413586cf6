/* html_text.h - any text as HTML that shows it, in an element or a quoted attribute. */
#ifndef PIN_REPORTS_HTML_TEXT_H
#define PIN_REPORTS_HTML_TEXT_H

#include "reports/cell.h"
#include "reports/page.h"

/* Whole, whatever its length; a byte that is not UTF-8 and a control character is U+FFFD,
 * a line break a blank. */
void pin_html_text(struct pin_page *page, const char *text);
void pin_html_cell(struct pin_page *page, const struct pin_cell *cell);

#endif
