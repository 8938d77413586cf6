/* pinpoint_row.h - one row of PinPoint's label table, read from JSON Lines.
 *
 * A row is gathered whole before anything is pushed, because its columns may come in any
 * order. One row is used for all rows of a file: its memory is the longest row's. */
#ifndef PIN_DATASETS_PINPOINT_ROW_H
#define PIN_DATASETS_PINPOINT_ROW_H

#include "harness/base/buffer.h"
#include "harness/base/json_stream.h"
#include "harness/base/text.h"

enum pinpoint_column {
    PINPOINT_QUERY_ID,
    PINPOINT_IMAGE,
    PINPOINT_IMAGE2,
    PINPOINT_INSTRUCTION,
    PINPOINT_POSITIVES,
    PINPOINT_NEGATIVES,
    PINPOINT_ATTRIBUTE, /* any other column that holds a scalar */
    PINPOINT_NESTED,    /* any other column that holds a list or an object: passed over */
};

struct pinpoint_field {
    enum pinpoint_column column;
    bool null;        /* a null, in a list or alone */
    uint32_t name_at; /* of an attribute: its NUL-terminated name */
    uint32_t text_at;
    uint32_t length;
};

struct pinpoint_row {
    struct pin_buffer text;
    struct pin_buffer fields;    /* struct pinpoint_field, in the order of the file */
    struct pin_json_token begin; /* where the row stands */
    uint32_t seen;               /* a bit for each column up to PINPOINT_NEGATIVES */
};

void pinpoint_row_init(struct pinpoint_row *row);
void pinpoint_row_free(struct pinpoint_row *row);

/* Reads the next row; *found_out is false at the end of the file. reference: a label
 * column that is no list counts as an empty list instead of failing, as in the reference
 * evaluator. */
PIN_MUST_USE enum pin_status pinpoint_row_read(struct pinpoint_row *row,
                                               struct pin_json_stream *stream,
                                               bool reference, bool *found_out,
                                               struct pin_error *err);

/* Which column has this name; PINPOINT_ATTRIBUTE for one that is not a label's. */
enum pinpoint_column pinpoint_column_of(struct pin_text name);

/* The name of a column that must be there and is not among those seen; or NULL. */
const char *pinpoint_column_lacking(uint32_t seen, bool reference);

/* Appends a field: name of an attribute or NULL, text NULL for null. */
PIN_MUST_USE enum pin_status pinpoint_row_put(struct pinpoint_row *row,
                                              enum pinpoint_column column,
                                              const char *name,
                                              const struct pin_text *text,
                                              struct pin_error *err);

static inline struct pin_text pinpoint_field_text(const struct pinpoint_row *row,
                                                  const struct pinpoint_field *field)
{
    return (struct pin_text){row->text.bytes + field->text_at, field->length};
}

/* The first field of the column, or NULL when the row has none or it is null. */
const struct pinpoint_field *pinpoint_row_find(const struct pinpoint_row *row,
                                               enum pinpoint_column column);

#endif
