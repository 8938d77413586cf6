/* check_dataset.h - aborts unless every index of a frozen dataset points at something. */
#ifndef PIN_TESTS_FUZZ_CHECK_DATASET_H
#define PIN_TESTS_FUZZ_CHECK_DATASET_H

#include "harness/model/dataset.h"

#include <stdlib.h>
#include <string.h>

static inline void check_that(bool holds)
{
    if (!holds) {
        abort();
    }
}

static inline void check_judgments(const struct pin_dataset *dataset, uint32_t query)
{
    const struct pin_judgments *judgments = &dataset->judgments;
    const uint64_t first = judgments->row_start[query];
    const uint64_t end = judgments->row_start[query + 1];
    const struct pin_listed *listed = &judgments->listed[query];
    uint32_t positives_n = 0;
    check_that(first <= end && end - first <= judgments->rows_n_max);
    for (uint64_t i = first; i < end; i++) {
        const struct pin_judgment *row = &judgments->rows[i];
        check_that(row->item.ix < pin_ids_count(dataset->corpus.ids));
        check_that(row->grade >= PIN_GRADE_MIN && row->grade <= PIN_GRADE_MAX);
        positives_n += row->grade > 0;
    }
    check_that(positives_n + listed->positive_nulls_n <= listed->positives_n);
    check_that(listed->negative_nulls_n <= listed->negatives_n);
}

static inline void check_query(const struct pin_dataset *dataset, uint32_t query)
{
    const struct pin_queries *queries = &dataset->queries;
    check_that(strlen(queries->names[query]) < SIZE_MAX);
    check_that(strlen(queries->instructions[query]) < SIZE_MAX);
    check_that(queries->reference_start[query] <= queries->reference_start[query + 1]);
    for (uint32_t i = 0; i < pin_queries_references_n(queries, query); i++) {
        const uint64_t at = queries->reference_start[query] + i;
        check_that(queries->references[at].ix < pin_ids_count(dataset->corpus.ids));
    }
    check_that(!queries->answered_as || queries->answered_as[query] <= query);
    const uint32_t group = dataset->groups.group_of_query[query];
    check_that(group == PIN_IX_NONE || group < dataset->groups.groups_n);
    for (uint32_t i = 0; i < dataset->query_attributes_n; i++) {
        const struct pin_attribute *attribute = &dataset->query_attributes[i];
        const uint32_t value = attribute->value_of[query];
        check_that(value == PIN_IX_NONE || value < pin_ids_count(attribute->values));
    }
    check_judgments(dataset, query);
}

static inline void check_dataset(const struct pin_dataset *dataset)
{
    const struct pin_queries *queries = &dataset->queries;
    check_that(queries->queries_n > 0);
    check_that(dataset->corpus.items_n <= pin_ids_count(dataset->corpus.ids));
    for (uint32_t query = 0; query < queries->queries_n; query++) {
        check_query(dataset, query);
    }
    for (uint32_t key = 0; key < pin_ids_count(queries->keys); key++) {
        check_that(queries->query_of_key[key] < queries->queries_n);
    }
}

#endif
