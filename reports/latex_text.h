/* latex_text.h - any text as LaTeX that prints it: names cannot run commands.
 *
 * The ten special characters are escaped, quotes and dashes kept as they are, and what
 * pdflatex has no glyph for (beyond Latin) is a "?". */
#ifndef PIN_REPORTS_LATEX_TEXT_H
#define PIN_REPORTS_LATEX_TEXT_H

#include "reports/cell.h"
#include "reports/page.h"

/* Longer names lose their middle, as in tables for a terminal. */
void pin_latex_text(struct pin_page *page, const char *text);
void pin_latex_cell(struct pin_page *page, const struct pin_cell *cell);

/* In a comment or a \label: what could end it or be a command is left out. */
void pin_latex_comment(struct pin_page *page, const char *text);
void pin_latex_key(struct pin_page *page, const char *text);

/* Letters alone, for the name of a macro: "ap@10" is ApAtOneZero, "b_noisy" BNoisy. */
void pin_latex_macro_name(struct pin_page *page, const char *text);

#endif
