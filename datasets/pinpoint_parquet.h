/* pinpoint_parquet.h - rows of PinPoint's label table from the Parquet file as released.
 *
 * They are the rows that the same table gives as JSON Lines: the same columns in the same
 * order, with numbers and truth values as JSON writes them. */
#ifndef PIN_DATASETS_PINPOINT_PARQUET_H
#define PIN_DATASETS_PINPOINT_PARQUET_H

#include "datasets/pinpoint_row.h"
#include "harness/parquet/parquet.h"

struct pinpoint_parquet;

/* Opens the table and finds its columns; reference as for pinpoint_row_read. */
PIN_MUST_USE enum pin_status pinpoint_parquet_open(struct pinpoint_parquet **out,
                                                   const char *path, bool reference,
                                                   struct pin_arena *arena,
                                                   struct pin_error *err);

/* Fills row but for `begin` with the next row; *found_out is false at the end. */
PIN_MUST_USE enum pin_status pinpoint_parquet_read(struct pinpoint_parquet *table,
                                                   struct pinpoint_row *row,
                                                   bool *found_out,
                                                   struct pin_error *err);

/* Fails at the row that was read last. */
enum pin_status pinpoint_parquet_fail(const struct pinpoint_parquet *table,
                                      enum pin_status status, struct pin_error *err,
                                      const char *what);

#endif
