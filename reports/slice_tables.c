#include "reports/slice_tables.h"

#include "reports/grid.h"
#include "reports/paragraph.h"

#include <string.h>

struct chosen { /* the largest slices so far, in the order of the summary */
    struct pin_slice rows[PIN_SLICES_SHOWN];
    uint32_t rows_n;
};

static uint32_t smallest_of(const struct chosen *chosen)
{
    uint32_t at = 0;
    for (uint32_t i = 1; i < chosen->rows_n; i++) {
        /* Of equals the last one goes. */
        at = chosen->rows[i].queries_n <= chosen->rows[at].queries_n ? i : at;
    }
    return at;
}

static void offer(struct chosen *chosen, const struct pin_slice *slice)
{
    if (chosen->rows_n == PIN_SLICES_SHOWN) {
        const uint32_t at = smallest_of(chosen);
        if (slice->queries_n <= chosen->rows[at].queries_n) {
            return;
        }
        chosen->rows_n--;
        memmove(&chosen->rows[at], &chosen->rows[at + 1],
                (chosen->rows_n - at) * sizeof(chosen->rows[0]));
    }
    chosen->rows[chosen->rows_n++] = *slice;
}

static void put_meaning(struct pin_page *page, const char *attribute, uint32_t width)
{
    struct pin_paragraph paragraph = {.page = page, .width = width, .indent = 2};
    if (strncmp(attribute, "item:", 5) == 0) {
        pin_paragraph_text(
            &paragraph, "queries: those with a relevant item in the slice; judged items "
                        "outside of it are taken out of lists and labels");
        pin_paragraph_end(&paragraph);
    }
}

static void put_rest(struct pin_page *page, uint32_t rest_n, uint32_t width)
{
    struct pin_paragraph paragraph = {.page = page, .width = width, .indent = 2};
    pin_paragraph_text(&paragraph, "… and");
    pin_paragraph_count(&paragraph, rest_n, "value", "values");
    pin_paragraph_text(&paragraph,
                       "of fewer queries, or as many; -f tsv and -f json have");
    pin_paragraph_text(&paragraph, "all of them");
    pin_paragraph_end(&paragraph);
}

void pin_slice_tables(struct pin_page *page, const struct pin_summary *summary,
                      uint32_t width)
{
    uint32_t first = 0;
    while (first < summary->slices_n && summary->systems_n > 0) {
        struct chosen chosen = {.rows_n = 0};
        const char *attribute = summary->slices[first].attribute;
        uint32_t end = first;
        while (end < summary->slices_n &&
               strcmp(summary->slices[end].attribute, attribute) == 0) {
            offer(&chosen, &summary->slices[end++]);
        }
        pin_page_text(page, "\n");
        pin_grid_slices(page, summary, chosen.rows, chosen.rows_n, width);
        put_meaning(page, attribute, width);
        if (end - first > chosen.rows_n) {
            put_rest(page, end - first - chosen.rows_n, width);
        }
        first = end;
    }
}
