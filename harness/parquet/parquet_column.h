/* parquet_column.h - one column's chunk, page by page: levels and values; for the cursor.
 */
#ifndef PIN_HARNESS_PARQUET_PARQUET_COLUMN_H
#define PIN_HARNESS_PARQUET_PARQUET_COLUMN_H

#include "harness/parquet/parquet_parts.h"

struct parquet_column {
    const struct pin_parquet *file;
    const struct parquet_leaf *leaf;
    uint32_t group; /* of the chunk that is open, from 0 */
    const struct parquet_chunk *chunk;
    struct parquet_span left; /* the chunk's bytes that no page was read from */
    int64_t values_left;      /* of the chunk, nulls among them */
    bool has_dictionary;
    struct parquet_values dictionary;
    struct pin_buffer dictionary_bytes;
    struct pin_buffer dictionary_scratch;
    /* The page: */
    uint32_t levels_n; /* its values, nulls among them */
    uint32_t level_at; /* the next */
    uint32_t value_at;
    struct parquet_values values;
    struct pin_buffer defs; /* uint32_t; empty where the column has no such level */
    struct pin_buffer reps;
    struct pin_buffer bytes;
    struct pin_buffer scratch;
    bool texts_stay; /* they lie in the file or the dictionary, not in the page */
};

void parquet_column_init(struct parquet_column *column, const struct pin_parquet *file,
                         const struct parquet_leaf *leaf);
void parquet_column_free(struct parquet_column *column);

/* Opens the column's chunk of a row group. */
PIN_MUST_USE enum pin_status parquet_column_open(struct parquet_column *column,
                                                 uint32_t group, struct pin_error *err);

/* Reads the next page with values; *more_out is false where the chunk has none. */
PIN_MUST_USE enum pin_status parquet_column_page(struct parquet_column *column,
                                                 bool *more_out, struct pin_error *err);

/* Fails with the column's name and the row group. */
enum pin_status parquet_column_fail(const struct parquet_column *column,
                                    enum pin_status status, struct pin_error *err,
                                    const char *why);

#endif
