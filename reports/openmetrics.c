/* openmetrics.c - figures for what reads OpenMetrics 1.0, such as GitLab's metrics
 * reports: one line a system and figure, over all queries.
 *
 * What a line is called (its name and labels) is the same from run to run, so that two
 * reports can be compared line by line. Which data and which version gave them stands in
 * one line of the type info. A figure without a value is NaN. */
#include "harness/base/utf8.h"
#include "reports/page.h"
#include "reports/table.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

/* A value between its quotes: UTF-8, with backslash, quote and line feed escaped. */
static void put_label(struct pin_page *page, const char *name, const char *text)
{
    size_t left = strlen(text);
    pin_page_text(page, name);
    pin_page_text(page, "=\"");
    while (left > 0) {
        const size_t plain = strcspn(text, "\\\"\n");
        const size_t valid = pin_utf8_check(text, plain);
        pin_page_bytes(page, text, valid);
        text += valid;
        left -= valid;
        if (left > 0) {
            const char c = *text;
            pin_page_text(page, valid < plain ? "\xEF\xBF\xBD"
                                : c == '\n'   ? "\\n"
                                : c == '"'    ? "\\\""
                                              : "\\\\");
            text++;
            left--;
        }
    }
    pin_page_text(page, "\"");
}

static void put_figure(struct pin_page *page, const struct pin_summary *summary,
                       uint32_t system, uint32_t column)
{
    const double value = summary->systems[system].figures[column].value;
    put_label(page, "pinbench_figure{system", summary->systems[system].name);
    put_label(page, ",figure", summary->columns[column].label);
    pin_page_text(page, isnan(value) ? "} NaN" : "} ");
    pin_page_number(page, value);
    pin_page_text(page, "\n");
}

static void put_info(struct pin_page *page, const struct pin_summary *summary)
{
    pin_page_text(page,
                  "# TYPE pinbench_run info\n"
                  "# HELP pinbench_run What the figures were computed by, and on.\n");
    put_label(page, "pinbench_run_info{version", summary->provenance.tool_version);
    put_label(page, ",dataset", summary->dataset.name);
    put_label(page, ",profile", summary->provenance.profile);
    put_label(page, ",partial", summary->partial ? "true" : "false");
    pin_page_text(page, "} 1\n");
}

static enum pin_status openmetrics_write(struct pin_buffer *out,
                                         const struct pin_summary *summary,
                                         const void *options, struct pin_error *err)
{
    (void)options;
    struct pin_page page = {.out = out, .err = err};
    put_info(&page, summary);
    pin_page_text(&page, "# TYPE pinbench_figure gauge\n"
                         "# HELP pinbench_figure A figure of a system.\n");
    for (uint32_t s = 0; s < summary->systems_n; s++) {
        for (uint32_t c = 0; c < summary->columns_n; c++) {
            put_figure(&page, summary, s, c);
        }
    }
    pin_page_text(&page, "# EOF\n");
    return page.status;
}

const struct pin_writer_ops pin_writer_openmetrics = {
    .head =
        {
            PIN_HEAD(PIN_WRITER, struct pin_writer_ops),
            .caps = PIN_CAP_NO_DIGESTS,
            .name = "openmetrics",
            .summary = "a line a figure, for what keeps metrics (OpenMetrics 1.0)",
        },
    .write = openmetrics_write,
};
