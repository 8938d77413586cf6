/* field.h - names as fields of CSV and TSV files. Bytes that are not UTF-8 pass as they
 * are: the name in the report is the name in the plan. */
#ifndef PIN_REPORTS_FIELD_H
#define PIN_REPORTS_FIELD_H

#include "reports/page.h"

enum pin_csv_quoting {
    PIN_CSV_CAREFUL, /* what RFC 4180 asks for, and blanks at either end */
    PIN_CSV_MINIMAL, /* what RFC 4180 asks for: as Python's csv module and pandas do */
};

void pin_field_csv(struct pin_page *page, const char *text, enum pin_csv_quoting quoting);

/* Tab, newline, carriage return and backslash become \t, \n, \r and \\. */
void pin_field_tsv(struct pin_page *page, const char *text);

#endif
