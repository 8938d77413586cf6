/* test_synthetic_search.c - whether the synthetic dataset is the world it claims to be
 * can only be told by searching it. */
#include "datasets/table.h"
#include "engine_case.h"

enum { DEPTH = 10 };

static const struct pin_dataset *load(struct pin_arena *arena, const char *difficulty,
                                      const char *two_image)
{
    const struct pin_setting rows[] = {{"difficulty", difficulty},
                                       {"two_image", two_image}};
    const struct pin_settings settings = {.rows = rows, .rows_n = 2};
    const struct pin_loader_ops *loader = &pin_loader_synthetic;
    struct pin_dataset_builder *builder = NULL;
    const struct pin_dataset *dataset = NULL;
    const void *options = NULL;
    struct pin_error err = {0};
    cr_assert_eq(pin_options_fill(&options, &loader->head, &settings, arena, &err),
                 PIN_OK, "%s", err.text);
    cr_assert_eq(pin_dataset_builder_new(&builder, "synthetic", "toy", arena, &err),
                 PIN_OK);
    cr_assert_eq(loader->load(builder, options, &err), PIN_OK, "%s", err.text);
    cr_assert_eq(pin_dataset_freeze(builder, &dataset, &err), PIN_OK, "%s", err.text);
    return dataset;
}

struct quality {
    double precision; /* at the number of relevant items, or at 10 if that is less */
    double negatives; /* hard negatives among as many */
};

static int32_t grade_of(const struct pin_dataset *dataset, uint32_t query, pin_item item)
{
    const struct pin_judgments *judgments = &dataset->judgments;
    for (uint64_t i = judgments->row_start[query]; i < judgments->row_start[query + 1];
         i++) {
        if (judgments->rows[i].item.ix == item.ix) {
            return judgments->rows[i].grade;
        }
    }
    return PIN_GRADE_UNJUDGED;
}

static struct quality measure(const struct pin_dataset *dataset,
                              const struct engine_answer *a)
{
    struct quality sum = {0.0, 0.0};
    const uint32_t queries_n = dataset->queries.queries_n;
    for (uint32_t q = 0; q < queries_n; q++) {
        uint32_t relevant_n = dataset->judgments.listed[q].positives_n;
        relevant_n = relevant_n < DEPTH ? relevant_n : DEPTH;
        uint32_t found_n = 0;
        uint32_t negatives_n = 0;
        for (uint32_t i = 0; i < relevant_n; i++) {
            const int32_t grade = grade_of(dataset, q, a->hits[q * DEPTH + i].item);
            found_n += grade > 0;
            negatives_n += grade == PIN_GRADE_HARD_NEGATIVE;
        }
        sum.precision += (double)found_n / relevant_n / queries_n;
        sum.negatives += (double)negatives_n / relevant_n / queries_n;
    }
    return sum;
}

static struct quality search(const struct pin_dataset *dataset, const char *compose)
{
    struct engine_case c = {.corpus = dataset->corpus, .queries = dataset->queries};
    pin_arena_init(&c.arena, 0);
    const char *settings[] = {"compose", compose, NULL, NULL};
    const struct pin_search all = {.end = dataset->queries.queries_n, .depth = DEPTH};
    struct engine_answer a;
    cr_assert_eq(engine_case_ask(&a, &c, &pin_engine_exact, settings, all, 2), PIN_OK,
                 "%s", a.err.text);
    const struct quality quality = measure(dataset, &a);
    pin_arena_free(&c.arena);
    return quality;
}

Test(synthetic_search, without_noise_text_and_images_together_find_all_and_nothing_else)
{
    const char *const shares[] = {"0", "0.13", "1"};
    for (size_t i = 0; i < 3; i++) {
        struct pin_arena arena;
        pin_arena_init(&arena, 0);
        const struct pin_dataset *dataset = load(&arena, "0", shares[i]);
        const struct quality both = search(dataset, "lerp");
        cr_assert_float_eq(both.precision, 1.0, 1e-9, "%f", both.precision);
        cr_assert_float_eq(both.negatives, 0.0, 1e-9);
        pin_arena_free(&arena);
    }
}

Test(synthetic_search, text_alone_and_images_alone_are_misled_and_both_together_are_not)
{
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    const struct pin_dataset *dataset = load(&arena, "0.5", "0.13");
    const struct quality both = search(dataset, "lerp");
    const struct quality text = search(dataset, "text");
    const struct quality image = search(dataset, "image");
    cr_log_info("lerp %.3f %.3f, text %.3f %.3f, image %.3f %.3f", both.precision,
                both.negatives, text.precision, text.negatives, image.precision,
                image.negatives);
    cr_assert_gt(both.precision, 2.0 * text.precision);
    cr_assert_gt(both.precision, 2.0 * image.precision);
    cr_assert_gt(image.negatives, 2.0 * both.negatives);
    cr_assert_gt(both.precision, 0.2);
    cr_assert_lt(both.precision, 0.8);
    pin_arena_free(&arena);
}

Test(synthetic_search, at_full_difficulty_nothing_beats_chance)
{
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    const struct pin_dataset *dataset = load(&arena, "1", "0.13");
    cr_assert_lt(search(dataset, "lerp").precision, 0.02);
    cr_assert_lt(search(dataset, "text").precision, 0.02);
    pin_arena_free(&arena);
}
