#include "reports/field.h"

#include <stdbool.h>
#include <string.h>

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static bool needs_quotes(const char *text, enum pin_csv_quoting quoting)
{
    if (strpbrk(text, ",\"\r\n")) {
        return true;
    }
    const size_t length = strlen(text);
    return quoting == PIN_CSV_CAREFUL && length > 0 &&
           (is_blank(text[0]) || is_blank(text[length - 1]));
}

void pin_field_csv(struct pin_page *page, const char *text, enum pin_csv_quoting quoting)
{
    if (!needs_quotes(text, quoting)) {
        pin_page_text(page, text);
        return;
    }
    pin_page_text(page, "\"");
    for (const char *quote = strchr(text, '"'); quote; quote = strchr(text, '"')) {
        pin_page_bytes(page, text, (size_t)(quote - text));
        pin_page_text(page, "\"\"");
        text = quote + 1;
    }
    pin_page_text(page, text);
    pin_page_text(page, "\"");
}

void pin_field_tsv(struct pin_page *page, const char *text)
{
    static const char special[] = "\t\n\r\\";
    static const char *const escaped[] = {"\\t", "\\n", "\\r", "\\\\"};
    for (;;) {
        const size_t plain = strcspn(text, special);
        pin_page_bytes(page, text, plain);
        if (text[plain] == '\0') {
            return;
        }
        pin_page_text(page, escaped[strchr(special, text[plain]) - special]);
        text += plain + 1;
    }
}
