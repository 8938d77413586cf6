/* text.h - a piece of text by pointer and length, and numbers read from it.
 *
 * A slice points into memory that belongs to someone else, is not NUL-terminated and may
 * hold any byte. Nothing here allocates. The number readers take all of the text or fail
 * with PIN_E_PARSE: no blanks, no leading plus, no hexadecimal, no locale. On failure
 * *out is left alone. */
#ifndef PIN_HARNESS_BASE_TEXT_H
#define PIN_HARNESS_BASE_TEXT_H

#include "harness/base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct pin_text {
    const char *bytes; /* may be NULL when length is 0 */
    size_t length;
};

#define PIN_TEXT(literal) ((struct pin_text){"" literal, sizeof(literal) - 1})

struct pin_text pin_text_of(const char *cstring);
bool pin_text_equal(struct pin_text a, struct pin_text b);
bool pin_text_equal_cstring(struct pin_text a, const char *b);

/* Without the spaces and tabs at both ends. */
struct pin_text pin_text_trim(struct pin_text text);

/* The field in front of the first separator; *rest becomes what stands behind it. The
 * last field leaves rest->bytes NULL, so that `while (rest.bytes)` sees every field, the
 * empty one behind a separator at the end too. */
struct pin_text pin_text_cut(struct pin_text *rest, char separator);

/* How many bytes a message should quote with "%.*s": at most 40, and no half a character.
 */
int pin_text_shown(struct pin_text text);

PIN_MUST_USE enum pin_status pin_text_u32(uint32_t *out, struct pin_text text,
                                          struct pin_error *err);
PIN_MUST_USE enum pin_status pin_text_u64(uint64_t *out, struct pin_text text,
                                          struct pin_error *err);
PIN_MUST_USE enum pin_status pin_text_i64(int64_t *out, struct pin_text text,
                                          struct pin_error *err);

/* Decimal notation with an optional exponent, correctly rounded. Finite only: a number
 * that would overflow is refused; one too small for a double becomes zero. */
PIN_MUST_USE enum pin_status pin_text_f64(double *out, struct pin_text text,
                                          struct pin_error *err);

/* For "did you mean": the known name with the fewest edits (a letter more, less or other,
 * or two neighbours swapped; no part edited twice), the first of several, or NULL where
 * none is within a third of the wanted name's length, or one edit for short names. */
const char *pin_text_nearest(const char *wanted, const char *const *known,
                             size_t known_n);

#endif
