#include "datasets/jsonl_row.h"

#include "harness/model/dataset.h"

#include <string.h>

enum member {
    MEMBER_QUERY,
    MEMBER_ITEM,
    MEMBER_INSTRUCTION,
    MEMBER_GROUP,
    MEMBER_IMAGES,
    MEMBER_JUDGMENTS,
    MEMBER_POSITIVES,
    MEMBER_NEGATIVES,
    MEMBER_ATTRIBUTES,
    MEMBERS_N,
};

static const char *const members[] = {"query",     "item",      "instruction",
                                      "group",     "images",    "judgments",
                                      "positives", "negatives", "attributes"};

enum { ROW_BYTES_MAX = 256 << 20 };

/* What an object of an item may have beside "item". */
static const uint32_t of_items = 1U << MEMBER_ITEM | 1U << MEMBER_ATTRIBUTES;

void jsonl_row_init(struct jsonl_row *row)
{
    pin_buffer_init(&row->text, ROW_BYTES_MAX, NULL);
    pin_buffer_init(&row->fields, 0, NULL);
}

void jsonl_row_free(struct jsonl_row *row)
{
    pin_buffer_free(&row->text);
    pin_buffer_free(&row->fields);
}

static bool is_scalar(enum pin_json_token_type type)
{
    return type == PIN_TOKEN_STRING || type == PIN_TOKEN_NUMBER ||
           type == PIN_TOKEN_TRUE || type == PIN_TOKEN_FALSE;
}

static enum pin_status put(struct jsonl_row *row, struct jsonl_field field,
                           const struct pin_json_token *token, struct pin_error *err)
{
    struct pin_text text = {token->bytes, token->length};
    if (token->type == PIN_TOKEN_TRUE || token->type == PIN_TOKEN_FALSE) {
        text = pin_text_of(pin_json_token_name(token->type));
    }
    field.null = token->type == PIN_TOKEN_NULL;
    field.text_at = (uint32_t)row->text.length;
    field.length = field.null ? 0 : (uint32_t)text.length;
    PIN_TRY(pin_buffer_put(&row->text, text.bytes, field.length, err));
    if (field.kind == JSONL_QUERY || field.kind == JSONL_ITEM) {
        row->name = field;
    }
    return pin_buffer_put(&row->fields, &field, sizeof(field), err);
}

static enum pin_status unexpected(struct pin_json_stream *stream, const char *expected,
                                  enum member member, const struct pin_json_token *found,
                                  struct pin_error *err)
{
    return pin_json_stream_fail(stream, found, PIN_E_PARSE, err,
                                "expected %s in \"%s\", found %s", expected,
                                members[member], pin_json_token_name(found->type));
}

/* An id is a text, or a number as it is written; it is not empty. */
static enum pin_status check_id(struct pin_json_stream *stream, enum member member,
                                const struct pin_json_token *token, struct pin_error *err)
{
    if (token->type != PIN_TOKEN_STRING && token->type != PIN_TOKEN_NUMBER) {
        return unexpected(stream, "an id (a string or a number)", member, token, err);
    }
    if (token->length == 0 || memchr(token->bytes, '\0', token->length)) {
        return pin_json_stream_fail(stream, token, PIN_E_PARSE, err,
                                    "an id in \"%s\" is empty or holds a NUL byte",
                                    members[member]);
    }
    return PIN_OK;
}

static enum pin_status read_list(struct jsonl_row *row, struct pin_json_stream *stream,
                                 enum member member, struct pin_error *err)
{
    const bool labels = member != MEMBER_IMAGES;
    const struct jsonl_field field = {
        .kind = labels ? JSONL_JUDGMENT : JSONL_IMAGE,
        .grade = member == MEMBER_NEGATIVES ? PIN_GRADE_HARD_NEGATIVE : 1};
    struct pin_json_token token;
    PIN_TRY(pin_json_stream_next(stream, &token, err));
    if (token.type != PIN_TOKEN_ARRAY_BEGIN) {
        return unexpected(stream, "a list of ids", member, &token, err);
    }
    PIN_TRY(pin_json_stream_next(stream, &token, err));
    while (token.type != PIN_TOKEN_ARRAY_END) {
        if (token.type != PIN_TOKEN_NULL || !labels) {
            PIN_TRY(check_id(stream, member, &token, err));
        }
        PIN_TRY(put(row, field, &token, err));
        PIN_TRY(pin_json_stream_next(stream, &token, err));
    }
    return PIN_OK;
}

static enum pin_status read_grade(struct pin_json_stream *stream, int32_t *out,
                                  struct pin_error *err)
{
    struct pin_json_token token;
    int64_t grade = 0;
    PIN_TRY(pin_json_stream_next(stream, &token, err));
    if (token.type != PIN_TOKEN_NUMBER ||
        pin_text_i64(&grade, (struct pin_text){token.bytes, token.length}, NULL) !=
            PIN_OK ||
        grade < PIN_GRADE_MIN || grade > PIN_GRADE_MAX) {
        return pin_json_stream_fail(stream, &token, PIN_E_PARSE, err,
                                    "expected a grade, a whole number from %d to %d",
                                    PIN_GRADE_MIN, PIN_GRADE_MAX);
    }
    *out = (int32_t)grade;
    return PIN_OK;
}

static enum pin_status read_judgments(struct jsonl_row *row,
                                      struct pin_json_stream *stream,
                                      struct pin_error *err)
{
    struct pin_json_token token;
    PIN_TRY(pin_json_stream_next(stream, &token, err));
    if (token.type != PIN_TOKEN_OBJECT_BEGIN) {
        return unexpected(stream, "an object of grades by item", MEMBER_JUDGMENTS, &token,
                          err);
    }
    PIN_TRY(pin_json_stream_next(stream, &token, err));
    while (token.type != PIN_TOKEN_OBJECT_END) {
        token.type = PIN_TOKEN_STRING;
        PIN_TRY(check_id(stream, MEMBER_JUDGMENTS, &token, err));
        PIN_TRY(put(row, (struct jsonl_field){.kind = JSONL_JUDGMENT}, &token, err));
        int32_t grade = 0;
        PIN_TRY(read_grade(stream, &grade, err));
        const size_t n = PIN_BUFFER_N(&row->fields, struct jsonl_field);
        PIN_BUFFER_AT(&row->fields, struct jsonl_field)[n - 1].grade = grade;
        PIN_TRY(pin_json_stream_next(stream, &token, err));
    }
    return PIN_OK;
}

/* Of a null nothing is kept: the query or item has no such value. */
static enum pin_status read_attributes(struct jsonl_row *row,
                                       struct pin_json_stream *stream,
                                       struct pin_error *err)
{
    struct pin_json_token token;
    PIN_TRY(pin_json_stream_next(stream, &token, err));
    if (token.type != PIN_TOKEN_OBJECT_BEGIN) {
        return unexpected(stream, "an object of values by name", MEMBER_ATTRIBUTES,
                          &token, err);
    }
    PIN_TRY(pin_json_stream_next(stream, &token, err));
    while (token.type != PIN_TOKEN_OBJECT_END) {
        struct jsonl_field field = {.kind = JSONL_ATTRIBUTE};
        field.name_at = (uint32_t)row->text.length;
        if (token.length == 0 || memchr(token.bytes, '\0', token.length)) {
            return pin_json_stream_fail(stream, &token, PIN_E_PARSE, err,
                                        "the name of an attribute is empty or holds a "
                                        "NUL byte");
        }
        PIN_TRY(pin_buffer_put(&row->text, token.bytes, token.length, err));
        PIN_TRY(pin_buffer_put(&row->text, "", 1, err));
        PIN_TRY(pin_json_stream_next(stream, &token, err));
        if (is_scalar(token.type)) {
            PIN_TRY(put(row, field, &token, err));
        } else if (token.type != PIN_TOKEN_NULL) {
            return unexpected(stream, "a string, a number, true, false or null",
                              MEMBER_ATTRIBUTES, &token, err);
        }
        PIN_TRY(pin_json_stream_next(stream, &token, err));
    }
    return PIN_OK;
}

static enum pin_status read_text(struct jsonl_row *row, struct pin_json_stream *stream,
                                 enum member member, struct pin_error *err)
{
    struct pin_json_token token;
    PIN_TRY(pin_json_stream_next(stream, &token, err));
    if (member == MEMBER_INSTRUCTION) {
        if (token.type == PIN_TOKEN_NULL) {
            return PIN_OK;
        }
        if (token.type != PIN_TOKEN_STRING) {
            return unexpected(stream, "a string", member, &token, err);
        }
    } else {
        PIN_TRY(check_id(stream, member, &token, err));
    }
    const enum jsonl_kind kind = member == MEMBER_QUERY   ? JSONL_QUERY
                                 : member == MEMBER_ITEM  ? JSONL_ITEM
                                 : member == MEMBER_GROUP ? JSONL_GROUP
                                                          : JSONL_INSTRUCTION;
    return put(row, (struct jsonl_field){.kind = kind}, &token, err);
}

static enum pin_status read_member(struct jsonl_row *row, struct pin_json_stream *stream,
                                   const struct pin_json_token *key,
                                   struct pin_error *err)
{
    uint32_t member = 0;
    const struct pin_text name = {key->bytes, key->length};
    while (member < MEMBERS_N && !pin_text_equal_cstring(name, members[member])) {
        member++;
    }
    if (member == MEMBERS_N) {
        return pin_json_stream_fail(
            stream, key, PIN_E_PARSE, err,
            "expected query, item, instruction, group, images, judgments, positives, "
            "negatives or attributes, found \"%.*s\"",
            pin_text_shown(name), name.bytes);
    }
    if (row->seen & 1U << member) {
        return pin_json_stream_fail(stream, key, PIN_E_DUPLICATE, err,
                                    "\"%s\" is there twice", members[member]);
    }
    row->seen |= 1U << member;
    switch ((enum member)member) {
    case MEMBER_IMAGES:
    case MEMBER_POSITIVES:
    case MEMBER_NEGATIVES: return read_list(row, stream, (enum member)member, err);
    case MEMBER_JUDGMENTS: return read_judgments(row, stream, err);
    case MEMBER_ATTRIBUTES: return read_attributes(row, stream, err);
    case MEMBER_QUERY:
    case MEMBER_ITEM:
    case MEMBER_INSTRUCTION:
    case MEMBER_GROUP:
    case MEMBERS_N: break;
    }
    return read_text(row, stream, (enum member)member, err);
}

static enum pin_status check_kind(const struct jsonl_row *row,
                                  const struct pin_json_stream *stream,
                                  struct pin_error *err)
{
    const bool query = row->seen & 1U << MEMBER_QUERY;
    const bool item = row->seen & 1U << MEMBER_ITEM;
    if (query == item) {
        return pin_json_stream_fail(stream, &row->begin, PIN_E_PARSE, err,
                                    "expected an object with either \"query\" or "
                                    "\"item\", found %s",
                                    query ? "both" : "neither");
    }
    if (item && (row->seen & ~of_items) != 0) {
        return pin_json_stream_fail(stream, &row->begin, PIN_E_PARSE, err,
                                    "an item has \"attributes\" and nothing else");
    }
    return PIN_OK;
}

enum pin_status jsonl_row_read(struct jsonl_row *row, struct pin_json_stream *stream,
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
                                    "expected a query or an item (an object), found %s",
                                    pin_json_token_name(row->begin.type));
    }
    PIN_TRY(pin_json_stream_next(stream, &token, err));
    while (token.type != PIN_TOKEN_OBJECT_END) {
        PIN_TRY(read_member(row, stream, &token, err));
        PIN_TRY(pin_json_stream_next(stream, &token, err));
    }
    *found_out = true;
    return check_kind(row, stream, err);
}
