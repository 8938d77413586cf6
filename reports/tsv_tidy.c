/* tsv_tidy.c - one row a number: system, slice, figure. For R, pandas and awk. */
#include "reports/field.h"
#include "reports/table.h"

#include <stddef.h>

/* Rows of one system on one slice; NULL: on all queries. */
static void put_rows(struct pin_page *page, const struct pin_summary *summary,
                     uint32_t system, const struct pin_slice *slice)
{
    const struct pin_system *row = &summary->systems[system];
    const struct pin_figure *figures =
        slice ? slice->figures + (size_t)system * summary->columns_n : row->figures;
    for (uint32_t c = 0; c < summary->columns_n; c++) {
        pin_field_tsv(page, row->name);
        pin_page_text(page, "\t");
        pin_field_tsv(page, slice ? slice->attribute : "all");
        if (slice) {
            pin_page_text(page, "=");
            pin_field_tsv(page, slice->value);
        }
        pin_page_text(page, "\t");
        pin_field_tsv(page, summary->columns[c].label);
        pin_page_text(page, "\t");
        pin_page_number(page, figures[c].value);
        pin_page_text(page, "\t");
        pin_page_count(page, figures[c].queries_n);
        pin_page_text(page, "\t");
        pin_page_count(page, figures[c].undefined_n);
        pin_page_text(page, "\t");
        pin_page_count(page, figures[c].groups_n);
        pin_page_text(page, "\t");
        pin_page_number(page, figures[c].low);
        pin_page_text(page, "\t");
        pin_page_number(page, figures[c].high);
        pin_page_text(page, "\t");
        pin_page_count(page, figures[c].clusters_n);
        pin_page_text(page, "\n");
    }
}

static enum pin_status tsv_write(struct pin_buffer *out,
                                 const struct pin_summary *summary, const void *options,
                                 struct pin_error *err)
{
    (void)options;
    struct pin_page page = {.out = out, .err = err};
    pin_page_text(&page, "system\tslice\tmetric\tvalue\tqueries\tundefined\tgroups\tlow\t"
                         "high\tclusters\n");
    for (uint32_t s = 0; s < summary->systems_n; s++) {
        put_rows(&page, summary, s, NULL);
        for (uint32_t i = 0; i < summary->slices_n; i++) {
            put_rows(&page, summary, s, &summary->slices[i]);
        }
    }
    return page.status;
}

const struct pin_writer_ops pin_writer_tsv = {
    .head =
        {
            PIN_HEAD(PIN_WRITER, struct pin_writer_ops),
            .caps = PIN_CAP_NO_DIGESTS,
            .name = "tsv",
            .summary = "one row a number: system, slice, figure and what it rests on",
        },
    .write = tsv_write,
};
