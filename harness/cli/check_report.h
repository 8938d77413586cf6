/* check_report.h - the audit as text and as JSON. */
#ifndef PIN_HARNESS_CLI_CHECK_REPORT_H
#define PIN_HARNESS_CLI_CHECK_REPORT_H

#include "harness/base/buffer.h"
#include "harness/flow/audit.h"
#include "harness/model/run.h"

struct pin_check_report {
    const struct pin_dataset *dataset;
    struct pin_audit *audit;
    const struct pin_run *const *runs; /* examined */
    uint32_t runs_n;
};

PIN_MUST_USE enum pin_status pin_check_put_text(struct pin_buffer *out,
                                                const struct pin_check_report *report,
                                                struct pin_error *err);
PIN_MUST_USE enum pin_status pin_check_put_json(struct pin_buffer *out,
                                                const struct pin_check_report *report,
                                                struct pin_error *err);

#endif
