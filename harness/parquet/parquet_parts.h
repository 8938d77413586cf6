/* parquet_parts.h - what the files of this folder share: the footer as it was read, a
 * page, and how values are decoded. */
#ifndef PIN_HARNESS_PARQUET_PARQUET_PARTS_H
#define PIN_HARNESS_PARQUET_PARQUET_PARTS_H

#include "harness/base/buffer.h"
#include "harness/parquet/parquet.h"

/* The numbers of these are the format's. */
enum parquet_physical {
    PARQUET_BOOLEAN,
    PARQUET_INT32,
    PARQUET_INT64,
    PARQUET_INT96,
    PARQUET_FLOAT,
    PARQUET_DOUBLE,
    PARQUET_BYTE_ARRAY,
    PARQUET_FIXED,
};

enum parquet_encoding {
    PARQUET_PLAIN = 0,
    PARQUET_PLAIN_DICTIONARY = 2,
    PARQUET_RLE = 3,
    PARQUET_DELTA_BINARY_PACKED = 5,
    PARQUET_DELTA_LENGTH_BYTE_ARRAY = 6,
    PARQUET_DELTA_BYTE_ARRAY = 7,
    PARQUET_RLE_DICTIONARY = 8,
    PARQUET_BYTE_STREAM_SPLIT = 9,
};

enum parquet_repetition { PARQUET_REQUIRED, PARQUET_OPTIONAL, PARQUET_REPEATED };

struct parquet_element { /* a node of the schema, in depth-first order */
    struct pin_text name;
    int32_t physical; /* -1 for a group */
    int32_t length;   /* of PARQUET_FIXED */
    int32_t repetition;
    int32_t children_n;
    int32_t converted; /* -1 for none */
    int32_t logical;   /* the field of the union LogicalType; 0 for none */
    bool is_unsigned;  /* of an integer */
};

struct parquet_chunk { /* one column of one row group */
    int32_t physical;
    int32_t codec;
    int64_t values_n;
    int64_t bytes_n;
    int64_t data_at;
    int64_t dictionary_at; /* 0 for none */
    bool elsewhere;        /* in another file, or encrypted */
};

struct parquet_group {
    int64_t rows_n;
    uint32_t chunks_n;
    struct parquet_chunk *chunks;
};

struct parquet_leaf {
    struct pin_parquet_column shown;
    uint32_t chunk; /* in every row group */
    int32_t physical;
    int32_t length;
    bool is_unsigned;
    uint32_t def_max;
    uint32_t rep_max;   /* 0 or 1 */
    uint32_t def_row;   /* from this level on the row is not null */
    uint32_t def_entry; /* from this level on the row has an entry here */
};

struct pin_parquet {
    const char *path;
    const uint8_t *bytes;
    size_t bytes_n;
    uint64_t footer_at;
    uint64_t rows_n;
    uint32_t elements_n;
    struct parquet_element *elements;
    uint32_t columns_n;
    struct parquet_leaf *columns;
    uint32_t groups_n;
    struct parquet_group *groups;
};

/* Fills elements, groups and rows_n from the footer's bytes. */
PIN_MUST_USE enum pin_status parquet_footer_read(struct pin_parquet *file,
                                                 const uint8_t *bytes, size_t length,
                                                 struct pin_arena *arena,
                                                 struct pin_error *err);

/* Fills columns from elements. */
PIN_MUST_USE enum pin_status parquet_schema_read(struct pin_parquet *file,
                                                 struct pin_arena *arena,
                                                 struct pin_error *err);

struct parquet_span {
    const uint8_t *at;
    const uint8_t *end;
};

/* Values of one column and type, decoded: uint8_t, int64_t, float, double or struct
 * pin_text each, as pin_parquet_batch has them. */
struct parquet_values {
    size_t n;
    struct pin_buffer rows;
};

/* The size of a decoded value. */
size_t parquet_value_size(enum pin_parquet_type type);

struct parquet_decoding {
    const struct parquet_leaf *leaf;
    const struct parquet_values *dictionary;
    struct pin_buffer *scratch; /* its bytes are borrowed by texts */
    const char *fault;          /* why it failed */
};

/* n values that are not null from a page's bytes into out. Texts point into the page, the
 * dictionary or scratch. On failure decoding->fault says why, or err does. */
PIN_MUST_USE enum pin_status parquet_values_decode(struct parquet_values *out,
                                                   struct parquet_decoding *decoding,
                                                   int32_t encoding,
                                                   struct parquet_span bytes, size_t n,
                                                   struct pin_error *err);

/* n numbers of width bits (at most 32), run-length encoded or bit-packed. False: the
 * bytes end too early. */
bool parquet_hybrid_decode(uint32_t *out, size_t n, uint32_t width,
                           struct parquet_span bytes);

/* n integers of the encoding DELTA_BINARY_PACKED; span->at moves behind them. False: they
 * are malformed, or not n. */
bool parquet_delta_decode(int64_t *out, size_t n, bool is_32, struct parquet_span *span);

/* n texts of DELTA_LENGTH_BYTE_ARRAY or DELTA_BYTE_ARRAY. PIN_E_PARSE without err. */
PIN_MUST_USE enum pin_status parquet_delta_texts(struct pin_text *out, size_t n,
                                                 bool shares_prefixes,
                                                 struct parquet_span bytes,
                                                 struct pin_buffer *scratch,
                                                 struct pin_error *err);

struct parquet_page_head {
    int32_t type;
    int32_t unpacked_n;
    int32_t packed_n;
    bool has_crc;
    uint32_t crc;
    int32_t values_n;
    int32_t encoding;
    int32_t def_encoding;
    int32_t rep_encoding;
    int32_t def_bytes; /* these three: of version 2 */
    int32_t rep_bytes;
    bool is_packed;
};

enum { PARQUET_DATA_PAGE, PARQUET_INDEX_PAGE, PARQUET_DICTIONARY_PAGE, PARQUET_DATA_V2 };

/* Reads a head from span, which moves behind it. The reason why it cannot be read, or
 * NULL. */
const char *parquet_page_head_read(struct parquet_page_head *out,
                                   struct parquet_span *span);

/* A page's bytes behind any levels, in `into` or where they lie. */
PIN_MUST_USE enum pin_status parquet_unpack(struct parquet_span *out, int32_t codec,
                                            struct parquet_span packed, size_t unpacked_n,
                                            struct pin_buffer *into,
                                            struct pin_error *err);

/* Snappy's raw format. PIN_E_UNAVAILABLE: built without the library. */
PIN_MUST_USE enum pin_status parquet_snappy(uint8_t *into, size_t unpacked_n,
                                            struct parquet_span packed,
                                            struct pin_error *err);

static inline size_t parquet_span_n(struct parquet_span span)
{
    return (size_t)(span.end - span.at);
}

static inline uint32_t parquet_u32(const uint8_t *at)
{
    return (uint32_t)at[0] | (uint32_t)at[1] << 8 | (uint32_t)at[2] << 16 |
           (uint32_t)at[3] << 24;
}

static inline uint64_t parquet_u64(const uint8_t *at)
{
    return (uint64_t)parquet_u32(at) | (uint64_t)parquet_u32(at + 4) << 32;
}

#endif
