/* gate_result.h - a candidate's result with the verdict of a gate in it. */
#ifndef PIN_HARNESS_CLI_GATE_RESULT_H
#define PIN_HARNESS_CLI_GATE_RESULT_H

#include "harness/cli/command.h"
#include "harness/model/verdict.h"

/* Writes the result to path, everything as it was, with the decision in place of one that
 * it may have had. */
PIN_MUST_USE enum pin_status pin_gate_save_result(const struct pin_gate_report *report,
                                                  const struct pin_summary *result,
                                                  const char *path, struct pin_cli *cli);

#endif
