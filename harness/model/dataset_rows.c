/* dataset_rows.c - records of the builder, brought together by owner. */
#include "harness/model/dataset_parts.h"

static enum pin_status no_memory(struct pin_error *err)
{
    return pin_fail(err, PIN_E_NOMEM, "no memory for the dataset");
}

static uint32_t owner_of(const struct pin_rows *rows, uint64_t i)
{
    uint32_t owner = 0;
    memcpy(&owner, rows->records->bytes + i * rows->record_bytes, sizeof(owner));
    return owner;
}

static enum pin_status scatter(struct pin_rows *rows, uint64_t *next,
                               struct pin_arena *arena, struct pin_error *err)
{
    struct pin_buffer sorted;
    pin_buffer_init(&sorted, 0, arena);
    char *bytes = pin_buffer_extend(&sorted, rows->records->length, err);
    if (!bytes) {
        return PIN_E_NOMEM;
    }
    const uint64_t n = rows->records->length / rows->record_bytes;
    for (uint64_t i = 0; i < n; i++) {
        memcpy(bytes + next[owner_of(rows, i)]++ * rows->record_bytes,
               rows->records->bytes + i * rows->record_bytes, rows->record_bytes);
    }
    pin_buffer_free(rows->records);
    *rows->records = sorted;
    return PIN_OK;
}

enum pin_status pin_rows_sort(struct pin_rows *rows, struct pin_arena *arena,
                              struct pin_error *err)
{
    const uint64_t n = rows->records->length / rows->record_bytes;
    uint64_t *start = PIN_NEW_N(arena, uint64_t, (size_t)rows->owners_n + 2);
    if (!start) {
        return no_memory(err);
    }
    bool in_order = true;
    for (uint64_t i = 0; i < n; i++) {
        start[owner_of(rows, i) + 2]++;
        in_order = in_order && (i == 0 || owner_of(rows, i - 1) <= owner_of(rows, i));
    }
    for (uint32_t owner = 0; owner < rows->owners_n; owner++) {
        start[owner + 2] += start[owner + 1];
    }
    if (in_order) {
        rows->start = start + 1;
        return PIN_OK;
    }
    rows->start = start; /* what scatter leaves in start + 1 are the ends */
    return scatter(rows, start + 1, arena, err);
}
