/* jsonl.c - anyone's benchmark as JSON Lines: objects of items, which make the corpus,
 * and behind them objects of queries. Without items the corpus is what labels and runs
 * name. */
#include "datasets/jsonl_row.h"
#include "datasets/table.h"
#include "harness/plugin/loader.h"

struct jsonl_options {
    const char *path;
};

struct jsonl_load {
    struct pin_dataset_builder *builder;
    struct pin_json_stream *stream;
    struct jsonl_row row;
    bool queries; /* one was there already */
};

static enum pin_status push_item(struct jsonl_load *load, struct pin_text name,
                                 struct pin_error *err)
{
    const struct jsonl_field *fields =
        PIN_BUFFER_AT(&load->row.fields, const struct jsonl_field);
    const size_t n = PIN_BUFFER_N(&load->row.fields, struct jsonl_field);
    pin_item item;
    bool added = false;
    if (load->queries) {
        return pin_fail(err, PIN_E_PARSE, "an item behind a query: items come first");
    }
    PIN_TRY(pin_dataset_add_item(load->builder, name, &item, &added, err));
    if (!added) {
        return pin_fail(err, PIN_E_DUPLICATE, "the item %.*s is there twice",
                        pin_text_shown(name), name.bytes);
    }
    for (size_t i = 0; i < n; i++) {
        if (fields[i].kind == JSONL_ATTRIBUTE) {
            PIN_TRY(pin_dataset_set_item_attribute(
                load->builder, item, load->row.text.bytes + fields[i].name_at,
                jsonl_field_text(&load->row, &fields[i]), err));
        }
    }
    return PIN_OK;
}

static enum pin_status push_field(struct jsonl_load *load, pin_query query,
                                  const struct jsonl_field *field, struct pin_error *err)
{
    struct pin_dataset_builder *builder = load->builder;
    const struct pin_text text = jsonl_field_text(&load->row, field);
    switch (field->kind) {
    case JSONL_INSTRUCTION: return pin_dataset_set_instruction(builder, query, text, err);
    case JSONL_GROUP:
        pin_dataset_set_group_source(builder, "the dataset");
        return pin_dataset_set_group(builder, query, text, err);
    case JSONL_IMAGE: return pin_dataset_add_reference(builder, query, text, err);
    case JSONL_JUDGMENT:
        return field->null
                   ? pin_dataset_add_null_judgment(builder, query, field->grade, err)
                   : pin_dataset_add_judgment(builder, query, text, field->grade, err);
    case JSONL_ATTRIBUTE:
        return pin_dataset_set_query_attribute(
            builder, query, load->row.text.bytes + field->name_at, text, err);
    case JSONL_QUERY:
    case JSONL_ITEM: return PIN_OK; /* pushed already */
    }
    return PIN_OK;
}

static enum pin_status push_row(struct jsonl_load *load, struct pin_error *err)
{
    const struct pin_text name = jsonl_field_text(&load->row, &load->row.name);
    if (load->row.name.kind == JSONL_ITEM) {
        return push_item(load, name, err);
    }
    pin_query query;
    load->queries = true;
    PIN_TRY(pin_dataset_add_query(load->builder, name, &query, err));
    const struct jsonl_field *fields =
        PIN_BUFFER_AT(&load->row.fields, const struct jsonl_field);
    const size_t n = PIN_BUFFER_N(&load->row.fields, struct jsonl_field);
    for (size_t i = 0; i < n; i++) {
        PIN_TRY(push_field(load, query, &fields[i], err));
    }
    return PIN_OK;
}

static enum pin_status load_rows(struct jsonl_load *load, const char *path,
                                 struct pin_arena *arena, struct pin_error *err)
{
    struct pin_source *source = NULL;
    bool found = true;
    PIN_TRY(pin_dataset_open(load->builder, &source, path, arena, err));
    PIN_TRY(pin_json_stream_new(&load->stream, source, PIN_JSON_LINES, arena, err));
    PIN_TRY(jsonl_row_read(&load->row, load->stream, &found, err));
    while (found) {
        const enum pin_status status = push_row(load, err);
        if (status != PIN_OK) {
            return pin_json_stream_fail(load->stream, &load->row.begin, status, err,
                                        "bad object");
        }
        PIN_TRY(jsonl_row_read(&load->row, load->stream, &found, err));
    }
    if (!load->queries) {
        return pin_json_stream_fail(load->stream, &load->row.begin, PIN_E_PARSE, err,
                                    "the file has no query");
    }
    return pin_dataset_add_file(load->builder, "labels", source, err);
}

static enum pin_status jsonl_load(struct pin_dataset_builder *builder, const void *given,
                                  struct pin_error *err)
{
    const struct jsonl_options *chosen = given;
    struct jsonl_load load = {.builder = builder};
    struct pin_arena arena; /* for the reader */
    pin_arena_init(&arena, 0);
    jsonl_row_init(&load.row);
    const enum pin_status status = load_rows(&load, chosen->path, &arena, err);
    jsonl_row_free(&load.row);
    pin_arena_free(&arena);
    return status;
}

static const struct pin_option options[] = {
    {.name = "path",
     .type = PIN_OPT_PATH,
     .offset = offsetof(struct jsonl_options, path),
     .required = true,
     .help = "objects of items and queries as JSON Lines (\"-\" for standard input)"},
};

const struct pin_loader_ops pin_loader_jsonl = {
    .head =
        {
            PIN_HEAD(PIN_LOADER, struct pin_loader_ops),
            .name = "jsonl",
            .summary = "any benchmark as JSON Lines: queries, judgments, groups, items",
            PIN_OPTIONS(options, struct jsonl_options),
        },
    .load = jsonl_load,
};
