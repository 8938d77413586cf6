/* parquet_page.c - the head of a page, and its bytes unpacked. */
#include "harness/base/unpack.h"
#include "harness/parquet/parquet_parts.h"
#include "harness/parquet/parquet_thrift.h"

enum {
    CODEC_NONE = 0,
    CODEC_SNAPPY = 1,
    CODEC_GZIP = 2,
    CODEC_ZSTD = 6,
};

static const char *const codec_names[] = {"none",   "snappy", "gzip", "LZO",
                                          "brotli", "LZ4",    "zstd", "LZ4_RAW"};

/* DataPageHeader and, by its first two fields, DictionaryPageHeader. */
static void read_v1(struct parquet_page_head *out, struct parquet_thrift *thrift)
{
    struct parquet_field field = {0};
    while (parquet_thrift_field(thrift, &field)) {
        switch (field.id) {
        case 1: out->values_n = parquet_thrift_i32(thrift, field.type); break;
        case 2: out->encoding = parquet_thrift_i32(thrift, field.type); break;
        case 3:
            if (field.type == THRIFT_I32) {
                out->def_encoding = parquet_thrift_i32(thrift, field.type);
            } else { /* of a dictionary: whether it is sorted */
                parquet_thrift_skip(thrift, field.type);
            }
            break;
        case 4: out->rep_encoding = parquet_thrift_i32(thrift, field.type); break;
        default: parquet_thrift_skip(thrift, field.type); break;
        }
    }
}

static void read_v2(struct parquet_page_head *out, struct parquet_thrift *thrift)
{
    struct parquet_field field = {0};
    out->def_encoding = PARQUET_RLE;
    out->rep_encoding = PARQUET_RLE;
    while (parquet_thrift_field(thrift, &field)) {
        switch (field.id) {
        case 1: out->values_n = parquet_thrift_i32(thrift, field.type); break;
        case 4: out->encoding = parquet_thrift_i32(thrift, field.type); break;
        case 5: out->def_bytes = parquet_thrift_i32(thrift, field.type); break;
        case 6: out->rep_bytes = parquet_thrift_i32(thrift, field.type); break;
        case 7: out->is_packed = parquet_thrift_bool(thrift, field.type); break;
        default: parquet_thrift_skip(thrift, field.type); break;
        }
    }
}

static const char *check(const struct parquet_page_head *head)
{
    if (head->type < PARQUET_DATA_PAGE || head->type > PARQUET_DATA_V2) {
        return "a page of no known type";
    }
    if (head->unpacked_n < 0 || head->packed_n < 0 || head->def_bytes < 0 ||
        head->rep_bytes < 0) {
        return "a page head without sizes";
    }
    if (head->unpacked_n > PIN_PARQUET_PAGE_MAX) {
        return "a page of more than 512 MiB";
    }
    if (head->type != PARQUET_INDEX_PAGE &&
        (head->values_n < 0 || head->values_n > PIN_PARQUET_VALUES_MAX)) {
        return "a page without a number of values, or with more than 67,108,864";
    }
    return NULL;
}

const char *parquet_page_head_read(struct parquet_page_head *out,
                                   struct parquet_span *span)
{
    struct parquet_thrift thrift = {.at = span->at, .end = span->end};
    struct parquet_field field = {0};
    *out = (struct parquet_page_head){.type = -1,
                                      .unpacked_n = -1,
                                      .packed_n = -1,
                                      .values_n = -1,
                                      .encoding = -1,
                                      .is_packed = true};
    while (parquet_thrift_field(&thrift, &field)) {
        const bool data = field.id == 5 || field.id == 7;
        switch (field.id) {
        case 1: out->type = parquet_thrift_i32(&thrift, field.type); break;
        case 2: out->unpacked_n = parquet_thrift_i32(&thrift, field.type); break;
        case 3: out->packed_n = parquet_thrift_i32(&thrift, field.type); break;
        case 4:
            out->has_crc = true;
            out->crc = (uint32_t)parquet_thrift_i32(&thrift, field.type);
            break;
        default:
            if (data && parquet_thrift_struct(&thrift, field.type)) {
                read_v1(out, &thrift);
            } else if (field.id == 8 && parquet_thrift_struct(&thrift, field.type)) {
                read_v2(out, &thrift);
            } else {
                parquet_thrift_skip(&thrift, field.type);
            }
            break;
        }
    }
    span->at = thrift.at;
    return thrift.fault ? thrift.fault : check(out);
}

enum pin_status parquet_unpack(struct parquet_span *out, int32_t codec,
                               struct parquet_span packed, size_t unpacked_n,
                               struct pin_buffer *into, struct pin_error *err)
{
    if (codec == CODEC_NONE) {
        *out = packed;
        return parquet_span_n(packed) == unpacked_n
                   ? PIN_OK
                   : pin_fail(err, PIN_E_PARSE, "an unpacked page of two sizes");
    }
    into->length = 0;
    uint8_t *bytes = pin_buffer_extend(into, unpacked_n, err);
    if (!bytes) {
        return PIN_E_NOMEM;
    }
    *out = (struct parquet_span){bytes, bytes + unpacked_n};
    if (codec == CODEC_SNAPPY) {
        return parquet_snappy(bytes, unpacked_n, packed, err);
    }
    if (codec == CODEC_GZIP || codec == CODEC_ZSTD) {
        const struct pin_unpack_block block = {packed.at, parquet_span_n(packed), bytes,
                                               unpacked_n};
        return pin_unpack_block(codec == CODEC_GZIP ? PIN_PACKING_GZIP : PIN_PACKING_ZSTD,
                                &block, err);
    }
    const int32_t known = (int32_t)(sizeof(codec_names) / sizeof(codec_names[0]));
    return pin_fail(err, PIN_E_UNAVAILABLE, "the codec %s (%d) is not read",
                    codec >= 0 && codec < known ? codec_names[codec] : "", codec);
}
