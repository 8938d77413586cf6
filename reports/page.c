#include "reports/page.h"

#include "harness/base/number.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

void pin_page_bytes(struct pin_page *page, const char *bytes, size_t length)
{
    if (page->status == PIN_OK) {
        page->status = pin_buffer_put(page->out, bytes, length, page->err);
    }
}

void pin_page_text(struct pin_page *page, const char *text)
{
    pin_page_bytes(page, text, strlen(text));
}

void pin_page_count(struct pin_page *page, uint64_t count)
{
    char text[24];
    const int length = snprintf(text, sizeof(text), "%" PRIu64, count);
    pin_page_bytes(page, text, (size_t)length);
}

void pin_page_number(struct pin_page *page, double value)
{
    if (!isnan(value)) {
        char text[PIN_NUMBER_MAX];
        pin_page_bytes(page, text, pin_number_print(text, value));
    }
}

void pin_page_fixed(struct pin_page *page, double value)
{
    if (!isnan(value)) {
        char text[PIN_FIXED_MAX];
        pin_page_bytes(page, text, pin_fixed_print(text, value));
    }
}

/* The C library rounds right, but writes the decimal separator of a locale that some
 * other code may have set: what is neither a digit nor of an exponent becomes a point. */
static size_t settle_point(char *text, double value)
{
    if (!isfinite(value)) {
        return strlen(text);
    }
    static const char numeric[] = "0123456789+-e";
    const size_t whole = strspn(text, numeric);
    const size_t separator = strcspn(text + whole, numeric);
    const char *rest = text + whole + separator;
    const size_t rest_length = strlen(rest);
    text[whole] = '.';
    memmove(text + whole + 1, rest, rest_length + 1);
    return whole + 1 + rest_length;
}

size_t pin_fixed_print(char into[PIN_FIXED_MAX], double value)
{
    (void)snprintf(into, PIN_FIXED_MAX, "%.4f", value);
    return settle_point(into, value);
}

size_t pin_scientific_print(char into[PIN_FIXED_MAX], double value)
{
    (void)snprintf(into, PIN_FIXED_MAX, "%.4e", value);
    return settle_point(into, value);
}
