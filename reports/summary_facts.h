/* summary_facts.h - what a table has to explain below itself. */
#ifndef PIN_REPORTS_SUMMARY_FACTS_H
#define PIN_REPORTS_SUMMARY_FACTS_H

#include "harness/model/summary.h"

#include <stddef.h>

enum { PIN_PARTIAL_MAX = 120 };

/* What a report says at its top where the work was interrupted; else empty. */
void pin_summary_partial(char into[PIN_PARTIAL_MAX], const struct pin_summary *summary);

/* Whether any column is one of which less is better. */
bool pin_summary_has_lower(const struct pin_summary *summary);

/* Whether any of the figures is NaN, and not because it is withheld. */
bool pin_figures_lack_value(const struct pin_figure *figures, size_t figures_n);

#endif
