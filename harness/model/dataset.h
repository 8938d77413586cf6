/* dataset.h - what is searched, what is asked, and what the right answers are.
 *
 * A dataset is built once through pin_dataset_builder, checked, frozen and then only
 * read. It is several views on purpose: an engine is given the corpus, the queries and
 * the graph and has no way to reach the judgments. */
#ifndef PIN_HARNESS_MODEL_DATASET_H
#define PIN_HARNESS_MODEL_DATASET_H

#include "harness/base/ids.h"
#include "harness/model/input_file.h"
#include "harness/model/tally.h"

#include <stddef.h>
#include <stdint.h>

/* Little-endian; PIN_BF16 is the upper half of a float32; PIN_I8 has no scale: its
 * numbers are taken as they are. */
enum pin_dtype { PIN_F32 = 1, PIN_F16, PIN_BF16, PIN_I8 };

/* Rows of numbers, borrowed: held by the dataset's arena or mapped from a file. */
struct pin_matrix {
    const void *data;
    uint32_t rows_n; /* 0: there is no such matrix */
    uint32_t dim;
    size_t stride_bytes;
    enum pin_dtype dtype;
};

/* Grades: 1 and above relevant, 0 judged irrelevant, -1 an explicit hard negative. The
 * sentinels lie outside and never stand in a file. */
enum {
    PIN_GRADE_HARD_NEGATIVE = -1,
    PIN_GRADE_MIN = -1,
    PIN_GRADE_MAX = 1000000,
    PIN_GRADE_UNJUDGED = INT32_MIN, /* never looked at; counts as irrelevant */
};

/* In a run or a label list: a place that holds JSON's null. */
#define PIN_ITEM_NULL ((pin_item){0xFFFFFF10U})

struct pin_judgment {
    pin_item item;
    int32_t grade;      /* the highest that was given; 1 and above beats -1 */
    bool also_negative; /* relevant, and listed as a hard negative too */
};

/* What one query's label lists held as they stood in the file, duplicates and nulls
 * included: reference evaluators divide by these lengths. */
struct pin_listed {
    uint32_t positives_n;
    uint32_t negatives_n; /* explicit hard negatives */
    uint32_t positive_nulls_n;
    uint32_t negative_nulls_n;
};

struct pin_attribute { /* one column of the queries or the items */
    const char *name;
    const struct pin_ids *values;
    const uint32_t *value_of; /* by query or item; PIN_IX_NONE: has none */
};

struct pin_corpus {            /* all that an engine may index */
    uint32_t items_n;          /* the items 0 to items_n - 1; 0 when it is not known */
    const struct pin_ids *ids; /* those, and behind them ids that only labels name */
    struct pin_matrix vectors; /* row i is item i */
    const struct pin_attribute *attributes; /* of the items */
    uint32_t attributes_n;
};

struct pin_item_lists {    /* some items of the corpus for each query */
    const uint64_t *start; /* queries_n + 1 of them; NULL: there are no such lists */
    const pin_item *items; /* of one query: ascending, each once */
};

enum { PIN_IMAGES_MAX = 8 };

struct pin_queries { /* all that an engine may be asked */
    uint32_t queries_n;
    const char *const *names;                 /* as the file has them */
    const char *const *instructions;          /* "" when a query has none */
    const uint64_t *reference_start;          /* queries_n + 1 of them */
    const pin_item *references;               /* reference images, by item id */
    struct pin_matrix text;                   /* row q is query q's instruction */
    struct pin_matrix images[PIN_IMAGES_MAX]; /* row q of images[i]: its i-th reference
                                                 image; all zeros when it has fewer */
    uint32_t images_n;
    const struct pin_ids *keys;   /* every name by which a run may call a query */
    const uint32_t *query_of_key; /* by index in keys */
    const uint32_t *answered_as; /* by query: whose list answers it; NULL: each its own */
    struct pin_item_lists excluded;  /* never in the query's ranking */
    struct pin_item_lists galleries; /* all that its ranking may hold; an empty list: the
                                        whole corpus */
};

struct pin_judgments {         /* the answers */
    const uint64_t *row_start; /* queries_n + 1 of them */
    const struct pin_judgment
        *rows; /* each item once a query, in order of first listing */
    const struct pin_listed *listed; /* by query */
    uint32_t rows_n_max;             /* of one query */
};

struct pin_groups {    /* paraphrases of one base query form a group */
    uint32_t groups_n; /* 0: the dataset has none */
    const struct pin_ids *names;
    const uint32_t *group_of_query; /* PIN_IX_NONE: in no group */
    const char *source;             /* what made them: a file's name, "images", ... */
};

/* The query attribute that holds the groups of a list, where a loader infers groups and
 * was given one too; the audit compares the two. */
#define PIN_LISTED_GROUP "listed_group"

struct pin_graph { /* boards x items, or any bipartite edges; boards_n is 0 without one */
    uint32_t boards_n;
    const struct pin_ids *boards;
    const uint64_t *board_start; /* boards_n + 1 of them */
    const pin_item *items;
};

struct pin_dataset {
    const char *name;
    const char *loader;
    struct pin_corpus corpus;
    struct pin_queries queries;
    struct pin_judgments judgments;
    struct pin_groups groups;
    const struct pin_attribute *query_attributes;
    uint32_t query_attributes_n;
    struct pin_graph graph;
    struct pin_file *files;
    struct pin_tallies tallies; /* what was not as it should be */
};

/* The query that a run calls by this name, or PIN_IX_NONE. */
pin_query pin_queries_find(const struct pin_queries *queries, const char *name,
                           size_t length);

/* The attribute of that name, or NULL. */
const struct pin_attribute *pin_dataset_query_attribute(const struct pin_dataset *dataset,
                                                        const char *name);

static inline uint32_t pin_queries_references_n(const struct pin_queries *queries,
                                                uint32_t query)
{
    return (uint32_t)(queries->reference_start[query + 1] -
                      queries->reference_start[query]);
}

#endif
