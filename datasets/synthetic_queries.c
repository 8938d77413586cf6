/* synthetic_queries.c - base queries, their paraphrases, labels and vectors; boards.
 *
 * Half of a base query's hard negatives look like its reference image (its cell first:
 * right subject, wrong modification), half have the right modification and a wrong
 * subject. So text alone and images alone are misled, each by its own half. */
#include "datasets/synthetic.h"
#include "harness/base/rng.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

struct base { /* what the paraphrases of a group share */
    uint32_t ix;
    uint32_t cell; /* its items are the positives */
    uint32_t references[2];
    uint32_t references_n;
    uint32_t intent;
    uint32_t skin_tone;
    uint32_t *negatives;
    uint32_t negatives_n;
};

struct maker {
    const struct pin_synthetic_world *world;
    uint32_t *cells; /* that can be asked for: of plain subjects, then of blends */
    uint32_t plain_cells_n;
    uint32_t cells_n;
    float *text;
    float *images[2];
    double *scratch;
    struct pin_buffer words;
};

static enum pin_status no_memory(struct pin_error *err)
{
    return pin_fail(err, PIN_E_NOMEM, "no memory for the synthetic queries");
}

static uint32_t cell_size(const struct pin_synthetic_world *world, uint32_t cell)
{
    return world->cell_start[cell + 1] - world->cell_start[cell];
}

/* Items of the subject with another modification. */
static uint32_t others_n(const struct pin_synthetic_world *world, uint32_t subject,
                         uint32_t modification)
{
    const uint32_t first = subject * world->modifications_n;
    return world->cell_start[first + world->modifications_n] - world->cell_start[first] -
           cell_size(world, first + modification);
}

/* Number `at` of those. */
static uint32_t other(const struct pin_synthetic_world *world, uint32_t subject,
                      uint32_t modification, uint32_t at)
{
    const uint32_t first = subject * world->modifications_n;
    uint32_t place = world->cell_start[first] + at;
    if (place >= world->cell_start[first + modification]) {
        place += cell_size(world, first + modification);
    }
    return world->cell_items[place];
}

/* Whether there are positives, and items to show that are none. */
static bool askable(const struct pin_synthetic_world *world, uint32_t cell)
{
    const uint32_t subject = cell / world->modifications_n;
    const uint32_t modification = cell % world->modifications_n;
    if (cell_size(world, cell) == 0) {
        return false;
    }
    if (subject < world->plain_n) {
        return others_n(world, subject, modification) > 0;
    }
    return others_n(world, world->parents[subject][0], modification) > 0 &&
           others_n(world, world->parents[subject][1], modification) > 0;
}

static enum pin_status list_cells(struct maker *maker, struct pin_error *err)
{
    const struct pin_synthetic_world *world = maker->world;
    const uint32_t cells_n = world->subjects_n * world->modifications_n;
    const uint32_t plain_n = world->plain_n * world->modifications_n;
    for (uint32_t cell = 0; cell < cells_n; cell++) {
        if (askable(world, cell)) {
            maker->cells[maker->cells_n++] = cell;
            maker->plain_cells_n += cell < plain_n;
        }
    }
    const bool blends = world->options->two_image > 0.0;
    if (maker->plain_cells_n == 0 || (blends && maker->cells_n == maker->plain_cells_n)) {
        return pin_fail(
            err, PIN_E_CONFIG,
            "%u items are too few: with seed %llu there is nothing to ask for",
            world->options->items, (unsigned long long)world->options->seed);
    }
    return PIN_OK;
}

static uint32_t draw_below(const struct pin_synthetic_world *world, uint32_t base,
                           uint64_t counter, uint32_t n)
{
    return pin_rng_below(world->options->seed, pin_synthetic_stream(PIN_DRAW_BASE, base),
                         counter, n);
}

static void add_negative(struct base *base, uint32_t item)
{
    for (uint32_t i = 0; i < base->negatives_n; i++) {
        if (base->negatives[i] == item) {
            return;
        }
    }
    base->negatives[base->negatives_n++] = item;
}

/* From the reference's own cell on, round the items of its subject; with two references
 * the first gives its share and the second the rest. */
static void add_lookalikes(struct base *base, const struct pin_synthetic_world *world)
{
    const uint32_t modifications_n = world->modifications_n;
    const uint32_t modification = base->cell % modifications_n;
    const uint32_t wanted = world->options->hard_negatives / 2;
    for (uint32_t r = 0; r < base->references_n; r++) {
        const uint32_t end = wanted * (r + 1) / base->references_n;
        const uint32_t cell = world->cell_of_item[base->references[r]];
        const uint32_t subject = cell / modifications_n;
        for (uint32_t step = 0; step < modifications_n; step++) {
            const uint32_t m = (cell % modifications_n + step) % modifications_n;
            const uint32_t from = subject * modifications_n + m;
            for (uint32_t i = world->cell_start[from];
                 m != modification && i < world->cell_start[from + 1]; i++) {
                if (base->negatives_n >= end) {
                    break;
                }
                add_negative(base, world->cell_items[i]);
            }
        }
    }
}

static void add_wrong_subjects(struct base *base, const struct pin_synthetic_world *world)
{
    const uint32_t modifications_n = world->modifications_n;
    const uint32_t wanted = world->options->hard_negatives;
    const uint64_t stream = pin_synthetic_stream(PIN_DRAW_NEGATIVE, base->ix);
    const uint64_t seed = world->options->seed;
    for (uint64_t try = 0; try < 8 * (uint64_t)wanted && base->negatives_n < wanted;
         try++) {
        const uint32_t subject = pin_rng_below(seed, stream, 2 * try, world->subjects_n);
        const uint32_t cell = subject * modifications_n + base->cell % modifications_n;
        const uint32_t n = cell_size(world, cell);
        if (cell != base->cell && n > 0) {
            const uint32_t place = pin_rng_below(seed, stream, 2 * try + 1, n);
            add_negative(base, world->cell_items[world->cell_start[cell] + place]);
        }
    }
}

static void make_base(struct base *base, const struct maker *maker, uint32_t ix)
{
    const struct pin_synthetic_world *world = maker->world;
    const double share = world->options->two_image;
    const bool two = (uint64_t)((ix + 1.0) * share) > (uint64_t)(ix * share);
    const uint32_t first = two ? maker->plain_cells_n : 0;
    const uint32_t n = two ? maker->cells_n - first : maker->plain_cells_n;
    base->ix = ix;
    base->cell = maker->cells[first + draw_below(world, ix, 0, n)];
    base->intent = draw_below(world, ix, 1, 1 << 20);
    base->skin_tone = draw_below(world, ix, 2, 1 << 20);
    base->references_n = two ? 2 : 1;
    base->negatives_n = 0;
    const uint32_t subject = base->cell / world->modifications_n;
    const uint32_t modification = base->cell % world->modifications_n;
    for (uint32_t r = 0; r < base->references_n; r++) {
        const uint32_t shown = two ? world->parents[subject][r] : subject;
        const uint32_t choices_n = others_n(world, shown, modification);
        const uint32_t at = draw_below(world, ix, 3 + r, choices_n);
        base->references[r] = other(world, shown, modification, at);
    }
    add_lookalikes(base, world);
    add_wrong_subjects(base, world);
}

static enum pin_status push_labels(const struct maker *maker, const struct base *base,
                                   pin_query query, struct pin_error *err)
{
    const struct pin_synthetic_world *world = maker->world;
    char name[PIN_SYNTHETIC_NAME_BYTES];
    for (uint32_t r = 0; r < base->references_n; r++) {
        const struct pin_text item = pin_synthetic_item_name(name, base->references[r]);
        PIN_TRY(pin_dataset_add_reference(world->builder, query, item, err));
    }
    for (uint32_t i = world->cell_start[base->cell];
         i < world->cell_start[base->cell + 1]; i++) {
        const struct pin_text item = pin_synthetic_item_name(name, world->cell_items[i]);
        PIN_TRY(pin_dataset_add_judgment(world->builder, query, item, 1, err));
    }
    for (uint32_t i = 0; i < base->negatives_n; i++) {
        const struct pin_text item = pin_synthetic_item_name(name, base->negatives[i]);
        PIN_TRY(pin_dataset_add_judgment(world->builder, query, item,
                                         PIN_GRADE_HARD_NEGATIVE, err));
    }
    return PIN_OK;
}

/* Attribute i of a base query is one of i + 2 values, drawn evenly. */
static enum pin_status push_more_attributes(const struct pin_synthetic_world *world,
                                            const struct base *base, pin_query query,
                                            struct pin_error *err)
{
    const struct pin_synthetic_options *options = world->options;
    for (uint32_t i = 0; i < options->attributes; i++) {
        char name[16];
        char value[16];
        const uint64_t stream = pin_synthetic_stream(PIN_DRAW_ATTRIBUTE, i);
        const uint32_t draw = pin_rng_below(options->seed, stream, base->ix, i + 2);
        (void)snprintf(name, sizeof(name), "a%u", i + 1);
        (void)snprintf(value, sizeof(value), "v%u", draw + 1);
        PIN_TRY(pin_dataset_set_query_attribute(world->builder, query, name,
                                                pin_text_of(value), err));
    }
    return PIN_OK;
}

static enum pin_status push_words(struct maker *maker, const struct base *base,
                                  pin_query query, struct pin_error *err)
{
    const struct pin_synthetic_world *world = maker->world;
    struct pin_dataset_builder *builder = world->builder;
    const uint32_t subject = base->cell / world->modifications_n;
    const struct pin_synthetic_style style = {
        .subject = subject,
        .modification = base->cell % world->modifications_n,
        .intent = base->intent,
        .paraphrase = query.ix % world->options->group_size + base->ix,
        .two_images = base->references_n == 2,
    };
    maker->words.length = 0;
    PIN_TRY(pin_synthetic_instruction(&maker->words, style, err));
    const struct pin_text text = {maker->words.bytes, maker->words.length};
    const bool asks = text.bytes[text.length - 1] == '?';
    const struct {
        const char *name;
        const char *value;
    } attributes[] = {
        {"category", pin_synthetic_category(subject)},
        {"intent", pin_synthetic_intent(base->intent)},
        {"is_question", asks ? "true" : "false"},
        {"length", pin_synthetic_length(text)},
        {"skin_tone", pin_synthetic_skin_tone(base->skin_tone)},
    };
    PIN_TRY(pin_dataset_set_instruction(builder, query, text, err));
    for (size_t i = 0; i < sizeof(attributes) / sizeof(attributes[0]); i++) {
        PIN_TRY(pin_dataset_set_query_attribute(builder, query, attributes[i].name,
                                                pin_text_of(attributes[i].value), err));
    }
    return push_more_attributes(world, base, query, err);
}

/* A reference image is the item itself; half of the text's noise is the base query's. */
static void write_vectors(struct maker *maker, const struct base *base, uint32_t query)
{
    const struct pin_synthetic_world *world = maker->world;
    const struct pin_synthetic_options *options = world->options;
    const uint32_t dim = options->dim;
    for (uint32_t r = 0; r < base->references_n; r++) {
        memcpy(maker->images[r] + (size_t)query * dim,
               world->vectors + (size_t)base->references[r] * dim, dim * sizeof(float));
    }
    double *v = maker->scratch;
    const uint32_t modification_dim = dim - world->subject_dim;
    const double *modification =
        world->modifications +
        (size_t)(base->cell % world->modifications_n) * modification_dim;
    for (uint32_t j = 0; j < dim; j++) {
        v[j] = j < world->subject_dim
                   ? 0.0
                   : (1.0 - options->difficulty) * modification[j - world->subject_dim];
    }
    const double noise = options->difficulty / sqrt(2.0 * dim);
    pin_synthetic_noise(v, dim, noise, options->seed,
                        pin_synthetic_stream(PIN_DRAW_BASE_TEXT, base->ix));
    pin_synthetic_noise(v, dim, noise, options->seed,
                        pin_synthetic_stream(PIN_DRAW_TEXT, query));
    pin_synthetic_normalise(v, dim);
    for (uint32_t j = 0; j < dim; j++) {
        maker->text[(size_t)query * dim + j] = (float)v[j];
    }
}

static enum pin_status push_query(struct maker *maker, const struct base *base,
                                  uint32_t ix, struct pin_error *err)
{
    struct pin_dataset_builder *builder = maker->world->builder;
    char text[PIN_SYNTHETIC_NAME_BYTES];
    pin_query query;
    int length = snprintf(text, sizeof(text), "q%05u", ix);
    PIN_TRY(pin_dataset_add_query(builder, (struct pin_text){text, (size_t)length},
                                  &query, err));
    length = snprintf(text, sizeof(text), "g%04u", base->ix);
    PIN_TRY(pin_dataset_set_group(builder, query, (struct pin_text){text, (size_t)length},
                                  err));
    PIN_TRY(push_words(maker, base, query, err));
    PIN_TRY(push_labels(maker, base, query, err));
    write_vectors(maker, base, ix);
    return PIN_OK;
}

static enum pin_status allocate(struct maker *maker, uint32_t **negatives_out,
                                struct pin_error *err)
{
    const struct pin_synthetic_world *world = maker->world;
    const struct pin_synthetic_options *options = world->options;
    struct pin_arena *arena = world->arena;
    const size_t numbers_n = (size_t)options->queries * options->dim;
    const bool two = options->two_image > 0.0;
    maker->cells =
        PIN_NEW_N(arena, uint32_t, (size_t)world->subjects_n * world->modifications_n);
    maker->text = PIN_NEW_N(arena, float, numbers_n);
    maker->images[0] = PIN_NEW_N(arena, float, numbers_n);
    maker->images[1] = PIN_NEW_N(arena, float, two ? numbers_n : 0);
    maker->scratch = PIN_NEW_N(arena, double, options->dim);
    *negatives_out = PIN_NEW_N(arena, uint32_t, (size_t)options->hard_negatives + 1);
    if (!maker->cells || !maker->text || !maker->images[0] || !maker->images[1] ||
        !maker->scratch || !*negatives_out) {
        return no_memory(err);
    }
    return PIN_OK;
}

static enum pin_status make_queries(struct maker *maker, struct pin_error *err)
{
    const struct pin_synthetic_options *options = maker->world->options;
    struct base base = {0};
    PIN_TRY(allocate(maker, &base.negatives, err));
    PIN_TRY(list_cells(maker, err));
    for (uint32_t q = 0; q < options->queries; q++) {
        if (q % options->group_size == 0) {
            make_base(&base, maker, q / options->group_size);
        }
        PIN_TRY(push_query(maker, &base, q, err));
    }
    struct pin_matrix matrix = {
        .rows_n = options->queries,
        .dim = options->dim,
        .stride_bytes = (size_t)options->dim * sizeof(float),
        .dtype = PIN_F32,
    };
    struct pin_dataset_builder *builder = maker->world->builder;
    matrix.data = maker->text;
    pin_dataset_set_text_vectors(builder, &matrix);
    for (uint32_t i = 0; i < (options->two_image > 0.0 ? 2U : 1U); i++) {
        matrix.data = maker->images[i];
        PIN_TRY(pin_dataset_add_image_vectors(builder, &matrix, err));
    }
    pin_dataset_set_group_source(builder, "synthetic");
    return PIN_OK;
}

enum pin_status pin_synthetic_queries(const struct pin_synthetic_world *world,
                                      struct pin_error *err)
{
    struct maker maker = {.world = world};
    pin_buffer_init(&maker.words, 0, world->arena);
    const enum pin_status status = make_queries(&maker, err);
    pin_buffer_free(&maker.words);
    return status;
}
