/* markdown_text.h - any text as GitHub-flavoured Markdown that shows it, in a cell of a
 * table too: names cannot make markup, links, mentions or HTML. */
#ifndef PIN_REPORTS_MARKDOWN_TEXT_H
#define PIN_REPORTS_MARKDOWN_TEXT_H

#include "reports/cell.h"
#include "reports/page.h"

/* Longer names lose their middle, as in tables for a terminal. */
void pin_markdown_text(struct pin_page *page, const char *text);
void pin_markdown_cell(struct pin_page *page, const struct pin_cell *cell);

/* The same without a limit, for sentences. */
void pin_markdown_sentence(struct pin_page *page, const char *text);

#endif
