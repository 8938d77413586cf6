#include "reports/latex_text.h"

#include <stdbool.h>
#include <string.h>

static const char *special_of(char c)
{
    switch (c) {
    case '&': return "\\&";
    case '%': return "\\%";
    case '$': return "\\$";
    case '#': return "\\#";
    case '_': return "\\_";
    case '{': return "\\{";
    case '}': return "\\}";
    case '~': return "\\textasciitilde{}";
    case '^': return "\\textasciicircum{}";
    case '\\': return "\\textbackslash{}";
    case '<': return "\\textless{}";
    case '>': return "\\textgreater{}";
    case '|': return "\\textbar{}";
    case '"': return "''{}"; /* its own glyph needs another font encoding */
    case '\'': return "\\textquotesingle{}";
    case '`': return "\\textasciigrave{}";
    case '-': return "{-}"; /* two of them would be one dash */
    default: return NULL;
    }
}

/* Two bytes from U+00A0 to U+017F, which the usual fonts have; … is three. */
static size_t latin_length(const char *at)
{
    const unsigned char *bytes = (const unsigned char *)at;
    const bool latin =
        (bytes[0] == 0xC2 && bytes[1] >= 0xA1) || (bytes[0] >= 0xC3 && bytes[0] <= 0xC5);
    return latin ? 2 : strncmp(at, "…", 3) == 0 ? 3 : 0;
}

void pin_latex_cell(struct pin_page *page, const struct pin_cell *cell)
{
    for (size_t i = 0; i < cell->length;) {
        const char *at = cell->text + i;
        const char *special = special_of(*at);
        const size_t latin = latin_length(at);
        if (special) {
            pin_page_text(page, special);
            i++;
        } else if ((unsigned char)*at < 0x80) {
            pin_page_bytes(page, at, 1);
            i++;
        } else if (latin > 0) {
            pin_page_text(page, latin == 3 ? "\\ldots{}" : "");
            pin_page_bytes(page, at, latin == 3 ? 0 : latin);
            i += latin;
        } else {
            pin_page_text(page, "?");
            for (i++; i < cell->length && (cell->text[i] & 0xC0) == 0x80; i++) {
            }
        }
    }
}

void pin_latex_text(struct pin_page *page, const char *text)
{
    struct pin_cell cell = {.length = 0};
    pin_cell_name(&cell, text, PIN_CELL_NAME_MAX);
    pin_latex_cell(page, &cell);
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

void pin_latex_comment(struct pin_page *page, const char *text)
{
    for (; *text; text++) {
        pin_page_bytes(page, *text >= ' ' && *text < 0x7F ? text : "?", 1);
    }
}

void pin_latex_key(struct pin_page *page, const char *text)
{
    for (; *text; text++) {
        if (is_letter(*text) || is_digit(*text) || strchr(":-.", *text)) {
            pin_page_bytes(page, text, 1);
        }
    }
}

void pin_latex_macro_name(struct pin_page *page, const char *text)
{
    static const char *const digits[] = {"Zero", "One", "Two",   "Three", "Four",
                                         "Five", "Six", "Seven", "Eight", "Nine"};
    static const char alphabet[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    bool begins = true; /* a word */
    for (; *text; text++) {
        if (is_letter(*text)) {
            const char *lower = memchr(alphabet, *text, 26);
            pin_page_bytes(page, begins && lower ? lower + 26 : text, 1);
            begins = false;
        } else if (is_digit(*text)) {
            pin_page_text(page, digits[*text - '0']);
            begins = true;
        } else {
            pin_page_text(page, *text == '@' ? "At" : "");
            begins = true;
        }
    }
}
