/* parquet_column.c - a data page of version 1 has its levels, behind their lengths, in
 * front of the values and packed with them; one of version 2 has them in front, unpacked.
 */
#include "harness/parquet/parquet_column.h"

#include "harness/base/crc32.h"

#include <string.h>

void parquet_column_init(struct parquet_column *column, const struct pin_parquet *file,
                         const struct parquet_leaf *leaf)
{
    *column = (struct parquet_column){.file = file, .leaf = leaf};
    struct pin_buffer *const buffers[] = {&column->dictionary.rows,
                                          &column->dictionary_bytes,
                                          &column->dictionary_scratch,
                                          &column->values.rows,
                                          &column->defs,
                                          &column->reps,
                                          &column->bytes,
                                          &column->scratch};
    for (size_t i = 0; i < sizeof(buffers) / sizeof(buffers[0]); i++) {
        pin_buffer_init(buffers[i], 0, NULL);
    }
}

void parquet_column_free(struct parquet_column *column)
{
    pin_buffer_free(&column->dictionary.rows);
    pin_buffer_free(&column->dictionary_bytes);
    pin_buffer_free(&column->dictionary_scratch);
    pin_buffer_free(&column->values.rows);
    pin_buffer_free(&column->defs);
    pin_buffer_free(&column->reps);
    pin_buffer_free(&column->bytes);
    pin_buffer_free(&column->scratch);
}

enum pin_status parquet_column_fail(const struct parquet_column *column,
                                    enum pin_status status, struct pin_error *err,
                                    const char *why)
{
    const char *name = column->leaf->shown.name;
    return pin_parquet_fail(column->file, 0, status, err, "column %.*s, row group %u: %s",
                            pin_text_shown(pin_text_of(name)), name, column->group + 1,
                            why);
}

enum pin_status parquet_column_open(struct parquet_column *column, uint32_t group,
                                    struct pin_error *err)
{
    const struct pin_parquet *file = column->file;
    const struct parquet_group *rows = &file->groups[group];
    column->group = group;
    column->has_dictionary = false;
    column->levels_n = 0;
    column->level_at = 0;
    if (column->leaf->chunk >= rows->chunks_n) {
        return parquet_column_fail(column, PIN_E_PARSE, err, "the row group lacks it");
    }
    const struct parquet_chunk *chunk = &rows->chunks[column->leaf->chunk];
    if (chunk->elsewhere) {
        return parquet_column_fail(column, PIN_E_UNAVAILABLE, err,
                                   "it is encrypted or in another file");
    }
    int64_t at = chunk->data_at;
    if (chunk->dictionary_at > 0 && chunk->dictionary_at < at) {
        at = chunk->dictionary_at;
    }
    if (chunk->physical != column->leaf->physical || at < 4 || chunk->bytes_n < 0 ||
        chunk->values_n < 0 || (uint64_t)at > file->footer_at ||
        (uint64_t)chunk->bytes_n > file->footer_at - (uint64_t)at) {
        return parquet_column_fail(column, PIN_E_PARSE, err,
                                   "its type or place is not that of a column here");
    }
    column->chunk = chunk;
    column->values_left = chunk->values_n;
    column->left =
        (struct parquet_span){file->bytes + at, file->bytes + at + chunk->bytes_n};
    return PIN_OK;
}

/* A failure without a place gets this one. */
static enum pin_status place(const struct parquet_column *column,
                             const struct pin_error *inner, enum pin_status status,
                             struct pin_error *err)
{
    return parquet_column_fail(column, status, err, inner->text);
}

static enum pin_status unpack(struct parquet_column *column, struct parquet_span *out,
                              struct parquet_span packed, size_t unpacked_n,
                              struct pin_buffer *into, struct pin_error *err)
{
    struct pin_error inner = {0};
    const enum pin_status status =
        parquet_unpack(out, column->chunk->codec, packed, unpacked_n, into, &inner);
    return status == PIN_OK ? PIN_OK : place(column, &inner, status, err);
}

/* Seven parameters, of one caller's kind. NOLINTBEGIN(readability-function-size) */
static enum pin_status decode(struct parquet_column *column, struct parquet_values *out,
                              struct pin_buffer *scratch, int32_t encoding,
                              struct parquet_span bytes, size_t n, struct pin_error *err)
{
    struct pin_error inner = {0};
    struct parquet_decoding decoding = {
        .leaf = column->leaf,
        .dictionary = column->has_dictionary ? &column->dictionary : NULL,
        .scratch = scratch};
    const enum pin_status status =
        parquet_values_decode(out, &decoding, encoding, bytes, n, &inner);
    if (status == PIN_OK) {
        return PIN_OK;
    }
    return decoding.fault ? parquet_column_fail(column, PIN_E_PARSE, err, decoding.fault)
                          : place(column, &inner, status, err);
}
/* NOLINTEND(readability-function-size) */

static enum pin_status read_dictionary(struct parquet_column *column,
                                       const struct parquet_page_head *head,
                                       struct parquet_span packed, struct pin_error *err)
{
    struct parquet_span bytes = {0};
    if (column->has_dictionary) {
        return parquet_column_fail(column, PIN_E_PARSE, err, "a second dictionary");
    }
    if (head->encoding != PARQUET_PLAIN && head->encoding != PARQUET_PLAIN_DICTIONARY) {
        return parquet_column_fail(column, PIN_E_UNAVAILABLE, err,
                                   "a dictionary that is not plain is not read");
    }
    PIN_TRY(unpack(column, &bytes, packed, (size_t)head->unpacked_n,
                   &column->dictionary_bytes, err));
    PIN_TRY(decode(column, &column->dictionary, &column->dictionary_scratch,
                   PARQUET_PLAIN, bytes, (size_t)head->values_n, err));
    column->has_dictionary = true;
    return PIN_OK;
}

static enum pin_status read_levels(struct parquet_column *column, struct pin_buffer *into,
                                   struct parquet_span runs, size_t n, uint32_t most,
                                   struct pin_error *err)
{
    uint32_t width = 0;
    while (most >> width != 0) {
        width++;
    }
    into->length = 0;
    uint32_t *levels = pin_buffer_extend(into, (n + 1) * sizeof(*levels), err);
    if (!levels) {
        return PIN_E_NOMEM;
    }
    if (!parquet_hybrid_decode(levels, n, width, runs)) {
        return parquet_column_fail(column, PIN_E_PARSE, err, "levels end too early");
    }
    for (size_t i = 0; i < n; i++) {
        if (levels[i] > most) {
            return parquet_column_fail(column, PIN_E_PARSE, err,
                                       "a level that the schema does not have");
        }
    }
    return PIN_OK;
}

/* Levels of version 1, from the front of the page; bytes->at moves behind them. */
static enum pin_status cut_levels(struct parquet_column *column, struct pin_buffer *into,
                                  struct parquet_span *bytes, size_t n, uint32_t most,
                                  struct pin_error *err)
{
    const size_t left = parquet_span_n(*bytes);
    into->length = 0;
    if (most == 0) {
        return PIN_OK;
    }
    if (left < 4 || parquet_u32(bytes->at) > left - 4) {
        return parquet_column_fail(column, PIN_E_PARSE, err, "levels end too early");
    }
    const size_t length = parquet_u32(bytes->at);
    const struct parquet_span runs = {bytes->at + 4, bytes->at + 4 + length};
    bytes->at = runs.end;
    return read_levels(column, into, runs, n, most, err);
}

static enum pin_status begin_v1(struct parquet_column *column,
                                const struct parquet_page_head *head,
                                struct parquet_span packed, struct parquet_span *out,
                                struct pin_error *err)
{
    const struct parquet_leaf *leaf = column->leaf;
    const size_t n = (size_t)head->values_n;
    if ((leaf->rep_max > 0 && head->rep_encoding != PARQUET_RLE) ||
        (leaf->def_max > 0 && head->def_encoding != PARQUET_RLE)) {
        return parquet_column_fail(column, PIN_E_UNAVAILABLE, err,
                                   "levels in the old encoding BIT_PACKED are not read");
    }
    PIN_TRY(unpack(column, out, packed, (size_t)head->unpacked_n, &column->bytes, err));
    PIN_TRY(cut_levels(column, &column->reps, out, n, leaf->rep_max, err));
    return cut_levels(column, &column->defs, out, n, leaf->def_max, err);
}

static enum pin_status begin_v2(struct parquet_column *column,
                                const struct parquet_page_head *head,
                                struct parquet_span packed, struct parquet_span *out,
                                struct pin_error *err)
{
    const struct parquet_leaf *leaf = column->leaf;
    const size_t n = (size_t)head->values_n;
    const size_t rep_n = (size_t)head->rep_bytes;
    const size_t def_n = (size_t)head->def_bytes;
    const size_t unpacked_n = (size_t)head->unpacked_n;
    const size_t packed_n = parquet_span_n(packed);
    if (rep_n + def_n > packed_n || rep_n + def_n > unpacked_n) {
        return parquet_column_fail(column, PIN_E_PARSE, err, "levels end too early");
    }
    const struct parquet_span reps = {packed.at, packed.at + rep_n};
    const struct parquet_span defs = {reps.end, reps.end + def_n};
    column->reps.length = 0;
    column->defs.length = 0;
    if (leaf->rep_max > 0) {
        PIN_TRY(read_levels(column, &column->reps, reps, n, leaf->rep_max, err));
    }
    if (leaf->def_max > 0) {
        PIN_TRY(read_levels(column, &column->defs, defs, n, leaf->def_max, err));
    }
    const struct parquet_span rest = {defs.end, packed.end};
    const bool nothing = parquet_span_n(rest) == 0; /* all null: some pack nothing */
    if (!head->is_packed || nothing) {
        *out = rest;
        return PIN_OK;
    }
    return unpack(column, out, rest, unpacked_n - rep_n - def_n, &column->bytes, err);
}

/* How many of the page's values are not null. */
static size_t count_values(const struct parquet_column *column, size_t n)
{
    const uint32_t most = column->leaf->def_max;
    if (most == 0) {
        return n;
    }
    const uint32_t *defs = PIN_BUFFER_AT(&column->defs, const uint32_t);
    size_t values_n = 0;
    for (size_t i = 0; i < n; i++) {
        values_n += defs[i] == most;
    }
    return values_n;
}

static enum pin_status read_data(struct parquet_column *column,
                                 const struct parquet_page_head *head,
                                 struct parquet_span packed, struct pin_error *err)
{
    struct parquet_span bytes = {0};
    const size_t n = (size_t)head->values_n;
    if (head->values_n > column->values_left) {
        return parquet_column_fail(column, PIN_E_PARSE, err,
                                   "the pages have more values than the column");
    }
    PIN_TRY(head->type == PARQUET_DATA_V2 ? begin_v2(column, head, packed, &bytes, err)
                                          : begin_v1(column, head, packed, &bytes, err));
    PIN_TRY(decode(column, &column->values, &column->scratch, head->encoding, bytes,
                   count_values(column, n), err));
    const bool lies_in_file = bytes.at >= column->file->bytes &&
                              bytes.end <= column->file->bytes + column->file->bytes_n;
    column->texts_stay = head->encoding == PARQUET_PLAIN_DICTIONARY ||
                         head->encoding == PARQUET_RLE_DICTIONARY ||
                         (lies_in_file && head->encoding != PARQUET_DELTA_BYTE_ARRAY);
    column->levels_n = (uint32_t)n;
    column->level_at = 0;
    column->value_at = 0;
    column->values_left -= head->values_n;
    return PIN_OK;
}

static enum pin_status read_page(struct parquet_column *column,
                                 struct parquet_page_head *head, struct pin_error *err)
{
    const char *fault = parquet_page_head_read(head, &column->left);
    if (!fault && (size_t)head->packed_n > parquet_span_n(column->left)) {
        fault = "a page goes beyond the column's end";
    }
    if (fault) {
        return parquet_column_fail(column, PIN_E_PARSE, err, fault);
    }
    const struct parquet_span packed = {column->left.at,
                                        column->left.at + head->packed_n};
    column->left.at = packed.end;
    if (head->has_crc && pin_crc32(packed.at, (size_t)head->packed_n) != head->crc) {
        return parquet_column_fail(column, PIN_E_PARSE, err,
                                   "a page does not have its checksum (CRC-32)");
    }
    if (head->type == PARQUET_INDEX_PAGE) {
        return PIN_OK;
    }
    return head->type == PARQUET_DICTIONARY_PAGE
               ? read_dictionary(column, head, packed, err)
               : read_data(column, head, packed, err);
}

enum pin_status parquet_column_page(struct parquet_column *column, bool *more_out,
                                    struct pin_error *err)
{
    *more_out = false;
    column->levels_n = 0;
    column->level_at = 0;
    while (column->levels_n == 0 && column->values_left > 0) {
        struct parquet_page_head head;
        if (parquet_span_n(column->left) == 0) {
            return parquet_column_fail(column, PIN_E_PARSE, err,
                                       "the pages have fewer values than the column");
        }
        PIN_TRY(read_page(column, &head, err));
    }
    *more_out = column->levels_n > 0;
    return PIN_OK;
}
