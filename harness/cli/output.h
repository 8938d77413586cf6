/* output.h - reports and tables to files or to stdout, whole or not at all. */
#ifndef PIN_HARNESS_CLI_OUTPUT_H
#define PIN_HARNESS_CLI_OUTPUT_H

#include "harness/base/digest.h"
#include "harness/base/pack.h"
#include "harness/base/sink.h"
#include "harness/cli/command.h"
#include "harness/flow/cluster.h"
#include "harness/model/run.h"
#include "harness/model/scores.h"
#include "harness/model/summary.h"

/* Renders, with settings of the writer or NULL, and writes; whoever opened the sink ends
 * it. */
PIN_MUST_USE enum pin_status pin_output_report(struct pin_sink *sink,
                                               const struct pin_summary *summary,
                                               const struct pin_writer_ops *writer,
                                               const struct pin_settings *settings,
                                               struct pin_error *err);

/* Prints on stderr what a reader of the report should know and the writer does not show:
 * dropped runs always, the counted deviations where the writer leaves them out. */
void pin_output_warnings(const struct pin_summary *summary,
                         const struct pin_writer_ops *writer);

/* A file of per-query values: system, query, cluster (a number from 1), one column a
 * metric. The header goes out with the first system; a query that is not counted has no
 * row, an undefined value is empty. */
struct pin_output_scores {
    struct pin_sink *sink; /* NULL: none is wanted */
    struct pin_clustering clustering;
    struct pin_arena *arena;   /* for what outlives a system */
    const char *const *labels; /* NULL until the first system */
    uint32_t labels_n;
    struct pin_packer *packer; /* of a path that ends in ".zst"; or NULL */
    struct pin_digest digest;  /* of the file as it is stored */
};

/* cluster as in cluster.h. */
PIN_MUST_USE enum pin_status pin_output_scores_open(
    struct pin_output_scores *out, const char *path, const struct pin_dataset *dataset,
    const char *cluster, struct pin_arena *arena, struct pin_error *err);
PIN_MUST_USE enum pin_status pin_output_scores_add(struct pin_output_scores *out,
                                                   const struct pin_dataset *dataset,
                                                   const struct pin_scores *scores,
                                                   struct pin_error *err);

/* Commits the file, where there is one, and describes it: *per_query_out is NULL where
 * nothing stays that a reader could find (stdout, a device). path as it was opened. */
PIN_MUST_USE enum pin_status pin_output_scores_end(
    const struct pin_per_query **per_query_out, struct pin_output_scores *out,
    const char *path, struct pin_error *err);

/* A run as a TREC file: query Q0 item rank score system. Nulls are left out; a run
 * without scores gets falling whole numbers. PIN_E_RANGE for an id with a blank, which
 * the format cannot hold. */
PIN_MUST_USE enum pin_status pin_output_trec(const char *path,
                                             const struct pin_dataset *dataset,
                                             const struct pin_run *run,
                                             struct pin_error *err);

#endif
