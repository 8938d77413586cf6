#include "datasets/side_files.h"

#include "harness/base/lines.h"

#include <string.h>

static enum pin_status open_lines(struct pin_lines **lines, struct pin_source **source,
                                  struct pin_dataset_builder *builder, const char *path,
                                  struct pin_arena *arena, struct pin_error *err)
{
    PIN_TRY(pin_dataset_open(builder, source, path, arena, err));
    return pin_lines_new(lines, *source, 0, arena, err);
}

enum pin_status side_read_index(struct pin_dataset_builder *builder, const char *path,
                                struct pin_arena *arena, struct pin_error *err)
{
    struct pin_tallies *tallies = pin_dataset_builder_tallies(builder);
    struct pin_source *source = NULL;
    struct pin_lines *lines = NULL;
    PIN_TRY(open_lines(&lines, &source, builder, path, arena, err));
    struct pin_line line;
    bool more = false;
    uint32_t items_n = 0;
    PIN_TRY(pin_lines_next(lines, &line, &more, err));
    while (more) {
        const struct pin_text id = {line.bytes, line.length};
        if (id.length == 0) {
            PIN_TRY(pin_tally_add(tallies, "blank line in the index (passed over)", 1,
                                  err, "line %u", line.number));
        } else {
            pin_item item;
            bool added = false;
            PIN_TRY(pin_dataset_add_item(builder, id, &item, &added, err));
            items_n += added;
            PIN_TRY(pin_tally_add(tallies, "repeated id in the index", added ? 0 : 1, err,
                                  "line %u: %.*s", line.number, pin_text_shown(id),
                                  id.bytes));
        }
        PIN_TRY(pin_lines_next(lines, &line, &more, err));
    }
    if (items_n == 0) {
        (void)pin_fail(err, PIN_E_PARSE, "the index has no id");
        pin_error_at(err, path, 0, 0);
        return PIN_E_PARSE;
    }
    return pin_dataset_add_file(builder, "index", source, err);
}

static enum pin_status read_group(struct pin_dataset_builder *builder,
                                  struct pin_lines *lines, const struct pin_line *line,
                                  enum side_groups_as as, struct pin_error *err)
{
    struct pin_text rest = {line->bytes, line->length};
    const struct pin_text name = pin_text_cut(&rest, '\t');
    if (!rest.bytes) {
        return pin_lines_fail(lines, line->length + 1, PIN_E_PARSE, err,
                              "expected a tab and a group behind the query");
    }
    const struct pin_text group = pin_text_cut(&rest, '\t');
    const pin_query query = pin_dataset_builder_find(builder, name);
    if (query.ix == PIN_IX_NONE) {
        const bool header =
            line->number == 1 && (pin_text_equal_cstring(name, "query_id") ||
                                  pin_text_equal_cstring(name, "query"));
        return pin_tally_add(pin_dataset_builder_tallies(builder),
                             "group of an unknown query (passed over)", header ? 0 : 1,
                             err, "%.*s", pin_text_shown(name), name.bytes);
    }
    if (group.length == 0) {
        return PIN_OK;
    }
    if (as == SIDE_GROUPS_LISTED) {
        return pin_dataset_set_query_attribute(builder, query, PIN_LISTED_GROUP, group,
                                               err);
    }
    const enum pin_status status = pin_dataset_set_group(builder, query, group, err);
    return status == PIN_OK ? PIN_OK : pin_lines_fail(lines, 1, status, err, "bad group");
}

enum pin_status side_read_groups(struct pin_dataset_builder *builder, const char *path,
                                 enum side_groups_as as, struct pin_arena *arena,
                                 struct pin_error *err)
{
    struct pin_source *source = NULL;
    struct pin_lines *lines = NULL;
    PIN_TRY(open_lines(&lines, &source, builder, path, arena, err));
    struct pin_line line;
    bool more = false;
    PIN_TRY(pin_lines_next(lines, &line, &more, err));
    while (more) {
        if (line.length > 0) {
            PIN_TRY(read_group(builder, lines, &line, as, err));
        }
        PIN_TRY(pin_lines_next(lines, &line, &more, err));
    }
    if (as == SIDE_GROUPS) {
        pin_dataset_set_group_source(builder, "groups file");
    }
    return pin_dataset_add_file(builder, "groups", source, err);
}

enum { ATTRIBUTES_MAX = 64 };

struct attribute_names {
    const char *rows[ATTRIBUTES_MAX];
    uint32_t rows_n;
};

static enum pin_status read_names(struct attribute_names *out, struct pin_lines *lines,
                                  const struct pin_line *line, struct pin_arena *arena,
                                  struct pin_error *err)
{
    struct pin_text rest = {line->bytes, line->length};
    (void)pin_text_cut(&rest, '\t');
    while (rest.bytes) {
        const struct pin_text name = pin_text_cut(&rest, '\t');
        if (name.length == 0 || out->rows_n == ATTRIBUTES_MAX) {
            return pin_lines_fail(lines, 1, PIN_E_PARSE, err,
                                  "expected 1 to %d names of attributes behind the first "
                                  "column",
                                  ATTRIBUTES_MAX);
        }
        const char *copy = pin_arena_copy_text(arena, name.bytes, name.length);
        if (!copy) {
            return pin_fail(err, PIN_E_NOMEM, "no memory for the names of attributes");
        }
        for (uint32_t i = 0; i < out->rows_n; i++) {
            if (strcmp(out->rows[i], copy) == 0) {
                return pin_lines_fail(lines, 1, PIN_E_DUPLICATE, err,
                                      "two columns are called \"%.40s\"", copy);
            }
        }
        out->rows[out->rows_n++] = copy;
    }
    return out->rows_n > 0 ? PIN_OK
                           : pin_lines_fail(lines, 1, PIN_E_PARSE, err,
                                            "expected a header with an attribute's name "
                                            "behind the first column");
}

/* Where the values of a row go; .ix PIN_IX_NONE: nowhere, its owner is not known. */
struct attribute_owner {
    enum side_attributes_of of;
    uint32_t ix;
};

static struct attribute_owner find_owner(const struct pin_dataset_builder *builder,
                                         enum side_attributes_of of, struct pin_text id)
{
    const uint32_t ix = of == SIDE_OF_ITEMS
                            ? pin_dataset_builder_find_item(builder, id).ix
                            : pin_dataset_builder_find(builder, id).ix;
    return (struct attribute_owner){of, ix};
}

static enum pin_status set_value(struct pin_dataset_builder *builder,
                                 struct attribute_owner owner, const char *name,
                                 struct pin_text value, struct pin_error *err)
{
    if (owner.ix == PIN_IX_NONE || value.length == 0) {
        return PIN_OK;
    }
    return owner.of == SIDE_OF_ITEMS
               ? pin_dataset_set_item_attribute(builder, (pin_item){owner.ix}, name,
                                                value, err)
               : pin_dataset_set_query_attribute(builder, (pin_query){owner.ix}, name,
                                                 value, err);
}

static enum pin_status read_values(struct pin_dataset_builder *builder,
                                   enum side_attributes_of of,
                                   const struct attribute_names *names,
                                   struct pin_lines *lines, const struct pin_line *line,
                                   struct pin_error *err)
{
    struct pin_text rest = {line->bytes, line->length};
    const struct pin_text id = pin_text_cut(&rest, '\t');
    const struct attribute_owner owner = find_owner(builder, of, id);
    uint32_t cells_n = 0;
    for (; rest.bytes && cells_n < names->rows_n; cells_n++) {
        const struct pin_text value = pin_text_cut(&rest, '\t');
        PIN_TRY(set_value(builder, owner, names->rows[cells_n], value, err));
    }
    if (rest.bytes || cells_n < names->rows_n) {
        return pin_lines_fail(lines, 1, PIN_E_PARSE, err,
                              "expected %s and %u values, as the header has",
                              of == SIDE_OF_ITEMS ? "an item" : "a query", names->rows_n);
    }
    return pin_tally_add(
        pin_dataset_builder_tallies(builder),
        of == SIDE_OF_ITEMS ? "attributes of an unknown item (passed over)"
                            : "attributes of an unknown query (passed over)",
        owner.ix == PIN_IX_NONE, err, "%.*s", pin_text_shown(id), id.bytes);
}

enum pin_status side_read_attributes(struct pin_dataset_builder *builder,
                                     enum side_attributes_of of, const char *path,
                                     struct pin_arena *arena, struct pin_error *err)
{
    struct pin_source *source = NULL;
    struct pin_lines *lines = NULL;
    struct attribute_names names = {.rows_n = 0};
    PIN_TRY(open_lines(&lines, &source, builder, path, arena, err));
    struct pin_line line;
    bool more = false;
    PIN_TRY(pin_lines_next(lines, &line, &more, err));
    if (!more) {
        (void)pin_fail(err, PIN_E_PARSE, "the file has no header");
        pin_error_at(err, path, 0, 0);
        return PIN_E_PARSE;
    }
    PIN_TRY(read_names(&names, lines, &line, arena, err));
    PIN_TRY(pin_lines_next(lines, &line, &more, err));
    while (more) {
        if (line.length > 0) {
            PIN_TRY(read_values(builder, of, &names, lines, &line, err));
        }
        PIN_TRY(pin_lines_next(lines, &line, &more, err));
    }
    return pin_dataset_add_file(builder, of == SIDE_OF_ITEMS ? "items" : "attributes",
                                source, err);
}

enum pin_status side_note_labels(struct pin_dataset_builder *builder, const char *path,
                                 struct pin_arena *arena, struct pin_error *err)
{
    enum { PIECE = 1 << 16 };
    struct pin_source *source = NULL;
    size_t n = 1;
    PIN_TRY(pin_dataset_open(builder, &source, path, arena, err));
    char *piece = pin_arena_alloc(arena, PIECE, 1);
    if (!piece) {
        return pin_fail(err, PIN_E_NOMEM, "no memory to read %s", path);
    }
    while (n > 0) {
        PIN_TRY(pin_source_read(source, piece, PIECE, &n, err));
    }
    return pin_dataset_add_file(builder, "labels", source, err);
}
