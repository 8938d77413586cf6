#include "datasets/qrels.h"

#include "datasets/side_files.h"

enum { QUERY, ITERATION, ITEM, GRADE, FIELDS_N };

/* Cuts the line at blanks; gives how many fields there are, FIELDS_N + 1 for more. */
static uint32_t cut(struct pin_text fields[FIELDS_N], const struct pin_line *line)
{
    uint32_t fields_n = 0;
    size_t at = 0;
    while (at < line->length) {
        const size_t from = at;
        while (at < line->length && line->bytes[at] != ' ' && line->bytes[at] != '\t') {
            at++;
        }
        if (at > from && fields_n == FIELDS_N) {
            return FIELDS_N + 1;
        }
        if (at > from) {
            fields[fields_n++] = (struct pin_text){line->bytes + from, at - from};
        }
        at++;
    }
    return fields_n;
}

static enum pin_status read_grade(int32_t *out, struct pin_text text,
                                  struct pin_error *err)
{
    int64_t grade = 0;
    if (pin_text_i64(&grade, text, NULL) != PIN_OK || grade < PIN_GRADE_MIN ||
        grade > PIN_GRADE_MAX) {
        return pin_fail(err, PIN_E_PARSE,
                        "expected a grade from %d to %d, found \"%.*s\"", PIN_GRADE_MIN,
                        PIN_GRADE_MAX, pin_text_shown(text), text.bytes);
    }
    *out = (int32_t)grade;
    return PIN_OK;
}

static enum pin_status read_label(struct pin_dataset_builder *builder,
                                  struct pin_lines *lines, const struct pin_line *line,
                                  struct pin_error *err)
{
    struct pin_text fields[FIELDS_N];
    const uint32_t fields_n = cut(fields, line);
    int32_t grade = 0;
    if (fields_n == 0) {
        return PIN_OK;
    }
    if (fields_n != FIELDS_N) {
        return pin_lines_fail(lines, 0, PIN_E_PARSE, err,
                              "expected query, iteration, item and grade, found %s%u "
                              "field%s",
                              fields_n > FIELDS_N ? "more than " : "",
                              fields_n > FIELDS_N ? FIELDS_N : fields_n,
                              fields_n == 1 ? "" : "s");
    }
    struct pin_error why = {0};
    if (read_grade(&grade, fields[GRADE], &why) != PIN_OK) {
        return pin_lines_fail(lines, (size_t)(fields[GRADE].bytes - line->bytes) + 1,
                              PIN_E_PARSE, err, "%s", why.text);
    }
    const pin_query query = pin_dataset_builder_find(builder, fields[QUERY]);
    if (query.ix == PIN_IX_NONE) {
        return pin_tally_add(pin_dataset_builder_tallies(builder),
                             "label of an unknown query (passed over)", 1, err, "%.*s",
                             pin_text_shown(fields[QUERY]), fields[QUERY].bytes);
    }
    return pin_dataset_add_judgment(builder, query, fields[ITEM], grade, err);
}

enum pin_status qrels_read(struct pin_dataset_builder *builder, const char *path,
                           struct pin_arena *arena, struct pin_error *err)
{
    return side_read_lines(builder, "labels", path, read_label, arena, err);
}
