/* dataset_build.h - the one door by which data comes in.
 *
 * A loader pushes what it reads; the builder interns, checks and at the end freezes. A
 * loader cannot make an inconsistent dataset, whatever its file says.
 *
 * Time and memory are linear in what is pushed. Text is copied; matrices are borrowed
 * until the end of the dataset. Anything about a query may come in any order once it was
 * added. */
#ifndef PIN_HARNESS_MODEL_DATASET_BUILD_H
#define PIN_HARNESS_MODEL_DATASET_BUILD_H

#include "harness/base/text.h"
#include "harness/model/dataset.h"

struct pin_dataset_builder;
struct pin_source;

/* name is copied. Everything the dataset will point to is in arena, or owned by it. */
PIN_MUST_USE enum pin_status pin_dataset_builder_new(struct pin_dataset_builder **out,
                                                     const char *loader, const char *name,
                                                     struct pin_arena *arena,
                                                     struct pin_error *err);

/* For what a loader keeps until the end of the dataset (vectors, for one). */
struct pin_arena *pin_dataset_builder_arena(struct pin_dataset_builder *builder);

/* For what a loader met. */
struct pin_tallies *pin_dataset_builder_tallies(struct pin_dataset_builder *builder);

/* pin_source_open for a file that the dataset is read from. Its digest is taken unless
 * the harness asked for none; nothing else differs. */
PIN_MUST_USE enum pin_status pin_dataset_open(struct pin_dataset_builder *builder,
                                              struct pin_source **out, const char *path,
                                              struct pin_arena *arena,
                                              struct pin_error *err);

/* No digest of the files is going to be shown or compared. Before the first is opened. */
void pin_dataset_skip_digests(struct pin_dataset_builder *builder);

/* An item of the corpus. All of them come before anything else that names items. An id
 * that is there already sets *added_out to false. */
PIN_MUST_USE enum pin_status pin_dataset_add_item(struct pin_dataset_builder *builder,
                                                  struct pin_text name,
                                                  pin_item *item_out, bool *added_out,
                                                  struct pin_error *err);

/* A query, which runs call by its name. PIN_E_DUPLICATE when one is called so already,
 * unless twins are allowed: then both are there and one list of a run answers both. */
PIN_MUST_USE enum pin_status pin_dataset_add_query(struct pin_dataset_builder *builder,
                                                   struct pin_text name,
                                                   pin_query *query_out,
                                                   struct pin_error *err);
void pin_dataset_allow_twins(struct pin_dataset_builder *builder);

/* The same for a query that runs call by a key and not by its name. */
PIN_MUST_USE enum pin_status pin_dataset_add_keyed_query(
    struct pin_dataset_builder *builder, struct pin_text name, struct pin_text key,
    pin_query *query_out, struct pin_error *err);

/* One more key for a query; PIN_E_DUPLICATE when it is another query's. */
PIN_MUST_USE enum pin_status pin_dataset_add_key(struct pin_dataset_builder *builder,
                                                 pin_query query, struct pin_text key,
                                                 struct pin_error *err);

PIN_MUST_USE enum pin_status pin_dataset_set_instruction(
    struct pin_dataset_builder *builder, pin_query query, struct pin_text text,
    struct pin_error *err);

/* One more reference image of the query, by item id (in the corpus or not). */
PIN_MUST_USE enum pin_status pin_dataset_add_reference(
    struct pin_dataset_builder *builder, pin_query query, struct pin_text item,
    struct pin_error *err);

/* Entries of a label list, several at once, which is faster than one by one. grade is
 * from PIN_GRADE_MIN to PIN_GRADE_MAX. An item that is listed again counts once as a
 * judgment and each time in pin_listed. */
PIN_MUST_USE enum pin_status pin_dataset_add_judgments(
    struct pin_dataset_builder *builder, pin_query query, const struct pin_text *items,
    uint32_t items_n, int32_t grade, struct pin_error *err);

/* The same for one. */
PIN_MUST_USE static inline enum pin_status pin_dataset_add_judgment(
    struct pin_dataset_builder *builder, pin_query query, struct pin_text item,
    int32_t grade, struct pin_error *err)
{
    return pin_dataset_add_judgments(builder, query, &item, 1, grade, err);
}

/* A null in a label list: no judgment, but listed. */
PIN_MUST_USE enum pin_status pin_dataset_add_null_judgment(
    struct pin_dataset_builder *builder, pin_query query, int32_t grade,
    struct pin_error *err);

/* PIN_E_DUPLICATE when the query is in another group already. */
PIN_MUST_USE enum pin_status pin_dataset_set_group(struct pin_dataset_builder *builder,
                                                   pin_query query, struct pin_text group,
                                                   struct pin_error *err);
/* What made the groups; a string that outlives the dataset. */
void pin_dataset_set_group_source(struct pin_dataset_builder *builder,
                                  const char *source);

/* A later value for the same query or item replaces the earlier one. */
PIN_MUST_USE enum pin_status pin_dataset_set_query_attribute(
    struct pin_dataset_builder *builder, pin_query query, const char *attribute,
    struct pin_text value, struct pin_error *err);
PIN_MUST_USE enum pin_status pin_dataset_set_item_attribute(
    struct pin_dataset_builder *builder, pin_item item, const char *attribute,
    struct pin_text value, struct pin_error *err);

/* An edge of the graph; the item is of the corpus. Edges of a board keep their order. */
PIN_MUST_USE enum pin_status pin_dataset_add_edge(struct pin_dataset_builder *builder,
                                                  struct pin_text board, pin_item item,
                                                  struct pin_error *err);

/* An item that is never in the query's ranking, and one of those that alone may be. An
 * item that a known corpus lacks is counted and passed over; again counts once. */
PIN_MUST_USE enum pin_status pin_dataset_exclude(struct pin_dataset_builder *builder,
                                                 pin_query query, struct pin_text item,
                                                 struct pin_error *err);
PIN_MUST_USE enum pin_status pin_dataset_add_to_gallery(
    struct pin_dataset_builder *builder, pin_query query, struct pin_text item,
    struct pin_error *err);

/* Rows in the order in which the items (or queries) were added; checked when frozen. */
void pin_dataset_set_item_vectors(struct pin_dataset_builder *builder,
                                  const struct pin_matrix *vectors);
void pin_dataset_set_text_vectors(struct pin_dataset_builder *builder,
                                  const struct pin_matrix *vectors);
PIN_MUST_USE enum pin_status pin_dataset_add_image_vectors(
    struct pin_dataset_builder *builder, const struct pin_matrix *vectors,
    struct pin_error *err);

/* Notes a source that was read to its end. role outlives the dataset. */
PIN_MUST_USE enum pin_status pin_dataset_add_file(struct pin_dataset_builder *builder,
                                                  const char *role,
                                                  struct pin_source *source,
                                                  struct pin_error *err);

/* How many items of the corpus, and queries, there are so far. */
uint32_t pin_dataset_builder_items_n(const struct pin_dataset_builder *builder);
uint32_t pin_dataset_builder_queries_n(const struct pin_dataset_builder *builder);

/* The query of that key so far, or PIN_IX_NONE. */
pin_query pin_dataset_builder_find(const struct pin_dataset_builder *builder,
                                   struct pin_text key);

/* The item of that id so far, or PIN_IX_NONE. */
pin_item pin_dataset_builder_find_item(const struct pin_dataset_builder *builder,
                                       struct pin_text name);

/* Checks the whole and gives the dataset; the builder is spent. Adds the query attribute
 * "images" (how many reference images) where any query has one. */
PIN_MUST_USE enum pin_status pin_dataset_freeze(struct pin_dataset_builder *builder,
                                                const struct pin_dataset **out,
                                                struct pin_error *err);

#endif
