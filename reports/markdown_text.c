#include "reports/markdown_text.h"

#include <string.h>

/* A mention is broken by an entity, because a backslash does not stop one. */
static const char *entity_of(char c)
{
    switch (c) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '@': return "&#64;";
    case '#': return "&#35;";
    default: return NULL;
    }
}

static void put_bytes(struct pin_page *page, const char *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        const char *entity = entity_of(bytes[i]);
        if (entity) {
            pin_page_text(page, entity);
            continue;
        }
        if (bytes[i] != '\0' && strchr("\\`*_[]|~", bytes[i])) {
            pin_page_text(page, "\\");
        }
        pin_page_bytes(page, bytes + i, 1);
    }
}

void pin_markdown_cell(struct pin_page *page, const struct pin_cell *cell)
{
    put_bytes(page, cell->text, cell->length);
}

void pin_markdown_text(struct pin_page *page, const char *text)
{
    struct pin_cell cell = {.length = 0};
    pin_cell_name(&cell, text, PIN_CELL_NAME_MAX);
    pin_markdown_cell(page, &cell);
}

/* Word by word through a cell, which replaces what a terminal would act on. */
void pin_markdown_sentence(struct pin_page *page, const char *text)
{
    while (*text) {
        const size_t length = strcspn(text, " ");
        char word[PIN_CELL_NAME_MAX + 1] = {0};
        memcpy(word, text, length < PIN_CELL_NAME_MAX ? length : PIN_CELL_NAME_MAX);
        pin_markdown_text(page, word);
        text += length;
        if (*text == ' ') {
            pin_page_text(page, " ");
            text++;
        }
    }
}
