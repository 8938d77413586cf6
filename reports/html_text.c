#include "reports/html_text.h"

#include "harness/base/utf8.h"

#include <stdbool.h>
#include <string.h>

static const char *entity_of(char c)
{
    switch (c) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '"': return "&quot;";
    case '\'': return "&#39;";
    case '\n':
    case '\r':
    case '\t': return " ";
    default: return (unsigned char)c < 0x20 || c == 0x7F ? "\xEF\xBF\xBD" : NULL;
    }
}

static void put_bytes(struct pin_page *page, const char *text, size_t length)
{
    while (length > 0) {
        const size_t good = pin_utf8_check(text, length);
        for (size_t i = 0; i < good; i++) {
            const char *entity = entity_of(text[i]);
            pin_page_bytes(page, entity ? entity : text + i, entity ? strlen(entity) : 1);
        }
        const bool broken = good < length;
        pin_page_text(page, broken ? "\xEF\xBF\xBD" : "");
        text += good + broken;
        length -= good + broken;
    }
}

void pin_html_text(struct pin_page *page, const char *text)
{
    put_bytes(page, text, strlen(text));
}

void pin_html_cell(struct pin_page *page, const struct pin_cell *cell)
{
    put_bytes(page, cell->text, cell->length);
}
