/* input_file.h - one file that was read, so that a report can say which. */
#ifndef PIN_HARNESS_MODEL_INPUT_FILE_H
#define PIN_HARNESS_MODEL_INPUT_FILE_H

#include "harness/base/source.h"

struct pin_file {
    const char *role; /* "labels", "index", "items", "groups", "run" */
    const char *name; /* without its folder */
    uint64_t bytes;
    const char *sha256; /* 64 hexadecimal digits; none where none were asked for */
    const char *path; /* as it was opened; not for reports, which are the same anywhere */
    struct pin_file *next;
};

/* Notes a source that was read to its end; role outlives the arena. */
PIN_MUST_USE enum pin_status pin_file_new(struct pin_file **out, const char *role,
                                          struct pin_source *source,
                                          struct pin_arena *arena, struct pin_error *err);

/* Puts a file behind the last of a list. */
void pin_file_append(struct pin_file **list, struct pin_file *file);

#endif
