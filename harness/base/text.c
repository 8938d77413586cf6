/* text.c - the only caller of strtod, and that only for numbers the short way cannot do.
 *
 * Integers are read by hand, because strtoul takes blanks, signs and wraps. Decimals are
 * checked against the grammar by hand, because strtod takes hexadecimal, "nan" and "inf".
 * Where the digits fit 53 bits and the power of ten is exact in a double, one operation
 * rounds correctly (Clinger, PLDI 1990); run files hold hardly anything else. */
#include "harness/base/text.h"

#include <float.h>
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    SHOWN_MAX = 40,
    NUMBER_MAX = 1200, /* the longest exact decimal of a double has 1077 characters */
    NAME_MAX_BYTES = 64,
    EXACT_DIGITS = 15,
    EXACT_POWER = 22,
    EXPONENT_MAX = 99999,
};

struct pin_text pin_text_of(const char *cstring)
{
    return (struct pin_text){cstring, strlen(cstring)};
}

bool pin_text_equal(struct pin_text a, struct pin_text b)
{
    return a.length == b.length &&
           (a.length == 0 || memcmp(a.bytes, b.bytes, a.length) == 0);
}

bool pin_text_equal_cstring(struct pin_text a, const char *b)
{
    return pin_text_equal(a, pin_text_of(b));
}

static bool blank(char c)
{
    return c == ' ' || c == '\t';
}

struct pin_text pin_text_trim(struct pin_text text)
{
    while (text.length > 0 && blank(text.bytes[0])) {
        text.bytes++;
        text.length--;
    }
    while (text.length > 0 && blank(text.bytes[text.length - 1])) {
        text.length--;
    }
    return text;
}

struct pin_text pin_text_cut(struct pin_text *rest, char separator)
{
    const struct pin_text whole = *rest;
    const char *at =
        whole.length > 0 ? memchr(whole.bytes, separator, whole.length) : NULL;
    if (!at) {
        *rest = (struct pin_text){NULL, 0};
        return whole;
    }
    const size_t length = (size_t)(at - whole.bytes);
    *rest = (struct pin_text){at + 1, whole.length - length - 1};
    return (struct pin_text){whole.bytes, length};
}

int pin_text_shown(struct pin_text text)
{
    if (text.length <= SHOWN_MAX) {
        return (int)text.length;
    }
    int shown = SHOWN_MAX;
    while (shown > SHOWN_MAX - 4 && ((unsigned char)text.bytes[shown] & 0xC0U) == 0x80U) {
        shown--;
    }
    return shown;
}

static enum pin_status refuse(struct pin_text text, const char *expected,
                              struct pin_error *err)
{
    const int shown = pin_text_shown(text);
    return pin_fail(err, PIN_E_PARSE, "expected %s, found \"%.*s%s\"", expected, shown,
                    text.bytes ? text.bytes : "",
                    (size_t)shown < text.length ? "..." : "");
}

static bool digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Digits only, at least one, up to and with max. */
static bool read_digits(uint64_t *out, struct pin_text text, uint64_t max)
{
    uint64_t value = 0;
    for (size_t i = 0; i < text.length; i++) {
        if (!digit(text.bytes[i])) {
            return false;
        }
        const uint64_t more = (uint64_t)(text.bytes[i] - '0');
        if (value > (max - more) / 10) {
            return false;
        }
        value = value * 10 + more;
    }
    *out = value;
    return text.length > 0;
}

enum pin_status pin_text_u32(uint32_t *out, struct pin_text text, struct pin_error *err)
{
    uint64_t value = 0;
    if (!read_digits(&value, text, UINT32_MAX)) {
        return refuse(text, "a whole number from 0 to 4294967295", err);
    }
    *out = (uint32_t)value;
    return PIN_OK;
}

enum pin_status pin_text_u64(uint64_t *out, struct pin_text text, struct pin_error *err)
{
    uint64_t value = 0;
    if (!read_digits(&value, text, UINT64_MAX)) {
        return refuse(text, "a whole number from 0 to 18446744073709551615", err);
    }
    *out = value;
    return PIN_OK;
}

enum pin_status pin_text_i64(int64_t *out, struct pin_text text, struct pin_error *err)
{
    const bool negative = text.length > 0 && text.bytes[0] == '-';
    const uint64_t max = (uint64_t)INT64_MAX + (negative ? 1U : 0U);
    uint64_t value = 0;
    struct pin_text digits = text;
    if (negative) {
        digits = (struct pin_text){text.bytes + 1, text.length - 1};
    }
    if (!read_digits(&value, digits, max)) {
        return refuse(
            text, "a whole number from -9223372036854775808 to 9223372036854775807", err);
    }
    if (negative && value > 0) {
        *out = -(int64_t)(value - 1) - 1; /* never negates INT64_MIN's magnitude */
    } else {
        *out = (int64_t)value;
    }
    return PIN_OK;
}

struct decimal { /* mantissa * 10^power, exact while digits_n is at most EXACT_DIGITS */
    bool negative;
    uint64_t mantissa;
    int digits_n; /* from the first that is not zero */
    int power;
};

static size_t scan_digits(struct decimal *number, struct pin_text text, size_t at,
                          bool fraction)
{
    for (; at < text.length && digit(text.bytes[at]); at++) {
        if (number->digits_n > 0 || text.bytes[at] != '0') {
            number->digits_n++;
        }
        if (number->digits_n <= EXACT_DIGITS) {
            number->mantissa = number->mantissa * 10 + (uint64_t)(text.bytes[at] - '0');
            number->power -= fraction ? 1 : 0;
        }
    }
    return at;
}

/* What follows the digits: nothing, or e, an optional sign and digits to the end. */
static bool scan_exponent(struct decimal *number, struct pin_text text, size_t at)
{
    if (at == text.length) {
        return true;
    }
    if (text.bytes[at] != 'e' && text.bytes[at] != 'E') {
        return false;
    }
    at++;
    const bool negative = at < text.length && text.bytes[at] == '-';
    if (at < text.length && (text.bytes[at] == '-' || text.bytes[at] == '+')) {
        at++;
    }
    if (at == text.length) {
        return false;
    }
    int exponent = 0;
    for (; at < text.length && digit(text.bytes[at]); at++) {
        exponent = exponent * 10 + (text.bytes[at] - '0');
        exponent = exponent > EXPONENT_MAX ? EXPONENT_MAX : exponent;
    }
    number->power += negative ? -exponent : exponent;
    return at == text.length;
}

/* Whether the text is a decimal number; what it is, where that is short. */
static bool scan_decimal(struct decimal *number, struct pin_text text)
{
    *number = (struct decimal){.negative = text.length > 0 && text.bytes[0] == '-'};
    const size_t start = number->negative ? 1 : 0;
    size_t at = scan_digits(number, text, start, false);
    size_t digits_n = at - start;
    if (at < text.length && text.bytes[at] == '.') {
        const size_t point = at;
        at = scan_digits(number, text, point + 1, true);
        digits_n += at - point - 1;
    }
    return digits_n > 0 && scan_exponent(number, text, at);
}

static bool exact(double *out, const struct decimal *number)
{
    static const double powers[EXACT_POWER + 1] = {
        1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
        1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
    if (FLT_EVAL_METHOD != 0 || number->digits_n > EXACT_DIGITS ||
        number->power < -EXACT_POWER || number->power > EXACT_POWER) {
        return false;
    }
    const double whole = (double)number->mantissa;
    const double value = number->power < 0 ? whole / powers[-number->power]
                                           : whole * powers[number->power];
    *out = number->negative ? -value : value;
    return true;
}

enum pin_status pin_text_f64(double *out, struct pin_text text, struct pin_error *err)
{
    struct decimal number;
    if (text.length > NUMBER_MAX || !scan_decimal(&number, text)) {
        return refuse(text, "a decimal number from -1.8e308 to 1.8e308", err);
    }
    if (exact(out, &number)) {
        return PIN_OK;
    }
    char copy[NUMBER_MAX + 1];
    memcpy(copy, text.bytes, text.length);
    copy[text.length] = '\0';
    const double value = strtod(copy, NULL);
    if (!isfinite(value)) {
        return refuse(text, "a decimal number from -1.8e308 to 1.8e308", err);
    }
    *out = value;
    return PIN_OK;
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* ASCII letters in lower case: whoever writes AP means ap. */
static char folded(char c)
{
    static const char lower[] = "abcdefghijklmnopqrstuvwxyz";
    return c >= 'A' && c <= 'Z' ? lower[c - 'A'] : c;
}

/* Optimal string alignment, three rows of it. Both are at most NAME_MAX_BYTES long. */
static size_t edits_between(struct pin_text a, struct pin_text b)
{
    size_t rows[3][NAME_MAX_BYTES + 1];
    size_t *before = rows[0];
    size_t *above = rows[1];
    size_t *row = rows[2];
    for (size_t j = 0; j <= b.length; j++) {
        before[j] = j;
        above[j] = j;
        row[j] = j;
    }
    for (size_t i = 1; i <= a.length; i++) {
        row[0] = i;
        for (size_t j = 1; j <= b.length; j++) {
            const bool same = folded(a.bytes[i - 1]) == folded(b.bytes[j - 1]);
            row[j] = least(above[j], row[j - 1]) + 1;
            row[j] = least(row[j], above[j - 1] + (same ? 0 : 1));
            if (i > 1 && j > 1 && a.bytes[i - 1] == b.bytes[j - 2] &&
                a.bytes[i - 2] == b.bytes[j - 1]) {
                row[j] = least(row[j], before[j - 2] + 1);
            }
        }
        size_t *spare = before;
        before = above;
        above = row;
        row = spare;
    }
    return above[b.length];
}

const char *pin_text_nearest(const char *wanted, const char *const *known, size_t known_n)
{
    const struct pin_text name = pin_text_of(wanted);
    if (name.length > NAME_MAX_BYTES) {
        return NULL;
    }
    size_t best_edits = (name.length < 3 ? 1 : name.length / 3) + 1;
    const char *best = NULL;
    for (size_t i = 0; i < known_n; i++) {
        const struct pin_text other = pin_text_of(known[i]);
        const size_t edits =
            other.length > NAME_MAX_BYTES ? SIZE_MAX : edits_between(name, other);
        if (edits < best_edits) {
            best_edits = edits;
            best = known[i];
        }
    }
    return best;
}
