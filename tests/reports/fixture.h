/* fixture.h - summaries made by hand, for the tests of the writers. Everything lies in
 * the arena. */
#ifndef PIN_TESTS_REPORTS_FIXTURE_H
#define PIN_TESTS_REPORTS_FIXTURE_H

#include "harness/base/arena.h"
#include "harness/model/summary.h"
#include "harness/plugin/writer.h"

/* A name of all the characters that some format gives a meaning to. */
#define HOSTILE_NAME "&%$#_{}~^\\|<>\"'\n\t,\xFF\xC3\xA9"

/* Two systems (plain, and one of the hostile name), three columns, two slices, two notes;
 * a NaN, a missing query and an undefined one among them. */
struct pin_summary *fixture_small(struct pin_arena *arena);

/* The same, partial, with all that is known of build and host, and a gate's verdict. */
struct pin_summary *fixture_judged(struct pin_arena *arena);

/* Any size, figures made up; columns_n of at most 25, the labels of the pinpoint profile.
 * Slices: 23 values of l1_interest and 6 of query_category. */
struct pin_summary *fixture_large(struct pin_arena *arena, uint32_t systems_n,
                                  uint32_t columns_n);

/* The small one with two sheets: "pairs", of which the second row holds nothing, and
 * "empty". */
struct pin_summary *fixture_sheets(struct pin_arena *arena);

/* The writer's defaults; width is for the table. */
const void *fixture_options(const struct pin_writer_ops *writer, uint32_t width,
                            struct pin_arena *arena);

/* What the writer writes, NUL-terminated; width is for the table. NULL on failure. */
char *fixture_written(const struct pin_writer_ops *writer,
                      const struct pin_summary *summary, uint32_t width,
                      struct pin_arena *arena);

/* A copy of n records that may be changed. */
#define FIXTURE_COPY(arena, rows, n)                                                     \
    fixture_copy((arena), (rows), (size_t)(n) * sizeof(*(rows)))
void *fixture_copy(struct pin_arena *arena, const void *bytes, size_t length);

#endif
