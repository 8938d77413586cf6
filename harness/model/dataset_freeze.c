/* dataset_freeze.c - turns what a loader pushed into the dataset that everybody reads. */
#include "harness/base/map32.h"
#include "harness/model/dataset_build.h"
#include "harness/model/dataset_parts.h"

#include <stdio.h>
#include <string.h>

static enum pin_status no_memory(struct pin_error *err)
{
    return pin_fail(err, PIN_E_NOMEM, "no memory for the dataset");
}

static enum pin_status items_of(const struct pin_rows *rows, const pin_item **out,
                                struct pin_arena *arena, struct pin_error *err)
{
    const uint64_t n = rows->start[rows->owners_n];
    const struct pin_pair *pairs = PIN_BUFFER_AT(rows->records, const struct pin_pair);
    pin_item *items = PIN_NEW_N(arena, pin_item, (size_t)n + 1);
    if (!items) {
        return no_memory(err);
    }
    for (uint64_t i = 0; i < n; i++) {
        items[i] = pairs[i].item;
    }
    pin_buffer_free(rows->records);
    *out = items;
    return PIN_OK;
}

static enum pin_status check_matrix(const struct pin_matrix *matrix, uint32_t rows_n,
                                    const char *what, struct pin_error *err)
{
    if (matrix->rows_n != 0 && matrix->rows_n != rows_n) {
        return pin_fail(err, PIN_E_PARSE, "%u rows of %s vectors for %u of them",
                        matrix->rows_n, what, rows_n);
    }
    return PIN_OK;
}

static enum pin_status check_matrices(const struct pin_dataset *dataset,
                                      struct pin_error *err)
{
    const struct pin_queries *queries = &dataset->queries;
    PIN_TRY(check_matrix(&dataset->corpus.vectors, dataset->corpus.items_n, "item", err));
    PIN_TRY(check_matrix(&queries->text, queries->queries_n, "text", err));
    for (uint32_t i = 0; i < queries->images_n; i++) {
        PIN_TRY(check_matrix(&queries->images[i], queries->queries_n, "image", err));
    }
    return PIN_OK;
}

/* One query's list as it came in, judged once an item. */
struct pin_merge {
    struct pin_dataset_builder *builder;
    struct pin_map32 row_of_item;
    struct pin_judgment *rows; /* all queries' */
    uint64_t rows_n;
    struct pin_listed *listed;
};

static enum pin_status note_label(struct pin_merge *merge, const char *what,
                                  uint32_t query, pin_item item, struct pin_error *err)
{
    struct pin_dataset_builder *builder = merge->builder;
    const char *name =
        item.ix == PIN_ITEM_NULL.ix ? "null" : pin_ids_name(builder->items, item.ix);
    return pin_tally_add(&builder->dataset->tallies, what, 1, err, "%s: %s",
                         PIN_BUFFER_AT(&builder->names, const char *)[query], name);
}

/* How a label stands to what was listed for its item before. */
static const char *name_repeat(const struct pin_label *label,
                               const struct pin_judgment *row)
{
    const bool was_negative = row->also_negative || row->grade == PIN_GRADE_HARD_NEGATIVE;
    const bool is_negative = label->grade == PIN_GRADE_HARD_NEGATIVE;
    if ((is_negative && row->grade > 0 && !was_negative) ||
        (label->grade > 0 && row->grade <= 0 && was_negative)) {
        return "item labelled relevant and hard negative";
    }
    if (is_negative && was_negative) {
        return "repeated hard negative";
    }
    if (label->grade != row->grade) {
        return "item with two grades (the higher counts)";
    }
    return label->grade > 0 ? "repeated positive" : "repeated label of an item";
}

/* also_negative holds for any item listed as a hard negative until its query is done. */
static enum pin_status merge_again(struct pin_merge *merge, const struct pin_label *label,
                                   struct pin_judgment *row, struct pin_error *err)
{
    const char *what = name_repeat(label, row);
    row->also_negative = row->also_negative || row->grade == PIN_GRADE_HARD_NEGATIVE ||
                         label->grade == PIN_GRADE_HARD_NEGATIVE;
    row->grade = label->grade > row->grade ? label->grade : row->grade;
    return note_label(merge, what, label->owner, label->item, err);
}

static enum pin_status merge_label(struct pin_merge *merge, const struct pin_label *label,
                                   uint64_t first, struct pin_error *err)
{
    struct pin_listed *listed = &merge->listed[label->owner];
    const bool null = label->item.ix == PIN_ITEM_NULL.ix;
    const bool negative = label->grade == PIN_GRADE_HARD_NEGATIVE;
    listed->positives_n += label->grade > 0;
    listed->negatives_n += negative;
    if (null) {
        listed->positive_nulls_n += label->grade > 0;
        listed->negative_nulls_n += negative;
        return note_label(merge,
                          negative ? "null among the hard negatives" : "null label",
                          label->owner, label->item, err);
    }
    const uint32_t next = (uint32_t)(merge->rows_n - first);
    const uint32_t at = pin_map32_put(&merge->row_of_item, label->item.ix, next);
    if (at != PIN_MAP32_NONE) {
        return merge_again(merge, label, &merge->rows[first + at], err);
    }
    merge->rows[merge->rows_n++] =
        (struct pin_judgment){label->item, label->grade, false};
    const struct pin_corpus *corpus = &merge->builder->dataset->corpus;
    if (corpus->items_n > 0 && label->item.ix >= corpus->items_n) {
        return note_label(merge, "label not in the corpus", label->owner, label->item,
                          err);
    }
    return PIN_OK;
}

static uint32_t longest_row(const struct pin_rows *rows)
{
    uint64_t longest = 0;
    for (uint32_t owner = 0; owner < rows->owners_n; owner++) {
        const uint64_t n = rows->start[owner + 1] - rows->start[owner];
        longest = n > longest ? n : longest;
    }
    return longest > PIN_IDS_MAX ? PIN_IDS_MAX : (uint32_t)longest;
}

static enum pin_status freeze_judgments(struct pin_dataset_builder *builder,
                                        struct pin_error *err)
{
    struct pin_dataset *dataset = builder->dataset;
    const uint32_t queries_n = dataset->queries.queries_n;
    struct pin_rows labels = {&builder->labels, sizeof(struct pin_label), queries_n,
                              NULL};
    PIN_TRY(pin_rows_sort(&labels, builder->arena, err));
    const uint32_t longest = longest_row(&labels);
    const uint64_t labels_n = labels.start[queries_n];
    struct pin_merge merge = {.builder = builder};
    uint64_t *row_start = PIN_NEW_N(builder->arena, uint64_t, (size_t)queries_n + 1);
    merge.listed = PIN_NEW_N(builder->arena, struct pin_listed, (size_t)queries_n + 1);
    merge.rows = PIN_NEW_N(builder->arena, struct pin_judgment, (size_t)labels_n + 1);
    if (!row_start || !merge.listed || !merge.rows) {
        return no_memory(err);
    }
    PIN_TRY(pin_map32_init(&merge.row_of_item, longest, builder->arena, err));
    const struct pin_label *label =
        PIN_BUFFER_AT(&builder->labels, const struct pin_label);
    for (uint32_t query = 0; query < queries_n; query++) {
        const uint64_t first = merge.rows_n;
        pin_map32_reset(&merge.row_of_item,
                        (uint32_t)(labels.start[query + 1] - labels.start[query]));
        for (uint64_t i = labels.start[query]; i < labels.start[query + 1]; i++) {
            PIN_TRY(merge_label(&merge, &label[i], first, err));
        }
        for (uint64_t i = first; i < merge.rows_n; i++) {
            merge.rows[i].also_negative &= merge.rows[i].grade > 0;
        }
        row_start[query + 1] = merge.rows_n;
    }
    pin_buffer_free(&builder->labels);
    dataset->judgments =
        (struct pin_judgments){row_start, merge.rows, merge.listed, longest};
    return PIN_OK;
}

static enum pin_status add_images_attribute(struct pin_dataset_builder *builder,
                                            struct pin_error *err)
{
    const struct pin_queries *queries = &builder->dataset->queries;
    if (queries->reference_start[queries->queries_n] == 0) {
        return PIN_OK;
    }
    for (uint32_t query = 0; query < queries->queries_n; query++) {
        char count[16];
        (void)snprintf(count, sizeof(count), "%u",
                       pin_queries_references_n(queries, query));
        PIN_TRY(pin_dataset_set_query_attribute(builder, (pin_query){query}, "images",
                                                pin_text_of(count), err));
    }
    return PIN_OK;
}

static enum pin_status freeze_references(struct pin_dataset_builder *builder,
                                         struct pin_error *err)
{
    struct pin_dataset *dataset = builder->dataset;
    struct pin_queries *queries = &dataset->queries;
    struct pin_rows rows = {&builder->references, sizeof(struct pin_pair),
                            queries->queries_n, NULL};
    PIN_TRY(pin_rows_sort(&rows, builder->arena, err));
    PIN_TRY(items_of(&rows, &queries->references, builder->arena, err));
    queries->reference_start = rows.start;
    for (uint32_t query = 0; query < queries->queries_n; query++) {
        for (uint64_t i = rows.start[query]; i < rows.start[query + 1]; i++) {
            const pin_item item = queries->references[i];
            if (dataset->corpus.items_n > 0 && item.ix >= dataset->corpus.items_n) {
                PIN_TRY(pin_tally_add(
                    &dataset->tallies, "reference image not in the corpus", 1, err,
                    "%s: %s", PIN_BUFFER_AT(&builder->names, const char *)[query],
                    pin_ids_name(builder->items, item.ix)));
            }
        }
    }
    return add_images_attribute(builder, err);
}

static enum pin_status freeze_attributes(struct pin_attribute_parts *parts,
                                         uint32_t owners_n,
                                         const struct pin_attribute **out,
                                         struct pin_arena *arena, struct pin_error *err)
{
    struct pin_attribute *attributes =
        PIN_NEW_N(arena, struct pin_attribute, parts->rows_n + 1);
    if (!attributes) {
        return no_memory(err);
    }
    const uint32_t none = PIN_IX_NONE;
    for (uint32_t i = 0; i < parts->rows_n; i++) {
        struct pin_attribute_part *part = &parts->rows[i];
        while (PIN_BUFFER_N(&part->value_of, uint32_t) < owners_n) {
            PIN_TRY(pin_buffer_put(&part->value_of, &none, sizeof(none), err));
        }
        const uint32_t *value_of = pin_buffer_move(&part->value_of, arena, err);
        if (!value_of) {
            return PIN_E_NOMEM;
        }
        attributes[i] = (struct pin_attribute){part->name, part->values, value_of};
    }
    *out = attributes;
    return PIN_OK;
}

static enum pin_status freeze_graph(struct pin_dataset_builder *builder,
                                    struct pin_error *err)
{
    struct pin_graph *graph = &builder->dataset->graph;
    graph->boards_n = pin_ids_count(builder->boards);
    graph->boards = builder->boards;
    struct pin_rows rows = {&builder->edges, sizeof(struct pin_pair), graph->boards_n,
                            NULL};
    PIN_TRY(pin_rows_sort(&rows, builder->arena, err));
    graph->board_start = rows.start;
    return items_of(&rows, &graph->items, builder->arena, err);
}

/* Moves a buffer of per-query (or per-key) values to where the dataset keeps them. */
static enum pin_status keep(struct pin_dataset_builder *builder,
                            struct pin_buffer *buffer, const void **out,
                            struct pin_error *err)
{
    *out = pin_buffer_move(buffer, builder->arena, err);
    return *out ? PIN_OK : PIN_E_NOMEM;
}

static enum pin_status freeze_queries(struct pin_dataset_builder *builder,
                                      struct pin_error *err)
{
    struct pin_dataset *dataset = builder->dataset;
    struct pin_queries *queries = &dataset->queries;
    const void *kept = NULL;
    PIN_TRY(keep(builder, &builder->names, &kept, err));
    queries->names = kept;
    PIN_TRY(keep(builder, &builder->instructions, &kept, err));
    queries->instructions = kept;
    PIN_TRY(keep(builder, &builder->query_of_key, &kept, err));
    queries->query_of_key = kept;
    PIN_TRY(keep(builder, &builder->group_of_query, &kept, err));
    dataset->groups.group_of_query = kept;
    PIN_TRY(keep(builder, &builder->answered_as, &kept, err));
    queries->answered_as = builder->twins_met ? kept : NULL;
    queries->keys = builder->keys;
    dataset->groups.groups_n = pin_ids_count(builder->groups);
    dataset->groups.names = builder->groups;
    return PIN_OK;
}

enum pin_status pin_dataset_freeze(struct pin_dataset_builder *builder,
                                   const struct pin_dataset **out, struct pin_error *err)
{
    struct pin_dataset *dataset = builder->dataset;
    dataset->corpus.ids = builder->items;
    if (dataset->queries.queries_n == 0) {
        return pin_fail(err, PIN_E_PARSE, "the dataset has no query");
    }
    PIN_TRY(check_matrices(dataset, err));
    PIN_TRY(freeze_judgments(builder, err));
    PIN_TRY(freeze_references(builder, err));
    PIN_TRY(pin_dataset_freeze_lists(builder, err));
    PIN_TRY(freeze_attributes(&builder->query_attributes, dataset->queries.queries_n,
                              &dataset->query_attributes, builder->arena, err));
    PIN_TRY(freeze_attributes(&builder->item_attributes, pin_ids_count(builder->items),
                              &dataset->corpus.attributes, builder->arena, err));
    dataset->query_attributes_n = builder->query_attributes.rows_n;
    dataset->corpus.attributes_n = builder->item_attributes.rows_n;
    PIN_TRY(freeze_graph(builder, err));
    PIN_TRY(freeze_queries(builder, err));
    *out = dataset;
    return PIN_OK;
}
