#include "harness/gate/remark.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { REMARK_BYTES = 500 };

void pin_remarks_init(struct pin_remarks *remarks, struct pin_arena *arena)
{
    *remarks = (struct pin_remarks){.arena = arena};
    pin_buffer_init(&remarks->rows, 0, arena);
}

static const char *print(struct pin_arena *arena, const char *fmt, va_list args)
{
    char text[REMARK_BYTES];
    (void)vsnprintf(text, sizeof(text), fmt, args);
    return pin_arena_copy_text(arena, text, strlen(text));
}

const char *pin_remark_text(struct pin_arena *arena, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    const char *text = print(arena, fmt, args);
    va_end(args);
    return text;
}

void pin_remark(struct pin_remarks *remarks, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    const char *text = print(remarks->arena, fmt, args);
    va_end(args);
    if (remarks->status == PIN_OK) {
        remarks->status = text ? pin_buffer_put(&remarks->rows, &text, sizeof(text), NULL)
                               : PIN_E_NOMEM;
    }
}

uint32_t pin_remarks_n(const struct pin_remarks *remarks)
{
    return (uint32_t)PIN_BUFFER_N(&remarks->rows, const char *);
}

enum pin_status pin_remarks_end(const char *const **out, uint32_t *n_out,
                                struct pin_remarks *remarks, struct pin_error *err)
{
    *n_out = pin_remarks_n(remarks);
    *out = remarks->status == PIN_OK
               ? pin_buffer_move(&remarks->rows, remarks->arena, NULL)
               : NULL;
    pin_buffer_free(&remarks->rows);
    return *out ? PIN_OK : pin_fail(err, PIN_E_NOMEM, "no memory for the gate");
}
