#include "reports/table.h"

#include <stddef.h>

const struct pin_writer_ops *const pin_writers[] = {
    &pin_writer_table,    &pin_writer_csv,     &pin_writer_tsv,         &pin_writer_json,
    &pin_writer_pinpoint, &pin_writer_sheets,  &pin_writer_html,        &pin_writer_latex,
    &pin_writer_markdown, &pin_writer_methods, &pin_writer_openmetrics, NULL,
};
