/* json_lexis.c - escapes are rare, so they are looked for with memchr and handled apart.
 */
#include "harness/base/json_lexis.h"

#include "harness/base/utf8.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum { NO_UNIT = 0x10000, LONG_ESCAPE = 6 /* \uXXXX */ };

static uint32_t hex_value(char c)
{
    if (c >= '0' && c <= '9') {
        return (uint32_t)(c - '0');
    }
    const char lower = (char)(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? (uint32_t)(lower - 'a') + 10 : NO_UNIT;
}

/* The 16 bits of a \uXXXX escape at `at`; NO_UNIT when it is none. */
static uint32_t unit_at(const char *at, const char *end)
{
    if (end - at < LONG_ESCAPE || at[0] != '\\' || at[1] != 'u') {
        return NO_UNIT;
    }
    uint32_t unit = 0;
    for (int i = 2; i < LONG_ESCAPE; i++) {
        const uint32_t digit = hex_value(at[i]);
        if (digit == NO_UNIT) {
            return NO_UNIT;
        }
        unit = unit << 4 | digit;
    }
    return unit;
}

static bool is_high(uint32_t unit)
{
    return unit >= 0xD800 && unit <= 0xDBFF;
}

static bool is_low(uint32_t unit)
{
    return unit >= 0xDC00 && unit <= 0xDFFF;
}

/* One \u escape, or two that make a pair: writes at *to, gives what was consumed, or 0.
 */
static size_t decode_units(const char *from, const char *end, char **to,
                           struct pin_json_fault *fault)
{
    const uint32_t unit = unit_at(from, end);
    if (unit == NO_UNIT) {
        fault->expected = "four hexadecimal digits after \\u";
        return 0;
    }
    if (is_low(unit)) {
        fault->expected = "a high surrogate in front of a low one";
        return 0;
    }
    if (!is_high(unit)) {
        *to += pin_utf8_put(*to, unit);
        return LONG_ESCAPE;
    }
    const uint32_t low = unit_at(from + LONG_ESCAPE, end);
    if (!is_low(low)) {
        fault->expected = "a low surrogate after a high one";
        return 0;
    }
    *to += pin_utf8_put(*to, 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00));
    return 2 * (size_t)LONG_ESCAPE;
}

static size_t decode_escape(const char *from, const char *end, char **to,
                            struct pin_json_fault *fault)
{
    static const char names[] = "\"\\/bfnrt";
    static const char values[] = "\"\\/\b\f\n\r\t";
    char name = '\0';
    if (end - from >= 2) {
        name = from[1];
    }
    if (name == 'u') {
        return decode_units(from, end, to, fault);
    }
    const char *found = name == '\0' ? NULL : strchr(names, name);
    if (!found) {
        fault->expected = "one of \"\\/bfnrtu after a backslash";
        return 0;
    }
    *(*to)++ = values[found - names];
    return 2;
}

static size_t unescape(char *text, size_t length, struct pin_json_fault *fault)
{
    const char *end = text + length;
    const char *from = memchr(text, '\\', length);
    if (!from) {
        return length;
    }
    char *to = text + (from - text);
    while (from < end) {
        const size_t taken = decode_escape(from, end, &to, fault);
        if (taken == 0) {
            fault->offset = (size_t)(from - text);
            break;
        }
        from += taken;
        const char *next = memchr(from, '\\', (size_t)(end - from));
        const size_t plain = (size_t)((next ? next : end) - from);
        memmove(to, from, plain);
        to += plain;
        from += plain;
    }
    return (size_t)(to - text);
}

size_t pin_json_decode(char *text, size_t length, struct pin_json_fault *fault_out)
{
    *fault_out = (struct pin_json_fault){0};
    const size_t valid = pin_utf8_check(text, length);
    const size_t decoded = unescape(text, valid, fault_out);
    if (!fault_out->expected && valid < length) {
        *fault_out = (struct pin_json_fault){"UTF-8", valid};
    }
    return decoded;
}

static const char *over_digits(const char *at)
{
    while (*at >= '0' && *at <= '9') {
        at++;
    }
    return at;
}

size_t pin_json_scan_number(const char *text, struct pin_json_fault *fault_out)
{
    const char *expected = NULL;
    const char *at = text + (*text == '-' ? 1 : 0);
    const char *digits = at;
    at = *at == '0' ? at + 1 : over_digits(at);
    if (at == digits) {
        expected = "a digit after '-'";
    } else if (*digits == '0' && *at >= '0' && *at <= '9') {
        expected = "no digit after a leading 0";
    }
    if (!expected && *at == '.') {
        digits = at + 1;
        at = over_digits(digits);
        expected = at == digits ? "a digit after '.'" : NULL;
    }
    if (!expected && (*at == 'e' || *at == 'E')) {
        digits = at + 1;
        digits += *digits == '+' || *digits == '-' ? 1 : 0;
        at = over_digits(digits);
        expected = at == digits ? "a digit in the exponent" : NULL;
    }
    const size_t length = (size_t)(at - text);
    *fault_out = (struct pin_json_fault){expected, expected ? length : 0};
    return length;
}
