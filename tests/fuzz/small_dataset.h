/* small_dataset.h - four queries over six items, with everything that labels can hold:
 * repeats, nulls, an item on both lists, an id outside the corpus, grades, groups, and
 * attribute values that look like the syntax of a figure. */
#ifndef PIN_TESTS_FUZZ_SMALL_DATASET_H
#define PIN_TESTS_FUZZ_SMALL_DATASET_H

#include "harness/model/dataset_build.h"

#include <stdlib.h>

struct small_label {
    uint32_t query;
    const char *item; /* NULL: a null */
    int32_t grade;
};

static inline void small_must(enum pin_status status)
{
    if (status != PIN_OK) {
        abort();
    }
}

static inline void small_query(struct pin_dataset_builder *builder, const char *name,
                               const char *group, const char *category)
{
    pin_query query;
    small_must(pin_dataset_add_query(builder, pin_text_of(name), &query, NULL));
    if (group) {
        small_must(pin_dataset_set_group(builder, query, pin_text_of(group), NULL));
    }
    if (category) {
        small_must(pin_dataset_set_query_attribute(builder, query, "category",
                                                   pin_text_of(category), NULL));
    }
    small_must(pin_dataset_add_reference(builder, query, PIN_TEXT("i0"), NULL));
}

static inline const struct pin_dataset *small_dataset(struct pin_arena *arena)
{
    static const char *const items[] = {"i0", "i1", "i2", "i3", "i4", "i5"};
    static const struct small_label labels[] = {
        {0, "i1", 1},  {0, "i2", 3},  {0, "i1", 1},  {0, NULL, 1},   {0, "i3", -1},
        {1, "i4", -1}, {1, "i4", 1},  {1, "i5", 0},  {2, "i0", -1},  {2, NULL, -1},
        {2, "i2", 1},  {2, "far", 2}, {2, "far", 2}, {3, "i1", 1000}};
    struct pin_dataset_builder *builder = NULL;
    const struct pin_dataset *dataset = NULL;
    small_must(pin_dataset_builder_new(&builder, "small", "small", arena, NULL));
    for (size_t i = 0; i < sizeof(items) / sizeof(items[0]); i++) {
        pin_item item;
        bool added = false;
        small_must(
            pin_dataset_add_item(builder, pin_text_of(items[i]), &item, &added, NULL));
    }
    small_query(builder, "q0", "g", "a/b");
    small_query(builder, "q1", "g", "[a]=(b");
    small_query(builder, "q2", "h", "a");
    small_query(builder, "q3", NULL, NULL);
    for (size_t i = 0; i < sizeof(labels) / sizeof(labels[0]); i++) {
        const pin_query query = {labels[i].query};
        const int32_t grade = labels[i].grade;
        small_must(labels[i].item
                       ? pin_dataset_add_judgment(
                             builder, query, pin_text_of(labels[i].item), grade, NULL)
                       : pin_dataset_add_null_judgment(builder, query, grade, NULL));
    }
    small_must(pin_dataset_freeze(builder, &dataset, NULL));
    return dataset;
}

#endif
