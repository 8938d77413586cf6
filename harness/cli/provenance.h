/* provenance.h - what a result says of the program that makes it and of the machine. */
#ifndef PIN_HARNESS_CLI_PROVENANCE_H
#define PIN_HARNESS_CLI_PROVENANCE_H

#include "harness/cli/command.h"

/* Fills version, build and host of the summary, just before it is written. threads: that
 * the work was done with. */
PIN_MUST_USE enum pin_status pin_provenance_fill(struct pin_summary *summary,
                                                 struct pin_cli *cli, uint32_t threads);

#endif
