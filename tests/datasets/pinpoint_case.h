/* pinpoint_case.h - labels, and perhaps an index and groups, as texts that are loaded. */
#ifndef PIN_TESTS_DATASETS_PINPOINT_CASE_H
#define PIN_TESTS_DATASETS_PINPOINT_CASE_H

#include "datasets/table.h"
#include "tests/folder.h"

/* A row with everything that the strict reading asks for. */
#define ROW(id)                                                                          \
    "{\"query_id\":\"" id "\",\"query_image_signature\":\"i\",\"instruction\":\"x\","    \
    "\"positive_candidates\":[\"a\"],\"negative_candidates\":[\"n\"]}\n"

struct pinpoint_texts {
    const char *labels; /* NULL: no such file is written */
    const char *index;  /* NULL: none is asked for */
    const char *groups;
    const char *items; /* their attributes */
    const char *group_by;
    bool reference;
    bool without_digests;
};

struct pinpoint_case {
    struct folder folder;
    struct pin_arena arena;
    struct pin_error err;
    bool without_digests;
    const struct pin_dataset *dataset;
};

static inline enum pin_status pinpoint_case_fill(struct pinpoint_case *c,
                                                 const struct pin_setting *rows,
                                                 uint32_t rows_n)
{
    const struct pin_settings settings = {.rows = rows, .rows_n = rows_n};
    const struct pin_head *head = &pin_loader_pinpoint.head;
    struct pin_dataset_builder *builder = NULL;
    const void *options = NULL;
    PIN_TRY(pin_options_fill(&options, head, &settings, &c->arena, &c->err));
    PIN_TRY(pin_dataset_builder_new(&builder, "pinpoint", "p", &c->arena, &c->err));
    if (c->without_digests) {
        pin_dataset_skip_digests(builder);
    }
    PIN_TRY(pin_loader_pinpoint.load(builder, options, &c->err));
    return pin_dataset_freeze(builder, &c->dataset, &c->err);
}

static inline enum pin_status pinpoint_case_load(struct pinpoint_case *c,
                                                 const struct pinpoint_texts *texts)
{
    *c = (struct pinpoint_case){.without_digests = texts->without_digests};
    folder_init(&c->folder);
    pin_arena_init(&c->arena, 0);
    char absent[64];
    (void)snprintf(absent, sizeof(absent), "%s/labels", c->folder.path);
    struct pin_setting rows[6] = {{"path", absent}};
    uint32_t rows_n = 1;
    if (texts->labels) {
        rows[0].value = folder_text(&c->folder, "labels", texts->labels);
    }
    if (texts->index) {
        const char *path = folder_text(&c->folder, "index", texts->index);
        rows[rows_n++] = (struct pin_setting){"index", path};
    }
    if (texts->groups) {
        const char *path = folder_text(&c->folder, "groups", texts->groups);
        rows[rows_n++] = (struct pin_setting){"groups", path};
    }
    if (texts->items) {
        const char *path = folder_text(&c->folder, "items", texts->items);
        rows[rows_n++] = (struct pin_setting){"item_attributes", path};
    }
    if (texts->group_by) {
        rows[rows_n++] = (struct pin_setting){"group_by", texts->group_by};
    }
    if (texts->reference) {
        rows[rows_n++] = (struct pin_setting){"reading", "reference"};
    }
    return pinpoint_case_fill(c, rows, rows_n);
}

static inline void pinpoint_case_free(struct pinpoint_case *c)
{
    pin_arena_free(&c->arena);
    folder_free(&c->folder);
}

static inline uint64_t pinpoint_tally(const struct pinpoint_case *c, const char *what)
{
    const struct pin_tally *tally = pin_tally_find(&c->dataset->tallies, what);
    return tally ? tally->count : 0;
}

#endif
