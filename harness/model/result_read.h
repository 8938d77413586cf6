/* result_read.h - a result file (pinbench.result/1, reports/result.schema.json) back as
 * the summary that it was written from.
 *
 * Writing what was read gives the same bytes. What a file does not say is empty: `path`
 * of the files, which reports do not show. Members that are not known are passed over, so
 * that a newer file can be read. */
#ifndef PIN_HARNESS_MODEL_RESULT_READ_H
#define PIN_HARNESS_MODEL_RESULT_READ_H

#include "harness/model/summary.h"

/* PIN_E_PARSE, with file and line, or the file and the place in it: no JSON, no result,
 * another version, or one that contradicts itself (a system without the figure of a
 * column, a row of a sheet without a column). */
PIN_MUST_USE enum pin_status pin_result_read(struct pin_summary *out, const char *path,
                                             struct pin_arena *arena,
                                             struct pin_error *err);

#endif
