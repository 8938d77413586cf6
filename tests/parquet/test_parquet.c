/* Files of every encoding, codec and page version, written by pyarrow, against what it
 * says is in them (make_fixtures.py). */
#include "harness/base/buffer.h"
#include "harness/base/source.h"
#include "harness/parquet/parquet.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <criterion/criterion.h>

static const char *fixture(const char *name)
{
    static char path[500];
    const char *folder = getenv("PIN_SRC");
    (void)snprintf(path, sizeof(path), "%s/tests/parquet/fixtures/%s",
                   folder ? folder : ".", name);
    return path;
}

static void put_value(struct pin_buffer *out, const struct pin_parquet_column *column,
                      const struct pin_parquet_batch *batch, uint32_t i)
{
    double number = 0;
    uint64_t bits = 0;
    if (batch->nulls[i]) {
        cr_assert_eq(pin_buffer_text(out, "null", NULL), PIN_OK);
        return;
    }
    switch (column->type) {
    case PIN_PARQUET_BOOL:
        cr_assert_eq(pin_buffer_text(out, batch->of.bools[i] ? "true" : "false", NULL),
                     PIN_OK);
        return;
    case PIN_PARQUET_INT:
        cr_assert_eq(pin_buffer_putf(out, NULL, "%" PRId64, batch->of.ints[i]), PIN_OK);
        return;
    case PIN_PARQUET_TEXT:
        cr_assert_eq(pin_buffer_put(out, batch->of.texts[i].bytes,
                                    batch->of.texts[i].length, NULL),
                     PIN_OK);
        return;
    case PIN_PARQUET_FLOAT: number = (double)batch->of.floats[i]; break;
    case PIN_PARQUET_DOUBLE: number = batch->of.doubles[i]; break;
    case PIN_PARQUET_OTHER: cr_assert_fail("no value of this type"); return;
    }
    memcpy(&bits, &number, sizeof(bits));
    cr_assert_eq(pin_buffer_putf(out, NULL, "%016" PRIx64, bits), PIN_OK);
}

static void put_row(struct pin_buffer *out, const struct pin_parquet_column *column,
                    const struct pin_parquet_batch *batch, uint32_t row)
{
    if (!batch->ends || batch->row_nulls[row]) {
        if (batch->row_nulls[row]) {
            cr_assert_eq(pin_buffer_text(out, "null", NULL), PIN_OK);
        } else {
            put_value(out, column, batch, row);
        }
        return;
    }
    const uint32_t from = row > 0 ? batch->ends[row - 1] : 0;
    cr_assert_eq(pin_buffer_text(out, "[", NULL), PIN_OK);
    for (uint32_t i = from; i < batch->ends[row]; i++) {
        cr_assert_eq(pin_buffer_text(out, i > from ? "," : "", NULL), PIN_OK);
        put_value(out, column, batch, i);
    }
    cr_assert_eq(pin_buffer_text(out, "]", NULL), PIN_OK);
}

/* One column in batches of rows_max, as expected.tsv has it. */
static enum pin_status dump_column(struct pin_buffer *out, const struct pin_parquet *file,
                                   uint32_t column, uint32_t rows_max,
                                   struct pin_arena *arena, struct pin_error *err)
{
    const struct pin_parquet_column *shown = pin_parquet_column(file, column);
    struct pin_parquet_cursor *cursor = NULL;
    struct pin_parquet_batch batch = {.rows_n = 1};
    uint32_t row = 0;
    PIN_TRY(pin_parquet_cursor_new(&cursor, file, column, arena, err));
    while (batch.rows_n > 0) {
        PIN_TRY(pin_parquet_next(cursor, rows_max, &batch, err));
        for (uint32_t i = 0; i < batch.rows_n; i++) {
            PIN_TRY(pin_buffer_putf(out, err, "%s\t%u\t", shown->name, row++));
            put_row(out, shown, &batch, i);
            PIN_TRY(pin_buffer_text(out, "\n", err));
        }
    }
    return PIN_OK;
}

static enum pin_status dump(struct pin_buffer *out, const char *path, uint32_t rows_max,
                            struct pin_error *err)
{
    struct pin_arena arena;
    struct pin_parquet *file = NULL;
    pin_arena_init(&arena, 0);
    enum pin_status status = pin_parquet_open(&file, path, &arena, err);
    for (uint32_t i = 0; status == PIN_OK && i < pin_parquet_columns_n(file); i++) {
        status = dump_column(out, file, i, rows_max, &arena, err);
    }
    pin_arena_free(&arena);
    return status;
}

static void read_file(struct pin_buffer *out, const char *path)
{
    struct pin_arena arena;
    struct pin_source *source = NULL;
    char piece[4096];
    size_t n = 1;
    pin_arena_init(&arena, 0);
    pin_buffer_init(out, 0, NULL);
    cr_assert_eq(pin_source_open(&source, path, &arena, NULL), PIN_OK);
    while (n > 0) {
        cr_assert_eq(pin_source_read(source, piece, sizeof(piece), &n, NULL), PIN_OK);
        cr_assert_eq(pin_buffer_put(out, piece, n, NULL), PIN_OK);
    }
    pin_arena_free(&arena);
}

Test(parquet, every_encoding_codec_and_page_gives_what_its_writer_put_in)
{
    static const char *const kinds[] = {
        "plain",         "pages",       "dictionary", "gzip",      "delta_ints",
        "delta_lengths", "delta_texts", "split",      "rle_bools",
#ifdef PIN_TEST_SNAPPY
        "snappy",
#endif
#ifdef PIN_TEST_ZSTD
        "zstd",
#endif
    };
    struct pin_buffer expected;
    read_file(&expected, fixture("expected.tsv"));
    for (size_t i = 0; i < 2 * sizeof(kinds) / sizeof(kinds[0]); i++) {
        for (uint32_t rows_max = 1; rows_max <= 64; rows_max *= 4) {
            char name[64];
            struct pin_buffer got;
            struct pin_error err = {0};
            (void)snprintf(name, sizeof(name), "%s_%zu.parquet", kinds[i / 2], i % 2 + 1);
            pin_buffer_init(&got, 0, NULL);
            cr_assert_eq(dump(&got, fixture(name), rows_max, &err), PIN_OK, "%s: %s",
                         name, err.text);
            cr_assert_eq(got.length, expected.length, "%s", name);
            cr_assert_eq(memcmp(got.bytes, expected.bytes, got.length), 0, "%s", name);
            pin_buffer_free(&got);
        }
    }
    pin_buffer_free(&expected);
}

#ifdef PIN_TEST_SNAPPY
Test(parquet, half_floats_are_read_and_other_types_are_named)
{
    static const char halves[] =
        "h\t0\tnull\nh\t1\t0000000000000000\nh\t2\t8000000000000000\n"
        "h\t3\t3ff8000000000000\nh\t4\tc000000000000000\nh\t5\t40effc0000000000\n"
        "h\t6\t3e70000000000000\nh\t7\t3f0ff80000000000\nh\t8\t7ff0000000000000\n"
        "h\t9\tfff0000000000000\nh\t10\t3fd5540000000000\n";
    struct pin_arena arena;
    struct pin_parquet *file = NULL;
    struct pin_buffer got;
    pin_arena_init(&arena, 0);
    pin_buffer_init(&got, 0, NULL);
    cr_assert_eq(pin_parquet_open(&file, fixture("other.parquet"), &arena, NULL), PIN_OK);
    cr_assert_eq(pin_parquet_rows_n(file), 11);
    cr_assert_eq(pin_parquet_columns_n(file), 3);
    cr_assert_eq(dump_column(&got, file, 0, 3, &arena, NULL), PIN_OK);
    cr_assert_str_eq(got.bytes, halves);
    static const char *const types[] = {"float", "struct", "timestamp"};
    for (uint32_t i = 0; i < 3; i++) {
        struct pin_error err = {0};
        struct pin_parquet_cursor *cursor = NULL;
        cr_assert_str_eq(pin_parquet_column(file, i)->what, types[i]);
        const enum pin_status status =
            pin_parquet_cursor_new(&cursor, file, i, &arena, &err);
        cr_assert_eq(status, i == 0 ? PIN_OK : PIN_E_UNAVAILABLE);
        cr_assert(i == 0 || strstr(err.text, types[i]) != NULL);
    }
    cr_assert_eq(pin_parquet_find(file, "w"), 2);
    cr_assert_eq(pin_parquet_find(file, "x"), 3);
    pin_buffer_free(&got);
    pin_arena_free(&arena);
}
#endif

Test(parquet, a_codec_that_is_not_read_is_named)
{
    struct pin_buffer got;
    struct pin_error err = {0};
    pin_buffer_init(&got, 0, NULL);
    cr_assert_eq(dump(&got, fixture("brotli.parquet"), 9, &err), PIN_E_UNAVAILABLE);
    cr_assert_str_eq(err.text, "column n, row group 1: the codec brotli (4) is not read");
    pin_buffer_free(&got);
}

static enum pin_status dump_bytes(struct pin_buffer *out, const char *bytes,
                                  size_t length, struct pin_error *err)
{
    char path[] = "/tmp/pin-parquet.XXXXXX";
    const int descriptor = mkstemp(path);
    cr_assert_geq(descriptor, 0);
    cr_assert_eq(write(descriptor, bytes, length), (ssize_t)length);
    cr_assert_eq(close(descriptor), 0);
    pin_buffer_init(out, 0, NULL);
    const enum pin_status status = dump(out, path, 5, err);
    cr_assert_eq(unlink(path), 0);
    return status;
}

/* The checksum covers a page's bytes; here they are the 64 in front of the footer. */
static void spoil(const char *name, size_t summed_n)
{
    struct pin_buffer whole;
    struct pin_buffer right;
    read_file(&whole, fixture(name));
    cr_assert_eq(dump_bytes(&right, whole.bytes, whole.length, NULL), PIN_OK);
    const unsigned char *tail = (const unsigned char *)whole.bytes + whole.length - 8;
    const size_t footer_n = tail[0] | (size_t)tail[1] << 8;
    const size_t summed_end = whole.length - 8 - footer_n;
    for (size_t i = 0; i < 2 * whole.length; i++) {
        const size_t at = i / 2;
        const bool cut = i % 2 == 1;
        const bool summed = at + summed_n >= summed_end && at < summed_end;
        struct pin_buffer got;
        struct pin_error err = {0};
        whole.bytes[at] ^= (char)(cut ? 0 : 0x11);
        const enum pin_status status =
            dump_bytes(&got, whole.bytes, cut ? at : whole.length, &err);
        whole.bytes[at] ^= (char)(cut ? 0 : 0x11);
        cr_assert(status != PIN_OK || !(cut || summed), "byte %zu", at);
        cr_assert(status == PIN_OK || err.text[0] != '\0');
        cr_assert(status == PIN_OK || err.where[0] != '\0', "byte %zu: %s", at, err.text);
        pin_buffer_free(&got);
    }
    pin_buffer_free(&right);
    pin_buffer_free(&whole);
}

Test(parquet, cut_and_changed_files_are_refused_and_never_wrong_where_there_are_checksums)
{
    spoil("checksum.parquet", 64);
    spoil("delta_texts_2.parquet", 0);
}
