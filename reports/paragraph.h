/* paragraph.h - words filled into lines of a width. */
#ifndef PIN_REPORTS_PARAGRAPH_H
#define PIN_REPORTS_PARAGRAPH_H

#include "reports/cell.h"
#include "reports/page.h"

#include <stdbool.h>

/* Names in running text are cut to this. */
enum { PIN_PARAGRAPH_NAME_MAX = 60 };

struct pin_paragraph { /* {.page = page, .width = width, .indent = indent} */
    struct pin_page *page;
    uint32_t width;  /* no line is wider */
    uint32_t indent; /* of the lines after the first; less than the width */
    uint32_t column;
    bool begun; /* a word stands in this line */
};

/* One word, not broken; one wider than a whole line loses its middle. */
void pin_paragraph_word(struct pin_paragraph *paragraph, const struct pin_cell *word);

/* A name as one word, with what stands directly before and behind it. */
void pin_paragraph_name(struct pin_paragraph *paragraph, const char *before,
                        const char *name, const char *after);

/* Words, with a space between each two. */
void pin_paragraph_text(struct pin_paragraph *paragraph, const char *text);

/* "1 query", "7,635 queries". */
void pin_paragraph_count(struct pin_paragraph *paragraph, uint64_t count, const char *one,
                         const char *many);

/* Ends the line; the paragraph may be used for the next one. */
void pin_paragraph_end(struct pin_paragraph *paragraph);

void pin_page_pad(struct pin_page *page, uint32_t width);  /* blanks */
void pin_page_rule(struct pin_page *page, uint32_t width); /* ────── */

#endif
