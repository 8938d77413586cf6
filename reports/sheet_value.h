/* sheet_value.h - the numbers of a sheet as people read them, alike in every format. */
#ifndef PIN_REPORTS_SHEET_VALUE_H
#define PIN_REPORTS_SHEET_VALUE_H

#include "harness/model/sheet.h"
#include "reports/cell.h"

/* 0.1234, +0.1234, 7,635, 12.34 %, <0.0001, or "-" for none. Not for texts. */
struct pin_cell pin_sheet_value(enum pin_sheet_kind kind,
                                const struct pin_sheet_cell *from);

/* .0796 .0883; in per cent for shares; empty where there is none. */
struct pin_cell pin_sheet_value_interval(const struct pin_sheet_column *column,
                                         const struct pin_sheet_cell *from);

#endif
