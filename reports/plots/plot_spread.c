/* plot_spread.c - how far a system's scores spread over the wordings of a base query:
 * over all groups, over those whose labels do not vary, and what a perfect run has. */
#include "reports/plots/plot_pick.h"
#include "reports/plots/plot_types.h"

#include <math.h>

enum { SYSTEM, SPREAD, VALUE, SAME, PERFECT, GROUPS, GROUPS_SAME };
static const char *const keys[] = {"system",  "spread", "value",       "same",
                                   "perfect", "groups", "groups_same", NULL};

struct spread_facts {
    uint32_t rows_n;
    bool value, same, perfect;
};

static void put_cell(struct pin_plot *plot, const struct pin_sheet_cell *cell)
{
    pin_plot_number(plot, cell->value);
    pin_plot_number(plot, cell->low);
    pin_plot_number(plot, cell->high);
}

static struct spread_facts put_data(struct pin_plot *plot,
                                    const struct pin_plot_table *table,
                                    const char *spread)
{
    struct spread_facts facts = {0};
    pin_plot_columns(plot, "row\tvalue\tlow\thigh\tsame\tsame_low\tsame_high\tperfect\t"
                           "groups\tgroups_same\tsystem");
    for (const struct pin_sheet_row *row = table->sheet->rows; row; row = row->next) {
        if (!pin_plot_text_is(table, row, SPREAD, spread)) {
            continue;
        }
        if (facts.rows_n < PIN_PLOT_ROWS_MAX) {
            facts.value = facts.value || isfinite(pin_plot_at(table, row, VALUE)->value);
            facts.same = facts.same || isfinite(pin_plot_at(table, row, SAME)->value);
            facts.perfect =
                facts.perfect || isfinite(pin_plot_at(table, row, PERFECT)->value);
        }
        pin_plot_number(plot, facts.rows_n++);
        put_cell(plot, pin_plot_at(table, row, VALUE));
        put_cell(plot, pin_plot_at(table, row, SAME));
        pin_plot_number(plot, pin_plot_at(table, row, PERFECT)->value);
        pin_plot_number(plot, pin_plot_at(table, row, GROUPS)->value);
        pin_plot_number(plot, pin_plot_at(table, row, GROUPS_SAME)->value);
        pin_plot_name(plot, pin_plot_text_at(table, row, SYSTEM));
        pin_plot_end_row(plot);
    }
    return facts;
}

static void put_tics(struct pin_plot *plot, const struct pin_plot_table *table,
                     const char *spread, uint32_t shown_n)
{
    uint32_t n = 0;
    pin_page_text(&plot->setup, "set ytics (");
    for (const struct pin_sheet_row *row = table->sheet->rows; row && n < shown_n;
         row = row->next) {
        if (pin_plot_text_is(table, row, SPREAD, spread)) {
            struct pin_cell name = {.length = 0};
            pin_cell_name(&name, pin_plot_text_at(table, row, SYSTEM),
                          PIN_PLOT_NAME_WIDTH);
            pin_page_text(&plot->setup, n > 0 ? ", " : "");
            pin_plot_tic(plot, &plot->setup, name.text, n++);
        }
    }
    pin_page_text(&plot->setup, ")\nset key below left Left reverse maxcols 1\n");
}

static void put_series(struct pin_plot *plot, bool *begun, uint32_t shown_n,
                       const char *rest)
{
    pin_plot_next(plot, begun);
    pin_page_text(&plot->draw, "$data");
    pin_plot_first(plot, shown_n);
    pin_page_text(&plot->draw, rest);
}

static void put_draw(struct pin_plot *plot, const struct spread_facts *facts,
                     uint32_t shown_n)
{
    bool begun = false;
    if (facts->perfect) {
        put_series(plot, &begun, shown_n,
                   " using 8:1 with points lc rgb '#777777' pt 12 ps 1 title 'a perfect "
                   "run, from labels alone'");
    }
    if (facts->value) {
        put_series(plot, &begun, shown_n,
                   " using 2:($1-0.15):3:4 with xerrorbars lt 1 title 'all groups'");
        put_series(plot, &begun, shown_n, " using 2:($1-0.15) with points lt 1");
    }
    if (facts->same) {
        put_series(plot, &begun, shown_n,
                   " using 5:($1+0.15):6:7 with xerrorbars lt 2 title 'groups of same "
                   "labels'");
        put_series(plot, &begun, shown_n, " using 5:($1+0.15) with points lt 2");
    }
    pin_page_text(&plot->draw, "\n");
}

/* The table begins with the mean, which is no spread. */
static bool has_range(const struct pin_plot_table *table)
{
    bool any = false;
    for (const struct pin_sheet_row *row = table->sheet->rows; row; row = row->next) {
        any = any || pin_plot_text_is(table, row, SPREAD, "range");
    }
    return any;
}

static enum pin_status spread_write(struct pin_plot *plot,
                                    const struct pin_plot_request *request,
                                    struct pin_error *err)
{
    struct pin_plot_table table;
    const char *spread = request->figure;
    PIN_TRY(pin_plot_table(&table, request->results, "spread", keys,
                           "`pinbench eval --robustness`", err));
    if (!spread && has_range(&table)) {
        spread = "range";
    }
    PIN_TRY(pin_plot_choose(&spread, &table, SPREAD, err));
    const struct spread_facts facts = put_data(plot, &table, spread);
    if (!facts.value && !facts.same && !facts.perfect) {
        return pin_plot_nothing(spread, err);
    }
    struct pin_cell *line = pin_plot_caption(plot);
    pin_cell_text(line, table.sheet->title);
    pin_cell_text(line, ": ");
    pin_cell_name(line, spread, PIN_PLOT_NAME_WIDTH);
    pin_plot_note(plot, table.sheet);
    pin_plot_basis(plot, request->results, NULL);
    const uint32_t shown_n = pin_plot_shown(plot, facts.rows_n);
    plot->hues_n = 2;
    pin_plot_rows(plot, shown_n, 26);
    plot->height += 54;
    put_tics(plot, &table, spread, shown_n);
    pin_page_text(&plot->setup, "set xrange [*<0:]\n");
    pin_plot_axis(plot, "x", spread);
    put_draw(plot, &facts, shown_n);
    return PIN_OK;
}

const struct pin_plot_ops pin_plot_spread = {
    .name = "spread",
    .summary = "spread over paraphrases, beside what labels alone make",
    .needs = "the table spread (eval --robustness); -m chooses the spread",
    .write = spread_write,
};
