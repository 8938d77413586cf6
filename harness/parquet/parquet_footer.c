/* parquet_footer.c - FileMetaData of parquet.thrift; other fields are passed over. */
#include "harness/parquet/parquet_parts.h"
#include "harness/parquet/parquet_thrift.h"

enum { LOGICAL_INTEGER = 10, CONVERTED_UINT_8 = 11, CONVERTED_UINT_64 = 14 };

/* LogicalType: a union, of which the integer says more. */
static void read_logical(struct parquet_element *out, struct parquet_thrift *thrift)
{
    struct parquet_field field = {0};
    while (parquet_thrift_field(thrift, &field)) {
        out->logical = field.id;
        if (field.id != LOGICAL_INTEGER || field.type != THRIFT_STRUCT) {
            parquet_thrift_skip(thrift, field.type);
            continue;
        }
        struct parquet_field inner = {0};
        while (parquet_thrift_field(thrift, &inner)) {
            if (inner.id == 2) {
                out->is_unsigned = !parquet_thrift_bool(thrift, inner.type);
            } else {
                parquet_thrift_skip(thrift, inner.type);
            }
        }
    }
}

static void read_element(struct parquet_element *out, struct parquet_thrift *thrift)
{
    struct parquet_field field = {0};
    *out = (struct parquet_element){.physical = -1, .converted = -1};
    while (parquet_thrift_field(thrift, &field)) {
        switch (field.id) {
        case 1: out->physical = parquet_thrift_i32(thrift, field.type); break;
        case 2: out->length = parquet_thrift_i32(thrift, field.type); break;
        case 3: out->repetition = parquet_thrift_i32(thrift, field.type); break;
        case 4: out->name = parquet_thrift_bytes(thrift, field.type); break;
        case 5: out->children_n = parquet_thrift_i32(thrift, field.type); break;
        case 6: out->converted = parquet_thrift_i32(thrift, field.type); break;
        case 10:
            if (parquet_thrift_struct(thrift, field.type)) {
                read_logical(out, thrift);
            }
            break;
        default: parquet_thrift_skip(thrift, field.type); break;
        }
    }
    out->is_unsigned = out->is_unsigned || (out->converted >= CONVERTED_UINT_8 &&
                                            out->converted <= CONVERTED_UINT_64);
}

/* The list is as long as it says. NOLINTBEGIN(clang-analyzer-core.NullDereference) */
static void read_chunk_data(struct parquet_chunk *out, struct parquet_thrift *thrift)
{
    struct parquet_field field = {0};
    while (parquet_thrift_field(thrift, &field)) {
        switch (field.id) {
        case 1: out->physical = parquet_thrift_i32(thrift, field.type); break;
        case 4: out->codec = parquet_thrift_i32(thrift, field.type); break;
        case 5: out->values_n = parquet_thrift_int(thrift, field.type); break;
        case 7: out->bytes_n = parquet_thrift_int(thrift, field.type); break;
        case 9: out->data_at = parquet_thrift_int(thrift, field.type); break;
        case 11: out->dictionary_at = parquet_thrift_int(thrift, field.type); break;
        default: parquet_thrift_skip(thrift, field.type); break;
        }
    }
}

static void read_chunk(struct parquet_chunk *out, struct parquet_thrift *thrift)
{
    struct parquet_field field = {0};
    bool described = false;
    while (parquet_thrift_field(thrift, &field)) {
        if (field.id == 3 && parquet_thrift_struct(thrift, field.type)) {
            described = true;
            read_chunk_data(out, thrift);
        } else {
            out->elsewhere = out->elsewhere || field.id == 1 || field.id == 8;
            parquet_thrift_skip(thrift, field.type);
        }
    }
    out->elsewhere = out->elsewhere || !described;
}
/* NOLINTEND(clang-analyzer-core.NullDereference) */

/* A list of structs: how many, and memory for them, of size bytes each. */
static uint32_t begin_list(void **out, size_t size, struct parquet_thrift *thrift,
                           uint8_t type, struct pin_arena *arena)
{
    uint8_t element = 0;
    const uint32_t n = parquet_thrift_list(thrift, type, &element);
    if (n > 0 && !parquet_thrift_struct(thrift, element)) {
        return 0;
    }
    *out = pin_arena_alloc_n(arena, n + 1U, size, sizeof(int64_t));
    return n;
}

static enum pin_status read_group(struct parquet_group *out,
                                  struct parquet_thrift *thrift, struct pin_arena *arena,
                                  struct pin_error *err)
{
    struct parquet_field field = {0};
    while (parquet_thrift_field(thrift, &field)) {
        if (field.id == 1 && !out->chunks) {
            void *chunks = NULL;
            out->chunks_n =
                begin_list(&chunks, sizeof(*out->chunks), thrift, field.type, arena);
            out->chunks = chunks;
            if (!chunks && !thrift->fault) {
                return pin_fail(err, PIN_E_NOMEM, "no memory for the columns");
            }
            for (uint32_t i = 0; i < out->chunks_n; i++) {
                read_chunk(&out->chunks[i], thrift);
            }
        } else if (field.id == 3) {
            out->rows_n = parquet_thrift_int(thrift, field.type);
        } else {
            parquet_thrift_skip(thrift, field.type);
        }
    }
    return PIN_OK;
}

static enum pin_status read_elements(struct pin_parquet *file,
                                     struct parquet_thrift *thrift, uint8_t type,
                                     struct pin_arena *arena, struct pin_error *err)
{
    void *elements = NULL;
    const uint32_t n =
        begin_list(&elements, sizeof(*file->elements), thrift, type, arena);
    if (!elements) {
        return thrift->fault ? PIN_OK
                             : pin_fail(err, PIN_E_NOMEM, "no memory for the schema");
    }
    file->elements = elements;
    file->elements_n = n;
    for (uint32_t i = 0; i < n; i++) {
        read_element(&file->elements[i], thrift);
    }
    return PIN_OK;
}

static enum pin_status read_groups(struct pin_parquet *file,
                                   struct parquet_thrift *thrift, uint8_t type,
                                   struct pin_arena *arena, struct pin_error *err)
{
    void *groups = NULL;
    const uint32_t n = begin_list(&groups, sizeof(*file->groups), thrift, type, arena);
    if (!groups) {
        return thrift->fault ? PIN_OK
                             : pin_fail(err, PIN_E_NOMEM, "no memory for row groups");
    }
    file->groups = groups;
    file->groups_n = n;
    for (uint32_t i = 0; i < n; i++) {
        PIN_TRY(read_group(&file->groups[i], thrift, arena, err));
    }
    return PIN_OK;
}

enum pin_status parquet_footer_read(struct pin_parquet *file, const uint8_t *bytes,
                                    size_t length, struct pin_arena *arena,
                                    struct pin_error *err)
{
    struct parquet_thrift thrift = {.at = bytes, .end = bytes + length};
    struct parquet_field field = {0};
    int64_t rows_n = -1;
    while (parquet_thrift_field(&thrift, &field)) {
        if (field.id == 2 && !file->elements) {
            PIN_TRY(read_elements(file, &thrift, field.type, arena, err));
        } else if (field.id == 3) {
            rows_n = parquet_thrift_int(&thrift, field.type);
        } else if (field.id == 4 && !file->groups) {
            PIN_TRY(read_groups(file, &thrift, field.type, arena, err));
        } else {
            parquet_thrift_skip(&thrift, field.type);
        }
    }
    if (thrift.fault) {
        return pin_parquet_fail(file, 0, PIN_E_PARSE, err, "malformed footer: %s",
                                thrift.fault);
    }
    if (rows_n < 0 || !file->elements || !file->groups) {
        return pin_parquet_fail(file, 0, PIN_E_PARSE, err,
                                "the footer has no schema, no row groups or no number "
                                "of rows");
    }
    file->rows_n = (uint64_t)rows_n;
    return PIN_OK;
}
