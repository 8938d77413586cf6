/* page.h - appends to a buffer and remembers the first failure.
 *
 * A report is many small appends. After one has failed (no memory, or the buffer's
 * ceiling) the later ones do nothing, and the writer returns page.status at its end. */
#ifndef PIN_REPORTS_PAGE_H
#define PIN_REPORTS_PAGE_H

#include "harness/base/buffer.h"
#include "harness/base/error.h"

#include <stddef.h>
#include <stdint.h>

struct pin_page { /* made on the caller's stack: {.out = out, .err = err} */
    struct pin_buffer *out;
    struct pin_error *err;
    enum pin_status status;
};

void pin_page_bytes(struct pin_page *page, const char *bytes, size_t length);
void pin_page_text(struct pin_page *page, const char *text);
void pin_page_count(struct pin_page *page, uint64_t count);

/* As the shortest decimal that reads back; nothing at all for NaN. */
void pin_page_number(struct pin_page *page, double value);

/* With four decimals, rounded as C's printf does; nothing at all for NaN. */
void pin_page_fixed(struct pin_page *page, double value);

enum { PIN_FIXED_MAX = 336 };

/* Write value with four decimals (0.1235) or five digits (1.2346e+06), with a point
 * whatever the locale; give the length. */
size_t pin_fixed_print(char into[PIN_FIXED_MAX], double value);
size_t pin_scientific_print(char into[PIN_FIXED_MAX], double value);

#endif
