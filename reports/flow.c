#include "reports/flow.h"

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

void pin_flow_word(struct pin_flow *flow, const struct pin_cell *word)
{
    struct pin_cell fitted = {.length = 0};
    pin_cell_name(&fitted, word->text, flow->width - flow->indent);
    if (flow->begun && flow->column + 1 + fitted.width > flow->width) {
        pin_page_text(flow->page, "\n");
        pin_page_pad(flow->page, flow->indent);
        flow->column = flow->indent;
    } else if (flow->begun) {
        pin_page_text(flow->page, " ");
        flow->column++;
    }
    pin_page_bytes(flow->page, fitted.text, fitted.length);
    flow->column += fitted.width;
    flow->begun = true;
}

void pin_flow_name(struct pin_flow *flow, const char *before, const char *name,
                   const char *after)
{
    struct pin_cell word = {.length = 0};
    pin_cell_text(&word, before);
    pin_cell_name(&word, name, PIN_FLOW_NAME_MAX);
    pin_cell_text(&word, after);
    pin_flow_word(flow, &word);
}

void pin_flow_text(struct pin_flow *flow, const char *text)
{
    while (*text != '\0') {
        struct pin_cell word = {.length = 0};
        size_t length = strcspn(text, " ");
        length = length < sizeof(word.text) ? length : sizeof(word.text) - 1;
        memcpy(word.text, text, length);
        if (length > 0) {
            pin_flow_word(flow, &word);
        }
        text += length;
        text += *text == ' ';
    }
}

void pin_flow_count(struct pin_flow *flow, uint64_t count, const char *one,
                    const char *many)
{
    struct pin_cell word = {.length = 0};
    pin_cell_count(&word, count);
    pin_flow_word(flow, &word);
    pin_flow_text(flow, count == 1 ? one : many);
}

void pin_flow_end(struct pin_flow *flow)
{
    pin_page_text(flow->page, "\n");
    flow->column = 0;
    flow->begun = false;
}
