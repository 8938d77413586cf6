/* fuzz_result.c - the input is a result file. One that is read is written again, read
 * once more and printed; one that is refused says why. */
#define _GNU_SOURCE
#include "harness/model/result_read.h"
#include "reports/table.h"
#include "tests/fuzz/check_dataset.h"
#include "tests/fuzz/memory_file.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static enum pin_status read_bytes(struct pin_summary *out, const void *bytes, size_t size,
                                  struct pin_arena *arena, struct pin_error *err)
{
    struct memory_file file = memory_file_open(bytes, size);
    const enum pin_status status = pin_result_read(out, file.path, arena, err);
    memory_file_close(&file);
    return status;
}

/* Two figures of one label cannot be told apart in a file, and are refused. */
static void write_again(const struct pin_summary *summary, struct pin_arena *arena)
{
    struct pin_buffer buffer;
    struct pin_error err = {0};
    struct pin_summary again;
    pin_buffer_init(&buffer, 0, NULL);
    const enum pin_status status = pin_writer_json.write(&buffer, summary, NULL, &err);
    check_that(status == PIN_OK || status == PIN_E_DUPLICATE);
    if (status == PIN_OK) {
        check_that(read_bytes(&again, buffer.bytes, buffer.length, arena, &err) ==
                   PIN_OK);
        check_that(again.systems_n == summary->systems_n);
    }
    pin_buffer_free(&buffer);
}

static void print(const struct pin_summary *summary)
{
    const uint32_t width = 100;
    struct pin_buffer buffer;
    struct pin_error err = {0};
    pin_buffer_init(&buffer, 0, NULL);
    check_that(pin_writer_table.write(&buffer, summary, &width, &err) == PIN_OK);
    pin_buffer_free(&buffer);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct pin_arena arena;
    struct pin_error err = {0};
    struct pin_summary summary;
    pin_arena_init(&arena, 0);
    const enum pin_status status = read_bytes(&summary, data, size, &arena, &err);
    check_that(status == err.status);
    check_that(status == PIN_OK || status == PIN_E_PARSE);
    check_that(status == PIN_OK || err.text[0] != '\0');
    if (status == PIN_OK) {
        write_again(&summary, &arena);
        print(&summary);
    }
    pin_arena_free(&arena);
    return 0;
}
