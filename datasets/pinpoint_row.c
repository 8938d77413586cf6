#include "datasets/pinpoint_row.h"

#include <string.h>

static const char *const columns[] = {
    [PINPOINT_QUERY_ID] = "query_id",
    [PINPOINT_IMAGE] = "query_image_signature",
    [PINPOINT_IMAGE2] = "query_image_signature2",
    [PINPOINT_INSTRUCTION] = "instruction",
    [PINPOINT_POSITIVES] = "positive_candidates",
    [PINPOINT_NEGATIVES] = "negative_candidates",
};

enum { ROW_BYTES_MAX = 256 << 20 };

void pinpoint_row_init(struct pinpoint_row *row)
{
    pin_buffer_init(&row->text, ROW_BYTES_MAX, NULL);
    pin_buffer_init(&row->fields, 0, NULL);
}

void pinpoint_row_free(struct pinpoint_row *row)
{
    pin_buffer_free(&row->text);
    pin_buffer_free(&row->fields);
}

enum pinpoint_column pinpoint_column_of(struct pin_text name)
{
    for (uint32_t i = 0; i <= PINPOINT_NEGATIVES; i++) {
        if (pin_text_equal_cstring(name, columns[i])) {
            return (enum pinpoint_column)i;
        }
    }
    return PINPOINT_ATTRIBUTE;
}

const char *pinpoint_column_lacking(uint32_t seen, bool reference)
{
    for (uint32_t i = 0; i <= PINPOINT_NEGATIVES; i++) {
        const bool needed = i == PINPOINT_QUERY_ID || !reference;
        if (needed && i != PINPOINT_IMAGE2 && !(seen & 1U << i)) {
            return columns[i];
        }
    }
    return NULL;
}

/* The field is written where it stays: a copy of a struct that was just filled member by
 * member waits for the members, and a table has a field for every label. */
static enum pin_status put_field(struct pinpoint_row *row, enum pinpoint_column column,
                                 uint32_t name_at, const struct pin_json_token *token,
                                 struct pin_error *err)
{
    const char *text = token->bytes;
    size_t length = token->length;
    if (token->type == PIN_TOKEN_TRUE || token->type == PIN_TOKEN_FALSE) {
        text = token->type == PIN_TOKEN_TRUE ? "true" : "false";
        length = strlen(text);
    }
    length = token->type == PIN_TOKEN_NULL ? 0 : length;
    struct pinpoint_field *field = pin_buffer_extend(&row->fields, sizeof(*field), err);
    if (!field) {
        return PIN_E_NOMEM;
    }
    field->column = column;
    field->null = token->type == PIN_TOKEN_NULL;
    field->name_at = name_at;
    field->text_at = (uint32_t)row->text.length;
    field->length = (uint32_t)length;
    return pin_buffer_put(&row->text, text, length, err);
}

enum pin_status pinpoint_row_put(struct pinpoint_row *row, enum pinpoint_column column,
                                 const char *name, const struct pin_text *text,
                                 struct pin_error *err)
{
    const uint32_t name_at = name ? (uint32_t)row->text.length : 0;
    struct pin_json_token token = {.type = PIN_TOKEN_NULL};
    if (name) {
        PIN_TRY(pin_buffer_put(&row->text, name, strlen(name) + 1, err));
    }
    if (text) {
        token = (struct pin_json_token){
            .type = PIN_TOKEN_STRING, .bytes = text->bytes, .length = text->length};
    }
    return put_field(row, column, name_at, &token, err);
}

static enum pin_status read_list(struct pinpoint_row *row, struct pin_json_stream *stream,
                                 enum pinpoint_column column, struct pin_error *err)
{
    struct pin_json_token token;
    PIN_TRY(pin_json_stream_next(stream, &token, err));
    while (token.type != PIN_TOKEN_ARRAY_END) {
        if (token.type != PIN_TOKEN_STRING && token.type != PIN_TOKEN_NULL) {
            return pin_json_stream_fail(
                stream, &token, PIN_E_PARSE, err,
                "expected an item id (a string) or null in %s, found %s", columns[column],
                pin_json_token_name(token.type));
        }
        PIN_TRY(put_field(row, column, 0, &token, err));
        PIN_TRY(pin_json_stream_next(stream, &token, err));
    }
    return PIN_OK;
}

/* Whether a column up to PINPOINT_INSTRUCTION may hold this. */
static bool scalar_fits(enum pinpoint_column column, enum pin_json_token_type type)
{
    if (type == PIN_TOKEN_STRING) {
        return true;
    }
    return column == PINPOINT_QUERY_ID ? type == PIN_TOKEN_NUMBER
                                       : type == PIN_TOKEN_NULL;
}

static enum pin_status read_known(struct pinpoint_row *row,
                                  struct pin_json_stream *stream,
                                  enum pinpoint_column column, bool reference,
                                  struct pin_error *err)
{
    struct pin_json_token token;
    PIN_TRY(pin_json_stream_next(stream, &token, err));
    if (column >= PINPOINT_POSITIVES) {
        if (token.type == PIN_TOKEN_ARRAY_BEGIN) {
            return read_list(row, stream, column, err);
        }
        if (token.type == PIN_TOKEN_NULL || reference) {
            return pin_json_stream_skip_rest(stream, &token, err);
        }
    } else if (scalar_fits(column, token.type)) {
        return put_field(row, column, 0, &token, err);
    }
    return pin_json_stream_fail(
        stream, &token, PIN_E_PARSE, err, "expected %s in %s, found %s",
        column >= PINPOINT_POSITIVES ? "a list of ids" : "a string", columns[column],
        pin_json_token_name(token.type));
}

static enum pin_status read_other(struct pinpoint_row *row,
                                  struct pin_json_stream *stream,
                                  const struct pin_json_token *key, struct pin_error *err)
{
    const uint32_t name_at = (uint32_t)row->text.length;
    enum pinpoint_column column = PINPOINT_ATTRIBUTE;
    PIN_TRY(pin_buffer_put(&row->text, key->bytes, key->length, err));
    PIN_TRY(pin_buffer_put(&row->text, "", 1, err));
    struct pin_json_token token;
    PIN_TRY(pin_json_stream_next(stream, &token, err));
    if (token.type == PIN_TOKEN_ARRAY_BEGIN || token.type == PIN_TOKEN_OBJECT_BEGIN) {
        column = PINPOINT_NESTED;
        PIN_TRY(pin_json_stream_skip_rest(stream, &token, err));
        token = (struct pin_json_token){.type = PIN_TOKEN_NULL};
    }
    return put_field(row, column, name_at, &token, err);
}

static enum pin_status read_column(struct pinpoint_row *row,
                                   struct pin_json_stream *stream,
                                   const struct pin_json_token *key, bool reference,
                                   struct pin_error *err)
{
    const enum pinpoint_column column =
        pinpoint_column_of((struct pin_text){key->bytes, key->length});
    if (column == PINPOINT_ATTRIBUTE) {
        return read_other(row, stream, key, err);
    }
    if (row->seen & 1U << column) {
        return pin_json_stream_fail(stream, key, PIN_E_DUPLICATE, err,
                                    "the column %s is there twice", columns[column]);
    }
    row->seen |= 1U << column;
    return read_known(row, stream, column, reference, err);
}

enum pin_status pinpoint_row_read(struct pinpoint_row *row,
                                  struct pin_json_stream *stream, bool reference,
                                  bool *found_out, struct pin_error *err)
{
    struct pin_json_token token;
    row->text.length = 0;
    row->fields.length = 0;
    row->seen = 0;
    *found_out = false;
    PIN_TRY(pin_json_stream_next(stream, &row->begin, err));
    if (row->begin.type == PIN_TOKEN_END) {
        return PIN_OK;
    }
    if (row->begin.type != PIN_TOKEN_OBJECT_BEGIN) {
        return pin_json_stream_fail(stream, &row->begin, PIN_E_PARSE, err,
                                    "expected a row (an object), found %s",
                                    pin_json_token_name(row->begin.type));
    }
    PIN_TRY(pin_json_stream_next(stream, &token, err));
    while (token.type != PIN_TOKEN_OBJECT_END) {
        PIN_TRY(read_column(row, stream, &token, reference, err));
        PIN_TRY(pin_json_stream_next(stream, &token, err));
    }
    const char *lacking = pinpoint_column_lacking(row->seen, reference);
    if (lacking) {
        return pin_json_stream_fail(stream, &row->begin, PIN_E_PARSE, err,
                                    "the row has no column %s", lacking);
    }
    *found_out = true;
    return PIN_OK;
}

const struct pinpoint_field *pinpoint_row_find(const struct pinpoint_row *row,
                                               enum pinpoint_column column)
{
    const struct pinpoint_field *fields =
        PIN_BUFFER_AT(&row->fields, const struct pinpoint_field);
    for (size_t i = 0; i < PIN_BUFFER_N(&row->fields, struct pinpoint_field); i++) {
        if (fields[i].column == column) {
            return fields[i].null ? NULL : &fields[i];
        }
    }
    return NULL;
}
