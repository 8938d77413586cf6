/* score_table.h - a file of per-query values (docs/FORMATS.md, scores.tsv), read back.
 *
 * Rows of one system stand together. In names \t, \n, \r and \\ are what they stand
 * for. */
#ifndef PIN_HARNESS_MODEL_SCORE_TABLE_H
#define PIN_HARNESS_MODEL_SCORE_TABLE_H

#include "harness/base/source.h"

#include <stdint.h>

struct pin_score_rows { /* of one system */
    const char *system;
    uint32_t queries_n;
    const char *const *queries; /* each once */
    const uint32_t *clusters;   /* by query; any numbers */
    const double *values;       /* queries_n rows of columns_n; NaN where there is none */
};

struct pin_score_table {
    const char *const *columns; /* the metrics */
    uint32_t columns_n;
    const struct pin_score_rows *systems;
    uint32_t systems_n;
    const char *sha256; /* of the whole file */
};

/* Reads the source to its end. PIN_E_PARSE, with line and column: another header, a row
 * of another length, a value that is no finite number, a query twice, a system whose rows
 * are apart. */
PIN_MUST_USE enum pin_status pin_score_table_read(struct pin_score_table *out,
                                                  struct pin_source *source,
                                                  struct pin_arena *arena,
                                                  struct pin_error *err);

#endif
