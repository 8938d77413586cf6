#include "reports/cell.h"

#include "harness/base/utf8.h"
#include "reports/page.h"

#include <inttypes.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

/* From here on a number is shown in scientific notation, to stay in its 12 columns. */
#define FIXED_END 999999.5

struct glyph {
    size_t length; /* bytes of it in the name */
    bool shown;    /* as it is; otherwise as "?" */
};

static bool steers(uint32_t code)
{
    return code < 0x20 || (code >= 0x7F && code < 0xA0) || /* controls */
           code == 0x200E || code == 0x200F || code == 0x2028 || code == 0x2029 ||
           (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069);
}

/* What stands at a place that is not the end. A byte that begins no character is a glyph
 * of its own. */
static struct glyph glyph_at(const char *at)
{
    const uint32_t lead = (unsigned char)*at;
    const size_t length = lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    if (strnlen(at, length) < length || pin_utf8_check(at, length) < length) {
        return (struct glyph){1, false};
    }
    uint32_t code = length == 1 ? lead : lead & (0x7FU >> length);
    for (size_t i = 1; i < length; i++) {
        code = code << 6 | ((unsigned char)at[i] & 0x3FU);
    }
    return (struct glyph){length, !steers(code)};
}

static uint32_t name_width(const char *name)
{
    uint32_t width = 0;
    for (; *name != '\0'; name += glyph_at(name).length) {
        width++;
    }
    return width;
}

static void add(struct pin_cell *cell, const char *bytes, size_t length)
{
    if (length < sizeof(cell->text) - cell->length) {
        memcpy(cell->text + cell->length, bytes, length);
        cell->length += length;
        cell->text[cell->length] = '\0';
        cell->width++;
    }
}

void pin_cell_text(struct pin_cell *cell, const char *text)
{
    while (*text != '\0') {
        const size_t length = glyph_at(text).length;
        add(cell, text, length);
        text += length;
    }
}

void pin_cell_name(struct pin_cell *cell, const char *name, uint32_t width_max)
{
    const uint32_t limit = width_max < PIN_CELL_NAME_MAX ? width_max : PIN_CELL_NAME_MAX;
    const uint32_t width = name_width(name);
    const bool whole = width <= limit;
    const uint32_t head = whole ? width : limit / 2;
    const uint32_t tail = whole ? width : width - (limit - head - 1);
    for (uint32_t i = 0; *name != '\0'; i++) {
        const struct glyph glyph = glyph_at(name);
        if (i < head || i >= tail) {
            add(cell, glyph.shown ? name : "?", glyph.shown ? glyph.length : 1);
        } else if (i == head) {
            pin_cell_text(cell, "…");
        }
        name += glyph.length;
    }
}

void pin_cell_label(struct pin_cell *cell, const char *label, uint32_t width_max)
{
    static const char *const means[] = {"ap", "ap_noneg"};
    for (size_t i = 0; i < sizeof(means) / sizeof(means[0]); i++) {
        const size_t length = strlen(means[i]);
        if (strncmp(label, means[i], length) == 0 &&
            (label[length] == '@' || label[length] == '[' || label[length] == '\0')) {
            pin_cell_text(cell, "mAP");
            label += 2;
            width_max = width_max > 3 ? width_max - 3 : 0;
            break;
        }
    }
    pin_cell_name(cell, label, width_max);
}

void pin_cell_count(struct pin_cell *cell, uint64_t count)
{
    char digits[24];
    const int length = snprintf(digits, sizeof(digits), "%" PRIu64, count);
    for (int i = 0; i < length; i++) {
        if (i > 0 && (length - i) % 3 == 0) {
            add(cell, ",", 1);
        }
        add(cell, digits + i, 1);
    }
}

void pin_cell_figure(struct pin_cell *cell, double value)
{
    if (isnan(value)) {
        add(cell, "-", 1);
        return;
    }
    char text[PIN_FIXED_MAX];
    if (fabs(value) < FIXED_END) {
        (void)pin_fixed_print(text, value);
    } else {
        (void)pin_scientific_print(text, value);
    }
    /* A tiny negative number is not worth a sign. */
    pin_cell_text(cell, strcmp(text, "-0.0000") == 0 ? "0.0000" : text);
}

/* .0796 for 0.0796: an interval stands under its value, where the 0 is seen. */
static void add_bound(struct pin_cell *cell, double value)
{
    struct pin_cell bound = {.length = 0};
    pin_cell_figure(&bound, value);
    bound.text[bound.length] = '\0';
    const bool minus = bound.text[0] == '-';
    const char *digits = bound.text + minus;
    pin_cell_text(cell, minus ? "-" : "");
    pin_cell_text(cell, digits[0] == '0' && digits[1] == '.' ? digits + 1 : digits);
}

void pin_cell_interval(struct pin_cell *cell, double low, double high)
{
    if (!isnan(low) && !isnan(high)) {
        add_bound(cell, low);
        pin_cell_text(cell, " ");
        add_bound(cell, high);
    }
}
