#include "harness/model/sheet.h"

const char *pin_sheet_kind_name(enum pin_sheet_kind kind)
{
    static const char *const names[] = {
        [PIN_SHEET_TEXT] = "text",   [PIN_SHEET_COUNT] = "count",
        [PIN_SHEET_VALUE] = "value", [PIN_SHEET_DIFFERENCE] = "difference",
        [PIN_SHEET_SHARE] = "share", [PIN_SHEET_P] = "p",
    };
    return names[kind];
}
