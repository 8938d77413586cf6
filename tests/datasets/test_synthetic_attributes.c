#include "datasets/table.h"

#include <criterion/criterion.h>

enum { QUERIES_N = 3000 };

Test(synthetic_attributes, more_of_them_are_even_draws_that_a_group_shares)
{
    static const struct pin_setting rows[] = {{"queries", "3000"}, {"attributes", "3"}};
    static const struct pin_settings settings = {.rows = rows, .rows_n = 2};
    static const char *const names[] = {"a1", "a2", "a3"};
    struct pin_arena arena;
    const void *options = NULL;
    struct pin_dataset_builder *builder = NULL;
    const struct pin_dataset *dataset = NULL;
    pin_arena_init(&arena, 0);
    cr_assert_eq(
        pin_options_fill(&options, &pin_loader_synthetic.head, &settings, &arena, NULL),
        PIN_OK);
    cr_assert_eq(pin_dataset_builder_new(&builder, "synthetic", "toy", &arena, NULL),
                 PIN_OK);
    cr_assert_eq(pin_loader_synthetic.load(builder, options, NULL), PIN_OK);
    cr_assert_eq(pin_dataset_freeze(builder, &dataset, NULL), PIN_OK);
    const uint32_t *group_of = dataset->groups.group_of_query;
    for (uint32_t i = 0; i < 3; i++) {
        const struct pin_attribute *attribute =
            pin_dataset_query_attribute(dataset, names[i]);
        cr_assert_not_null(attribute);
        cr_assert_eq(pin_ids_count(attribute->values), i + 2);
        uint32_t first_n = 0;
        for (uint32_t query = 0; query < QUERIES_N; query++) {
            cr_assert(query == 0 || group_of[query] != group_of[query - 1] ||
                      attribute->value_of[query] == attribute->value_of[query - 1]);
            first_n += attribute->value_of[query] == 0;
        }
        cr_assert_float_eq((double)first_n / QUERIES_N, 1.0 / (i + 2), 0.08);
    }
    pin_arena_free(&arena);
}
