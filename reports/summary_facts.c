#include "reports/summary_facts.h"

#include <math.h>
#include <stdio.h>

void pin_summary_partial(char into[PIN_PARTIAL_MAX], const struct pin_summary *summary)
{
    into[0] = '\0';
    if (summary->partial) {
        (void)snprintf(
            into, PIN_PARTIAL_MAX,
            "PARTIAL: interrupted; %u of %u systems, and no tables of analyses",
            summary->systems_n, summary->asked_n);
    }
}

bool pin_summary_has_lower(const struct pin_summary *summary)
{
    bool any = false;
    for (uint32_t c = 0; c < summary->columns_n; c++) {
        any = any || summary->columns[c].lower_is_better;
    }
    return any;
}

bool pin_figures_lack_value(const struct pin_figure *figures, size_t figures_n)
{
    bool any = false;
    for (size_t i = 0; i < figures_n; i++) {
        any = any || (isnan(figures[i].value) && !figures[i].withheld);
    }
    return any;
}
