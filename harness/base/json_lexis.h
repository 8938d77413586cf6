/* json_lexis.h - the insides of a JSON string and of a JSON number (RFC 8259, sections 6
 * and 7), apart from where their bytes come from. */
#ifndef PIN_HARNESS_BASE_JSON_LEXIS_H
#define PIN_HARNESS_BASE_JSON_LEXIS_H

#include <stddef.h>

struct pin_json_fault {
    const char *expected; /* NULL: there is no fault */
    size_t offset; /* of the byte that is at fault, from the beginning of the text */
};

/* Decodes what stands between two quotes, in place: the result is never longer. Checks
 * the escapes and the UTF-8; the caller has seen to control characters. The new length;
 * bytes from a fault on are as they were. \u0000 gives a NUL byte. */
size_t pin_json_decode(char *text, size_t length, struct pin_json_fault *fault_out);

/* The number at the beginning of text, which a NUL ends. How many bytes it has; with a
 * fault, how many were looked at before it. */
size_t pin_json_scan_number(const char *text, struct pin_json_fault *fault_out);

#endif
