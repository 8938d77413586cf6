/* json_page.h - JSON in the order in which it is said, indented by two spaces.
 *
 * Calls nest: what stands between an open and its close is inside it. `key` is the
 * member's name in an object and NULL in an array. */
#ifndef PIN_REPORTS_JSON_PAGE_H
#define PIN_REPORTS_JSON_PAGE_H

#include "reports/page.h"

#include <stdbool.h>

struct pin_json_page { /* {.page = {.out = out, .err = err}} */
    struct pin_page page;
    uint32_t depth;
    uint32_t line_depth; /* of the outermost one on a single line; 0 for none */
    bool filled;         /* something stands in what is open */
};

/* bracket is '{' or '['. */
void pin_json_put_open(struct pin_json_page *json, const char *key, char bracket);

/* The same on a single line, with all that is inside it. */
void pin_json_put_open_line(struct pin_json_page *json, const char *key, char bracket);
void pin_json_put_close(struct pin_json_page *json, char bracket);

void pin_json_put_text(struct pin_json_page *json, const char *key, const char *text);

/* null where there is no text. */
void pin_json_put_text_or_null(struct pin_json_page *json, const char *key,
                               const char *text);
void pin_json_put_count(struct pin_json_page *json, const char *key, uint64_t count);
void pin_json_put_bool(struct pin_json_page *json, const char *key, bool value);

/* null where the value is not finite. */
void pin_json_put_number(struct pin_json_page *json, const char *key, double value);

/* JSON that is ready. */
void pin_json_put_raw(struct pin_json_page *json, const char *key, const char *raw);

#endif
