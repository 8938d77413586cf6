/* synthetic_boards.c - boards that gather items, most of them of one subject: a graph
 * from which an engine can learn which items belong together without their vectors. */
#include "datasets/synthetic.h"
#include "harness/base/rng.h"

#include <stdio.h>

enum { ITEMS_MIN = 8, ITEMS_MORE = 17, STRAY_IN = 5 };

static enum pin_status push_board(const struct pin_synthetic_world *world, uint32_t board,
                                  struct pin_error *err)
{
    char text[PIN_SYNTHETIC_NAME_BYTES];
    const int length = snprintf(text, sizeof(text), "board_%04u", board);
    const struct pin_text name = {text, (size_t)length};
    const uint64_t seed = world->options->seed;
    const uint64_t stream = pin_synthetic_stream(PIN_DRAW_BOARD, board);
    const uint32_t subject = pin_rng_below(seed, stream, 0, world->subjects_n);
    const uint32_t *start = world->cell_start + (size_t)subject * world->modifications_n;
    const uint32_t home_n = start[world->modifications_n] - start[0];
    const uint32_t items_n = ITEMS_MIN + pin_rng_below(seed, stream, 1, ITEMS_MORE);
    pin_item taken[ITEMS_MIN + ITEMS_MORE] = {{0}};
    uint32_t taken_n = 0;
    for (uint32_t i = 0; i < items_n; i++) {
        const bool stray =
            home_n == 0 || pin_rng_below(seed, stream, 2 + 2 * i, STRAY_IN) == 0;
        const uint32_t draw = pin_rng_below(seed, stream, 3 + 2 * i,
                                            stray ? world->options->items : home_n);
        const pin_item item = {stray ? draw : world->cell_items[start[0] + draw]};
        bool repeated = false;
        for (uint32_t t = 0; t < taken_n; t++) {
            repeated = repeated || taken[t].ix == item.ix;
        }
        if (!repeated) {
            taken[taken_n++] = item;
            PIN_TRY(pin_dataset_add_edge(world->builder, name, item, err));
        }
    }
    return PIN_OK;
}

enum pin_status pin_synthetic_boards(const struct pin_synthetic_world *world,
                                     struct pin_error *err)
{
    for (uint32_t board = 0; board < world->options->boards; board++) {
        PIN_TRY(push_board(world, board, err));
    }
    return PIN_OK;
}
