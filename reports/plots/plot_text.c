/* plot_text.c - text for gnuplot, which reads three languages: its own strings, the
 * formats in labels of tics, and for .tex LaTeX. In single quotes only the quote itself
 * has a meaning, and is doubled. */
#include "harness/base/text.h"
#include "harness/base/utf8.h"
#include "reports/plots/plot.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

static const char *tex_escape(char c)
{
    switch (c) {
    case '\\': return "\\textbackslash{}";
    case '~': return "\\textasciitilde{}";
    case '^': return "\\textasciicircum{}";
    case '|': return "\\textbar{}";
    case '<': return "\\textless{}";
    case '>': return "\\textgreater{}";
    case '`': return "\\textasciigrave{}";
    case '"': return "\\char34{}";
    case '&': return "\\&";
    case '%': return "\\%";
    case '$': return "\\$";
    case '#': return "\\#";
    case '_': return "\\_";
    case '{': return "\\{";
    case '}': return "\\}";
    case '[': return "{[}"; /* at the beginning gnuplot takes it for a position */
    default: return NULL;
    }
}

/* What is beyond ASCII and in our own words; LaTeX may lack the letters. */
static const char *tex_symbol(const char *at)
{
    static const char *const symbols[][2] = {{"…", "\\dots{}"},
                                             {"−", "$-$"},
                                             {"≤", "$\\le$"},
                                             {"≥", "$\\ge$"},
                                             {"·", "$\\cdot$"}};
    for (size_t i = 0; i < sizeof(symbols) / sizeof(symbols[0]); i++) {
        if (strncmp(at, symbols[i][0], strlen(symbols[i][0])) == 0) {
            return symbols[i][1];
        }
    }
    return NULL;
}

/* A piece that is UTF-8. A control would end the line, and with it the string. */
static void put_piece(struct pin_page *page, struct pin_text text, bool tex, bool format)
{
    for (size_t i = 0; i < text.length; i++) {
        const char *at = text.bytes + i;
        const char *escaped = tex ? tex_escape(*at) : NULL;
        const char *symbol = tex && (*at & 0x80) != 0 ? tex_symbol(at) : NULL;
        if (symbol) {
            pin_page_text(page, symbol);
            while (i + 1 < text.length && (text.bytes[i + 1] & 0xC0) == 0x80) {
                i++;
            }
            continue;
        }
        const bool control = (unsigned char)*at < 0x20 || *at == 0x7F;
        pin_page_bytes(page,
                       control   ? "?"
                       : escaped ? escaped
                                 : at,
                       escaped && !control ? strlen(escaped) : 1);
        if (*at == '\'' || (format && *at == '%')) {
            pin_page_bytes(page, at, 1);
        }
    }
}

static void put_quoted(struct pin_page *page, const char *text, bool tex, bool format)
{
    size_t left = strlen(text);
    pin_page_text(page, "'");
    while (left > 0) {
        const size_t valid = pin_utf8_check(text, left);
        put_piece(page, (struct pin_text){text, valid}, tex, format);
        text += valid;
        left -= valid;
        if (left > 0) {
            pin_page_text(page, "?");
            text++;
            left--;
        }
    }
    pin_page_text(page, "'");
}

void pin_plot_quote(struct pin_plot *plot, struct pin_page *page, const char *text)
{
    put_quoted(page, text, plot->terminal == PIN_PLOT_TEX, false);
}

void pin_plot_tic(struct pin_plot *plot, struct pin_page *page, const char *text,
                  double place)
{
    put_quoted(page, text, plot->terminal == PIN_PLOT_TEX, true);
    pin_page_text(page, " ");
    pin_page_number(page, place);
}

void pin_plot_value(struct pin_page *page, double value)
{
    if (isfinite(value)) {
        pin_page_number(page, value);
    } else {
        pin_page_text(page, "nan");
    }
}

void pin_plot_columns(struct pin_plot *plot, const char *columns)
{
    pin_page_text(&plot->data, "# ");
    pin_page_text(&plot->data, columns);
    pin_page_text(&plot->data, "\n");
}

static void put_tab(struct pin_plot *plot)
{
    pin_page_text(&plot->data, plot->in_row ? "\t" : "");
    plot->in_row = true;
}

void pin_plot_number(struct pin_plot *plot, double value)
{
    put_tab(plot);
    pin_plot_value(&plot->data, value);
}

static const char *name_escape(char c)
{
    switch (c) {
    case '\t': return "\\t";
    case '\n': return "\\n";
    case '\r': return "\\r";
    case '\\': return "\\\\";
    default: return (unsigned char)c < 0x20 || c == 0x7F ? "\xEF\xBF\xBD" : NULL;
    }
}

void pin_plot_name(struct pin_plot *plot, const char *name)
{
    put_tab(plot);
    size_t left = strlen(name);
    while (left > 0) {
        const size_t valid = pin_utf8_check(name, left);
        for (size_t i = 0; i < valid; i++) {
            const char *escaped = name_escape(name[i]);
            pin_page_bytes(&plot->data, escaped ? escaped : name + i,
                           escaped ? strlen(escaped) : 1);
        }
        name += valid;
        left -= valid;
        if (left > 0) {
            pin_page_text(&plot->data, "\xEF\xBF\xBD");
            name++;
            left--;
        }
    }
}

void pin_plot_end_row(struct pin_plot *plot)
{
    pin_page_text(&plot->data, "\n");
    plot->in_row = false;
}

void pin_plot_block(struct pin_plot *plot)
{
    pin_page_text(&plot->data, "\n\n");
}
