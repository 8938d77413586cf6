/* pinpoint.c - the labels of PinPoint (arXiv 2603.04598): the released Parquet file, or
 * JSON Lines with its columns, with the corpus's ids and the paraphrase groups from files
 * of their own where they are given. Two readings:
 *
 * strict     a run calls a query by its id as listed or in the reference's form; the text
 *            "None" is no second image; a query id that is there twice is an error.
 * reference  as the released evaluator: only the normalised id counts, "None" is an
 * image, rows of one id are all scored, and rows that share their images form a group. */
#include "datasets/pinpoint_parquet.h"
#include "datasets/pinpoint_row.h"
#include "datasets/pinpoint_tail.h"
#include "datasets/side_files.h"
#include "datasets/table.h"
#include "harness/plugin/loader.h"

#include <string.h>

enum { READING_STRICT, READING_REFERENCE };
enum { GROUP_BY_FILE, GROUP_BY_IMAGES, GROUP_BY_NEGATIVES };

struct pinpoint_options {
    const char *path;
    const char *index;
    const char *groups;
    const char *item_attributes;
    uint32_t group_by;
    uint32_t reading;
};

struct pinpoint_load {
    struct pin_dataset_builder *builder;
    struct pin_json_stream *stream;
    struct pinpoint_row row;
    struct pin_buffer scratch; /* a normalised id, or a group's name */
    bool reference;
    uint32_t group_by;
    uint64_t tails_n; /* rows whose base query the negatives tell */
};

/* The id as the reference evaluator writes it: one leading "query_" cut off, then filled
 * with zeros to five places behind a sign. */
static enum pin_status normalise(struct pinpoint_load *load, struct pin_text id,
                                 struct pin_text *out, struct pin_error *err)
{
    const struct pin_text prefix = PIN_TEXT("query_");
    if (id.length >= prefix.length &&
        memcmp(id.bytes, prefix.bytes, prefix.length) == 0) {
        id.bytes += prefix.length;
        id.length -= prefix.length;
    }
    struct pin_buffer *to = &load->scratch;
    to->length = 0;
    size_t width = id.length;
    if (id.length > 0 && (id.bytes[0] == '-' || id.bytes[0] == '+')) {
        PIN_TRY(pin_buffer_put(to, id.bytes, 1, err));
        id.bytes++;
        id.length--;
    }
    for (; width < 5; width++) {
        PIN_TRY(pin_buffer_put(to, "0", 1, err));
    }
    PIN_TRY(pin_buffer_put(to, id.bytes, id.length, err));
    *out = (struct pin_text){to->bytes, to->length};
    return PIN_OK;
}

static enum pin_status push_query(struct pinpoint_load *load, pin_query *out,
                                  struct pin_error *err)
{
    const struct pinpoint_field *field = pinpoint_row_find(&load->row, PINPOINT_QUERY_ID);
    const struct pin_text name = pinpoint_field_text(&load->row, field);
    struct pin_text key;
    PIN_TRY(normalise(load, name, &key, err));
    PIN_TRY(pin_dataset_add_keyed_query(load->builder, name, key, out, err));
    return load->reference ? PIN_OK : pin_dataset_add_key(load->builder, *out, name, err);
}

/* The text of a reference image, or one of length 0 when there is none. */
static enum pin_status image_of(struct pinpoint_load *load, enum pinpoint_column column,
                                struct pin_text *out, struct pin_error *err)
{
    const struct pinpoint_field *field = pinpoint_row_find(&load->row, column);
    *out = field ? pinpoint_field_text(&load->row, field) : PIN_TEXT("");
    if (!load->reference && pin_text_equal(*out, PIN_TEXT("None"))) {
        const struct pin_text name = pinpoint_field_text(
            &load->row, pinpoint_row_find(&load->row, PINPOINT_QUERY_ID));
        *out = PIN_TEXT("");
        return pin_tally_add(
            pin_dataset_builder_tallies(load->builder),
            "reference image that is the text \"None\" (taken as absent)", 1, err, "%.*s",
            pin_text_shown(name), name.bytes);
    }
    return PIN_OK;
}

/* Groups by one image or two; a second of length 0 is none. */
static enum pin_status set_group(struct pinpoint_load *load, pin_query query,
                                 struct pin_text first, struct pin_text second,
                                 struct pin_error *err)
{
    struct pin_buffer *name = &load->scratch;
    name->length = 0;
    PIN_TRY(pin_buffer_put(name, first.bytes, first.length, err));
    if (second.length > 0) {
        PIN_TRY(pin_buffer_put(name, " + ", 3, err));
        PIN_TRY(pin_buffer_put(name, second.bytes, second.length, err));
    }
    const struct pin_text group = {name->bytes, name->length};
    return pin_dataset_set_group(load->builder, query, group, err);
}

static enum pin_status push_images(struct pinpoint_load *load, pin_query query,
                                   struct pin_error *err)
{
    struct pin_text first;
    struct pin_text second;
    PIN_TRY(image_of(load, PINPOINT_IMAGE, &first, err));
    PIN_TRY(image_of(load, PINPOINT_IMAGE2, &second, err));
    if (first.length > 0) {
        PIN_TRY(pin_dataset_add_reference(load->builder, query, first, err));
    }
    if (second.length > 0) {
        PIN_TRY(pin_dataset_add_reference(load->builder, query, second, err));
    }
    return load->group_by == GROUP_BY_IMAGES && first.length > 0
               ? set_group(load, query, first, second, err)
               : PIN_OK;
}

/* The group that the end of the hard negatives tells. */
static enum pin_status push_tail(struct pinpoint_load *load, pin_query query,
                                 struct pin_error *err)
{
    struct pinpoint_tail tail;
    if (load->group_by != GROUP_BY_NEGATIVES) {
        return PIN_OK;
    }
    if (pinpoint_row_tail(&tail, &load->row) && tail.first.length > 0) {
        load->tails_n++;
        return set_group(load, query, tail.first, tail.second, err);
    }
    const struct pin_text name =
        pinpoint_field_text(&load->row, pinpoint_row_find(&load->row, PINPOINT_QUERY_ID));
    return pin_tally_add(pin_dataset_builder_tallies(load->builder),
                         "row whose negatives do not end in its base query's images (in "
                         "no group)",
                         1, err, "%.*s", pin_text_shown(name), name.bytes);
}

static int32_t grade_of(enum pinpoint_column column)
{
    return column == PINPOINT_POSITIVES ? 1 : PIN_GRADE_HARD_NEGATIVE;
}

/* A list's labels up to its end or a null, at most a batch, looked up together. Gives how
 * many they are; 0 where the first field is none. */
static enum pin_status push_labels(struct pinpoint_load *load, pin_query query,
                                   const struct pinpoint_field *fields, size_t fields_n,
                                   size_t *n_out, struct pin_error *err)
{
    enum { BATCH = 64 };
    struct pin_text items[BATCH];
    uint32_t n = 0;
    const enum pinpoint_column column = fields[0].column;
    *n_out = 0;
    if (column != PINPOINT_POSITIVES && column != PINPOINT_NEGATIVES) {
        return PIN_OK;
    }
    while (n < fields_n && n < BATCH && fields[n].column == column && !fields[n].null) {
        items[n] = pinpoint_field_text(&load->row, &fields[n]);
        n++;
    }
    *n_out = n;
    return pin_dataset_add_judgments(load->builder, query, items, n, grade_of(column),
                                     err);
}

static enum pin_status push_field(struct pinpoint_load *load, pin_query query,
                                  const struct pinpoint_field *field,
                                  struct pin_error *err)
{
    const struct pin_text text = pinpoint_field_text(&load->row, field);
    switch (field->column) {
    case PINPOINT_POSITIVES:
    case PINPOINT_NEGATIVES:
        return pin_dataset_add_null_judgment(load->builder, query,
                                             grade_of(field->column), err);
    case PINPOINT_INSTRUCTION:
        return pin_dataset_set_instruction(load->builder, query, text, err);
    case PINPOINT_ATTRIBUTE:
        return field->null ? PIN_OK
                           : pin_dataset_set_query_attribute(
                                 load->builder, query,
                                 load->row.text.bytes + field->name_at, text, err);
    case PINPOINT_NESTED:
        return pin_tally_add(pin_dataset_builder_tallies(load->builder),
                             "column with a list or an object (passed over)", 1, err,
                             "%s", load->row.text.bytes + field->name_at);
    case PINPOINT_QUERY_ID:
    case PINPOINT_IMAGE:
    case PINPOINT_IMAGE2: return PIN_OK; /* pushed already */
    }
    return PIN_OK;
}

/* The released labels left a second image on rows that are about one. */
static enum pin_status note_stray_image(struct pinpoint_load *load,
                                        const struct pinpoint_field *field,
                                        struct pin_error *err)
{
    const struct pinpoint_field *image = pinpoint_row_find(&load->row, PINPOINT_IMAGE2);
    const struct pin_text second =
        image ? pinpoint_field_text(&load->row, image) : PIN_TEXT("");
    const struct pin_text name =
        pinpoint_field_text(&load->row, pinpoint_row_find(&load->row, PINPOINT_QUERY_ID));
    const bool single =
        pin_text_equal(pinpoint_field_text(&load->row, field), PIN_TEXT("true"));
    const bool stray =
        single && second.length > 0 && !pin_text_equal(second, PIN_TEXT("None"));
    return pin_tally_add(pin_dataset_builder_tallies(load->builder),
                         "second reference image on a row with is_single=true", stray,
                         err, "%.*s", pin_text_shown(name), name.bytes);
}

static enum pin_status push_row(struct pinpoint_load *load, struct pin_error *err)
{
    pin_query query;
    PIN_TRY(push_query(load, &query, err));
    PIN_TRY(push_images(load, query, err));
    PIN_TRY(push_tail(load, query, err));
    const struct pinpoint_field *fields =
        PIN_BUFFER_AT(&load->row.fields, const struct pinpoint_field);
    const size_t fields_n = PIN_BUFFER_N(&load->row.fields, struct pinpoint_field);
    for (size_t i = 0, n = 0; i < fields_n; i += n) {
        PIN_TRY(push_labels(load, query, fields + i, fields_n - i, &n, err));
        if (n > 0) {
            continue;
        }
        n = 1;
        PIN_TRY(push_field(load, query, &fields[i], err));
        if (fields[i].column == PINPOINT_ATTRIBUTE && !fields[i].null &&
            strcmp(load->row.text.bytes + fields[i].name_at, "is_single") == 0) {
            PIN_TRY(note_stray_image(load, &fields[i], err));
        }
    }
    return PIN_OK;
}

static enum pin_status load_rows(struct pinpoint_load *load, const char *path,
                                 struct pin_arena *arena, struct pin_error *err)
{
    struct pin_source *source = NULL;
    PIN_TRY(pin_dataset_open(load->builder, &source, path, arena, err));
    PIN_TRY(pin_json_stream_new(&load->stream, source, PIN_JSON_LINES, arena, err));
    bool found = false;
    PIN_TRY(pinpoint_row_read(&load->row, load->stream, load->reference, &found, err));
    if (!found) {
        return pin_json_stream_fail(load->stream, &load->row.begin, PIN_E_PARSE, err,
                                    "the file has no row");
    }
    while (found) {
        const enum pin_status status = push_row(load, err);
        if (status != PIN_OK) {
            return pin_json_stream_fail(load->stream, &load->row.begin, status, err,
                                        "bad row");
        }
        PIN_TRY(
            pinpoint_row_read(&load->row, load->stream, load->reference, &found, err));
    }
    return pin_dataset_add_file(load->builder, "labels", source, err);
}

static enum pin_status load_parquet(struct pinpoint_load *load, const char *path,
                                    struct pin_arena *arena, struct pin_error *err)
{
    struct pinpoint_parquet *table = NULL;
    bool found = false;
    PIN_TRY(pinpoint_parquet_open(&table, path, load->reference, arena, err));
    PIN_TRY(pinpoint_parquet_read(table, &load->row, &found, err));
    if (!found) {
        return pinpoint_parquet_fail(table, PIN_E_PARSE, err, "the file has no row");
    }
    while (found) {
        const enum pin_status status = push_row(load, err);
        if (status != PIN_OK) {
            return pinpoint_parquet_fail(table, status, err, "bad row");
        }
        PIN_TRY(pinpoint_parquet_read(table, &load->row, &found, err));
    }
    return side_note_labels(load->builder, path, arena, err);
}

static enum pin_status load_all(struct pinpoint_load *load,
                                const struct pinpoint_options *options,
                                struct pin_arena *arena, struct pin_error *err)
{
    if (options->index) {
        PIN_TRY(side_read_index(load->builder, options->index, arena, err));
    }
    PIN_TRY(pin_parquet_is_file(options->path)
                ? load_parquet(load, options->path, arena, err)
                : load_rows(load, options->path, arena, err));
    if (options->item_attributes) {
        PIN_TRY(side_read_attributes(load->builder, SIDE_OF_ITEMS,
                                     options->item_attributes, arena, err));
    }
    if (load->group_by == GROUP_BY_IMAGES) {
        pin_dataset_set_group_source(load->builder,
                                     "rows with the same reference images");
        return PIN_OK;
    }
    if (load->group_by == GROUP_BY_NEGATIVES) {
        pin_dataset_set_group_source(load->builder,
                                     "rows whose hard negatives end alike");
    }
    if (load->group_by == GROUP_BY_NEGATIVES && load->tails_n == 0) {
        return pin_fail(err, PIN_E_CONFIG,
                        "group_by=negatives: the hard negatives of no row end in the "
                        "images of its base query (an image that is listed twice, or "
                        "null); give the groups as a file, with groups=");
    }
    return options->groups ? side_read_groups(load->builder, options->groups,
                                              load->group_by == GROUP_BY_NEGATIVES
                                                  ? SIDE_GROUPS_LISTED
                                                  : SIDE_GROUPS,
                                              arena, err)
                           : PIN_OK;
}

static enum pin_status pinpoint_load(struct pin_dataset_builder *builder,
                                     const void *given, struct pin_error *err)
{
    const struct pinpoint_options *chosen = given;
    const bool reference = chosen->reading == READING_REFERENCE;
    struct pinpoint_load load = {.builder = builder,
                                 .reference = reference,
                                 .group_by =
                                     reference ? GROUP_BY_IMAGES : chosen->group_by};
    struct pin_arena arena; /* for the readers */
    pin_arena_init(&arena, 0);
    pinpoint_row_init(&load.row);
    pin_buffer_init(&load.scratch, 0, NULL);
    if (reference) {
        pin_dataset_allow_twins(builder);
    }
    const enum pin_status status = load_all(&load, chosen, &arena, err);
    pin_buffer_free(&load.scratch);
    pinpoint_row_free(&load.row);
    pin_arena_free(&arena);
    return status;
}

static const char *const readings[] = {"strict", "reference", NULL};
static const char *const groupings[] = {"file", "images", "negatives", NULL};

static const struct pin_option options[] = {
    {.name = "path",
     .type = PIN_OPT_PATH,
     .offset = offsetof(struct pinpoint_options, path),
     .required = true,
     .help = "the label table, as Parquet or JSON Lines"},
    {.name = "index",
     .type = PIN_OPT_PATH,
     .offset = offsetof(struct pinpoint_options, index),
     .help = "the ids of the corpus, one a line"},
    {.name = "groups",
     .type = PIN_OPT_PATH,
     .offset = offsetof(struct pinpoint_options, groups),
     .help =
         "the base query of each row: query, tab, group; more columns are passed over"},
    {.name = "item_attributes",
     .type = PIN_OPT_PATH,
     .offset = offsetof(struct pinpoint_options, item_attributes),
     .help = "attributes of items: a header, and a row an item; cut at tabs"},
    {.name = "group_by",
     .type = PIN_OPT_CHOICE,
     .offset = offsetof(struct pinpoint_options, group_by),
     .standard = "file",
     .choices = groupings,
     .help =
         "file: the groups file, if any; images: rows with the same reference images; "
         "negatives: rows whose hard negatives end in the same two"},
    {.name = "reading",
     .type = PIN_OPT_CHOICE,
     .offset = offsetof(struct pinpoint_options, reading),
     .standard = "strict",
     .choices = readings,
     .help = "reference: read ids and images as the reference evaluator does"},
};

const struct pin_loader_ops pin_loader_pinpoint = {
    .head =
        {
            PIN_HEAD(PIN_LOADER, struct pin_loader_ops),
            .name = "pinpoint",
            .summary = "PinPoint labels: Parquet or JSON Lines, with ids and groups",
            PIN_OPTIONS(options, struct pinpoint_options),
        },
    .load = pinpoint_load,
};
