/* flow.h - words filled into lines of a width. */
#ifndef PIN_REPORTS_FLOW_H
#define PIN_REPORTS_FLOW_H

#include "reports/cell.h"
#include "reports/page.h"

#include <stdbool.h>

/* Names in running text are cut to this. */
enum { PIN_FLOW_NAME_MAX = 60 };

struct pin_flow { /* {.page = page, .width = width, .indent = indent} */
    struct pin_page *page;
    uint32_t width;  /* no line is wider */
    uint32_t indent; /* of the lines after the first; less than the width */
    uint32_t column;
    bool begun; /* a word stands in this line */
};

/* One word, not broken; one wider than a whole line loses its middle. */
void pin_flow_word(struct pin_flow *flow, const struct pin_cell *word);

/* A name as one word, with what stands directly before and behind it. */
void pin_flow_name(struct pin_flow *flow, const char *before, const char *name,
                   const char *after);

/* Words, with a space between each two. */
void pin_flow_text(struct pin_flow *flow, const char *text);

/* "1 query", "7,635 queries". */
void pin_flow_count(struct pin_flow *flow, uint64_t count, const char *one,
                    const char *many);

/* Ends the line; the flow may be used for the next one. */
void pin_flow_end(struct pin_flow *flow);

void pin_page_pad(struct pin_page *page, uint32_t width);  /* blanks */
void pin_page_rule(struct pin_page *page, uint32_t width); /* ────── */

#endif
