/* table.h - the writers that are built in. */
#ifndef PIN_REPORTS_TABLE_H
#define PIN_REPORTS_TABLE_H

#include "harness/plugin/writer.h"

extern const struct pin_writer_ops pin_writer_html;
extern const struct pin_writer_ops pin_writer_latex;
extern const struct pin_writer_ops pin_writer_markdown;
extern const struct pin_writer_ops pin_writer_methods;
extern const struct pin_writer_ops pin_writer_openmetrics;
extern const struct pin_writer_ops pin_writer_sheets;
extern const struct pin_writer_ops pin_writer_table;
extern const struct pin_writer_ops pin_writer_csv;
extern const struct pin_writer_ops pin_writer_tsv;
extern const struct pin_writer_ops pin_writer_json;
extern const struct pin_writer_ops pin_writer_pinpoint;

/* NULL-ended, in the order in which `list` shows them. */
extern const struct pin_writer_ops *const pin_writers[];

#endif
