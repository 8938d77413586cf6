/* plot_queries.c - the queries on which one system of a pair gains and loses most. */
#include "reports/plots/plot_pick.h"
#include "reports/plots/plot_types.h"

#include <math.h>

enum { BASELINE, CANDIDATE, QUERY, VALUE_BASELINE, VALUE_CANDIDATE, DIFFERENCE };
static const char *const keys[] = {
    "baseline",        "candidate",  "query", "value_baseline",
    "value_candidate", "difference", NULL};

struct queries {
    struct pin_plot *plot;
    struct pin_plot_table table;
    const char *baseline, *candidate;
    uint32_t rows_n;
    bool any;
};

static bool is_of_pair(const struct queries *queries, const struct pin_sheet_row *row)
{
    return pin_plot_text_is(&queries->table, row, BASELINE, queries->baseline) &&
           pin_plot_text_is(&queries->table, row, CANDIDATE, queries->candidate);
}

/* The rest of the first row that has what was asked for. */
static enum pin_status choose_pair(struct queries *queries, struct pin_error *err)
{
    const struct pin_plot_table *table = &queries->table;
    for (const struct pin_sheet_row *row = table->sheet->rows; row; row = row->next) {
        const bool baseline = !queries->baseline ||
                              pin_plot_text_is(table, row, BASELINE, queries->baseline);
        const bool candidate =
            !queries->candidate ||
            pin_plot_text_is(table, row, CANDIDATE, queries->candidate);
        if (baseline && candidate) {
            queries->baseline = pin_plot_text_at(table, row, BASELINE);
            queries->candidate = pin_plot_text_at(table, row, CANDIDATE);
            return PIN_OK;
        }
    }
    return pin_fail(err, PIN_E_CONFIG,
                    "the table \"queries\" has no such pair; its first is baseline "
                    "\"%.50s\", candidate \"%.50s\"",
                    pin_plot_text_at(table, table->sheet->rows, BASELINE),
                    pin_plot_text_at(table, table->sheet->rows, CANDIDATE));
}

static void put_data(struct queries *queries)
{
    struct pin_plot *plot = queries->plot;
    const struct pin_plot_table *table = &queries->table;
    pin_plot_columns(plot, "row\tdifference\tvalue_baseline\tvalue_candidate\tquery\t"
                           "baseline\tcandidate");
    for (const struct pin_sheet_row *row = table->sheet->rows; row; row = row->next) {
        if (!is_of_pair(queries, row)) {
            continue;
        }
        const double difference = pin_plot_at(table, row, DIFFERENCE)->value;
        queries->any = queries->any || isfinite(difference);
        pin_plot_number(plot, queries->rows_n++);
        pin_plot_number(plot, difference);
        pin_plot_number(plot, pin_plot_at(table, row, VALUE_BASELINE)->value);
        pin_plot_number(plot, pin_plot_at(table, row, VALUE_CANDIDATE)->value);
        pin_plot_name(plot, pin_plot_text_at(table, row, QUERY));
        pin_plot_name(plot, queries->baseline);
        pin_plot_name(plot, queries->candidate);
        pin_plot_end_row(plot);
    }
}

static void put_tics(const struct queries *queries, uint32_t shown_n)
{
    struct pin_plot *plot = queries->plot;
    uint32_t n = 0;
    pin_page_text(&plot->setup, "set ytics (");
    for (const struct pin_sheet_row *row = queries->table.sheet->rows; row && n < shown_n;
         row = row->next) {
        if (is_of_pair(queries, row)) {
            struct pin_cell name = {.length = 0};
            pin_cell_name(&name, pin_plot_text_at(&queries->table, row, QUERY),
                          PIN_PLOT_NAME_WIDTH);
            pin_page_text(&plot->setup, n > 0 ? ", " : "");
            pin_plot_tic(plot, &plot->setup, name.text, n++);
        }
    }
    pin_page_text(&plot->setup, ")\n");
}

static void put_caption(const struct queries *queries, const struct pin_summary *summary)
{
    struct pin_plot *plot = queries->plot;
    struct pin_cell *line = pin_plot_caption(plot);
    pin_cell_name(line, queries->candidate, PIN_PLOT_NAME_WIDTH);
    pin_cell_text(line, " less ");
    pin_cell_name(line, queries->baseline, PIN_PLOT_NAME_WIDTH);
    pin_cell_text(line, ", query by query");
    pin_plot_note(plot, queries->table.sheet);
    pin_plot_sample(plot, summary, NULL);
}

static enum pin_status queries_write(struct pin_plot *plot,
                                     const struct pin_plot_request *request,
                                     struct pin_error *err)
{
    struct queries queries = {
        .plot = plot, .baseline = request->baseline, .candidate = request->candidate};
    PIN_TRY(pin_plot_table(&queries.table, request->results, "queries", keys,
                           "`pinbench compare --losers N`", err));
    PIN_TRY(choose_pair(&queries, err));
    put_data(&queries);
    if (!queries.any) {
        return pin_plot_nothing("a difference", err);
    }
    put_caption(&queries, request->results);
    const uint32_t shown_n = pin_plot_shown(plot, queries.rows_n);
    plot->hues_n = 2;
    pin_plot_rows(plot, shown_n, 20);
    put_tics(&queries, shown_n);
    pin_plot_line_at(plot, 0.0, "lc rgb '#000000' lw 1");
    pin_plot_axis(plot, "x", "candidate − baseline");
    pin_page_text(&plot->draw, "set style fill solid 0.8 noborder\n"
                               "set xrange [*<0:0<*]\nplot $data");
    pin_plot_first(plot, shown_n);
    pin_page_text(&plot->draw,
                  " using ($2/2):1:(0):2:($1-0.38):($1+0.38):($2 < 0 ? 0xD55E00 : "
                  "0x0072B2) with boxxyerror lc rgb variable\n");
    return PIN_OK;
}

const struct pin_plot_ops pin_plot_queries = {
    .name = "queries",
    .summary = "the queries that a system wins and loses most against another",
    .needs = "the table queries (compare --losers N); --baseline and --candidate choose",
    .write = queries_write,
};
