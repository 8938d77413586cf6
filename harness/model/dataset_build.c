#include "harness/model/dataset_build.h"

#include "harness/model/dataset_parts.h"

#include <string.h>

enum { BATCH = 64 }; /* items that are looked up together */

static void free_attributes(struct pin_attribute_parts *parts)
{
    for (uint32_t i = 0; i < parts->rows_n; i++) {
        pin_buffer_free(&parts->rows[i].value_of);
    }
}

static void release(void *object)
{
    struct pin_dataset_builder *builder = object;
    pin_buffer_free(&builder->names);
    pin_buffer_free(&builder->instructions);
    pin_buffer_free(&builder->query_of_key);
    pin_buffer_free(&builder->answered_as);
    pin_buffer_free(&builder->group_of_query);
    pin_buffer_free(&builder->references);
    pin_buffer_free(&builder->labels);
    pin_buffer_free(&builder->edges);
    pin_buffer_free(&builder->excluded);
    pin_buffer_free(&builder->galleries);
    free_attributes(&builder->query_attributes);
    free_attributes(&builder->item_attributes);
}

static void init_buffers(struct pin_dataset_builder *builder)
{
    pin_buffer_init(&builder->names, 0, builder->arena);
    pin_buffer_init(&builder->instructions, 0, builder->arena);
    pin_buffer_init(&builder->query_of_key, 0, builder->arena);
    pin_buffer_init(&builder->answered_as, 0, builder->arena);
    pin_buffer_init(&builder->group_of_query, 0, builder->arena);
    pin_buffer_init(&builder->references, 0, builder->arena);
    pin_buffer_init(&builder->labels, 0, builder->arena);
    pin_buffer_init(&builder->edges, 0, builder->arena);
    pin_buffer_init(&builder->excluded, 0, builder->arena);
    pin_buffer_init(&builder->galleries, 0, builder->arena);
}

static enum pin_status no_memory(struct pin_error *err)
{
    return pin_fail(err, PIN_E_NOMEM, "no memory for the dataset");
}

enum pin_status pin_dataset_builder_new(struct pin_dataset_builder **out,
                                        const char *loader, const char *name,
                                        struct pin_arena *arena, struct pin_error *err)
{
    struct pin_dataset_builder *builder = PIN_NEW(arena, struct pin_dataset_builder);
    struct pin_dataset *dataset = PIN_NEW(arena, struct pin_dataset);
    if (!builder || !dataset) {
        return no_memory(err);
    }
    builder->arena = arena;
    builder->dataset = dataset;
    init_buffers(builder);
    if (!pin_arena_own(arena, release, builder)) {
        return no_memory(err);
    }
    dataset->loader = loader;
    dataset->name = pin_arena_copy_text(arena, name, strlen(name));
    if (!dataset->name) {
        return no_memory(err);
    }
    pin_tallies_init(&dataset->tallies, arena);
    PIN_TRY(pin_ids_new(&builder->items, arena, err));
    PIN_TRY(pin_ids_new(&builder->keys, arena, err));
    PIN_TRY(pin_ids_new(&builder->groups, arena, err));
    PIN_TRY(pin_ids_new(&builder->boards, arena, err));
    *out = builder;
    return PIN_OK;
}

struct pin_arena *pin_dataset_builder_arena(struct pin_dataset_builder *builder)
{
    return builder->arena;
}

struct pin_tallies *pin_dataset_builder_tallies(struct pin_dataset_builder *builder)
{
    return &builder->dataset->tallies;
}

void pin_dataset_skip_digests(struct pin_dataset_builder *builder)
{
    builder->digests_skipped = true;
}

enum pin_status pin_dataset_open(struct pin_dataset_builder *builder,
                                 struct pin_source **out, const char *path,
                                 struct pin_arena *arena, struct pin_error *err)
{
    PIN_TRY(pin_source_open(out, path, arena, err));
    if (builder->digests_skipped) {
        pin_source_skip_digest(*out);
    }
    return PIN_OK;
}

enum pin_status pin_dataset_add_item(struct pin_dataset_builder *builder,
                                     struct pin_text name, pin_item *item_out,
                                     bool *added_out, struct pin_error *err)
{
    if (builder->corpus_closed) {
        return pin_fail(err, PIN_E_PLUGIN,
                        "an item of the corpus after labels were read");
    }
    PIN_TRY(pin_ids_add(builder->items, name.bytes, name.length, &item_out->ix, added_out,
                        err));
    builder->dataset->corpus.items_n = pin_ids_count(builder->items);
    return PIN_OK;
}

/* An item that somebody names: of the corpus, or behind it. */
static enum pin_status name_item(struct pin_dataset_builder *builder,
                                 struct pin_text name, pin_item *item_out,
                                 struct pin_error *err)
{
    builder->corpus_closed = true;
    return pin_ids_add(builder->items, name.bytes, name.length, &item_out->ix, NULL, err);
}

void pin_dataset_allow_twins(struct pin_dataset_builder *builder)
{
    builder->twins_allowed = true;
}

static enum pin_status append_query(struct pin_dataset_builder *builder,
                                    struct pin_text name, uint32_t answered_as,
                                    struct pin_error *err)
{
    const char *copy = pin_arena_copy_text(builder->arena, name.bytes, name.length);
    if (!copy) {
        return no_memory(err);
    }
    const char *instruction = "";
    const uint32_t group = PIN_IX_NONE;
    builder->dataset->queries.queries_n++;
    PIN_TRY(pin_buffer_put(&builder->names, &copy, sizeof(copy), err));
    PIN_TRY(
        pin_buffer_put(&builder->instructions, &instruction, sizeof(instruction), err));
    PIN_TRY(pin_buffer_put(&builder->group_of_query, &group, sizeof(group), err));
    return pin_buffer_put(&builder->answered_as, &answered_as, sizeof(answered_as), err);
}

enum pin_status pin_dataset_add_keyed_query(struct pin_dataset_builder *builder,
                                            struct pin_text name, struct pin_text key,
                                            pin_query *query_out, struct pin_error *err)
{
    const uint32_t query = builder->dataset->queries.queries_n;
    if (query >= PIN_IDS_MAX) {
        return pin_fail(err, PIN_E_RANGE, "more than %u queries", PIN_IDS_MAX);
    }
    uint32_t key_ix = 0;
    bool added = false;
    PIN_TRY(pin_ids_add(builder->keys, key.bytes, key.length, &key_ix, &added, err));
    uint32_t answered_as = query;
    if (added) {
        PIN_TRY(pin_buffer_put(&builder->query_of_key, &query, sizeof(query), err));
    } else if (builder->twins_allowed) {
        answered_as = PIN_BUFFER_AT(&builder->query_of_key, const uint32_t)[key_ix];
        builder->twins_met = true;
    } else {
        return pin_fail(err, PIN_E_DUPLICATE, "query \"%.*s\" is there twice",
                        (int)(key.length < 80 ? key.length : 80), key.bytes);
    }
    query_out->ix = query;
    return append_query(builder, name, answered_as, err);
}

enum pin_status pin_dataset_add_query(struct pin_dataset_builder *builder,
                                      struct pin_text name, pin_query *query_out,
                                      struct pin_error *err)
{
    return pin_dataset_add_keyed_query(builder, name, name, query_out, err);
}

enum pin_status pin_dataset_add_key(struct pin_dataset_builder *builder, pin_query query,
                                    struct pin_text key, struct pin_error *err)
{
    uint32_t key_ix = 0;
    bool added = false;
    PIN_TRY(pin_ids_add(builder->keys, key.bytes, key.length, &key_ix, &added, err));
    if (added) {
        return pin_buffer_put(&builder->query_of_key, &query.ix, sizeof(query.ix), err);
    }
    if (PIN_BUFFER_AT(&builder->query_of_key, const uint32_t)[key_ix] != query.ix) {
        return pin_fail(err, PIN_E_DUPLICATE, "two queries go by the name \"%.*s\"",
                        (int)(key.length < 80 ? key.length : 80), key.bytes);
    }
    return PIN_OK;
}

uint32_t pin_dataset_builder_items_n(const struct pin_dataset_builder *builder)
{
    return builder->dataset->corpus.items_n;
}

uint32_t pin_dataset_builder_queries_n(const struct pin_dataset_builder *builder)
{
    return builder->dataset->queries.queries_n;
}

pin_query pin_dataset_builder_find(const struct pin_dataset_builder *builder,
                                   struct pin_text key)
{
    const uint32_t key_ix = pin_ids_find(builder->keys, key.bytes, key.length);
    if (key_ix == PIN_IX_NONE) {
        return (pin_query){PIN_IX_NONE};
    }
    return (pin_query){PIN_BUFFER_AT(&builder->query_of_key, const uint32_t)[key_ix]};
}

pin_item pin_dataset_builder_find_item(const struct pin_dataset_builder *builder,
                                       struct pin_text name)
{
    return (pin_item){pin_ids_find(builder->items, name.bytes, name.length)};
}

enum pin_status pin_dataset_set_instruction(struct pin_dataset_builder *builder,
                                            pin_query query, struct pin_text text,
                                            struct pin_error *err)
{
    const char *copy = pin_arena_copy_text(builder->arena, text.bytes, text.length);
    if (!copy) {
        return no_memory(err);
    }
    PIN_BUFFER_AT(&builder->instructions, const char *)[query.ix] = copy;
    return PIN_OK;
}

enum pin_status pin_dataset_add_reference(struct pin_dataset_builder *builder,
                                          pin_query query, struct pin_text item,
                                          struct pin_error *err)
{
    struct pin_pair pair = {.owner = query.ix};
    PIN_TRY(name_item(builder, item, &pair.item, err));
    return pin_buffer_put(&builder->references, &pair, sizeof(pair), err);
}

static enum pin_status check_grade(int32_t grade, struct pin_error *err)
{
    return grade >= PIN_GRADE_MIN && grade <= PIN_GRADE_MAX
               ? PIN_OK
               : pin_fail(err, PIN_E_RANGE, "grade %d is not from %d to %d", grade,
                          PIN_GRADE_MIN, PIN_GRADE_MAX);
}

enum pin_status pin_dataset_add_judgments(struct pin_dataset_builder *builder,
                                          pin_query query, const struct pin_text *items,
                                          uint32_t items_n, int32_t grade,
                                          struct pin_error *err)
{
    uint32_t found[BATCH];
    PIN_TRY(check_grade(grade, err));
    builder->corpus_closed = true;
    for (uint32_t first = 0; first < items_n; first += BATCH) {
        const uint32_t n = items_n - first < BATCH ? items_n - first : BATCH;
        PIN_TRY(pin_ids_add_many(builder->items, items + first, n, found, err));
        struct pin_label *labels =
            pin_buffer_extend(&builder->labels, n * sizeof(*labels), err);
        if (!labels) {
            return PIN_E_NOMEM;
        }
        for (uint32_t i = 0; i < n; i++) {
            labels[i] = (struct pin_label){query.ix, {found[i]}, grade};
        }
    }
    return PIN_OK;
}

enum pin_status pin_dataset_add_null_judgment(struct pin_dataset_builder *builder,
                                              pin_query query, int32_t grade,
                                              struct pin_error *err)
{
    const struct pin_label label = {query.ix, PIN_ITEM_NULL, grade};
    PIN_TRY(check_grade(grade, err));
    return pin_buffer_put(&builder->labels, &label, sizeof(label), err);
}

enum pin_status pin_dataset_set_group(struct pin_dataset_builder *builder,
                                      pin_query query, struct pin_text group,
                                      struct pin_error *err)
{
    uint32_t ix = 0;
    PIN_TRY(pin_ids_add(builder->groups, group.bytes, group.length, &ix, NULL, err));
    uint32_t *group_of = &PIN_BUFFER_AT(&builder->group_of_query, uint32_t)[query.ix];
    if (*group_of != PIN_IX_NONE && *group_of != ix) {
        return pin_fail(err, PIN_E_DUPLICATE, "query \"%.80s\" is in two groups",
                        PIN_BUFFER_AT(&builder->names, const char *)[query.ix]);
    }
    *group_of = ix;
    return PIN_OK;
}

void pin_dataset_set_group_source(struct pin_dataset_builder *builder, const char *source)
{
    builder->dataset->groups.source = source;
}

static enum pin_status find_attribute(struct pin_dataset_builder *builder,
                                      struct pin_attribute_parts *parts, const char *name,
                                      struct pin_attribute_part **out,
                                      struct pin_error *err)
{
    for (uint32_t i = 0; i < parts->rows_n; i++) {
        if (strcmp(parts->rows[i].name, name) == 0) {
            *out = &parts->rows[i];
            return PIN_OK;
        }
    }
    if (parts->rows_n == PIN_ATTRIBUTES_MAX) {
        return pin_fail(err, PIN_E_RANGE, "more than %d attributes", PIN_ATTRIBUTES_MAX);
    }
    struct pin_attribute_part *part = &parts->rows[parts->rows_n];
    part->name = pin_arena_copy_text(builder->arena, name, strlen(name));
    if (!part->name) {
        return no_memory(err);
    }
    PIN_TRY(pin_ids_new(&part->values, builder->arena, err));
    pin_buffer_init(&part->value_of, 0, builder->arena);
    parts->rows_n++;
    *out = part;
    return PIN_OK;
}

static enum pin_status set_attribute(struct pin_attribute_part *part, uint32_t owner,
                                     struct pin_text value, struct pin_error *err)
{
    uint32_t value_ix = 0;
    PIN_TRY(pin_ids_add(part->values, value.bytes, value.length, &value_ix, NULL, err));
    const uint32_t none = PIN_IX_NONE;
    while (PIN_BUFFER_N(&part->value_of, uint32_t) <= owner) {
        PIN_TRY(pin_buffer_put(&part->value_of, &none, sizeof(none), err));
    }
    PIN_BUFFER_AT(&part->value_of, uint32_t)[owner] = value_ix;
    return PIN_OK;
}

enum pin_status pin_dataset_set_query_attribute(struct pin_dataset_builder *builder,
                                                pin_query query, const char *attribute,
                                                struct pin_text value,
                                                struct pin_error *err)
{
    struct pin_attribute_part *part = NULL;
    PIN_TRY(find_attribute(builder, &builder->query_attributes, attribute, &part, err));
    return set_attribute(part, query.ix, value, err);
}

enum pin_status pin_dataset_set_item_attribute(struct pin_dataset_builder *builder,
                                               pin_item item, const char *attribute,
                                               struct pin_text value,
                                               struct pin_error *err)
{
    struct pin_attribute_part *part = NULL;
    PIN_TRY(find_attribute(builder, &builder->item_attributes, attribute, &part, err));
    return set_attribute(part, item.ix, value, err);
}

void pin_dataset_set_item_vectors(struct pin_dataset_builder *builder,
                                  const struct pin_matrix *vectors)
{
    builder->dataset->corpus.vectors = *vectors;
}

void pin_dataset_set_text_vectors(struct pin_dataset_builder *builder,
                                  const struct pin_matrix *vectors)
{
    builder->dataset->queries.text = *vectors;
}

enum pin_status pin_dataset_add_image_vectors(struct pin_dataset_builder *builder,
                                              const struct pin_matrix *vectors,
                                              struct pin_error *err)
{
    struct pin_queries *queries = &builder->dataset->queries;
    if (queries->images_n == PIN_IMAGES_MAX) {
        return pin_fail(err, PIN_E_RANGE, "more than %d reference images a query",
                        PIN_IMAGES_MAX);
    }
    queries->images[queries->images_n++] = *vectors;
    return PIN_OK;
}

enum pin_status pin_dataset_add_file(struct pin_dataset_builder *builder,
                                     const char *role, struct pin_source *source,
                                     struct pin_error *err)
{
    struct pin_file *file = NULL;
    PIN_TRY(pin_file_new(&file, role, source, builder->arena, err));
    pin_file_append(&builder->dataset->files, file);
    return PIN_OK;
}
