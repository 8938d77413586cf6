/* pinpoint_files.h - the text files that may stand beside the label table. */
#ifndef PIN_DATASETS_PINPOINT_FILES_H
#define PIN_DATASETS_PINPOINT_FILES_H

#include "harness/model/dataset_build.h"

/* Notes a label file that was not read through a source: its digest needs all its bytes.
 */
PIN_MUST_USE enum pin_status pinpoint_note_labels(struct pin_dataset_builder *builder,
                                                  const char *path,
                                                  struct pin_arena *arena,
                                                  struct pin_error *err);

/* The corpus: one id a line. Blank and repeated lines are counted and passed over. */
PIN_MUST_USE enum pin_status pinpoint_read_index(struct pin_dataset_builder *builder,
                                                 const char *path,
                                                 struct pin_arena *arena,
                                                 struct pin_error *err);

enum pinpoint_groups_as {
    PINPOINT_GROUPS,        /* the groups of the dataset */
    PINPOINT_GROUPS_LISTED, /* the attribute PIN_LISTED_GROUP, to compare with */
};

/* The groups: query, tab, group, and more columns that are passed over. A first line that
 * begins with "query_id" or "query" is a header. A query that the labels do not have is
 * counted and passed over. */
PIN_MUST_USE enum pin_status pinpoint_read_groups(struct pin_dataset_builder *builder,
                                                  const char *path,
                                                  enum pinpoint_groups_as as,
                                                  struct pin_arena *arena,
                                                  struct pin_error *err);

/* Attributes of items: a header with the item's column first and then the attributes'
 * names, and a row an item, all cut at tabs. An empty cell says nothing. An item that
 * neither the index nor the labels have is counted and passed over; what is said again
 * replaces what was said. */
PIN_MUST_USE enum pin_status pinpoint_read_item_attributes(
    struct pin_dataset_builder *builder, const char *path, struct pin_arena *arena,
    struct pin_error *err);

#endif
