#include "reports/sheet_value.h"

#include "reports/page.h"

#include <math.h>
#include <string.h>

static void put_share(struct pin_cell *cell, double value)
{
    char text[PIN_FIXED_MAX];
    (void)pin_fixed_print(text, round(10000.0 * value) / 100.0);
    const size_t length = strlen(text);
    text[length > 2 ? length - 2 : 0] = '\0'; /* two decimals are enough */
    pin_cell_text(cell, text);
    pin_cell_text(cell, " %");
}

struct pin_cell pin_sheet_value(enum pin_sheet_kind kind,
                                const struct pin_sheet_cell *from)
{
    struct pin_cell cell = {.length = 0};
    if (isnan(from->value)) {
        pin_cell_text(&cell, "-");
    } else if (kind == PIN_SHEET_COUNT) {
        pin_cell_count(&cell, (uint64_t)from->value);
    } else if (kind == PIN_SHEET_SHARE) {
        put_share(&cell, from->value);
    } else if (kind == PIN_SHEET_P && from->value < 0.0001) {
        pin_cell_text(&cell, "<0.0001");
    } else {
        pin_cell_text(&cell,
                      kind == PIN_SHEET_DIFFERENCE && from->value > 0.0 ? "+" : "");
        pin_cell_figure(&cell, from->value);
    }
    return cell;
}

struct pin_cell pin_sheet_value_interval(const struct pin_sheet_column *column,
                                         const struct pin_sheet_cell *from)
{
    struct pin_cell cell = {.length = 0};
    if (column->interval && column->kind != PIN_SHEET_SHARE) {
        pin_cell_interval(&cell, from->low, from->high);
    } else if (column->interval && !isnan(from->low) && !isnan(from->high)) {
        pin_cell_interval(&cell, 100.0 * from->low, 100.0 * from->high);
    }
    return cell;
}
