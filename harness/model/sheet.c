#include "harness/model/sheet.h"

#include <string.h>

const char *pin_sheet_kind_name(enum pin_sheet_kind kind)
{
    static const char *const names[] = {
        [PIN_SHEET_TEXT] = "text",   [PIN_SHEET_COUNT] = "count",
        [PIN_SHEET_VALUE] = "value", [PIN_SHEET_DIFFERENCE] = "difference",
        [PIN_SHEET_SHARE] = "share", [PIN_SHEET_P] = "p",
    };
    return names[kind];
}

uint32_t pin_sheet_text_column(const struct pin_sheet *sheet, const char *key)
{
    uint32_t place = 0;
    while (place < sheet->columns_n && (strcmp(sheet->columns[place].key, key) != 0 ||
                                        sheet->columns[place].kind != PIN_SHEET_TEXT)) {
        place++;
    }
    return place;
}
