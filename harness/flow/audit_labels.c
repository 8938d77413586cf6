/* audit_labels.c - the label lists, as listed and as sets. */
#include "harness/flow/audit_parts.h"

#include <stdlib.h>

enum { IS_POSITIVE = 1, IS_NEGATIVE = 2, IS_REFERENCE = 4 };

struct pin_class_counts { /* of positives, or of hard negatives */
    uint64_t listed_n;
    uint64_t nulls_n;
    uint64_t distinct_n; /* summed over queries */
    uint64_t items_n;    /* distinct in the whole dataset */
    uint32_t *by_query;  /* distinct */
};

struct pin_label_problems {
    struct pin_audit_problem *repeated_positive;
    struct pin_audit_problem *repeated_negative;
    struct pin_audit_problem *null;
    struct pin_audit_problem *both;
    struct pin_audit_problem *outside;
    struct pin_audit_problem *none_positive;
    struct pin_audit_problem *none_negative;
};

struct pin_query_counts {
    uint32_t positives_n, negatives_n, both_n, outside_n;
};

static struct pin_query_counts count_rows(const struct pin_dataset *dataset,
                                          uint32_t query, uint8_t *classes)
{
    struct pin_query_counts counts = {0};
    const struct pin_judgments *judgments = &dataset->judgments;
    const uint32_t items_n = dataset->corpus.items_n;
    for (uint64_t i = judgments->row_start[query]; i < judgments->row_start[query + 1];
         i++) {
        const struct pin_judgment *row = &judgments->rows[i];
        const bool positive = row->grade > 0;
        const bool negative = row->grade == PIN_GRADE_HARD_NEGATIVE || row->also_negative;
        counts.positives_n += positive;
        counts.negatives_n += negative;
        counts.both_n += row->also_negative;
        counts.outside_n += items_n > 0 && row->item.ix >= items_n;
        classes[row->item.ix] |=
            (uint8_t)((positive ? IS_POSITIVE : 0) | (negative ? IS_NEGATIVE : 0));
    }
    return counts;
}

static void note_query(struct pin_auditor *auditor,
                       const struct pin_label_problems *problems, uint32_t query,
                       struct pin_query_counts counts)
{
    const struct pin_listed *listed = &auditor->dataset->judgments.listed[query];
    const char *name = auditor->dataset->queries.names[query];
    const uint32_t positives_n = listed->positives_n - listed->positive_nulls_n;
    const uint32_t negatives_n = listed->negatives_n - listed->negative_nulls_n;
    pin_audit_count(auditor, problems->repeated_positive,
                    positives_n - counts.positives_n, "%s: %u more", name,
                    positives_n - counts.positives_n);
    pin_audit_count(auditor, problems->repeated_negative,
                    negatives_n - counts.negatives_n, "%s: %u more", name,
                    negatives_n - counts.negatives_n);
    pin_audit_count(auditor, problems->null,
                    (uint64_t)listed->positive_nulls_n + listed->negative_nulls_n, "%s",
                    name);
    pin_audit_count(auditor, problems->both, counts.both_n, "%s: %u", name,
                    counts.both_n);
    pin_audit_count(auditor, problems->outside, counts.outside_n, "%s: %u", name,
                    counts.outside_n);
    pin_audit_count(auditor, problems->none_positive, counts.positives_n == 0, "%s",
                    name);
    pin_audit_count(auditor, problems->none_negative, counts.negatives_n == 0, "%s",
                    name);
}

static int rising(const void *a, const void *b)
{
    const uint32_t x = *(const uint32_t *)a;
    const uint32_t y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

struct pin_class_names { /* of the facts about one class */
    const char *listed, *distinct, *items, *mean_listed, *mean, *least, *median, *most;
};

static void state_class(struct pin_auditor *auditor, const struct pin_class_names *names,
                        struct pin_class_counts *counts)
{
    const uint32_t queries_n = auditor->dataset->queries.queries_n;
    const double n = queries_n;
    qsort(counts->by_query, queries_n, sizeof(*counts->by_query), rising);
    pin_audit_fact(auditor, names->listed, (double)counts->listed_n);
    pin_audit_fact(auditor, names->distinct, (double)counts->distinct_n);
    pin_audit_fact(auditor, names->items, (double)counts->items_n);
    pin_audit_fact(auditor, names->mean_listed, (double)counts->listed_n / n);
    pin_audit_fact(auditor, names->mean, (double)counts->distinct_n / n);
    pin_audit_fact(auditor, names->least, counts->by_query[0]);
    const uint32_t middle = (queries_n - 1) / 2;
    pin_audit_fact(auditor, names->median, counts->by_query[middle]);
    pin_audit_fact(auditor, names->most, counts->by_query[queries_n - 1]);
}

static void state_all(struct pin_auditor *auditor, struct pin_class_counts *positives,
                      struct pin_class_counts *negatives, const uint8_t *classes)
{
    static const struct pin_class_names of_positives = {
        "positives as listed",       "positives, each once a query",
        "items labelled positive",   "positives a query as listed, mean",
        "positives a query, mean",   "positives a query, fewest",
        "positives a query, median", "positives a query, most",
    };
    static const struct pin_class_names of_negatives = {
        "hard negatives as listed",       "hard negatives, each once a query",
        "items labelled hard negative",   "hard negatives a query as listed, mean",
        "hard negatives a query, mean",   "hard negatives a query, fewest",
        "hard negatives a query, median", "hard negatives a query, most",
    };
    const struct pin_dataset *dataset = auditor->dataset;
    const uint32_t ids_n = pin_ids_count(dataset->corpus.ids);
    uint64_t unnamed_n = 0;
    for (uint32_t item = 0; item < ids_n; item++) {
        positives->items_n += (classes[item] & IS_POSITIVE) != 0;
        negatives->items_n += (classes[item] & IS_NEGATIVE) != 0;
        unnamed_n += classes[item] == 0 && item < dataset->corpus.items_n;
    }
    pin_audit_fact(auditor, "judgments as listed",
                   (double)(positives->listed_n + negatives->listed_n));
    pin_audit_fact(auditor, "judgments, each item once a query",
                   (double)dataset->judgments.row_start[dataset->queries.queries_n]);
    state_class(auditor, &of_positives, positives);
    state_class(auditor, &of_negatives, negatives);
    if (dataset->corpus.items_n > 0) {
        pin_audit_fact(auditor, "items that no query names, as a label or a reference",
                       (double)unnamed_n);
    }
}

void pin_audit_labels(struct pin_auditor *auditor)
{
    const struct pin_dataset *dataset = auditor->dataset;
    const uint32_t queries_n = dataset->queries.queries_n;
    uint8_t *classes =
        PIN_NEW_N(auditor->arena, uint8_t, pin_ids_count(dataset->corpus.ids) + 1U);
    struct pin_class_counts positives = {
        .by_query = PIN_NEW_N(auditor->arena, uint32_t, queries_n)};
    struct pin_class_counts negatives = {
        .by_query = PIN_NEW_N(auditor->arena, uint32_t, queries_n)};
    if (!classes || !positives.by_query || !negatives.by_query) {
        auditor->status = pin_fail(auditor->err, PIN_E_NOMEM, "no memory for the audit");
        return;
    }
    const struct pin_label_problems problems = {
        pin_audit_problem(auditor, "positives listed again", "labels"),
        pin_audit_problem(auditor, "hard negatives listed again", "labels"),
        pin_audit_problem(auditor, "null labels", "labels"),
        pin_audit_problem(auditor, "items labelled both positive and hard negative",
                          "labels"),
        pin_audit_problem(auditor, "labels for items that are not in the corpus",
                          "labels"),
        pin_audit_problem(auditor, "queries without a positive", "queries"),
        pin_audit_problem(auditor, "queries without a hard negative", "queries"),
    };
    for (uint32_t query = 0; query < queries_n; query++) {
        const struct pin_query_counts counts = count_rows(dataset, query, classes);
        positives.listed_n += dataset->judgments.listed[query].positives_n;
        negatives.listed_n += dataset->judgments.listed[query].negatives_n;
        positives.distinct_n += counts.positives_n;
        negatives.distinct_n += counts.negatives_n;
        positives.by_query[query] = counts.positives_n;
        negatives.by_query[query] = counts.negatives_n;
        note_query(auditor, &problems, query, counts);
    }
    const struct pin_queries *queries = &dataset->queries;
    for (uint64_t i = 0; i < queries->reference_start[queries_n]; i++) {
        classes[queries->references[i].ix] |= IS_REFERENCE;
    }
    state_all(auditor, &positives, &negatives, classes);
}
