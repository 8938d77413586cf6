/* utf8.h - is this UTF-8? As Unicode's table 3-7 has it: no overlong forms, no
 * surrogates, nothing above U+10FFFF. A NUL is a character like any other here. */
#ifndef PIN_HARNESS_BASE_UTF8_H
#define PIN_HARNESS_BASE_UTF8_H

#include <stddef.h>
#include <stdint.h>

/* The offset of the first byte of the first sequence that is not a character, or length.
 */
size_t pin_utf8_check(const char *bytes, size_t length);

/* Writes the 1 to 4 bytes of a code point (at most U+10FFFF, no surrogate); how many. */
size_t pin_utf8_put(char *out, uint32_t code_point);

#endif
