/* synthetic.c - the loader of a world that is made up: PinPoint's shape without its data,
 * for demonstrations, tests and measurements of scale. */
#include "datasets/synthetic.h"

#include "datasets/table.h"

static const struct pin_option synthetic_table[] = {
    {.name = "seed",
     .type = PIN_OPT_U64,
     .offset = offsetof(struct pin_synthetic_options, seed),
     .standard = "1",
     .help = "another seed gives another world"},
    {.name = "items",
     .type = PIN_OPT_U32,
     .offset = offsetof(struct pin_synthetic_options, items),
     .standard = "2000",
     .min = 8,
     .max = 100000000,
     .help = "items of the corpus"},
    {.name = "queries",
     .type = PIN_OPT_U32,
     .offset = offsetof(struct pin_synthetic_options, queries),
     .standard = "300",
     .min = 1,
     .max = 10000000,
     .help = "queries, paraphrases counted"},
    {.name = "group_size",
     .type = PIN_OPT_U32,
     .offset = offsetof(struct pin_synthetic_options, group_size),
     .standard = "6",
     .min = 1,
     .max = 1000,
     .help = "paraphrases of each base query"},
    {.name = "dim",
     .type = PIN_OPT_U32,
     .offset = offsetof(struct pin_synthetic_options, dim),
     .standard = "64",
     .min = 8,
     .max = 8192,
     .help = "dimensions of the vectors"},
    {.name = "relevant",
     .type = PIN_OPT_U32,
     .offset = offsetof(struct pin_synthetic_options, relevant),
     .standard = "8",
     .min = 1,
     .max = 100000,
     .help = "relevant items of a query, on average"},
    {.name = "hard_negatives",
     .type = PIN_OPT_U32,
     .offset = offsetof(struct pin_synthetic_options, hard_negatives),
     .standard = "12",
     .min = 0,
     .max = 1000,
     .help = "hard negatives of a query, where there are so many"},
    {.name = "two_image",
     .type = PIN_OPT_F64,
     .offset = offsetof(struct pin_synthetic_options, two_image),
     .standard = "0.13",
     .min = 0,
     .max = 1,
     .help = "share of the base queries that show two reference images"},
    {.name = "difficulty",
     .type = PIN_OPT_F64,
     .offset = offsetof(struct pin_synthetic_options, difficulty),
     .standard = "0.5",
     .min = 0,
     .max = 1,
     .help = "noise of the vectors; 0: text and images find all, 1: chance"},
    {.name = "boards",
     .type = PIN_OPT_U32,
     .offset = offsetof(struct pin_synthetic_options, boards),
     .standard = "100",
     .min = 0,
     .max = 100000000,
     .help = "boards of the graph; 0: no graph"},
    {.name = "attributes",
     .type = PIN_OPT_U32,
     .offset = offsetof(struct pin_synthetic_options, attributes),
     .standard = "0",
     .max = 200,
     .help = "more query attributes, a1 a2 …, that have nothing to do with anything"},
};

static enum pin_status synthetic_load(struct pin_dataset_builder *builder,
                                      const void *options, struct pin_error *err)
{
    struct pin_synthetic_world world = {
        .options = options,
        .builder = builder,
        .arena = pin_dataset_builder_arena(builder),
    };
    PIN_TRY(pin_synthetic_items(&world, err));
    PIN_TRY(pin_synthetic_boards(&world, err));
    return pin_synthetic_queries(&world, err);
}

const struct pin_loader_ops pin_loader_synthetic = {
    .head =
        {
            PIN_HEAD(PIN_LOADER, struct pin_loader_ops),
            .name = "synthetic",
            .summary = "a made-up world of composed queries, from a seed",
            PIN_OPTIONS(synthetic_table, struct pin_synthetic_options),
        },
    .load = synthetic_load,
};
