/* dataset_parts.h - the builder's inside, shared by dataset_build.c (which fills it) and
 * dataset_freeze.c (which turns it into a dataset). Nobody else includes it. */
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
    struct pin_attribute_parts query_attributes;
    struct pin_attribute_parts item_attributes;
};

#endif
