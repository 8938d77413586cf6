/* parquet.h - columns of an Apache Parquet file, in batches of rows.
 *
 * Read are columns of scalars and lists of scalars (three levels, two, or a repeated
 * field), in any number of row groups: truth values, integers, floats (half precision
 * too), doubles and text; encodings PLAIN, RLE, dictionaries, the three DELTA encodings
 * and BYTE_STREAM_SPLIT; data pages of version 1 and 2; uncompressed, snappy, gzip, zstd.
 * Checksums of pages are verified where the file has them. What is not read is named:
 * the column, and its type, encoding or codec. The format is that of
 * https://github.com/apache/parquet-format, 2.11.
 *
 * The file is mapped, so only pages that are asked for are read. A file must not be
 * shortened while it is open. Malformed bytes are PIN_E_PARSE with the file's name and
 * the column and row group in the text. */
#ifndef PIN_HARNESS_PARQUET_PARQUET_H
#define PIN_HARNESS_PARQUET_PARQUET_H

#include "harness/base/arena.h"
#include "harness/base/error.h"
#include "harness/base/text.h"

enum {
    PIN_PARQUET_PAGE_MAX = 1 << 29,   /* bytes of a page when it is unpacked */
    PIN_PARQUET_VALUES_MAX = 1 << 26, /* values of a page */
};

enum pin_parquet_type {
    PIN_PARQUET_BOOL,
    PIN_PARQUET_INT,   /* any width; unsigned ones up to INT64_MAX */
    PIN_PARQUET_FLOAT, /* 32 or 16 bits in the file */
    PIN_PARQUET_DOUBLE,
    PIN_PARQUET_TEXT,  /* checked to be UTF-8 without NUL */
    PIN_PARQUET_OTHER, /* not read */
};

struct pin_parquet_column { /* a field of the table's schema */
    const char *name;
    enum pin_parquet_type type; /* of the entries, for a list */
    bool list;
    const char *what; /* for messages: "text", "list of float", "timestamp", "struct" */
};

struct pin_parquet_batch { /* valid until the cursor's next call */
    uint32_t rows_n;
    const uint8_t *row_nulls; /* a row: 1 where it is null */
    const uint32_t
        *ends; /* of a list, a row: behind its last entry; its first entry is at
                             the end of the row before. NULL where entry i is row i */
    uint32_t entries_n;
    const uint8_t *nulls; /* an entry: 1 where it is null */
    union {               /* an entry; zero where it is null */
        const uint8_t *bools;
        const int64_t *ints;
        const float *floats;
        const double *doubles;
        const struct pin_text *texts;
    } of;
};

struct pin_parquet;
struct pin_parquet_cursor;

/* Whether there is a regular file of this name that begins as Parquet files do. */
bool pin_parquet_is_file(const char *path);

/* Maps the file and reads its footer. All lies in the arena. */
PIN_MUST_USE enum pin_status pin_parquet_open(struct pin_parquet **out, const char *path,
                                              struct pin_arena *arena,
                                              struct pin_error *err);

uint64_t pin_parquet_rows_n(const struct pin_parquet *file);
uint32_t pin_parquet_columns_n(const struct pin_parquet *file);
const struct pin_parquet_column *pin_parquet_column(const struct pin_parquet *file,
                                                    uint32_t column);

/* The first column of this name; pin_parquet_columns_n where there is none. */
uint32_t pin_parquet_find(const struct pin_parquet *file, const char *name);

/* A reader of one column, from the first row on. PIN_E_UNAVAILABLE: a column that is not
 * read. */
PIN_MUST_USE enum pin_status pin_parquet_cursor_new(struct pin_parquet_cursor **out,
                                                    const struct pin_parquet *file,
                                                    uint32_t column,
                                                    struct pin_arena *arena,
                                                    struct pin_error *err);

/* Up to rows_max rows of one row group, so that cursors of one file that are asked alike
 * give the same rows. rows_n is 0 at the end only. */
PIN_MUST_USE enum pin_status pin_parquet_next(struct pin_parquet_cursor *cursor,
                                              uint32_t rows_max,
                                              struct pin_parquet_batch *out,
                                              struct pin_error *err);

/* Fails with the file's name, for readers that find the meaning of a row (from 1) wrong;
 * row 0 for the file. */
enum pin_status pin_parquet_fail(const struct pin_parquet *file, uint64_t row,
                                 enum pin_status status, struct pin_error *err,
                                 const char *fmt, ...) PIN_PRINTF(5, 6);

#endif
