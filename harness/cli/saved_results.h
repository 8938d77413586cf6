/* saved_results.h - results of earlier calls, with their files of per-query values, in
 * place of a dataset and run files: what `compare` can go on from.
 *
 * All must have been measured alike: the same labels, profile, tie rule, policy for
 * missing queries, condition on queries, definitions and clusters, and the same queries
 * unless those without a list were left out. */
#ifndef PIN_HARNESS_CLI_SAVED_RESULTS_H
#define PIN_HARNESS_CLI_SAVED_RESULTS_H

#include "harness/cli/command.h"
#include "harness/flow/pipeline.h"
#include "harness/gate/gate.h"

struct pin_saved_results {
    struct pin_cli *cli;
    const char *const *paths;
    const struct pin_gate_input *inputs; /* by path */
    uint32_t inputs_n;
    bool incomparable; /* it was said why, on stderr */
    struct pin_clustering clustering;
};

/* Whether the operands are results, told by what is in the files. PIN_E_CONFIG: some are
 * and others are not, or options are given that only runs can have. */
PIN_MUST_USE enum pin_status pin_saved_asked(bool *out, struct pin_cli *cli,
                                             const struct pin_args *args);

/* Reads and lines them up, and fills what the pipeline takes from them: dataset (its
 * queries, nothing else), executions, saved, clustering, policy, and all figures that
 * every file has a column of. Fails with `incomparable` set when they are not alike. */
PIN_MUST_USE enum pin_status pin_saved_load(struct pin_pipeline *pipeline,
                                            struct pin_saved_results *results,
                                            struct pin_cli *cli,
                                            const struct pin_args *args);

/* Puts what the results say of the dataset into the summary made from them. */
void pin_saved_describe(struct pin_summary *summary,
                        const struct pin_saved_results *results);

/* The part of pin_saved_load that lines up systems and queries. */
PIN_MUST_USE enum pin_status pin_saved_line_up(struct pin_pipeline *pipeline,
                                               struct pin_saved_results *results);

/* "pinbench compare: a and b …" on stderr; sets `incomparable` and gives PIN_E_PARSE. */
enum pin_status pin_saved_refuse(struct pin_saved_results *results, const char *a,
                                 const char *b, const char *fmt, ...) PIN_PRINTF(4, 5);

#endif
