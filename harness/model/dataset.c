#include "harness/model/dataset.h"

#include <string.h>

pin_query pin_queries_find(const struct pin_queries *queries, const char *name,
                           size_t length)
{
    const uint32_t key = pin_ids_find(queries->keys, name, length);
    return (pin_query){key == PIN_IX_NONE ? PIN_IX_NONE : queries->query_of_key[key]};
}

const struct pin_attribute *pin_dataset_query_attribute(const struct pin_dataset *dataset,
                                                        const char *name)
{
    for (uint32_t i = 0; i < dataset->query_attributes_n; i++) {
        if (strcmp(dataset->query_attributes[i].name, name) == 0) {
            return &dataset->query_attributes[i];
        }
    }
    return NULL;
}
