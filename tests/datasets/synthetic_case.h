/* synthetic_case.h - the synthetic dataset, loaded with the options of a test. */
#ifndef PIN_TESTS_DATASETS_SYNTHETIC_CASE_H
#define PIN_TESTS_DATASETS_SYNTHETIC_CASE_H

#include "datasets/table.h"

#include <criterion/criterion.h>

enum { SETTINGS_MAX = 12 };

/* settings: pairs of name and value, NULL-ended. */
static inline enum pin_status fill(const void **out, const char *const *settings,
                                   struct pin_arena *arena, struct pin_error *err)
{
    const struct pin_head *head = &pin_loader_synthetic.head;
    struct pin_setting rows[SETTINGS_MAX];
    uint32_t rows_n = 0;
    for (; settings[2 * rows_n]; rows_n++) {
        rows[rows_n] =
            (struct pin_setting){settings[2 * rows_n], settings[2 * rows_n + 1]};
    }
    const struct pin_settings wanted = {.rows = rows, .rows_n = rows_n};
    return pin_options_fill(out, head, &wanted, arena, err);
}

static inline enum pin_status load(const struct pin_dataset **out,
                                   const char *const *settings, struct pin_arena *arena,
                                   struct pin_error *err)
{
    const void *options = NULL;
    struct pin_dataset_builder *builder = NULL;
    PIN_TRY(fill(&options, settings, arena, err));
    PIN_TRY(pin_dataset_builder_new(&builder, "synthetic", "toy", arena, err));
    PIN_TRY(pin_loader_synthetic.load(builder, options, err));
    return pin_dataset_freeze(builder, out, err);
}

static inline const struct pin_dataset *must_load(const char *const *settings,
                                                  struct pin_arena *arena)
{
    const struct pin_dataset *dataset = NULL;
    struct pin_error err = {0};
    pin_arena_init(arena, 0);
    cr_assert_eq(load(&dataset, settings, arena, &err), PIN_OK, "%s", err.text);
    return dataset;
}

static const char *const defaults[] = {NULL, NULL};

#endif
