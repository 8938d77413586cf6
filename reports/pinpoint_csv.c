/* pinpoint_csv.c - the CSV that PinPoint's own evaluator writes, to the byte.
 *
 * Its rows are ordered by mAP@10 before rounding, highest first, and a system of which no
 * query matched has no row. Systems that are equal keep the order of the summary (there,
 * it is not promised). */
#include "reports/field.h"
#include "reports/table.h"

#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

static const struct {
    const char *title; /* in the file */
    const char *label; /* in the summary; NULL: the number of queries */
} titles[] = {
    {"precision@1", "p@1"},
    {"precision@10", "p@10"},
    {"NegRecall@10", "neg_recall@10"},
    {"mAP@10", "ap@10"},
    {"mAP@10_noNeg", "ap_noneg@10"},
    {"delta_mAP@10_noNeg", "delta_noneg@10"},
    {"pct_increase_mAP@10_noNeg", "delta_noneg@10/ap@10"},
    {"ling_sens_range", "range(p@10)"},
    {"total_queries", NULL},
    {"mAP@1", "ap@1"},
    {"mAP@5", "ap@5"},
    {"mAP@50", "ap@50"},
    {"mAP@1_noNeg", "ap_noneg@1"},
    {"mAP@5_noNeg", "ap_noneg@5"},
    {"mAP@50_noNeg", "ap_noneg@50"},
    {"NegRecall@1", "neg_recall@1"},
    {"NegRecall@5", "neg_recall@5"},
    {"NegRecall@50", "neg_recall@50"},
    {"precision@5", "p@5"},
    {"precision@50", "p@50"},
    {"recall@1", "recall@1"},
    {"recall@5", "recall@5"},
    {"recall@10", "recall@10"},
    {"recall@50", "recall@50"},
    {"ling_sens_std", "std0(p@10)"},
};

enum { TITLES_N = sizeof(titles) / sizeof(titles[0]), SORT_TITLE = 3 };

/* The number of queries is no column of the summary, and is found at once. */
static enum pin_status find_column(uint32_t *out, const struct pin_summary *summary,
                                   const char *label, struct pin_error *err)
{
    *out = 0;
    if (!label) {
        return PIN_OK;
    }
    for (uint32_t c = 0; c < summary->columns_n; c++) {
        if (strcmp(summary->columns[c].label, label) == 0) {
            *out = c;
            return PIN_OK;
        }
    }
    return pin_fail(err, PIN_E_CONFIG,
                    "the pinpoint CSV needs the figure %s: use --profile pinpoint",
                    label);
}

/* Does row a stand before row b? NaN is last, as pandas has it. */
static bool stands_before(const struct pin_system *systems, uint32_t column, uint32_t a,
                          uint32_t b)
{
    const double x = systems[a].figures[column].value;
    const double y = systems[b].figures[column].value;
    if (x > y || (isnan(y) && !isnan(x))) {
        return true;
    }
    if (x < y || (isnan(x) && !isnan(y))) {
        return false;
    }
    return a < b;
}

/* The system whose row comes behind that of `last` (systems_n: the first row); systems_n
 * when there is none. Quadratic for all rows together, and needs no memory. */
static uint32_t next_row(const struct pin_summary *summary, uint32_t column,
                         uint32_t last)
{
    const uint32_t none = summary->systems_n;
    uint32_t next = none;
    for (uint32_t s = 0; s < summary->systems_n; s++) {
        if (summary->systems[s].queries_n == 0 ||
            (last != none &&
             (s == last || !stands_before(summary->systems, column, last, s)))) {
            continue;
        }
        if (next == none || stands_before(summary->systems, column, s, next)) {
            next = s;
        }
    }
    return next;
}

static void put_row(struct pin_page *page, const struct pin_system *system,
                    const uint32_t columns[TITLES_N])
{
    pin_field_csv(page, system->name, PIN_CSV_MINIMAL);
    for (uint32_t t = 0; t < TITLES_N; t++) {
        pin_page_text(page, ",");
        if (titles[t].label) {
            pin_page_fixed(page, system->figures[columns[t]].value);
        } else {
            pin_page_count(page, system->queries_n);
        }
    }
    pin_page_text(page, "\n");
}

static enum pin_status pinpoint_write(struct pin_buffer *out,
                                      const struct pin_summary *summary,
                                      const void *options, struct pin_error *err)
{
    (void)options;
    struct pin_page page = {.out = out, .err = err};
    uint32_t columns[TITLES_N];
    for (uint32_t t = 0; t < TITLES_N; t++) {
        PIN_TRY(find_column(&columns[t], summary, titles[t].label, err));
    }
    pin_page_text(&page, "model");
    for (uint32_t t = 0; t < TITLES_N; t++) {
        pin_page_text(&page, ",");
        pin_page_text(&page, titles[t].title);
    }
    pin_page_text(&page, "\n");
    const uint32_t sort = columns[SORT_TITLE];
    for (uint32_t s = next_row(summary, sort, summary->systems_n);
         s != summary->systems_n; s = next_row(summary, sort, s)) {
        put_row(&page, &summary->systems[s], columns);
    }
    return page.status;
}

const struct pin_writer_ops pin_writer_pinpoint = {
    .head =
        {
            PIN_HEAD(PIN_WRITER, struct pin_writer_ops),
            .caps = PIN_CAP_NO_DIGESTS,
            .name = "pinpoint",
            .summary = "the CSV of PinPoint's own evaluator, to the byte",
        },
    .write = pinpoint_write,
};
