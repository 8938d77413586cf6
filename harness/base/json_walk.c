/* json_walk.c - steps made of several tokens, on top of pin_json_stream_next alone. */
#include "harness/base/json_stream.h"

enum pin_status pin_json_stream_expect(struct pin_json_stream *stream,
                                       enum pin_json_token_type type,
                                       struct pin_json_token *out, struct pin_error *err)
{
    PIN_TRY(pin_json_stream_next(stream, out, err));
    return out->type == type
               ? PIN_OK
               : pin_json_stream_fail(stream, out, PIN_E_PARSE, err,
                                      "expected %s, found %s", pin_json_token_name(type),
                                      pin_json_token_name(out->type));
}

enum pin_status pin_json_stream_skip(struct pin_json_stream *stream,
                                     struct pin_error *err)
{
    struct pin_json_token token;
    PIN_TRY(pin_json_stream_next(stream, &token, err));
    return pin_json_stream_skip_rest(stream, &token, err);
}

static bool begins(enum pin_json_token_type type)
{
    return type == PIN_TOKEN_OBJECT_BEGIN || type == PIN_TOKEN_ARRAY_BEGIN;
}

static bool ends(enum pin_json_token_type type)
{
    return type == PIN_TOKEN_OBJECT_END || type == PIN_TOKEN_ARRAY_END;
}

enum pin_status pin_json_stream_skip_rest(struct pin_json_stream *stream,
                                          const struct pin_json_token *first,
                                          struct pin_error *err)
{
    const enum pin_json_token_type type = first->type;
    if (ends(type) || type == PIN_TOKEN_KEY || type == PIN_TOKEN_END) {
        return pin_json_stream_fail(stream, first, PIN_E_PARSE, err,
                                    "expected a value, found %s",
                                    pin_json_token_name(type));
    }
    uint32_t depth = begins(type) ? 1 : 0;
    while (depth > 0) {
        struct pin_json_token token;
        PIN_TRY(pin_json_stream_next(stream, &token, err));
        depth += begins(token.type) ? 1 : 0;
        depth -= ends(token.type) ? 1 : 0;
    }
    return PIN_OK;
}
