/* parquet_thrift.h - Thrift's compact protocol, as far as Parquet's footer and page
 * headers use it: https://github.com/apache/thrift, doc/specs/thrift-compact-protocol.md.
 *
 * The first fault stops the reader: what is read afterwards is zero, and no field comes
 * any more, so that a caller asks once, at the end. Nothing allocates. */
#ifndef PIN_HARNESS_PARQUET_PARQUET_THRIFT_H
#define PIN_HARNESS_PARQUET_PARQUET_THRIFT_H

#include "harness/base/text.h"

enum parquet_thrift_type {
    THRIFT_STOP,
    THRIFT_TRUE,
    THRIFT_FALSE,
    THRIFT_I8,
    THRIFT_I16,
    THRIFT_I32,
    THRIFT_I64,
    THRIFT_DOUBLE,
    THRIFT_BINARY,
    THRIFT_LIST,
    THRIFT_SET,
    THRIFT_MAP,
    THRIFT_STRUCT,
};

struct parquet_thrift {
    const uint8_t *at;
    const uint8_t *end;
    uint32_t depth;    /* of structs and lists that are passed over */
    const char *fault; /* what is wrong; NULL so far */
};

struct parquet_field {
    int32_t id; /* 0 before the first */
    uint8_t type;
};

/* Steps to the next field of a struct; false at its end. */
bool parquet_thrift_field(struct parquet_thrift *thrift, struct parquet_field *field);

/* The value of a field: an integer of any width, a truth value, bytes, or a list, of
 * which the number of elements and their type come. Another type is a fault. */
int64_t parquet_thrift_int(struct parquet_thrift *thrift, uint8_t type);
int32_t parquet_thrift_i32(struct parquet_thrift *thrift, uint8_t type);
bool parquet_thrift_bool(struct parquet_thrift *thrift, uint8_t type);
struct pin_text parquet_thrift_bytes(struct parquet_thrift *thrift, uint8_t type);
uint32_t parquet_thrift_list(struct parquet_thrift *thrift, uint8_t type,
                             uint8_t *element_type);
bool parquet_thrift_struct(struct parquet_thrift *thrift, uint8_t type);

void parquet_thrift_skip(struct parquet_thrift *thrift, uint8_t type);

/* A varint of up to 64 bits. */
uint64_t parquet_thrift_varint(struct parquet_thrift *thrift);

static inline int64_t parquet_zigzag(uint64_t value)
{
    return (int64_t)(value >> 1 ^ (0 - (value & 1)));
}

#endif
