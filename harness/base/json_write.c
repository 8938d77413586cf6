/* json_write.c - the library's own writer is not used: its versions print 0.1
 * differently, and a report that changes with a library cannot be compared byte by byte.
 */
#include "harness/base/json.h"
#include "harness/base/number.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

struct lead { /* what may follow the first byte of a character; Unicode 15, table 3-7 */
    size_t more_n;
    unsigned low; /* of the second byte; later ones are 0x80 to 0xBF */
    unsigned high;
};

static struct lead lead_of(unsigned byte)
{
    if (byte < 0xC2 || byte > 0xF4) {
        return (struct lead){0, 0, 0};
    }
    struct lead lead = {byte < 0xE0 ? 1 : byte < 0xF0 ? 2 : 3, 0x80, 0xBF};
    switch (byte) {
    case 0xE0: lead.low = 0xA0; break;  /* not in more bytes than needed */
    case 0xED: lead.high = 0x9F; break; /* no halves of surrogate pairs */
    case 0xF0: lead.low = 0x90; break;
    case 0xF4: lead.high = 0x8F; break; /* nothing above U+10FFFF */
    default: break;
    }
    return lead;
}

/* The bytes of the character that text begins with; where it is none, *valid_out is false
 * and the count is that of the bytes that one replacement stands for. */
static size_t character_length(struct pin_text text, bool *valid_out)
{
    const unsigned char *bytes = (const unsigned char *)text.bytes;
    *valid_out = true;
    if (bytes[0] < 0x80) {
        return 1;
    }
    struct lead lead = lead_of(bytes[0]);
    *valid_out = lead.more_n > 0;
    size_t length = 1;
    while (*valid_out && length <= lead.more_n) {
        if (length == text.length || bytes[length] < lead.low ||
            bytes[length] > lead.high) {
            *valid_out = false;
        } else {
            length++;
            lead.low = 0x80;
            lead.high = 0xBF;
        }
    }
    return length;
}

static enum pin_status put_ascii(struct pin_buffer *buffer, char c, struct pin_error *err)
{
    switch (c) {
    case '"': return pin_buffer_text(buffer, "\\\"", err);
    case '\\': return pin_buffer_text(buffer, "\\\\", err);
    case '\b': return pin_buffer_text(buffer, "\\b", err);
    case '\f': return pin_buffer_text(buffer, "\\f", err);
    case '\n': return pin_buffer_text(buffer, "\\n", err);
    case '\r': return pin_buffer_text(buffer, "\\r", err);
    case '\t': return pin_buffer_text(buffer, "\\t", err);
    default: return pin_buffer_putf(buffer, err, "\\u%04x", (unsigned)(unsigned char)c);
    }
}

static bool needs_escape(unsigned char byte)
{
    return byte < 0x20 || byte == '"' || byte == '\\' || byte == 0x7F;
}

enum pin_status pin_json_escape(struct pin_buffer *buffer, struct pin_text text,
                                struct pin_error *err)
{
    PIN_TRY(pin_buffer_put(buffer, "\"", 1, err));
    size_t done = 0; /* bytes in front of it are in the buffer */
    size_t at = 0;
    while (at < text.length) {
        bool valid = true;
        const struct pin_text rest = {text.bytes + at, text.length - at};
        const size_t length = character_length(rest, &valid);
        if (valid && !needs_escape((unsigned char)rest.bytes[0])) {
            at += length;
            continue;
        }
        PIN_TRY(pin_buffer_put(buffer, text.bytes + done, at - done, err));
        PIN_TRY(valid ? put_ascii(buffer, rest.bytes[0], err)
                      : pin_buffer_text(buffer, "\xEF\xBF\xBD", err));
        at += length;
        done = at;
    }
    if (done < text.length) {
        PIN_TRY(pin_buffer_put(buffer, text.bytes + done, text.length - done, err));
    }
    return pin_buffer_put(buffer, "\"", 1, err);
}

static enum pin_status dump_number(struct pin_buffer *buffer, const json_t *node,
                                   struct pin_error *err)
{
    if (json_is_integer(node)) {
        return pin_buffer_putf(buffer, err, "%" PRId64,
                               (int64_t)json_integer_value(node));
    }
    char text[PIN_NUMBER_MAX];
    const size_t length = pin_number_print(text, json_real_value(node));
    return pin_buffer_put(buffer, text, length, err);
}

static enum pin_status put_comma(struct pin_buffer *buffer, size_t ix,
                                 struct pin_error *err)
{
    return ix == 0 ? PIN_OK : pin_buffer_put(buffer, ",", 1, err);
}

static int key_order(const void *a, const void *b)
{
    const struct pin_json_at *x = a;
    const struct pin_json_at *y = b;
    return strcmp(x->key, y->key);
}

/* The parser bounds the depth. NOLINTBEGIN(misc-no-recursion) */
static enum pin_status dump_array(struct pin_buffer *buffer, struct pin_json_at array,
                                  struct pin_error *err)
{
    PIN_TRY(pin_buffer_put(buffer, "[", 1, err));
    const size_t n = json_array_size(array.node);
    for (size_t i = 0; i < n; i++) {
        struct pin_json_at element = array;
        element.node = json_array_get(array.node, i);
        PIN_TRY(put_comma(buffer, i, err));
        PIN_TRY(pin_json_dump(buffer, element, err));
    }
    return pin_buffer_put(buffer, "]", 1, err);
}

static enum pin_status dump_members(struct pin_buffer *buffer, struct pin_buffer *members,
                                    struct pin_json_at object, struct pin_error *err)
{
    struct pin_json_at member = {0};
    while (pin_json_next(&member, object)) {
        PIN_TRY(pin_buffer_put(members, &member, sizeof(member), err));
    }
    const size_t n = PIN_BUFFER_N(members, struct pin_json_at);
    struct pin_json_at *sorted = PIN_BUFFER_AT(members, struct pin_json_at);
    if (n > 1) {
        qsort(sorted, n, sizeof(*sorted), key_order);
    }
    for (size_t i = 0; i < n; i++) {
        PIN_TRY(put_comma(buffer, i, err));
        PIN_TRY(pin_json_escape(buffer, pin_text_of(sorted[i].key), err));
        PIN_TRY(pin_buffer_put(buffer, ":", 1, err));
        PIN_TRY(pin_json_dump(buffer, sorted[i], err));
    }
    return PIN_OK;
}

static enum pin_status dump_object(struct pin_buffer *buffer, struct pin_json_at object,
                                   struct pin_error *err)
{
    struct pin_buffer members;
    PIN_TRY(pin_buffer_put(buffer, "{", 1, err));
    pin_buffer_init(&members, 0, buffer->account);
    const enum pin_status status = dump_members(buffer, &members, object, err);
    pin_buffer_free(&members);
    PIN_TRY(status);
    return pin_buffer_put(buffer, "}", 1, err);
}

enum pin_status pin_json_dump(struct pin_buffer *buffer, struct pin_json_at at,
                              struct pin_error *err)
{
    switch (pin_json_kind(at)) {
    case PIN_JSON_NULL: break;
    case PIN_JSON_BOOL:
        return pin_buffer_text(
            buffer, json_is_true((const json_t *)at.node) ? "true" : "false", err);
    case PIN_JSON_NUMBER: return dump_number(buffer, at.node, err);
    case PIN_JSON_TEXT:
        return pin_json_escape(buffer, pin_text_of(json_string_value(at.node)), err);
    case PIN_JSON_ARRAY: return dump_array(buffer, at, err);
    case PIN_JSON_OBJECT: return dump_object(buffer, at, err);
    }
    return pin_buffer_text(buffer, "null", err);
}
/* NOLINTEND(misc-no-recursion) */
