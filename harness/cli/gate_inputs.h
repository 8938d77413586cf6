/* gate_inputs.h - what a gate is asked on the command line, and the files it names. */
#ifndef PIN_HARNESS_CLI_GATE_INPUTS_H
#define PIN_HARNESS_CLI_GATE_INPUTS_H

#include "harness/cli/command.h"
#include "harness/gate/gate.h"

/* Everything but baseline and candidate; PIN_E_CONFIG for what makes no sense. Rules are
 * those of the file, then those of the command line. */
PIN_MUST_USE enum pin_status pin_gate_read_request(struct pin_gate_request *out,
                                                   struct pin_cli *cli,
                                                   const struct pin_args *args);

/* One side: a result file, or the name of a baseline in the store, and the values beside
 * it. What is not there is a trouble, which the gate reports; what cannot be read is a
 * failure. may_lack: so is a result that is not there. */
PIN_MUST_USE enum pin_status pin_gate_read_side(struct pin_gate_input *out,
                                                struct pin_cli *cli, const char *path,
                                                const char *store, bool may_lack);

#endif
