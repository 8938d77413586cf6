/* remark.h - lines of plain words, gathered one by one: obstacles and warnings. */
#ifndef PIN_HARNESS_GATE_REMARK_H
#define PIN_HARNESS_GATE_REMARK_H

#include "harness/base/buffer.h"

struct pin_remarks {
    struct pin_arena *arena;
    struct pin_buffer rows; /* const char * */
    enum pin_status status; /* the first failure; later calls do nothing */
};

void pin_remarks_init(struct pin_remarks *remarks, struct pin_arena *arena);

/* As printf prints it; at most 500 bytes. */
void pin_remark(struct pin_remarks *remarks, const char *fmt, ...) PIN_PRINTF(2, 3);

uint32_t pin_remarks_n(const struct pin_remarks *remarks);

/* The lines, in the arena; the gathering ends. PIN_E_NOMEM when any call had none. */
PIN_MUST_USE enum pin_status pin_remarks_end(const char *const **out, uint32_t *n_out,
                                             struct pin_remarks *remarks,
                                             struct pin_error *err);

/* As printf prints it, in the arena, at most 500 bytes; NULL: no memory. */
const char *pin_remark_text(struct pin_arena *arena, const char *fmt, ...)
    PIN_PRINTF(2, 3);

#endif
