#include "harness/parquet/parquet_thrift.h"

enum { DEPTH_MAX = 32, VARINT_BITS = 64 };

static int64_t fail(struct parquet_thrift *thrift, const char *fault)
{
    if (!thrift->fault) {
        thrift->fault = fault;
    }
    thrift->at = thrift->end;
    return 0;
}

static uint8_t next_byte(struct parquet_thrift *thrift)
{
    if (thrift->at == thrift->end) {
        return (uint8_t)fail(thrift, "it ends too early");
    }
    return *thrift->at++;
}

uint64_t parquet_thrift_varint(struct parquet_thrift *thrift)
{
    uint64_t value = 0;
    for (unsigned shift = 0; shift < VARINT_BITS; shift += 7) {
        const uint64_t byte = next_byte(thrift);
        value |= (byte & 0x7F) << shift;
        if (byte < 0x80) {
            return value;
        }
    }
    return (uint64_t)fail(thrift, "an integer of more than 64 bits");
}

bool parquet_thrift_field(struct parquet_thrift *thrift, struct parquet_field *field)
{
    const uint8_t head = next_byte(thrift);
    field->type = head & 0x0F;
    if (thrift->fault || field->type == THRIFT_STOP) {
        return false;
    }
    if (head >> 4 != 0) {
        field->id += head >> 4;
    } else {
        field->id = (int16_t)parquet_zigzag(parquet_thrift_varint(thrift));
    }
    return !thrift->fault;
}

int64_t parquet_thrift_int(struct parquet_thrift *thrift, uint8_t type)
{
    if (type == THRIFT_I8) {
        return (int8_t)next_byte(thrift);
    }
    if (type != THRIFT_I16 && type != THRIFT_I32 && type != THRIFT_I64) {
        return fail(thrift, "an integer is expected");
    }
    return parquet_zigzag(parquet_thrift_varint(thrift));
}

int32_t parquet_thrift_i32(struct parquet_thrift *thrift, uint8_t type)
{
    const int64_t value = parquet_thrift_int(thrift, type);
    return value >= INT32_MIN && value <= INT32_MAX
               ? (int32_t)value
               : (int32_t)fail(thrift, "an integer of more than 32 bits");
}

bool parquet_thrift_bool(struct parquet_thrift *thrift, uint8_t type)
{
    if (type != THRIFT_TRUE && type != THRIFT_FALSE) {
        return fail(thrift, "a truth value is expected") != 0;
    }
    return type == THRIFT_TRUE;
}

static size_t left_in(const struct parquet_thrift *thrift)
{
    return (size_t)(thrift->end - thrift->at);
}

struct pin_text parquet_thrift_bytes(struct parquet_thrift *thrift, uint8_t type)
{
    const uint64_t length = type == THRIFT_BINARY ? parquet_thrift_varint(thrift) : 0;
    if (type != THRIFT_BINARY || length > left_in(thrift)) {
        (void)fail(thrift,
                   type == THRIFT_BINARY ? "it ends too early" : "bytes are expected");
        return PIN_TEXT("");
    }
    const struct pin_text bytes = {(const char *)thrift->at, (size_t)length};
    thrift->at += length;
    return bytes;
}

/* An element takes a byte at least, so that a count cannot ask for more memory than the
 * file gives reason to. */
uint32_t parquet_thrift_list(struct parquet_thrift *thrift, uint8_t type,
                             uint8_t *element_type)
{
    *element_type = THRIFT_STOP;
    if (type != THRIFT_LIST && type != THRIFT_SET) {
        return (uint32_t)fail(thrift, "a list is expected");
    }
    const uint8_t head = next_byte(thrift);
    const uint64_t n = head >> 4 == 15 ? parquet_thrift_varint(thrift) : head >> 4;
    if (n > left_in(thrift) || n > INT32_MAX) {
        return (uint32_t)fail(thrift, "a list that is longer than what holds it");
    }
    *element_type = head & 0x0F;
    return (uint32_t)n;
}

bool parquet_thrift_struct(struct parquet_thrift *thrift, uint8_t type)
{
    if (type != THRIFT_STRUCT) {
        (void)fail(thrift, "a struct is expected");
    }
    return type == THRIFT_STRUCT;
}

/* The depth is bounded. NOLINTBEGIN(misc-no-recursion) */
static void skip_elements(struct parquet_thrift *thrift, uint64_t n, uint8_t type)
{
    for (uint64_t i = 0; i < n && !thrift->fault; i++) {
        if (type == THRIFT_TRUE || type == THRIFT_FALSE) {
            (void)next_byte(thrift); /* inside a list it has a byte of its own */
        } else {
            parquet_thrift_skip(thrift, type);
        }
    }
}

static void skip_map(struct parquet_thrift *thrift)
{
    const uint64_t n = parquet_thrift_varint(thrift);
    const uint8_t types = n > 0 ? next_byte(thrift) : 0;
    for (uint64_t i = 0; i < n && !thrift->fault; i++) {
        skip_elements(thrift, 1, types >> 4);
        skip_elements(thrift, 1, types & 0x0F);
    }
}

static void skip_nested(struct parquet_thrift *thrift, uint8_t type)
{
    if (type == THRIFT_STRUCT) {
        struct parquet_field field = {0};
        while (parquet_thrift_field(thrift, &field)) {
            parquet_thrift_skip(thrift, field.type);
        }
    } else if (type == THRIFT_MAP) {
        skip_map(thrift);
    } else {
        uint8_t element = 0;
        const uint32_t n = parquet_thrift_list(thrift, type, &element);
        skip_elements(thrift, n, element);
    }
}

void parquet_thrift_skip(struct parquet_thrift *thrift, uint8_t type)
{
    switch (type) {
    case THRIFT_TRUE:
    case THRIFT_FALSE: return;
    case THRIFT_I8:
    case THRIFT_I16:
    case THRIFT_I32:
    case THRIFT_I64: (void)parquet_thrift_int(thrift, type); return;
    case THRIFT_DOUBLE:
        if (left_in(thrift) < sizeof(double)) {
            (void)fail(thrift, "it ends too early");
        } else {
            thrift->at += sizeof(double);
        }
        return;
    case THRIFT_BINARY: (void)parquet_thrift_bytes(thrift, type); return;
    case THRIFT_LIST:
    case THRIFT_SET:
    case THRIFT_MAP:
    case THRIFT_STRUCT:
        if (thrift->depth == DEPTH_MAX) {
            (void)fail(thrift, "structs and lists too deep inside one another");
            return;
        }
        thrift->depth++;
        skip_nested(thrift, type);
        thrift->depth--;
        return;
    default: (void)fail(thrift, "a field of no known type"); return;
    }
}
/* NOLINTEND(misc-no-recursion) */
