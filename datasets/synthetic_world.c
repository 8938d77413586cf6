/* synthetic_world.c - subjects, modifications and the items that show them.
 *
 * A vector has a part for the subject and a part for the modification. With subject s and
 * modification m (unit vectors) an item is normalise((1 - d) * (s, m) / sqrt(2) + d * g),
 * d the difficulty and g noise of about unit length. Without noise, text plus image is m
 * plus something of the sought s plus less than one of other modifications, and no item
 * but those of the cell (s, m) comes as near to it. */
#include "datasets/synthetic.h"
#include "harness/base/rng.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { AGE_DAYS_MAX = 1500 };

static enum pin_status no_memory(struct pin_error *err)
{
    return pin_fail(err, PIN_E_NOMEM, "no memory for the synthetic dataset");
}

/* The sum of four uniform numbers is close enough to a bell, and needs neither log nor
 * cos, whose last digit differs between C libraries. */
static double bell(uint64_t seed, uint64_t stream, uint64_t counter)
{
    const uint64_t draw = pin_rng_u64(seed, stream, counter);
    const uint64_t sum =
        (draw & 0xFFFF) + (draw >> 16 & 0xFFFF) + (draw >> 32 & 0xFFFF) + (draw >> 48);
    const double deviation = 37836.96; /* of the sum */
    return ((double)sum - 131070.0) / deviation;
}

void pin_synthetic_noise(double *v, uint32_t n, double scale, uint64_t seed,
                         uint64_t stream)
{
    for (uint32_t j = 0; j < n; j++) {
        v[j] += scale * bell(seed, stream, j);
    }
}

static double dot(const double *a, const double *b, uint32_t n)
{
    double sum = 0.0;
    for (uint32_t j = 0; j < n; j++) {
        sum += a[j] * b[j];
    }
    return sum;
}

void pin_synthetic_normalise(double *v, uint32_t n)
{
    const double norm = sqrt(dot(v, v, n));
    for (uint32_t j = 0; j < n && norm > 0.0; j++) {
        v[j] /= norm;
    }
}

static uint32_t root(uint32_t n)
{
    uint32_t r = 0;
    while ((uint64_t)(r + 1) * (r + 1) <= n) {
        r++;
    }
    return r;
}

/* So many subjects and modifications that a cell has `relevant` items on average. */
static enum pin_status measure(struct pin_synthetic_world *world, struct pin_error *err)
{
    const struct pin_synthetic_options *options = world->options;
    const uint32_t cells_n = options->items / options->relevant;
    if (cells_n < 8) {
        return pin_fail(err, PIN_E_CONFIG,
                        "%u items are too few for %u relevant ones a query: at least "
                        "8 times as many",
                        options->items, options->relevant);
    }
    uint32_t most = options->dim / 2;
    if (most > PIN_SYNTHETIC_MODIFICATIONS_MAX) {
        most = PIN_SYNTHETIC_MODIFICATIONS_MAX;
    }
    const uint32_t wanted = cells_n < 400 ? root(cells_n) : most;
    world->modifications_n = wanted < most ? wanted : most;
    world->subjects_n = (cells_n + world->modifications_n / 2) / world->modifications_n;
    uint32_t blends_n = (uint32_t)((double)world->subjects_n * options->two_image + 0.5);
    if (blends_n == 0 && options->two_image > 0.0) {
        blends_n = 1;
    }
    /* No more blends than neighbouring pairs of plain subjects, so that all differ. */
    const uint32_t blends_max = (world->subjects_n - 1) / 2;
    world->plain_n = world->subjects_n - (blends_n < blends_max ? blends_n : blends_max);
    world->subject_dim = options->dim - options->dim / 2;
    return PIN_OK;
}

static enum pin_status allocate(struct pin_synthetic_world *world, struct pin_error *err)
{
    const struct pin_synthetic_options *options = world->options;
    struct pin_arena *arena = world->arena;
    const uint32_t modification_dim = options->dim - world->subject_dim;
    world->subjects =
        PIN_NEW_N(arena, double, (size_t)world->subjects_n * world->subject_dim);
    world->modifications =
        PIN_NEW_N(arena, double, (size_t)world->modifications_n *modification_dim);
    world->parents = pin_arena_alloc_n(arena, world->subjects_n, sizeof(*world->parents),
                                       _Alignof(uint32_t));
    world->cell_of_item = PIN_NEW_N(arena, uint32_t, options->items);
    world->cell_start = PIN_NEW_N(arena, uint32_t,
                                  (size_t)world->subjects_n * world->modifications_n + 2);
    world->cell_items = PIN_NEW_N(arena, uint32_t, options->items);
    world->vectors = PIN_NEW_N(arena, float, (size_t)options->items * options->dim);
    if (!world->subjects || !world->modifications || !world->parents ||
        !world->cell_of_item || !world->cell_start || !world->cell_items ||
        !world->vectors) {
        return no_memory(err);
    }
    return PIN_OK;
}

static void draw_subjects(struct pin_synthetic_world *world)
{
    const uint64_t seed = world->options->seed;
    const uint32_t dim = world->subject_dim;
    for (uint32_t s = 0; s < world->subjects_n; s++) {
        double *subject = world->subjects + (size_t)s * dim;
        if (s < world->plain_n) {
            pin_synthetic_noise(subject, dim, 1.0, seed,
                                pin_synthetic_stream(PIN_DRAW_SUBJECT, s));
        } else {
            const uint32_t a = s - world->plain_n;
            const uint32_t b = a + 1 < world->plain_n ? a + 1 : 0;
            world->parents[s][0] = a;
            world->parents[s][1] = b;
            for (uint32_t j = 0; j < dim; j++) {
                subject[j] = world->subjects[(size_t)a * dim + j] +
                             world->subjects[(size_t)b * dim + j];
            }
        }
        pin_synthetic_normalise(subject, dim);
    }
}

static void draw_modifications(struct pin_synthetic_world *world)
{
    const uint32_t dim = world->options->dim - world->subject_dim;
    for (uint32_t m = 0; m < world->modifications_n; m++) {
        double *modification = world->modifications + (size_t)m * dim;
        pin_synthetic_noise(modification, dim, 1.0, world->options->seed,
                            pin_synthetic_stream(PIN_DRAW_MODIFICATION, m));
        for (uint32_t other = 0; other < m; other++) {
            const double *taken = world->modifications + (size_t)other * dim;
            const double share = dot(modification, taken, dim);
            for (uint32_t j = 0; j < dim; j++) {
                modification[j] -= share * taken[j];
            }
        }
        pin_synthetic_normalise(modification, dim);
    }
}

static void draw_cells(struct pin_synthetic_world *world)
{
    const uint32_t items_n = world->options->items;
    const uint32_t cells_n = world->subjects_n * world->modifications_n;
    uint32_t *next = world->cell_start + 1; /* counts, then places, then ends */
    for (uint32_t i = 0; i < items_n; i++) {
        const uint64_t stream = pin_synthetic_stream(PIN_DRAW_CELL, 0);
        world->cell_of_item[i] = pin_rng_below(world->options->seed, stream, i, cells_n);
        next[world->cell_of_item[i] + 1]++;
    }
    for (uint32_t cell = 0; cell < cells_n; cell++) {
        next[cell + 1] += next[cell];
    }
    for (uint32_t i = 0; i < items_n; i++) {
        world->cell_items[next[world->cell_of_item[i]]++] = i;
    }
}

static void draw_vectors(struct pin_synthetic_world *world, double *v)
{
    const struct pin_synthetic_options *options = world->options;
    const uint32_t subject_dim = world->subject_dim;
    const uint32_t modification_dim = options->dim - subject_dim;
    const double noise = options->difficulty / sqrt((double)options->dim);
    const double signal = (1.0 - options->difficulty) / sqrt(2.0);
    for (uint32_t i = 0; i < options->items; i++) {
        const uint32_t cell = world->cell_of_item[i];
        const double *subject =
            world->subjects + (size_t)(cell / world->modifications_n) * subject_dim;
        const double *modification =
            world->modifications +
            (size_t)(cell % world->modifications_n) * modification_dim;
        for (uint32_t j = 0; j < options->dim; j++) {
            v[j] =
                signal * (j < subject_dim ? subject[j] : modification[j - subject_dim]);
        }
        pin_synthetic_noise(v, options->dim, noise, options->seed,
                            pin_synthetic_stream(PIN_DRAW_ITEM, i));
        pin_synthetic_normalise(v, options->dim);
        for (uint32_t j = 0; j < options->dim; j++) {
            world->vectors[(size_t)i * options->dim + j] = (float)v[j];
        }
    }
}

struct pin_text pin_synthetic_item_name(char name[PIN_SYNTHETIC_NAME_BYTES],
                                        uint32_t item)
{
    const int length = snprintf(name, PIN_SYNTHETIC_NAME_BYTES, "item_%06u", item);
    return (struct pin_text){name, (size_t)length};
}

static enum pin_status push_item(const struct pin_synthetic_world *world, uint32_t i,
                                 struct pin_error *err)
{
    char name[PIN_SYNTHETIC_NAME_BYTES];
    pin_item item;
    bool added = false;
    PIN_TRY(pin_dataset_add_item(world->builder, pin_synthetic_item_name(name, i), &item,
                                 &added, err));
    /* Young items are more frequent than old ones. */
    const uint64_t stream = pin_synthetic_stream(PIN_DRAW_AGE, 0);
    const double draw = pin_rng_unit(world->options->seed, stream, i);
    char age[PIN_SYNTHETIC_NAME_BYTES];
    const int length =
        snprintf(age, sizeof(age), "%u", (uint32_t)(draw * draw * AGE_DAYS_MAX));
    PIN_TRY(pin_dataset_set_item_attribute(world->builder, item, "age_days",
                                           (struct pin_text){age, (size_t)length}, err));
    const uint32_t subject = world->cell_of_item[i] / world->modifications_n;
    return pin_dataset_set_item_attribute(world->builder, item, "category",
                                          pin_text_of(pin_synthetic_category(subject)),
                                          err);
}

enum pin_status pin_synthetic_items(struct pin_synthetic_world *world,
                                    struct pin_error *err)
{
    const struct pin_synthetic_options *options = world->options;
    PIN_TRY(measure(world, err));
    PIN_TRY(allocate(world, err));
    double *v = PIN_NEW_N(world->arena, double, options->dim);
    if (!v) {
        return no_memory(err);
    }
    draw_subjects(world);
    draw_modifications(world);
    draw_cells(world);
    draw_vectors(world, v);
    for (uint32_t i = 0; i < options->items; i++) {
        PIN_TRY(push_item(world, i, err));
    }
    const struct pin_matrix matrix = {
        .data = world->vectors,
        .rows_n = options->items,
        .dim = options->dim,
        .stride_bytes = (size_t)options->dim * sizeof(float),
        .dtype = PIN_F32,
    };
    pin_dataset_set_item_vectors(world->builder, &matrix);
    return PIN_OK;
}
