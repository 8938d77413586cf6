/* number.c - digits from the C library, layout from here.
 *
 * A correctly rounding printf gives the same digits everywhere; the layout of %g (signs
 * and width of exponents) does not matter, because only digits and exponent are taken
 * from it. Any decimal of up to 15 digits survives the way through a normal double, so
 * for those the 15-digit form without its trailing zeros is the shortest if it reads
 * back; subnormals have less precision and are tried from one digit on. */
#include "harness/base/number.h"

#include "harness/base/text.h"

#include <float.h>
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum {
    DIGITS_MAX = 17,
    DIGITS_SAFE = 15,
    PLAIN_LOW = -5,
    PLAIN_HIGH = 16,
};

struct digits {
    char text[DIGITS_MAX]; /* without a point and without zeros at the end */
    int n;
    int exponent; /* of the first digit */
};

static uint64_t bits_of(double value)
{
    uint64_t bits = 0;
    memcpy(&bits, &value, sizeof(bits));
    return bits;
}

static bool same_bits(double a, double b)
{
    return bits_of(a) == bits_of(b);
}

static size_t put_text(char *into, const char *text)
{
    const size_t length = strlen(text);
    memcpy(into, text, length + 1);
    return length;
}

static size_t put_whole(char *into, uint64_t value)
{
    char reversed[20];
    size_t n = 0;
    do {
        reversed[n++] = (char)('0' + (int)(value % 10));
        value /= 10;
    } while (value > 0);
    for (size_t i = 0; i < n; i++) {
        into[i] = reversed[n - 1 - i];
    }
    return n;
}

/* The magnitude to n significant digits; false when that does not read back. */
static bool try_digits(struct digits *out, double magnitude, int n)
{
    char text[PIN_NUMBER_MAX];
    const int length = snprintf(text, sizeof(text), "%.*e", n - 1, magnitude);
    double back = 0;
    if (length < 0 ||
        pin_text_f64(&back, (struct pin_text){text, (size_t)length}, NULL) != PIN_OK ||
        !same_bits(back, magnitude)) {
        return false;
    }
    *out = (struct digits){.n = 0};
    const char *c = text;
    for (; *c != 'e'; c++) {
        if (*c >= '0' && *c <= '9') {
            out->text[out->n++] = *c;
        }
    }
    const bool negative = c[1] == '-';
    for (c += 2; *c != '\0'; c++) {
        out->exponent = out->exponent * 10 + (*c - '0');
    }
    out->exponent = negative ? -out->exponent : out->exponent;
    while (out->n > 1 && out->text[out->n - 1] == '0') {
        out->n--;
    }
    return true;
}

static size_t put_plain(char *into, const struct digits *digits)
{
    size_t at = 0;
    if (digits->exponent < 0) {
        at += put_text(into, "0.");
        for (int i = -1; i > digits->exponent; i--) {
            into[at++] = '0';
        }
    }
    for (int i = 0; i < digits->n || i <= digits->exponent; i++) {
        if (i > 0 && i == digits->exponent + 1) {
            into[at++] = '.';
        }
        into[at++] = '0';
        if (i < digits->n) {
            into[at - 1] = digits->text[i];
        }
    }
    return at;
}

static size_t put_scientific(char *into, const struct digits *digits)
{
    size_t at = 0;
    into[at++] = digits->text[0];
    if (digits->n > 1) {
        into[at++] = '.';
        memcpy(into + at, digits->text + 1, (size_t)digits->n - 1);
        at += (size_t)digits->n - 1;
    }
    into[at++] = 'e';
    if (digits->exponent < 0) {
        into[at++] = '-';
    }
    const int size = digits->exponent < 0 ? -digits->exponent : digits->exponent;
    return at + put_whole(into + at, (uint64_t)size);
}

size_t pin_number_print(char into[PIN_NUMBER_MAX], double value)
{
    if (!isfinite(value)) {
        return put_text(into, isnan(value) ? "nan" : signbit(value) ? "-inf" : "inf");
    }
    size_t at = 0;
    if (signbit(value)) {
        into[at++] = '-';
    }
    const double magnitude = fabs(value);
    /* Below 2^53 each whole number needs all its digits to be told from its neighbours.
     */
    const uint64_t whole = magnitude < 0x1p53 ? (uint64_t)magnitude : 0;
    if (same_bits((double)whole, magnitude)) {
        at += put_whole(into + at, whole);
    } else {
        struct digits digits = {.n = 0};
        int n = magnitude < DBL_MIN ? 1 : DIGITS_SAFE;
        while (!try_digits(&digits, magnitude, n) && n < DIGITS_MAX) {
            n++;
        }
        const bool plain = digits.exponent >= PLAIN_LOW && digits.exponent <= PLAIN_HIGH;
        at += plain ? put_plain(into + at, &digits) : put_scientific(into + at, &digits);
    }
    into[at] = '\0';
    return at;
}
