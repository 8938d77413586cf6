#include "harness/model/score_table.h"

#include "harness/base/buffer.h"
#include "harness/base/ids.h"
#include "harness/base/lines.h"
#include "harness/base/text.h"

#include <math.h>
#include <string.h>

enum { LEADS_N = 3 };
static const char *const leads[LEADS_N] = {"system", "query", "cluster"};

struct score_reader {
    struct pin_arena *arena;
    struct pin_lines *lines;
    struct pin_line line;
    struct pin_score_table table;
    struct pin_ids *names;     /* of systems */
    struct pin_buffer systems; /* struct pin_score_rows */
    struct pin_score_rows *last;
    struct pin_ids *seen; /* queries of the last system */
    struct pin_buffer clusters;
    struct pin_buffer values;
};

static enum pin_status no_memory(struct pin_error *err)
{
    return pin_fail(err, PIN_E_NOMEM, "no memory for per-query values");
}

static size_t column_of(const struct score_reader *reader, struct pin_text field)
{
    return (size_t)(field.bytes - reader->line.bytes) + 1;
}

static enum pin_status refuse(const struct score_reader *reader, struct pin_text field,
                              const char *expected, struct pin_error *err)
{
    return pin_lines_fail(reader->lines, column_of(reader, field), PIN_E_PARSE, err,
                          "expected %s, found \"%.*s\"", expected, pin_text_shown(field),
                          field.bytes);
}

static enum pin_status read_header(struct score_reader *reader, struct pin_error *err)
{
    bool more = false;
    PIN_TRY(pin_lines_next(reader->lines, &reader->line, &more, err));
    if (!more) {
        return pin_fail(err, PIN_E_PARSE, "an empty file: no header");
    }
    struct pin_text rest = {reader->line.bytes, reader->line.length};
    for (uint32_t i = 0; i < LEADS_N; i++) {
        const struct pin_text field = rest.bytes ? pin_text_cut(&rest, '\t') : rest;
        if (!field.bytes || !pin_text_equal_cstring(field, leads[i])) {
            return pin_lines_fail(reader->lines, 0, PIN_E_PARSE, err,
                                  "expected the columns system, query, cluster");
        }
    }
    uint32_t n = 0;
    for (struct pin_text left = rest; left.bytes; n++) {
        (void)pin_text_cut(&left, '\t');
    }
    const char **columns = PIN_NEW_N(reader->arena, const char *, n + 1U);
    if (!columns) {
        return no_memory(err);
    }
    for (uint32_t i = 0; i < n; i++) {
        const struct pin_text field = pin_text_cut(&rest, '\t');
        columns[i] = pin_arena_copy_text(reader->arena, field.bytes, field.length);
        if (!columns[i]) {
            return no_memory(err);
        }
    }
    reader->table.columns = columns;
    reader->table.columns_n = n;
    return PIN_OK;
}

/* Moves what was read of the last system to where it stays. */
static enum pin_status end_system(struct score_reader *reader, struct pin_error *err)
{
    struct pin_score_rows *rows = reader->last;
    if (!rows) {
        return PIN_OK;
    }
    rows->queries_n = pin_ids_count(reader->seen);
    const char **queries = PIN_NEW_N(reader->arena, const char *, rows->queries_n + 1U);
    if (!queries) {
        return no_memory(err);
    }
    for (uint32_t i = 0; i < rows->queries_n; i++) {
        queries[i] = pin_ids_name(reader->seen, i);
    }
    rows->queries = queries;
    rows->clusters = pin_buffer_move(&reader->clusters, reader->arena, err);
    rows->values = pin_buffer_move(&reader->values, reader->arena, err);
    return rows->clusters && rows->values ? PIN_OK : PIN_E_NOMEM;
}

static enum pin_status enter_system(struct score_reader *reader, struct pin_text name,
                                    struct pin_error *err)
{
    bool added = false;
    uint32_t ix = 0;
    if (reader->last && pin_text_equal_cstring(name, reader->last->system)) {
        return PIN_OK;
    }
    PIN_TRY(end_system(reader, err));
    PIN_TRY(pin_ids_add(reader->names, name.bytes, name.length, &ix, &added, err));
    if (!added) {
        return pin_lines_fail(reader->lines, 1, PIN_E_PARSE, err,
                              "the rows of \"%.*s\" stand apart", pin_text_shown(name),
                              name.bytes);
    }
    struct pin_score_rows *rows =
        pin_buffer_extend(&reader->systems, sizeof(struct pin_score_rows), err);
    if (!rows) {
        return PIN_E_NOMEM;
    }
    *rows = (struct pin_score_rows){.system = pin_ids_name(reader->names, ix)};
    reader->last = rows;
    return pin_ids_new(&reader->seen, reader->arena, err);
}

static enum pin_status read_values(struct score_reader *reader, struct pin_text rest,
                                   struct pin_error *err)
{
    uint32_t n = 0;
    for (; rest.bytes; n++) {
        const struct pin_text field = pin_text_cut(&rest, '\t');
        double value = NAN;
        if (field.length > 0 && pin_text_f64(&value, field, NULL) != PIN_OK) {
            return refuse(reader, field, "a number", err);
        }
        PIN_TRY(pin_buffer_put(&reader->values, &value, sizeof(value), err));
    }
    return n == reader->table.columns_n
               ? PIN_OK
               : pin_lines_fail(reader->lines, 0, PIN_E_PARSE, err,
                                "expected %u values, found %u", reader->table.columns_n,
                                n);
}

/* What a letter behind a backslash stands for; 0: nothing but itself. */
static char meaning_of(char letter)
{
    switch (letter) {
    case 't': return '\t';
    case 'n': return '\n';
    case 'r': return '\r';
    case '\\': return '\\';
    default: return 0;
    }
}

static enum pin_status unescape(struct pin_text *name, struct pin_arena *arena,
                                struct pin_error *err)
{
    if (name->length == 0 || !memchr(name->bytes, '\\', name->length)) {
        return PIN_OK;
    }
    char *plain = pin_arena_copy_text(arena, name->bytes, name->length);
    if (!plain) {
        return no_memory(err);
    }
    size_t length = 0;
    for (size_t i = 0; i < name->length; i++) {
        plain[length] = plain[i];
        if (plain[i] == '\\' && meaning_of(plain[i + 1])) {
            plain[length] = meaning_of(plain[++i]);
        }
        length++;
    }
    *name = (struct pin_text){plain, length};
    return PIN_OK;
}

static enum pin_status read_row(struct score_reader *reader, struct pin_error *err)
{
    struct pin_text rest = {reader->line.bytes, reader->line.length};
    struct pin_text fields[LEADS_N];
    for (uint32_t i = 0; i < LEADS_N; i++) {
        if (!rest.bytes) {
            return pin_lines_fail(reader->lines, 0, PIN_E_PARSE, err,
                                  "expected %u columns",
                                  LEADS_N + reader->table.columns_n);
        }
        fields[i] = pin_text_cut(&rest, '\t');
    }
    bool added = false;
    uint32_t ix = 0;
    uint32_t cluster = 0;
    const struct pin_text query = fields[1];
    PIN_TRY(unescape(&fields[0], reader->arena, err));
    PIN_TRY(unescape(&fields[1], reader->arena, err));
    PIN_TRY(enter_system(reader, fields[0], err));
    PIN_TRY(
        pin_ids_add(reader->seen, fields[1].bytes, fields[1].length, &ix, &added, err));
    if (!added) {
        return refuse(reader, query, "each query once", err);
    }
    if (pin_text_u32(&cluster, fields[2], NULL) != PIN_OK || cluster == UINT32_MAX) {
        return refuse(reader, fields[2], "the number of a cluster", err);
    }
    PIN_TRY(pin_buffer_put(&reader->clusters, &cluster, sizeof(cluster), err));
    return read_values(reader, rest, err);
}

static enum pin_status read_all(struct score_reader *reader, struct pin_error *err)
{
    bool more = false;
    PIN_TRY(read_header(reader, err));
    PIN_TRY(pin_lines_next(reader->lines, &reader->line, &more, err));
    while (more) {
        PIN_TRY(read_row(reader, err));
        PIN_TRY(pin_lines_next(reader->lines, &reader->line, &more, err));
    }
    PIN_TRY(end_system(reader, err));
    reader->table.systems_n = pin_ids_count(reader->names);
    reader->table.systems = pin_buffer_move(&reader->systems, reader->arena, err);
    return reader->table.systems ? PIN_OK : PIN_E_NOMEM;
}

enum pin_status pin_score_table_read(struct pin_score_table *out,
                                     struct pin_source *source, struct pin_arena *arena,
                                     struct pin_error *err)
{
    struct score_reader reader = {.arena = arena};
    pin_buffer_init(&reader.systems, 0, arena);
    pin_buffer_init(&reader.clusters, 0, arena);
    pin_buffer_init(&reader.values, 0, arena);
    enum pin_status status = pin_lines_new(&reader.lines, source, 0, arena, err);
    if (status == PIN_OK) {
        status = pin_ids_new(&reader.names, arena, err);
    }
    if (status == PIN_OK) {
        status = read_all(&reader, err);
    }
    pin_buffer_free(&reader.systems);
    pin_buffer_free(&reader.clusters);
    pin_buffer_free(&reader.values);
    if (status != PIN_OK) {
        pin_error_at(err, pin_source_name(source), 0, 0);
        return status;
    }
    reader.table.sha256 = pin_source_digest_hex(source);
    *out = reader.table;
    return PIN_OK;
}
