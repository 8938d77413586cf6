/* run_build.h - the one door by which ranked lists come in. */
#ifndef PIN_HARNESS_MODEL_RUN_BUILD_H
#define PIN_HARNESS_MODEL_RUN_BUILD_H

#include "harness/base/text.h"
#include "harness/model/run.h"
#include "harness/model/run_allowed.h"

struct pin_run_builder;
struct pin_source;

/* The kind of tally for lists of queries that the dataset does not have. */
#define PIN_TALLY_UNKNOWN_QUERY "list for an unknown query (ignored)"

/* name is copied; corpus and queries outlive the run. */
PIN_MUST_USE enum pin_status pin_run_builder_new(
    struct pin_run_builder **out, const char *name, const struct pin_corpus *corpus,
    const struct pin_queries *queries, struct pin_arena *arena, struct pin_error *err);

/* Begins the list of the query that is called so. *query_out is PIN_IX_NONE, and what is
 * added until the next begin is dropped and counted, when no query of the dataset is.
 * PIN_E_DUPLICATE when the query has a list already, unless the last one wins. */
PIN_MUST_USE enum pin_status pin_run_begin(struct pin_run_builder *builder,
                                           struct pin_text key, pin_query *query_out,
                                           struct pin_error *err);
void pin_run_let_last_win(struct pin_run_builder *builder);

/* The next hits of the list, best first: several at once are faster than one by one. */
PIN_MUST_USE enum pin_status pin_run_add(struct pin_run_builder *builder,
                                         const struct pin_text *items, uint32_t items_n,
                                         struct pin_error *err);
PIN_MUST_USE enum pin_status pin_run_add_null(struct pin_run_builder *builder,
                                              struct pin_error *err);

/* A whole list at once, from an engine that searches; scored. PIN_E_PLUGIN: a hit that is
 * no item, or a score that is no number. */
PIN_MUST_USE enum pin_status pin_run_put_list(struct pin_run_builder *builder,
                                              pin_query query, const struct pin_hit *hits,
                                              uint32_t hits_n, struct pin_error *err);

/* An id that the dataset lacks, as the lists of this run may name it: for lists that are
 * made of those of other runs. */
PIN_MUST_USE enum pin_status pin_run_stranger(pin_item *out,
                                              struct pin_run_builder *builder,
                                              const char *name, struct pin_error *err);

/* Takes over what another run of the same dataset and arena was read from: its file, its
 * ids that the dataset lacks, by the same indexes, and its tallies. Before any list. */
PIN_MUST_USE enum pin_status pin_run_inherit(struct pin_run_builder *builder,
                                             const struct pin_run *run,
                                             struct pin_error *err);

/* pin_source_open for the file that the run is read from. Its digest is taken unless the
 * harness asked for none; nothing else differs. */
PIN_MUST_USE enum pin_status pin_run_open(struct pin_run_builder *builder,
                                          struct pin_source **out, const char *path,
                                          struct pin_arena *arena, struct pin_error *err);

/* The digest of the file is not going to be shown or compared. Before it is opened. */
void pin_run_skip_digest(struct pin_run_builder *builder);

/* Notes the file that was read. */
PIN_MUST_USE enum pin_status pin_run_set_file(struct pin_run_builder *builder,
                                              struct pin_source *source,
                                              struct pin_error *err);

/* Takes out of all lists what the queries exclude or their galleries lack, and counts. */
void pin_run_take_out(struct pin_run_builder *builder, struct pin_disallowed *disallowed);

/* Gives the run; the builder is spent. */
struct pin_run *pin_run_finish(struct pin_run_builder *builder, uint32_t depth);

#endif
