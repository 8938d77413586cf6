/* json.c - reading. A place keeps its container, not its whole path: containers are never
 * shared inside a parsed document, so the path to one is found by a search from the root,
 * and only when a message needs it. The library bounds the depth of nesting (2048), and
 * with it the recursion here. */
#include "harness/base/json.h"

#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <jansson.h>

enum { READ_SIZE = 1 << 16, PATH_SHOWN_MAX = 80, MESSAGE_MAX = 192 };

struct pin_json {
    json_t *root;
    const char *name;
};

static void release(void *object)
{
    json_decref(object);
}

static enum pin_status out_of_memory(const char *name, struct pin_error *err)
{
    (void)pin_fail(err, PIN_E_NOMEM, "no memory for a JSON document");
    pin_error_at(err, name, 0, 0);
    return PIN_E_NOMEM;
}

static enum pin_status malformed(const json_error_t *found, const char *name,
                                 struct pin_error *err)
{
    if (json_error_code(found) == json_error_out_of_memory) {
        return out_of_memory(name, err);
    }
    (void)pin_fail(err, PIN_E_PARSE, "%s", found->text);
    pin_error_at(err, name, found->line > 0 ? (uint32_t)found->line : 0,
                 found->column > 0 ? (uint32_t)found->column : 0);
    return PIN_E_PARSE;
}

enum pin_status pin_json_parse(const struct pin_json **out, struct pin_text text,
                               const char *name, struct pin_arena *arena,
                               struct pin_error *err)
{
    static const char mark[] = "\xEF\xBB\xBF";
    if (text.length >= 3 && memcmp(text.bytes, mark, 3) == 0) {
        text = (struct pin_text){text.bytes + 3, text.length - 3};
    }
    struct pin_json *document = PIN_NEW(arena, struct pin_json);
    char *copy = pin_arena_copy_text(arena, name, strlen(name));
    if (!document || !copy) {
        return out_of_memory(name, err);
    }
    json_error_t found;
    json_t *root = json_loadb(text.length > 0 ? text.bytes : "", text.length,
                              JSON_REJECT_DUPLICATES, &found);
    if (!root) {
        return malformed(&found, name, err);
    }
    if (!pin_arena_own(arena, release, root)) {
        return out_of_memory(name, err);
    }
    *document = (struct pin_json){root, copy};
    *out = document;
    return PIN_OK;
}

static enum pin_status read_all(struct pin_buffer *buffer, FILE *file,
                                struct pin_error *err)
{
    size_t got = READ_SIZE;
    while (got > 0) {
        char *place = pin_buffer_extend(buffer, READ_SIZE, err);
        if (!place) {
            return err->status;
        }
        errno = 0;
        got = fread(place, 1, READ_SIZE, file);
        buffer->length -= READ_SIZE - got;
    }
    if (ferror(file)) {
        return pin_fail(err, PIN_E_IO, "cannot read: %s", strerror(errno));
    }
    return PIN_OK;
}

enum pin_status pin_json_read(const struct pin_json **out, const char *path,
                              struct pin_arena *arena, struct pin_error *err)
{
    struct pin_error unseen = {0};
    err = err ? err : &unseen;
    const bool from_stdin = strcmp(path, "-") == 0;
    FILE *file = from_stdin ? stdin : fopen(path, "re");
    if (!file) {
        (void)pin_fail(err, PIN_E_IO, "cannot open: %s", strerror(errno));
        pin_error_at(err, path, 0, 0);
        return PIN_E_IO;
    }
    struct pin_buffer buffer;
    pin_buffer_init(&buffer, PIN_JSON_BYTES_MAX, arena);
    enum pin_status status = read_all(&buffer, file, err);
    if (!from_stdin) {
        (void)fclose(file);
    }
    if (status == PIN_OK) {
        const struct pin_text text = {buffer.bytes, buffer.length};
        status = pin_json_parse(out, text, path, arena, err);
    }
    pin_error_at(err, path, 0, 0);
    pin_buffer_free(&buffer);
    return status;
}

struct pin_json_at pin_json_root(const struct pin_json *document)
{
    return (struct pin_json_at){.document = document, .node = document->root};
}

enum pin_json_kind pin_json_kind(struct pin_json_at at)
{
    switch (json_typeof((const json_t *)at.node)) {
    case JSON_OBJECT: return PIN_JSON_OBJECT;
    case JSON_ARRAY: return PIN_JSON_ARRAY;
    case JSON_STRING: return PIN_JSON_TEXT;
    case JSON_INTEGER:
    case JSON_REAL: return PIN_JSON_NUMBER;
    case JSON_TRUE:
    case JSON_FALSE: return PIN_JSON_BOOL;
    case JSON_NULL: break;
    }
    return PIN_JSON_NULL;
}

static const char *kind_name(enum pin_json_kind kind)
{
    switch (kind) {
    case PIN_JSON_NULL: return "null";
    case PIN_JSON_BOOL: return "true or false";
    case PIN_JSON_NUMBER: return "a number";
    case PIN_JSON_TEXT: return "a string";
    case PIN_JSON_ARRAY: return "an array";
    case PIN_JSON_OBJECT: return "an object";
    }
    return "something else";
}

struct path { /* written from its end to its front, because the end matters most */
    char text[PATH_SHOWN_MAX + 1];
    size_t start;
    bool cut;
};

static void put_front(struct path *path, const char *text, size_t length)
{
    if (path->cut) {
        return;
    }
    if (length > path->start) {
        path->cut = true;
        path->start = path->start < 3 ? 0 : path->start - 3;
        memcpy(path->text + path->start, "...", 3);
        return;
    }
    path->start -= length;
    memcpy(path->text + path->start, text, length);
}

static bool plain_key(const char *key)
{
    static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                "0123456789_@-";
    return key[0] != '\0' && key[strspn(key, plain)] == '\0';
}

static void put_step(struct path *path, const struct pin_json_at *at, bool first)
{
    char step[PATH_SHOWN_MAX];
    if (!at->key) {
        (void)snprintf(step, sizeof(step), "[%" PRIu32 "]", at->ix);
    } else if (plain_key(at->key)) {
        (void)snprintf(step, sizeof(step), "%s%s", first ? "" : ".", at->key);
    } else {
        (void)snprintf(step, sizeof(step), "[\"%s\"]", at->key);
    }
    put_front(path, step, strlen(step));
}

/* The first child of a container, then the one after; false behind the last. */
static bool step_child(struct pin_json_at *child, struct pin_json_at holder)
{
    if (json_is_object((const json_t *)holder.node)) {
        return pin_json_next(child, holder);
    }
    const uint32_t ix = child->holder ? child->ix + 1 : 0;
    json_t *node = json_array_get(holder.node, ix);
    *child = (struct pin_json_at){holder.document, node, holder.node, NULL, ix};
    return node != NULL;
}

/* Puts the steps to the container target in front of path, on the way back from it. The
 * parser bounds the depth. NOLINTNEXTLINE(misc-no-recursion) */
static bool put_path_to(struct path *path, struct pin_json_at from, const void *target)
{
    if (from.node == target) {
        return true;
    }
    const enum pin_json_kind kind = pin_json_kind(from);
    if (kind != PIN_JSON_OBJECT && kind != PIN_JSON_ARRAY) {
        return false;
    }
    struct pin_json_at child = {0};
    while (step_child(&child, from)) {
        if (put_path_to(path, child, target)) {
            put_step(path, &child, !from.holder);
            return true;
        }
    }
    return false;
}

enum pin_status pin_json_fail(struct pin_json_at at, struct pin_error *err,
                              const char *fmt, ...)
{
    char message[MESSAGE_MAX];
    va_list args;
    va_start(args, fmt);
    (void)vsnprintf(message, sizeof(message), fmt, args);
    va_end(args);
    struct path path = {.start = PATH_SHOWN_MAX};
    const struct pin_json_at root = pin_json_root(at.document);
    if (at.holder) {
        put_step(&path, &at, at.holder == root.node);
        (void)put_path_to(&path, root, at.holder);
    }
    (void)pin_fail(err, PIN_E_CONFIG, "%s%s%s", path.text + path.start,
                   at.holder ? ": " : "", message);
    pin_error_at(err, at.document->name, 0, 0);
    return PIN_E_CONFIG;
}

enum pin_status pin_json_expect(struct pin_json_at at, enum pin_json_kind kind,
                                struct pin_error *err)
{
    const enum pin_json_kind found = pin_json_kind(at);
    if (found != kind) {
        return pin_json_fail(at, err, "expected %s, found %s", kind_name(kind),
                             kind_name(found));
    }
    return PIN_OK;
}

bool pin_json_find(struct pin_json_at *out, struct pin_json_at object, const char *key)
{
    void *iter = json_object_iter_at(object.node, key);
    if (!iter) {
        return false;
    }
    *out = (struct pin_json_at){object.document, json_object_iter_value(iter),
                                object.node, json_object_iter_key(iter), 0};
    return true;
}

enum pin_status pin_json_member(struct pin_json_at *out, struct pin_json_at object,
                                const char *key, struct pin_error *err)
{
    PIN_TRY(pin_json_expect(object, PIN_JSON_OBJECT, err));
    if (!pin_json_find(out, object, key)) {
        return pin_json_fail(object, err, "expected a member \"%s\", found none", key);
    }
    return PIN_OK;
}

bool pin_json_next(struct pin_json_at *member, struct pin_json_at object)
{
    void *iter = member->key ? json_object_iter_next(object.node,
                                                     json_object_key_to_iter(member->key))
                             : json_object_iter(object.node);
    if (!iter) {
        return false;
    }
    *member = (struct pin_json_at){object.document, json_object_iter_value(iter),
                                   object.node, json_object_iter_key(iter), 0};
    return true;
}

static bool listed(const char *key, const char *const *known, size_t known_n)
{
    for (size_t i = 0; i < known_n; i++) {
        if (strcmp(key, known[i]) == 0) {
            return true;
        }
    }
    return false;
}

enum pin_status pin_json_known(struct pin_json_at object, const char *const *known,
                               size_t known_n, struct pin_error *err)
{
    PIN_TRY(pin_json_expect(object, PIN_JSON_OBJECT, err));
    struct pin_json_at member = {0};
    while (pin_json_next(&member, object)) {
        if (!listed(member.key, known, known_n)) {
            const char *nearest = pin_text_nearest(member.key, known, known_n);
            return pin_json_fail(member, err,
                                 nearest ? "unknown key, did you mean \"%s\"?"
                                         : "unknown key%s",
                                 nearest ? nearest : "");
        }
    }
    return PIN_OK;
}

enum pin_status pin_json_length(uint32_t *out, struct pin_json_at array,
                                struct pin_error *err)
{
    PIN_TRY(pin_json_expect(array, PIN_JSON_ARRAY, err));
    *out = (uint32_t)json_array_size(array.node); /* below the document's bytes */
    return PIN_OK;
}

enum pin_status pin_json_element(struct pin_json_at *out, struct pin_json_at array,
                                 uint32_t ix, struct pin_error *err)
{
    PIN_TRY(pin_json_expect(array, PIN_JSON_ARRAY, err));
    json_t *node = json_array_get(array.node, ix);
    if (!node) {
        return pin_json_fail(array, err,
                             "expected more than %" PRIu32 " elements, found %zu", ix,
                             json_array_size(array.node));
    }
    *out = (struct pin_json_at){array.document, node, array.node, NULL, ix};
    return PIN_OK;
}
