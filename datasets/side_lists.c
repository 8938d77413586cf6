/* side_lists.c - ids that name rows, and pairs of a query and an item. */
#include "datasets/side_files.h"

enum pin_status side_read_lines(struct pin_dataset_builder *builder, const char *role,
                                const char *path, side_line *each,
                                struct pin_arena *arena, struct pin_error *err)
{
    struct pin_source *source = NULL;
    struct pin_lines *lines = NULL;
    struct pin_line line;
    bool more = false;
    PIN_TRY(pin_dataset_open(builder, &source, path, arena, err));
    PIN_TRY(pin_lines_new(&lines, source, 0, arena, err));
    PIN_TRY(pin_lines_next(lines, &line, &more, err));
    while (more) {
        PIN_TRY(each(builder, lines, &line, err));
        PIN_TRY(pin_lines_next(lines, &line, &more, err));
    }
    return pin_dataset_add_file(builder, role, source, err);
}

static enum pin_status add_item(struct pin_dataset_builder *builder,
                                struct pin_lines *lines, const struct pin_line *line,
                                struct pin_error *err)
{
    const struct pin_text id = {line->bytes, line->length};
    pin_item item;
    bool added = false;
    if (id.length == 0) {
        return pin_lines_fail(lines, 1, PIN_E_PARSE, err,
                              "expected the id of a row, found an empty line");
    }
    PIN_TRY(pin_dataset_add_item(builder, id, &item, &added, err));
    return added ? PIN_OK
                 : pin_lines_fail(lines, 1, PIN_E_DUPLICATE, err,
                                  "the id \"%.*s\" is that of row %u already",
                                  pin_text_shown(id), id.bytes, item.ix + 1);
}

static enum pin_status add_query(struct pin_dataset_builder *builder,
                                 struct pin_lines *lines, const struct pin_line *line,
                                 struct pin_error *err)
{
    const struct pin_text id = {line->bytes, line->length};
    const pin_query there = pin_dataset_builder_find(builder, id);
    pin_query query;
    if (id.length == 0) {
        return pin_lines_fail(lines, 1, PIN_E_PARSE, err,
                              "expected the id of a row, found an empty line");
    }
    if (there.ix != PIN_IX_NONE) {
        return pin_lines_fail(lines, 1, PIN_E_DUPLICATE, err,
                              "the id \"%.*s\" is that of row %u already",
                              pin_text_shown(id), id.bytes, there.ix + 1);
    }
    return pin_dataset_add_query(builder, id, &query, err);
}

enum pin_status side_read_item_ids(struct pin_dataset_builder *builder, const char *path,
                                   struct pin_arena *arena, struct pin_error *err)
{
    return side_read_lines(builder, "index", path, add_item, arena, err);
}

enum pin_status side_read_query_ids(struct pin_dataset_builder *builder, const char *path,
                                    struct pin_arena *arena, struct pin_error *err)
{
    return side_read_lines(builder, "queries", path, add_query, arena, err);
}

typedef enum pin_status side_pair(struct pin_dataset_builder *builder, pin_query query,
                                  struct pin_text item, struct pin_error *err);

/* A query, a tab and an item; more columns are passed over. */
static enum pin_status put_pair(struct pin_dataset_builder *builder, side_pair *put,
                                const char *unknown, struct pin_lines *lines,
                                const struct pin_line *line, struct pin_error *err)
{
    struct pin_text rest = {line->bytes, line->length};
    if (line->length == 0) {
        return PIN_OK;
    }
    const struct pin_text name = pin_text_cut(&rest, '\t');
    const struct pin_text item = rest.bytes ? pin_text_cut(&rest, '\t') : PIN_TEXT("");
    if (item.length == 0) {
        return pin_lines_fail(lines, line->length + 1, PIN_E_PARSE, err,
                              "expected a query, a tab and an item");
    }
    const pin_query query = pin_dataset_builder_find(builder, name);
    if (query.ix != PIN_IX_NONE) {
        return put(builder, query, item, err);
    }
    return pin_tally_add(pin_dataset_builder_tallies(builder), unknown, 1, err, "%.*s",
                         pin_text_shown(name), name.bytes);
}

static enum pin_status exclude(struct pin_dataset_builder *builder,
                               struct pin_lines *lines, const struct pin_line *line,
                               struct pin_error *err)
{
    return put_pair(builder, pin_dataset_exclude,
                    "exclusion of an unknown query (passed over)", lines, line, err);
}

static enum pin_status add_to_gallery(struct pin_dataset_builder *builder,
                                      struct pin_lines *lines,
                                      const struct pin_line *line, struct pin_error *err)
{
    return put_pair(builder, pin_dataset_add_to_gallery,
                    "gallery of an unknown query (passed over)", lines, line, err);
}

enum pin_status side_read_excluded(struct pin_dataset_builder *builder, const char *path,
                                   struct pin_arena *arena, struct pin_error *err)
{
    return side_read_lines(builder, "exclude", path, exclude, arena, err);
}

enum pin_status side_read_galleries(struct pin_dataset_builder *builder, const char *path,
                                    struct pin_arena *arena, struct pin_error *err)
{
    return side_read_lines(builder, "galleries", path, add_to_gallery, arena, err);
}
