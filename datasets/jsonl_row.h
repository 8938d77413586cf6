/* jsonl_row.h - one object of the generic dataset format (docs/FORMATS.md, "Generic
 * datasets"), gathered whole because its members may come in any order. */
#ifndef PIN_DATASETS_JSONL_ROW_H
#define PIN_DATASETS_JSONL_ROW_H

#include "harness/base/buffer.h"
#include "harness/base/json_stream.h"
#include "harness/base/text.h"

enum jsonl_kind {
    JSONL_QUERY,
    JSONL_ITEM,
    JSONL_INSTRUCTION,
    JSONL_GROUP,
    JSONL_IMAGE,
    JSONL_JUDGMENT,
    JSONL_ATTRIBUTE,
};

struct jsonl_field {
    enum jsonl_kind kind;
    bool null;        /* of a judgment: listed without an item */
    int32_t grade;    /* of a judgment */
    uint32_t name_at; /* of an attribute: its NUL-terminated name */
    uint32_t text_at;
    uint32_t length;
};

struct jsonl_row {
    struct pin_buffer text;
    struct pin_buffer fields; /* struct jsonl_field, in the order of the file */
    struct pin_json_token begin;
    uint32_t seen;           /* a bit for each member */
    struct jsonl_field name; /* the id of the query or the item */
};

void jsonl_row_init(struct jsonl_row *row);
void jsonl_row_free(struct jsonl_row *row);

/* Reads the next object; *found_out is false at the end of the file. What it is, a query
 * or an item, row->name.kind says. */
PIN_MUST_USE enum pin_status jsonl_row_read(struct jsonl_row *row,
                                            struct pin_json_stream *stream,
                                            bool *found_out, struct pin_error *err);

static inline struct pin_text jsonl_field_text(const struct jsonl_row *row,
                                               const struct jsonl_field *field)
{
    return (struct pin_text){row->text.bytes + field->text_at, field->length};
}

#endif
