/* number.h - a double as the shortest decimal that reads back as the same double.
 *
 * Same bytes with every C library: 0.1 and 1e-7, never 0.10000000000000001 or 1e-07. The
 * digits are those of the first of %.1g, %.2g ... %.17g that reads back. Plain notation
 * for decimal exponents -5 to 16 (0.00001 to 99999999999999990), d.ddde-7 beyond; no
 * plus, no leading zero in an exponent, no ".0". Minus zero is "-0". What is not finite
 * is "nan", "inf" or "-inf"; a format without those checks first. */
#ifndef PIN_HARNESS_BASE_NUMBER_H
#define PIN_HARNESS_BASE_NUMBER_H

#include <stddef.h>

enum { PIN_NUMBER_MAX = 32 };

/* Writes a NUL-terminated text and gives its length without the NUL. Cannot fail. */
size_t pin_number_print(char into[PIN_NUMBER_MAX], double value);

#endif
