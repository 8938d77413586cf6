/* dataset_parts.h - the builder's inside, shared by dataset_build.c and dataset_lists.c
 * (which fill it) and dataset_freeze.c (which turns it into a dataset). Nobody else
 * includes it. */
#ifndef PIN_HARNESS_MODEL_DATASET_PARTS_H
#define PIN_HARNESS_MODEL_DATASET_PARTS_H

#include "harness/base/buffer.h"
#include "harness/model/dataset_build.h"

struct pin_pair { /* something of a query, or of a board */
    uint32_t owner;
    pin_item item;
};

struct pin_label { /* one entry of a label list; the owner is a query */
    uint32_t owner;
    pin_item item;
    int32_t grade;
};

struct pin_attribute_part {
    const char *name;
    struct pin_ids *values;
    struct pin_buffer value_of; /* uint32_t, as far as values were set */
};

enum { PIN_ATTRIBUTES_MAX = 256 };

struct pin_attribute_parts {
    struct pin_attribute_part rows[PIN_ATTRIBUTES_MAX];
    uint32_t rows_n;
};

struct pin_dataset_builder {
    struct pin_arena *arena;
    struct pin_dataset *dataset; /* what is known already is in place */
    struct pin_ids *items;
    struct pin_ids *keys;
    struct pin_ids *groups;
    struct pin_ids *boards;
    bool corpus_closed; /* something outside the corpus was named */
    bool twins_allowed;
    bool twins_met;
    bool digests_skipped;
    struct pin_buffer names;          /* const char * by query */
    struct pin_buffer instructions;   /* const char * by query */
    struct pin_buffer query_of_key;   /* uint32_t by key */
    struct pin_buffer answered_as;    /* uint32_t by query */
    struct pin_buffer group_of_query; /* uint32_t by query */
    struct pin_buffer references;     /* struct pin_pair */
    struct pin_buffer labels;         /* struct pin_label */
    struct pin_buffer edges;          /* struct pin_pair */
    struct pin_buffer excluded;       /* struct pin_pair */
    struct pin_buffer galleries;      /* struct pin_pair */
    struct pin_attribute_parts query_attributes;
    struct pin_attribute_parts item_attributes;
};

/* Records of record_bytes each that begin with their owner's uint32_t. */
struct pin_rows {
    struct pin_buffer
        *records; /* sorted by owner in place; freed by who is done with them */
    size_t record_bytes;
    uint32_t owners_n;
    uint64_t *start; /* out: owners_n + 1 */
};

/* Sorts the records by owner and fills start. Records that came in any order are brought
 * together by counting sort, which keeps the order within an owner; a file that lists its
 * queries one after another costs one pass. */
PIN_MUST_USE enum pin_status pin_rows_sort(struct pin_rows *rows, struct pin_arena *arena,
                                           struct pin_error *err);

/* Freezes what the queries exclude and their galleries. */
PIN_MUST_USE enum pin_status pin_dataset_freeze_lists(struct pin_dataset_builder *builder,
                                                      struct pin_error *err);

#endif
