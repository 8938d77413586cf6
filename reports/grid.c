#include "reports/grid.h"

#include "reports/cell.h"
#include "reports/paragraph.h"

#include <stdbool.h>
#include <stddef.h>

enum {
    GAP = 2,           /* blanks between two columns */
    FIGURE_WIDTH = 12, /* of the widest figure */
    COUNT_WIDTH = 13,  /* of the largest number of queries */
    NAME_WIDTH = 40,
    LEADS_MAX = 3,
    PART_MAX = 64, /* figure columns side by side */
};

/* In place of a row: the titles of the columns. */
#define TITLE_ROW UINT32_MAX

enum lead { LEAD_SYSTEM, LEAD_VALUE, LEAD_QUERIES };

struct grid {
    const struct pin_summary *summary;
    const struct pin_slice *slices; /* NULL: the figures on all queries */
    uint32_t rows_n;
    uint32_t width;
    uint32_t name_width;
    uint32_t leads_n; /* the columns before the figures */
    enum lead leads[LEADS_MAX];
    uint32_t lead_widths[LEADS_MAX];
    uint32_t all_leads_width;
};

struct part { /* the columns first to end - 1, which fit side by side */
    uint32_t first;
    uint32_t end;
    uint32_t width;
    uint32_t widths[PART_MAX]; /* by column, from first on */
};

/* Row i is system i, or system i % systems of slice i / systems. */
static uint32_t row_system(const struct grid *grid, uint32_t row)
{
    return row % grid->summary->systems_n;
}

static uint32_t row_slice(const struct grid *grid, uint32_t row)
{
    return row / grid->summary->systems_n;
}

static const struct pin_figure *row_figure(const struct grid *grid, uint32_t row,
                                           uint32_t column)
{
    const uint32_t system = row_system(grid, row);
    if (!grid->slices) {
        return &grid->summary->systems[system].figures[column];
    }
    const struct pin_figure *figures = grid->slices[row_slice(grid, row)].figures;
    return &figures[(size_t)system * grid->summary->columns_n + column];
}

static struct pin_cell value_cell(const struct grid *grid, uint32_t row, uint32_t column)
{
    struct pin_cell cell = {.length = 0};
    pin_cell_figure(&cell, row_figure(grid, row, column)->value);
    return cell;
}

static struct pin_cell interval_cell(const struct grid *grid, uint32_t row,
                                     uint32_t column)
{
    const struct pin_figure *figure = row_figure(grid, row, column);
    struct pin_cell cell = {.length = 0};
    if (grid->summary->interval.resamples_n > 0) {
        pin_cell_interval(&cell, figure->low, figure->high);
    }
    return cell;
}

static struct pin_cell lead_title(const struct grid *grid, enum lead lead)
{
    struct pin_cell cell = {.length = 0};
    if (lead == LEAD_VALUE) {
        pin_cell_name(&cell, grid->slices->attribute, grid->name_width);
    } else {
        pin_cell_text(&cell, lead == LEAD_SYSTEM ? "system" : "queries");
    }
    return cell;
}

/* Empty where the line above says the same. */
static struct pin_cell lead_cell(const struct grid *grid, enum lead lead, uint32_t row)
{
    struct pin_cell cell = {.length = 0};
    const uint32_t system = row_system(grid, row);
    if (lead == LEAD_SYSTEM) {
        pin_cell_name(&cell, grid->summary->systems[system].name, grid->name_width);
    } else if (system == 0 && lead == LEAD_VALUE) {
        pin_cell_name(&cell, grid->slices[row_slice(grid, row)].value, grid->name_width);
    } else if (system == 0) {
        pin_cell_count(&cell, grid->slices[row_slice(grid, row)].queries_n);
    }
    return cell;
}

static void measure_leads(struct grid *grid)
{
    grid->all_leads_width = 0;
    for (uint32_t i = 0; i < grid->leads_n; i++) {
        uint32_t width = lead_title(grid, grid->leads[i]).width;
        for (uint32_t row = 0; row < grid->rows_n; row++) {
            const uint32_t here = lead_cell(grid, grid->leads[i], row).width;
            width = here > width ? here : width;
        }
        grid->lead_widths[i] = width;
        grid->all_leads_width += width + (i > 0 ? GAP : 0);
    }
}

/* At most what one line has room for beside the leads. */
static struct pin_cell column_title(const struct grid *grid, uint32_t column)
{
    const struct pin_figure_column *figure = &grid->summary->columns[column];
    const uint32_t room = grid->width - grid->all_leads_width - GAP;
    const uint32_t arrow = figure->lower_is_better ? 2 : 0;
    struct pin_cell cell = {.length = 0};
    pin_cell_label(&cell, figure->label, (room < NAME_WIDTH ? room : NAME_WIDTH) - arrow);
    pin_cell_text(&cell, figure->lower_is_better ? " ↓" : "");
    return cell;
}

static uint32_t column_width(const struct grid *grid, uint32_t column)
{
    uint32_t width = column_title(grid, column).width;
    for (uint32_t row = 0; row < grid->rows_n; row++) {
        const uint32_t value = value_cell(grid, row, column).width;
        const uint32_t interval = interval_cell(grid, row, column).width;
        width = value > width ? value : width;
        width = interval > width ? interval : width;
    }
    return width;
}

static void put_right(struct pin_page *page, const struct pin_cell *cell, uint32_t width)
{
    pin_page_pad(page, width - cell->width);
    pin_page_bytes(page, cell->text, cell->length);
}

/* Blanks behind a name are put only where something follows, for lines without a tail. */
static void put_lead(struct pin_page *page, const struct grid *grid, uint32_t i,
                     const struct pin_cell *cell, bool last)
{
    const uint32_t width = grid->lead_widths[i];
    if (i > 0) {
        pin_page_pad(page, GAP);
    }
    if (grid->leads[i] == LEAD_QUERIES) {
        put_right(page, cell, width);
        return;
    }
    pin_page_bytes(page, cell->text, cell->length);
    pin_page_pad(page, last ? 0 : width - cell->width);
}

static void put_leads(struct pin_page *page, const struct grid *grid,
                      const struct part *part, uint32_t row)
{
    for (uint32_t i = 0; i < grid->leads_n; i++) {
        const struct pin_cell cell = row == TITLE_ROW
                                         ? lead_title(grid, grid->leads[i])
                                         : lead_cell(grid, grid->leads[i], row);
        const bool last = part->first == part->end && i + 1 == grid->leads_n;
        put_lead(page, grid, i, &cell, last);
    }
}

/* A line under the values of a row, where any of them has an interval; blanks are put
 * only in front of what is there, for lines without a tail. */
static void put_intervals(struct pin_page *page, const struct grid *grid,
                          const struct part *part, uint32_t row)
{
    uint32_t blanks = grid->all_leads_width;
    bool any = false;
    for (uint32_t c = part->first; c < part->end; c++) {
        const struct pin_cell cell = interval_cell(grid, row, c);
        const uint32_t width = part->widths[c - part->first];
        if (cell.width > 0) {
            pin_page_pad(page, blanks + GAP);
            put_right(page, &cell, width);
            blanks = 0;
            any = true;
        } else {
            blanks += GAP + width;
        }
    }
    pin_page_text(page, any ? "\n" : "");
}

static void put_part(struct pin_page *page, const struct grid *grid,
                     const struct part *part)
{
    put_leads(page, grid, part, TITLE_ROW);
    for (uint32_t c = part->first; c < part->end; c++) {
        const struct pin_cell title = column_title(grid, c);
        pin_page_pad(page, GAP);
        put_right(page, &title, part->widths[c - part->first]);
    }
    pin_page_text(page, "\n");
    pin_page_rule(page, part->width);
    pin_page_text(page, "\n");
    for (uint32_t row = 0; row < grid->rows_n; row++) {
        put_leads(page, grid, part, row);
        for (uint32_t c = part->first; c < part->end; c++) {
            const struct pin_cell cell = value_cell(grid, row, c);
            pin_page_pad(page, GAP);
            put_right(page, &cell, part->widths[c - part->first]);
        }
        pin_page_text(page, "\n");
        put_intervals(page, grid, part, row);
    }
}

/* As many columns as fit, at most columns_max, but at least one where there is one. */
static void fill_part(struct part *part, const struct grid *grid, uint32_t columns_max)
{
    part->end = part->first;
    part->width = grid->all_leads_width;
    while (part->end < grid->summary->columns_n &&
           part->end - part->first < columns_max) {
        const uint32_t width = column_width(grid, part->end);
        if (part->end > part->first && part->width + GAP + width > grid->width) {
            return;
        }
        part->widths[part->end - part->first] = width;
        part->width += GAP + width;
        part->end++;
    }
}

static uint32_t count_parts(const struct grid *grid, uint32_t columns_max)
{
    struct part part = {.first = 0};
    uint32_t parts_n = 0;
    do {
        fill_part(&part, grid, columns_max);
        part.first = part.end;
        parts_n++;
    } while (part.first < grid->summary->columns_n);
    return parts_n;
}

/* Where several tables are needed they have about as many columns each, unless that
 * would make one table more. */
static void put_grid(struct pin_page *page, struct grid *grid)
{
    const uint32_t columns_n = grid->summary->columns_n;
    struct part part = {.first = 0};
    measure_leads(grid);
    const uint32_t parts_n = count_parts(grid, PART_MAX);
    const uint32_t even = columns_n / parts_n + (columns_n % parts_n > 0);
    const uint32_t columns_max =
        even > 0 && count_parts(grid, even) == parts_n ? even : PART_MAX;
    do {
        fill_part(&part, grid, columns_max);
        pin_page_text(page, part.first > 0 ? "\n" : "");
        put_part(page, grid, &part);
        part.first = part.end;
    } while (part.first < columns_n);
}

static uint32_t smaller(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

void pin_grid_systems(struct pin_page *page, const struct pin_summary *summary,
                      uint32_t width)
{
    struct grid grid = {
        .summary = summary,
        .rows_n = summary->systems_n,
        .width = width,
        .name_width = smaller(NAME_WIDTH, width - GAP - FIGURE_WIDTH),
        .leads_n = 1,
        .leads = {LEAD_SYSTEM},
    };
    put_grid(page, &grid);
}

void pin_grid_slices(struct pin_page *page, const struct pin_summary *summary,
                     const struct pin_slice *slices, uint32_t slices_n, uint32_t width)
{
    const bool several = summary->systems_n > 1;
    const uint32_t room = width - COUNT_WIDTH - FIGURE_WIDTH - 3 * GAP;
    struct grid grid = {
        .summary = summary,
        .slices = slices,
        .rows_n = slices_n * summary->systems_n,
        .width = width,
        .name_width = smaller(NAME_WIDTH, several ? room / 2 : room),
        .leads_n = several ? 3 : 2,
        .leads = {LEAD_VALUE, LEAD_QUERIES, LEAD_SYSTEM},
    };
    put_grid(page, &grid);
}
