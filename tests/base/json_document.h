/* json_document.h - a JSON text in memory, and the tokens that the stream makes of it. */
#ifndef PIN_TESTS_BASE_JSON_DOCUMENT_H
#define PIN_TESTS_BASE_JSON_DOCUMENT_H

#include "harness/base/buffer.h"
#include "harness/base/json_stream.h"

struct document {
    const char *bytes;
    size_t length;
    enum pin_json_mode mode;
    size_t piece_bytes;
};

static inline enum pin_status open_document(struct pin_json_stream **out,
                                            const struct document *document,
                                            struct pin_arena *arena,
                                            struct pin_error *err)
{
    struct pin_source *source = NULL;
    const struct pin_source_memory memory = {document->bytes, document->length,
                                             document->piece_bytes};
    PIN_TRY(pin_source_open_memory(&source, "in.json", &memory, arena, err));
    return pin_json_stream_new(out, source, document->mode, arena, err);
}

/* Every token as "type line:column length:bytes;", so that two readings can be compared.
 */
static inline enum pin_status trace(const struct document *document,
                                    struct pin_buffer *out, struct pin_arena *arena,
                                    struct pin_error *err)
{
    struct pin_json_stream *stream = NULL;
    struct pin_json_token token = {.type = PIN_TOKEN_NULL};
    PIN_TRY(open_document(&stream, document, arena, err));
    while (token.type != PIN_TOKEN_END) {
        PIN_TRY(pin_json_stream_next(stream, &token, err));
        PIN_TRY(pin_buffer_putf(out, err, "%d %u:%u %zu:", (int)token.type, token.line,
                                token.column, token.length));
        PIN_TRY(pin_buffer_put(out, token.bytes, token.length, err));
        PIN_TRY(pin_buffer_text(out, ";", err));
    }
    return PIN_OK;
}

#endif
