/* synthetic.h - the inside of the loader `synthetic`: a world made up from a seed.
 *
 * An item shows a subject with a modification (a lamp, in brass). The items of one
 * subject and one modification are a cell; the items of one subject are neighbours in
 * cell_items. A base query shows items of a subject with other modifications and names
 * the modification that it wants: its positives are one cell. Some subjects are blends of
 * two others; what asks for them shows an item of each.
 *
 * Every number is a function of (seed, stream, counter), made with + - * / and square
 * roots only, so it has the same digits everywhere. */
#ifndef PIN_DATASETS_SYNTHETIC_H
#define PIN_DATASETS_SYNTHETIC_H

#include "harness/base/arena.h"
#include "harness/base/buffer.h"
#include "harness/base/error.h"
#include "harness/model/dataset_build.h"

#include <stddef.h>
#include <stdint.h>

struct pin_synthetic_options {
    uint64_t seed;
    double two_image;
    double difficulty;
    uint32_t items;
    uint32_t queries;
    uint32_t group_size;
    uint32_t dim;
    uint32_t relevant;
    uint32_t hard_negatives;
    uint32_t boards;
    uint32_t attributes;
};

enum { PIN_SYNTHETIC_MODIFICATIONS_MAX = 16, PIN_SYNTHETIC_NAME_BYTES = 24 };

enum pin_synthetic_stream { /* one for each thing that is drawn */
                            PIN_DRAW_SUBJECT = 1,
                            PIN_DRAW_MODIFICATION,
                            PIN_DRAW_CELL,
                            PIN_DRAW_ITEM,
                            PIN_DRAW_AGE,
                            PIN_DRAW_BOARD,
                            PIN_DRAW_BASE,
                            PIN_DRAW_NEGATIVE,
                            PIN_DRAW_BASE_TEXT,
                            PIN_DRAW_TEXT,
                            PIN_DRAW_ATTRIBUTE,
};

struct pin_synthetic_world { /* in the builder's arena */
    const struct pin_synthetic_options *options;
    struct pin_dataset_builder *builder;
    struct pin_arena *arena;
    uint32_t modifications_n;
    uint32_t subjects_n;
    uint32_t plain_n;       /* subjects from here on are blends */
    uint32_t subject_dim;   /* the first numbers of a vector; the rest: modification */
    double *subjects;       /* unit vectors */
    double *modifications;  /* orthonormal */
    uint32_t (*parents)[2]; /* of the blends */
    uint32_t *cell_of_item; /* subject * modifications_n + modification */
    uint32_t *cell_start;   /* cells + 1 of them */
    uint32_t *cell_items;
    float *vectors; /* of the items */
};

struct pin_synthetic_style { /* what an instruction is written from */
    uint32_t subject;
    uint32_t modification;
    uint32_t intent;
    uint32_t paraphrase;
    bool two_images;
};

/* synthetic_world.c: numbers. */

static inline uint64_t pin_synthetic_stream(enum pin_synthetic_stream what, uint32_t ix)
{
    return ((uint64_t)what << 32) | ix;
}

/* v[j] += scale * a draw from a bell of variance 1, for j from 0 to n - 1. */
void pin_synthetic_noise(double *v, uint32_t n, double scale, uint64_t seed,
                         uint64_t stream);
void pin_synthetic_normalise(double *v, uint32_t n);

/* Draws the world and pushes its items, their vectors and attributes. */
PIN_MUST_USE enum pin_status pin_synthetic_items(struct pin_synthetic_world *world,
                                                 struct pin_error *err);

/* synthetic_boards.c: pushes the graph. */
PIN_MUST_USE enum pin_status pin_synthetic_boards(const struct pin_synthetic_world *world,
                                                  struct pin_error *err);

/* synthetic_queries.c: pushes queries, their labels and their vectors. */
PIN_MUST_USE enum pin_status pin_synthetic_queries(
    const struct pin_synthetic_world *world, struct pin_error *err);

/* "item_000123" in name. */
struct pin_text pin_synthetic_item_name(char name[PIN_SYNTHETIC_NAME_BYTES],
                                        uint32_t item);

/* synthetic_words.c: words. All but the instruction are constants. */

PIN_MUST_USE enum pin_status pin_synthetic_instruction(struct pin_buffer *out,
                                                       struct pin_synthetic_style style,
                                                       struct pin_error *err);
const char *pin_synthetic_length(struct pin_text instruction);
const char *pin_synthetic_category(uint32_t subject);
const char *pin_synthetic_intent(uint32_t draw);    /* any number */
const char *pin_synthetic_skin_tone(uint32_t draw); /* any number; half are UNKNOWN */

#endif
