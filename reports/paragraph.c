#include "reports/paragraph.h"

#include <string.h>

void pin_page_pad(struct pin_page *page, uint32_t width)
{
    for (uint32_t i = 0; i < width; i++) {
        pin_page_text(page, " ");
    }
}

void pin_page_rule(struct pin_page *page, uint32_t width)
{
    for (uint32_t i = 0; i < width; i++) {
        pin_page_text(page, "─");
    }
}

void pin_paragraph_word(struct pin_paragraph *paragraph, const struct pin_cell *word)
{
    struct pin_cell fitted = {.length = 0};
    pin_cell_name(&fitted, word->text, paragraph->width - paragraph->indent);
    if (paragraph->begun && paragraph->column + 1 + fitted.width > paragraph->width) {
        pin_page_text(paragraph->page, "\n");
        pin_page_pad(paragraph->page, paragraph->indent);
        paragraph->column = paragraph->indent;
    } else if (paragraph->begun) {
        pin_page_text(paragraph->page, " ");
        paragraph->column++;
    }
    pin_page_bytes(paragraph->page, fitted.text, fitted.length);
    paragraph->column += fitted.width;
    paragraph->begun = true;
}

void pin_paragraph_name(struct pin_paragraph *paragraph, const char *before,
                        const char *name, const char *after)
{
    struct pin_cell word = {.length = 0};
    pin_cell_text(&word, before);
    pin_cell_name(&word, name, PIN_PARAGRAPH_NAME_MAX);
    pin_cell_text(&word, after);
    pin_paragraph_word(paragraph, &word);
}

void pin_paragraph_text(struct pin_paragraph *paragraph, const char *text)
{
    while (*text != '\0') {
        struct pin_cell word = {.length = 0};
        size_t length = strcspn(text, " ");
        length = length < sizeof(word.text) ? length : sizeof(word.text) - 1;
        memcpy(word.text, text, length);
        if (length > 0) {
            pin_paragraph_word(paragraph, &word);
        }
        text += length;
        text += *text == ' ';
    }
}

void pin_paragraph_count(struct pin_paragraph *paragraph, uint64_t count, const char *one,
                         const char *many)
{
    struct pin_cell word = {.length = 0};
    pin_cell_count(&word, count);
    pin_paragraph_word(paragraph, &word);
    pin_paragraph_text(paragraph, count == 1 ? one : many);
}

void pin_paragraph_end(struct pin_paragraph *paragraph)
{
    pin_page_text(paragraph->page, "\n");
    paragraph->column = 0;
    paragraph->begun = false;
}
