/* sheet_kind.h - the kinds of a sheet's columns as words for programs. */
#ifndef PIN_REPORTS_SHEET_KIND_H
#define PIN_REPORTS_SHEET_KIND_H

#include "harness/model/sheet.h"

/* "text", "count", "value", "difference", "share", "p". */
const char *pin_sheet_kind_name(enum pin_sheet_kind kind);

#endif
