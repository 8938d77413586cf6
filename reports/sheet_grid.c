#include "reports/sheet_grid.h"

#include "reports/paragraph.h"
#include "reports/sheet_value.h"

#include <string.h>

enum {
    GAP = 2,
    NAME_WIDTH = 40,
    LEADS_MAX = 4,
    NUMBER_WIDTH = 26, /* of the widest interval, and kept free for one */
};

struct sheet_grid {
    const struct pin_sheet *sheet;
    uint32_t width;
    uint32_t lead_width; /* at most, of one of the leads */
    uint32_t rest_width; /* at most, of one of the other columns */
    uint32_t leads_n;    /* columns of words at the left */
    uint32_t widths[PIN_SHEET_COLUMNS_MAX];
};

static uint32_t width_max(const struct sheet_grid *grid, uint32_t column)
{
    return column < grid->leads_n ? grid->lead_width : grid->rest_width;
}

static struct pin_cell show(const struct sheet_grid *grid, uint32_t column,
                            const struct pin_sheet_cell *from)
{
    struct pin_cell cell = {.length = 0};
    const enum pin_sheet_kind kind = grid->sheet->columns[column].kind;
    if (kind != PIN_SHEET_TEXT) {
        return pin_sheet_value(kind, from);
    }
    pin_cell_name(&cell, from->text ? from->text : "", width_max(grid, column));
    return cell;
}

static struct pin_cell show_interval(const struct sheet_grid *grid, uint32_t column,
                                     const struct pin_sheet_cell *from)
{
    return pin_sheet_value_interval(&grid->sheet->columns[column], from);
}

static struct pin_cell title_of(const struct sheet_grid *grid, uint32_t column)
{
    struct pin_cell cell = {.length = 0};
    pin_cell_name(&cell, grid->sheet->columns[column].title, width_max(grid, column));
    return cell;
}

static void measure_column(struct sheet_grid *grid, uint32_t c)
{
    uint32_t width = title_of(grid, c).width;
    for (const struct pin_sheet_row *row = grid->sheet->rows; row; row = row->next) {
        const uint32_t value = show(grid, c, &row->cells[c]).width;
        const uint32_t interval = show_interval(grid, c, &row->cells[c]).width;
        width = value > width ? value : width;
        width = interval > width ? interval : width;
    }
    grid->widths[c] = width;
}

static uint32_t leads_width(const struct sheet_grid *grid)
{
    uint32_t width = 0;
    for (uint32_t c = 0; c < grid->leads_n; c++) {
        width += grid->widths[c] + (c > 0 ? GAP : 0);
    }
    return width;
}

static uint32_t less(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

/* The leads take what they need as long as a number still fits beside them, the other
 * columns what is then left. */
static void measure(struct sheet_grid *grid)
{
    const uint32_t leads_n = grid->leads_n;
    const uint32_t room = grid->width - NUMBER_WIDTH - leads_n * GAP;
    grid->lead_width = less(room / (leads_n > 0 ? leads_n : 1), NAME_WIDTH);
    for (uint32_t c = 0; c < leads_n; c++) {
        measure_column(grid, c);
    }
    const uint32_t taken = leads_n > 0 ? leads_width(grid) + GAP : 0;
    grid->rest_width = less(grid->width - taken, NAME_WIDTH);
    for (uint32_t c = leads_n; c < grid->sheet->columns_n; c++) {
        measure_column(grid, c);
    }
}

/* Blanks are put only where something follows, for lines without a tail. */
struct line {
    struct pin_page *page;
    uint32_t blanks; /* due before the next cell */
    bool any;
};

static void put_cell(struct line *line, const struct pin_cell *cell, uint32_t width,
                     bool right)
{
    const uint32_t rest = width - cell->width;
    if (cell->width > 0) {
        pin_page_pad(line->page, line->blanks + (right ? rest : 0));
        pin_page_bytes(line->page, cell->text, cell->length);
        line->blanks = right ? 0 : rest;
        line->any = true;
    } else {
        line->blanks += width;
    }
    line->blanks += GAP;
}

enum line_kind { LINE_TITLES, LINE_VALUES, LINE_INTERVALS };

static struct pin_cell cell_of(const struct sheet_grid *grid, uint32_t column,
                               const struct pin_sheet_row *row, enum line_kind kind)
{
    if (kind == LINE_TITLES) {
        return title_of(grid, column);
    }
    return kind == LINE_VALUES ? show(grid, column, &row->cells[column])
                               : show_interval(grid, column, &row->cells[column]);
}

static void put_line(struct pin_page *page, const struct sheet_grid *grid, uint32_t first,
                     uint32_t end, const struct pin_sheet_row *row, enum line_kind kind)
{
    struct line line = {.page = page};
    const uint32_t start = grid->leads_n > 0 ? 0 : first;
    for (uint32_t c = start; c < end; c = c + 1 == grid->leads_n ? first : c + 1) {
        const struct pin_cell cell = cell_of(grid, c, row, kind);
        put_cell(&line, &cell, grid->widths[c],
                 grid->sheet->columns[c].kind != PIN_SHEET_TEXT);
    }
    pin_page_text(page, line.any ? "\n" : "");
}

/* The columns first to end - 1 behind the leads. */
static void put_part(struct pin_page *page, const struct sheet_grid *grid, uint32_t first,
                     uint32_t end)
{
    uint32_t width = leads_width(grid);
    for (uint32_t c = first; c < end; c++) {
        width += grid->widths[c] + (width > 0 ? GAP : 0);
    }
    put_line(page, grid, first, end, NULL, LINE_TITLES);
    pin_page_rule(page, width);
    pin_page_text(page, "\n");
    for (const struct pin_sheet_row *row = grid->sheet->rows; row; row = row->next) {
        put_line(page, grid, first, end, row, LINE_VALUES);
        put_line(page, grid, first, end, row, LINE_INTERVALS);
    }
}

static void put_parts(struct pin_page *page, const struct sheet_grid *grid)
{
    const uint32_t columns_n = grid->sheet->columns_n;
    uint32_t first = grid->leads_n;
    do {
        uint32_t end = first;
        uint32_t used = leads_width(grid);
        while (end < columns_n &&
               (end == first || used + GAP + grid->widths[end] <= grid->width)) {
            used += GAP + grid->widths[end];
            end++;
        }
        pin_page_text(page, first > grid->leads_n ? "\n" : "");
        put_part(page, grid, first, end);
        first = end;
    } while (first < columns_n);
}

static void put_notes(struct pin_page *page, const struct pin_sheet *sheet,
                      uint32_t width)
{
    pin_page_text(page, sheet->notes ? "\n" : "");
    for (const struct pin_sheet_note *note = sheet->notes; note; note = note->next) {
        struct pin_paragraph paragraph = {.page = page, .width = width, .indent = 2};
        for (const char *at = note->text; *at != '\0';) {
            const size_t length = strcspn(at, " ");
            char bytes[PIN_CELL_NAME_MAX + 1] = {0};
            const size_t taken = length < sizeof(bytes) - 1 ? length : sizeof(bytes) - 1;
            memcpy(bytes, at, taken);
            struct pin_cell word = {.length = 0};
            pin_cell_name(&word, bytes, PIN_CELL_NAME_MAX);
            pin_paragraph_word(&paragraph, &word);
            at += length;
            at += *at == ' ';
        }
        pin_paragraph_end(&paragraph);
    }
}

void pin_sheet_grid(struct pin_page *page, const struct pin_sheet *sheet, uint32_t width)
{
    struct sheet_grid grid = {.sheet = sheet, .width = width};
    while (grid.leads_n < sheet->columns_n && grid.leads_n < LEADS_MAX &&
           sheet->columns[grid.leads_n].kind == PIN_SHEET_TEXT) {
        grid.leads_n++;
    }
    struct pin_cell title = {.length = 0};
    pin_cell_name(&title, sheet->title, width);
    pin_page_bytes(page, title.text, title.length);
    pin_page_text(page, "\n\n");
    measure(&grid);
    if (sheet->rows_n > 0) {
        put_parts(page, &grid);
    }
    put_notes(page, sheet, width);
}
