/* lines.h - a text file line by line, in fixed memory.
 *
 * A line ends with LF or CRLF; the last one may end with the file. A byte order mark at
 * the beginning is skipped. A NUL byte, a sequence that is not UTF-8 and a line that is
 * too long are PIN_E_PARSE with the source's name, the line and the column (in bytes,
 * from 1). After a failure every call fails. */
#ifndef PIN_HARNESS_BASE_LINES_H
#define PIN_HARNESS_BASE_LINES_H

#include "harness/base/source.h"

enum { PIN_LINE_MAX = 1 << 20 }; /* bytes of a line, unless the reader says otherwise */

struct pin_line {
    const char *bytes; /* without its end; valid until the next call */
    size_t length;
    uint32_t number; /* from 1 */
};

struct pin_lines;

/* line_max bytes a line at most; 0 for PIN_LINE_MAX. The reader lies in the arena and
 * borrows the source. */
PIN_MUST_USE enum pin_status pin_lines_new(struct pin_lines **out,
                                           struct pin_source *source, size_t line_max,
                                           struct pin_arena *arena,
                                           struct pin_error *err);

/* *more_out is false, and *out unset, when no line is left. */
PIN_MUST_USE enum pin_status pin_lines_next(struct pin_lines *lines, struct pin_line *out,
                                            bool *more_out, struct pin_error *err);

/* Fails at a column of the line that was read last, for readers that find its meaning
 * wrong; column 0 for the whole line. */
enum pin_status pin_lines_fail(const struct pin_lines *lines, size_t column,
                               enum pin_status status, struct pin_error *err,
                               const char *fmt, ...) PIN_PRINTF(5, 6);

#endif
