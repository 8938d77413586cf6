#include "reports/json_page.h"

#include "harness/base/json.h"

#include <math.h>
#include <stddef.h>

static void put_string(struct pin_json_page *json, const char *text)
{
    struct pin_page *page = &json->page;
    if (page->status == PIN_OK) {
        page->status = pin_json_escape(page->out, pin_text_of(text), page->err);
    }
}

static void new_line(struct pin_json_page *json)
{
    pin_page_text(&json->page, "\n");
    for (uint32_t i = 0; i < json->depth; i++) {
        pin_page_text(&json->page, "  ");
    }
}

static void begin(struct pin_json_page *json, const char *key)
{
    if (json->filled) {
        pin_page_text(&json->page, json->line_depth > 0 ? ", " : ",");
    }
    if (json->depth > 0 && json->line_depth == 0) {
        new_line(json);
    }
    json->filled = true;
    if (key) {
        put_string(json, key);
        pin_page_text(&json->page, ": ");
    }
}

void pin_json_put_open(struct pin_json_page *json, const char *key, char bracket)
{
    begin(json, key);
    pin_page_bytes(&json->page, &bracket, 1);
    json->depth++;
    json->filled = false;
}

void pin_json_put_open_line(struct pin_json_page *json, const char *key, char bracket)
{
    pin_json_put_open(json, key, bracket);
    if (json->line_depth == 0) {
        json->line_depth = json->depth;
    }
}

void pin_json_put_close(struct pin_json_page *json, char bracket)
{
    const bool on_line = json->line_depth > 0;
    if (json->line_depth == json->depth) {
        json->line_depth = 0;
    }
    json->depth--;
    if (json->filled && !on_line) {
        new_line(json);
    }
    pin_page_bytes(&json->page, &bracket, 1);
    json->filled = true;
}

void pin_json_put_text(struct pin_json_page *json, const char *key, const char *text)
{
    begin(json, key);
    put_string(json, text);
}

void pin_json_put_count(struct pin_json_page *json, const char *key, uint64_t count)
{
    begin(json, key);
    pin_page_count(&json->page, count);
}

void pin_json_put_bool(struct pin_json_page *json, const char *key, bool value)
{
    begin(json, key);
    pin_page_text(&json->page, value ? "true" : "false");
}

void pin_json_put_number(struct pin_json_page *json, const char *key, double value)
{
    begin(json, key);
    if (isfinite(value)) {
        /* -0 would be read as a whole number, which has no sign. */
        const bool minus_zero = !(fabs(value) > 0.0) && signbit(value);
        pin_page_number(&json->page, value);
        pin_page_text(&json->page, minus_zero ? ".0" : "");
    } else {
        pin_page_text(&json->page, "null");
    }
}

void pin_json_put_raw(struct pin_json_page *json, const char *key, const char *raw)
{
    begin(json, key);
    pin_page_text(&json->page, raw);
}

void pin_json_put_text_or_null(struct pin_json_page *json, const char *key,
                               const char *text)
{
    if (text) {
        pin_json_put_text(json, key, text);
    } else {
        pin_json_put_raw(json, key, "null");
    }
}
