/* citations.h - the works that define what a report computed, as BibTeX. */
#ifndef PIN_REPORTS_CITATIONS_H
#define PIN_REPORTS_CITATIONS_H

#include "reports/page.h"

/* A set of works: bit i stands for place i of the table. */
typedef uint64_t pin_citations;

enum { PIN_CITATIONS_MAX = 64 };

/* The works of what a text names: "step-down max-T" gives Westfall and Young. */
pin_citations pin_citations_named(const char *text);

/* The key of a place, "westfall1993"; NULL past the last. */
const char *pin_citation_key(uint32_t place);

/* "@book{westfall1993,\n  author = {...},\n ...}\n" */
void pin_citation_entry(struct pin_page *page, uint32_t place);

#endif
