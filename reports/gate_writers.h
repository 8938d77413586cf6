/* gate_writers.h - the forms in which a gate's report can be had. */
#ifndef PIN_REPORTS_GATE_WRITERS_H
#define PIN_REPORTS_GATE_WRITERS_H

#include "harness/base/buffer.h"
#include "harness/model/verdict.h"

struct pin_gate_writer {
    const char *name;
    const char *summary;
    enum pin_status (*write)(struct pin_buffer *out, const struct pin_gate_report *report,
                             struct pin_error *err);
};

extern const struct pin_gate_writer *const pin_gate_writers[]; /* NULL-ended */
extern const struct pin_gate_writer pin_gate_table;            /* for a terminal */
extern const struct pin_gate_writer pin_gate_json;             /* gate.schema.json */

/* One case a rule and system. A rule that fails is a failure, one that is not evaluable
 * an error, one that is waived, only warns or is secondary is skipped. */
extern const struct pin_gate_writer pin_gate_junit;

/* For a job's summary or a comment: well under the 65,536 characters of a comment. */
extern const struct pin_gate_writer pin_gate_markdown;

/* Workflow commands: ten errors and ten warnings at most, as many as a step may have. */
extern const struct pin_gate_writer pin_gate_github;

/* What did not pass as GitLab's code quality report: an array, empty where all passed. */
extern const struct pin_gate_writer pin_gate_gitlab;

/* PIN_E_CONFIG, with the nearest name, when there is none such. */
PIN_MUST_USE enum pin_status pin_gate_writer_of(const struct pin_gate_writer **out,
                                                const char *name, struct pin_error *err);

#endif
