/* json.h - JSON documents of the size of a plan or a result, read by path.
 *
 * The only door to the JSON library. A document lives in an arena and is read-only. A
 * place (struct pin_json_at) is a value in it together with how it is reached, small
 * enough to pass around, good for as long as the document. An error in the text
 * (PIN_E_PARSE) names file, line and column; an error in what it says (PIN_E_CONFIG)
 * names the file and the place: "systems[1].stages[0].alpha: expected a number, found a
 * string".
 *
 * Members keep the order of the file, a key that is there twice is an error, and texts
 * are UTF-8 without NUL. */
#ifndef PIN_HARNESS_BASE_JSON_H
#define PIN_HARNESS_BASE_JSON_H

#include "harness/base/arena.h"
#include "harness/base/buffer.h"
#include "harness/base/error.h"
#include "harness/base/text.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define PIN_JSON_BYTES_MAX ((size_t)256 << 20) /* a larger document is refused */

struct pin_json;

enum pin_json_kind {
    PIN_JSON_NULL,
    PIN_JSON_BOOL,
    PIN_JSON_NUMBER,
    PIN_JSON_TEXT,
    PIN_JSON_ARRAY,
    PIN_JSON_OBJECT,
};

struct pin_json_at { /* copied freely; only key and ix are for reading */
    const struct pin_json *document;
    void *node;
    void *holder;    /* the array or object that node is in; NULL at the root */
    const char *key; /* in an object; NUL-terminated, lives as long as the document */
    uint32_t ix;     /* in an array */
};

/* The document at path ("-" is stdin), or the one in text, called name in errors. A byte
 * order mark in front is skipped. */
PIN_MUST_USE enum pin_status pin_json_read(const struct pin_json **out, const char *path,
                                           struct pin_arena *arena,
                                           struct pin_error *err);
PIN_MUST_USE enum pin_status pin_json_parse(const struct pin_json **out,
                                            struct pin_text text, const char *name,
                                            struct pin_arena *arena,
                                            struct pin_error *err);

struct pin_json_at pin_json_root(const struct pin_json *document);
enum pin_json_kind pin_json_kind(struct pin_json_at at);

/* Fails with PIN_E_CONFIG, the file as the place and "path: message" as the text; for
 * what a caller finds wrong with a value. */
enum pin_status pin_json_fail(struct pin_json_at at, struct pin_error *err,
                              const char *fmt, ...) PIN_PRINTF(3, 4);

/* Fails unless the value is of that kind: "expected an object, found null". */
PIN_MUST_USE enum pin_status pin_json_expect(struct pin_json_at at,
                                             enum pin_json_kind kind,
                                             struct pin_error *err);

/* A member of an object: find is false when it is absent, or at is no object; member
 * fails then. A member that is null is there. */
bool pin_json_find(struct pin_json_at *out, struct pin_json_at object, const char *key);
PIN_MUST_USE enum pin_status pin_json_member(struct pin_json_at *out,
                                             struct pin_json_at object, const char *key,
                                             struct pin_error *err);

/* Walks the members in order: starts from a zeroed *member, false behind the last. */
bool pin_json_next(struct pin_json_at *member, struct pin_json_at object);

/* Fails on the first member whose key is none of the known ones, and suggests one. */
PIN_MUST_USE enum pin_status pin_json_known(struct pin_json_at object,
                                            const char *const *known, size_t known_n,
                                            struct pin_error *err);

/* Arrays. An element past the end is an error. */
PIN_MUST_USE enum pin_status pin_json_length(uint32_t *out, struct pin_json_at array,
                                             struct pin_error *err);
PIN_MUST_USE enum pin_status pin_json_element(struct pin_json_at *out,
                                              struct pin_json_at array, uint32_t ix,
                                              struct pin_error *err);

/* Values. A whole number is one without point and exponent; low and high are allowed. A
 * text is NUL-terminated and lives as long as the document. */
PIN_MUST_USE enum pin_status pin_json_bool(bool *out, struct pin_json_at at,
                                           struct pin_error *err);
PIN_MUST_USE enum pin_status pin_json_text(const char **out, struct pin_json_at at,
                                           struct pin_error *err);
PIN_MUST_USE enum pin_status pin_json_i64(int64_t *out, struct pin_json_at at,
                                          int64_t low, int64_t high,
                                          struct pin_error *err);
PIN_MUST_USE enum pin_status pin_json_u32(uint32_t *out, struct pin_json_at at,
                                          uint32_t low, uint32_t high,
                                          struct pin_error *err);
PIN_MUST_USE enum pin_status pin_json_f64(double *out, struct pin_json_at at,
                                          struct pin_error *err);

/* Appends the value in its canonical form: no blanks, keys in byte order, numbers by
 * pin_number_print, so that equal values are equal bytes whatever the file looked like.
 */
PIN_MUST_USE enum pin_status pin_json_dump(struct pin_buffer *buffer,
                                           struct pin_json_at at, struct pin_error *err);

/* Appends any text as a quoted JSON string; what is not UTF-8 becomes U+FFFD. */
PIN_MUST_USE enum pin_status pin_json_escape(struct pin_buffer *buffer,
                                             struct pin_text text, struct pin_error *err);

#endif
