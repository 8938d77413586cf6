/* side_files.h - the text files that may stand beside labels or vectors. */
#ifndef PIN_DATASETS_SIDE_FILES_H
#define PIN_DATASETS_SIDE_FILES_H

#include "harness/base/lines.h"
#include "harness/model/dataset_build.h"

/* What is done with each line of a file; it fails through pin_lines_fail. */
typedef enum pin_status side_line(struct pin_dataset_builder *builder,
                                  struct pin_lines *lines, const struct pin_line *line,
                                  struct pin_error *err);

/* Each line of a file in turn; the file is noted in that role, which outlives the
 * dataset. */
PIN_MUST_USE enum pin_status side_read_lines(struct pin_dataset_builder *builder,
                                             const char *role, const char *path,
                                             side_line *each, struct pin_arena *arena,
                                             struct pin_error *err);

/* Notes a label file that was not read through a source: its digest needs all its bytes.
 */
PIN_MUST_USE enum pin_status side_note_labels(struct pin_dataset_builder *builder,
                                              const char *path, struct pin_arena *arena,
                                              struct pin_error *err);

/* The corpus: one id a line. Blank and repeated lines are counted and passed over. */
PIN_MUST_USE enum pin_status side_read_index(struct pin_dataset_builder *builder,
                                             const char *path, struct pin_arena *arena,
                                             struct pin_error *err);

enum side_groups_as {
    SIDE_GROUPS,        /* the groups of the dataset */
    SIDE_GROUPS_LISTED, /* the attribute PIN_LISTED_GROUP, to compare with */
};

/* The groups: query, tab, group, and more columns that are passed over. A first line that
 * begins with "query_id" or "query" is a header. A query that the labels do not have is
 * counted and passed over. */
PIN_MUST_USE enum pin_status side_read_groups(struct pin_dataset_builder *builder,
                                              const char *path, enum side_groups_as as,
                                              struct pin_arena *arena,
                                              struct pin_error *err);

enum side_attributes_of { SIDE_OF_ITEMS, SIDE_OF_QUERIES };

/* Attributes: a header with the item's (or the query's) column first and then the
 * attributes' names, and a row an item (or a query), all cut at tabs. An empty cell says
 * nothing. An item that neither the index nor the labels have, or a query that is not
 * there, is counted and passed over; what is said again replaces what was said. */
PIN_MUST_USE enum pin_status side_read_attributes(struct pin_dataset_builder *builder,
                                                  enum side_attributes_of of,
                                                  const char *path,
                                                  struct pin_arena *arena,
                                                  struct pin_error *err);

/* The ids of rows of vectors, one a line: line i names row i, so that an empty line and
 * an id that is there twice are errors. */
PIN_MUST_USE enum pin_status side_read_item_ids(struct pin_dataset_builder *builder,
                                                const char *path, struct pin_arena *arena,
                                                struct pin_error *err);
PIN_MUST_USE enum pin_status side_read_query_ids(struct pin_dataset_builder *builder,
                                                 const char *path,
                                                 struct pin_arena *arena,
                                                 struct pin_error *err);

/* Pairs of query, tab and item; more columns are passed over. Unknown queries and items
 * are counted and passed over. */
PIN_MUST_USE enum pin_status side_read_excluded(struct pin_dataset_builder *builder,
                                                const char *path, struct pin_arena *arena,
                                                struct pin_error *err);
PIN_MUST_USE enum pin_status side_read_galleries(struct pin_dataset_builder *builder,
                                                 const char *path,
                                                 struct pin_arena *arena,
                                                 struct pin_error *err);

#endif
