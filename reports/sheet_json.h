/* sheet_json.h - the sheets of a summary as a member of result.json. */
#ifndef PIN_REPORTS_SHEET_JSON_H
#define PIN_REPORTS_SHEET_JSON_H

#include "harness/model/sheet.h"
#include "reports/json_page.h"

/* "sheets": a list, empty where there are none. */
void pin_sheet_json(struct pin_json_page *json, const struct pin_sheet *sheets);

#endif
