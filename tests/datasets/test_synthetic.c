#include "tests/datasets/synthetic_case.h"

#include <stdio.h>
#include <string.h>

#include <criterion/criterion.h>

static uint32_t labels_n(const struct pin_dataset *dataset, uint32_t query, bool relevant)
{
    uint32_t n = 0;
    for (uint64_t i = dataset->judgments.row_start[query];
         i < dataset->judgments.row_start[query + 1]; i++) {
        n += (dataset->judgments.rows[i].grade > 0) == relevant;
    }
    return n;
}

Test(synthetic, the_counts_are_those_asked_for)
{
    struct pin_arena arena;
    const struct pin_dataset *dataset = must_load(defaults, &arena);
    cr_assert_eq(dataset->corpus.items_n, 2000);
    cr_assert_eq(pin_ids_count(dataset->corpus.ids), 2000); /* labels name no stranger */
    cr_assert_eq(dataset->corpus.vectors.rows_n, 2000);
    cr_assert_eq(dataset->corpus.vectors.dim, 64);
    cr_assert_eq(dataset->queries.queries_n, 300);
    cr_assert_eq(dataset->queries.text.rows_n, 300);
    cr_assert_eq(dataset->queries.images_n, 2);
    cr_assert_eq(dataset->groups.groups_n, 50);
    cr_assert_eq(dataset->graph.boards_n, 100);
    cr_assert_str_eq(dataset->queries.names[42], "q00042");
    cr_assert_str_eq(pin_ids_name(dataset->corpus.ids, 123), "item_000123");
    cr_assert_str_eq(pin_ids_name(dataset->groups.names, 7), "g0007");
    cr_assert_str_eq(pin_ids_name(dataset->graph.boards, 12), "board_0012");
    double relevant_n = 0.0;
    for (uint32_t q = 0; q < 300; q++) {
        cr_assert_geq(labels_n(dataset, q, true), 1);
        cr_assert_eq(labels_n(dataset, q, false), 12);
        relevant_n += labels_n(dataset, q, true) / 300.0;
    }
    cr_assert_float_eq(relevant_n, 8.0, 1.5, "%f relevant items a query", relevant_n);
    pin_arena_free(&arena);
}

Test(synthetic, no_item_is_relevant_and_a_hard_negative_of_the_same_query)
{
    struct pin_arena arena;
    const struct pin_dataset *dataset = must_load(defaults, &arena);
    for (uint32_t q = 0; q < 300; q++) {
        const struct pin_listed *listed = &dataset->judgments.listed[q];
        /* As many rows as entries: nothing was listed twice. */
        cr_assert_eq(listed->positives_n, labels_n(dataset, q, true));
        cr_assert_eq(listed->negatives_n, labels_n(dataset, q, false));
        for (uint64_t i = dataset->judgments.row_start[q];
             i < dataset->judgments.row_start[q + 1]; i++) {
            cr_assert_not(dataset->judgments.rows[i].also_negative);
        }
    }
    pin_arena_free(&arena);
}

static bool same_labels(const struct pin_dataset *dataset, uint32_t a, uint32_t b)
{
    const struct pin_judgments *judgments = &dataset->judgments;
    const uint64_t n = judgments->row_start[a + 1] - judgments->row_start[a];
    if (judgments->row_start[b + 1] - judgments->row_start[b] != n) {
        return false;
    }
    for (uint64_t i = 0; i < n; i++) {
        const struct pin_judgment *x = &judgments->rows[judgments->row_start[a] + i];
        const struct pin_judgment *y = &judgments->rows[judgments->row_start[b] + i];
        if (x->item.ix != y->item.ix || x->grade != y->grade) {
            return false;
        }
    }
    return true;
}

Test(synthetic, a_group_shares_labels_images_and_attributes_and_differs_in_its_text)
{
    struct pin_arena arena;
    const struct pin_dataset *dataset = must_load(defaults, &arena);
    const struct pin_queries *queries = &dataset->queries;
    const float *text = queries->text.data;
    for (uint32_t q = 0; q < 300; q++) {
        const uint32_t first = q / 6 * 6;
        cr_assert_eq(dataset->groups.group_of_query[q], q / 6);
        cr_assert(same_labels(dataset, first, q));
        cr_assert_eq(pin_queries_references_n(queries, q),
                     pin_queries_references_n(queries, first));
        for (uint32_t i = 0; i < 2; i++) {
            const float *images = queries->images[i].data;
            cr_assert_arr_eq(images + q * 64, images + first * 64, 64 * sizeof(float));
        }
        if (q != first) {
            cr_assert_arr_neq(text + q * 64, text + first * 64, 64 * sizeof(float));
            cr_assert_str_neq(queries->instructions[q], queries->instructions[q - 1]);
        }
    }
    const char *const constant[] = {"category", "images", "intent", "skin_tone"};
    for (size_t i = 0; i < sizeof(constant) / sizeof(constant[0]); i++) {
        const struct pin_attribute *attribute =
            pin_dataset_query_attribute(dataset, constant[i]);
        cr_assert_not_null(attribute);
        cr_assert_geq(pin_ids_count(attribute->values), 2);
        for (uint32_t q = 0; q < 300; q++) {
            cr_assert_neq(attribute->value_of[q], PIN_IX_NONE);
            cr_assert_eq(attribute->value_of[q], attribute->value_of[q / 6 * 6]);
        }
    }
    pin_arena_free(&arena);
}

static const char *value(const struct pin_dataset *dataset, const char *name, uint32_t q)
{
    const struct pin_attribute *attribute = pin_dataset_query_attribute(dataset, name);
    cr_assert_not_null(attribute, "%s", name);
    return pin_ids_name(attribute->values, attribute->value_of[q]);
}

Test(synthetic, attributes_say_what_the_text_is_and_half_the_skin_tones_are_unknown)
{
    struct pin_arena arena;
    const char *settings[] = {"queries", "6000", NULL, NULL};
    const struct pin_dataset *dataset = must_load(settings, &arena);
    uint32_t unknown_n = 0;
    for (uint32_t q = 0; q < 6000; q++) {
        const char *text = dataset->queries.instructions[q];
        const bool asks = text[strlen(text) - 1] == '?';
        uint32_t words_n = 1;
        for (const char *c = text; *c; c++) {
            words_n += *c == ' ';
        }
        const char *length = words_n > 14 ? "long" : words_n > 6 ? "medium" : "short";
        cr_assert_str_eq(value(dataset, "is_question", q), asks ? "true" : "false");
        cr_assert_str_eq(value(dataset, "length", q), length);
        cr_assert_null(strchr(text, '$'));
        cr_assert_eq(strstr(text, "<img1>") != NULL,
                     pin_queries_references_n(&dataset->queries, q) == 2);
        cr_assert_eq(strstr(text, "<img2>") != NULL, strstr(text, "<img1>") != NULL);
        unknown_n += strcmp(value(dataset, "skin_tone", q), "UNKNOWN") == 0;
    }
    cr_assert_float_eq(unknown_n / 6000.0, 0.5, 0.08); /* 1000 groups: five deviations */
    cr_assert_eq(pin_ids_count(pin_dataset_query_attribute(dataset, "length")->values),
                 3);
    cr_assert_eq(pin_ids_count(pin_dataset_query_attribute(dataset, "category")->values),
                 8);
    cr_assert_eq(pin_ids_count(pin_dataset_query_attribute(dataset, "intent")->values),
                 5);
    cr_assert_eq(dataset->corpus.attributes_n, 2);
    pin_arena_free(&arena);
}

Test(synthetic, the_share_of_two_image_queries_is_the_one_asked_for)
{
    const char *const shares[] = {"0", "0.13", "0.5", "1"};
    const double wanted[] = {0.0, 0.13, 0.5, 1.0};
    for (size_t s = 0; s < 4; s++) {
        struct pin_arena arena;
        const char *settings[] = {"two_image", shares[s], "queries", "600", NULL, NULL};
        const struct pin_dataset *dataset = must_load(settings, &arena);
        const struct pin_queries *queries = &dataset->queries;
        cr_assert_eq(queries->images_n, s == 0 ? 1 : 2);
        uint32_t two_n = 0;
        for (uint32_t q = 0; q < 600; q++) {
            const uint32_t references_n = pin_queries_references_n(queries, q);
            two_n += references_n == 2;
            for (uint32_t r = 0; r < queries->images_n; r++) {
                const float *image = (const float *)queries->images[r].data + q * 64;
                static const float zeros[64];
                const pin_item shown = queries->references[queries->reference_start[q] +
                                                           (r < references_n ? r : 0)];
                const float *item =
                    (const float *)dataset->corpus.vectors.data + (size_t)shown.ix * 64;
                cr_assert_arr_eq(image, r < references_n ? item : zeros,
                                 64 * sizeof(float));
            }
        }
        cr_assert_float_eq(two_n / 600.0, wanted[s], 0.0101); /* one group of 100 */
        pin_arena_free(&arena);
    }
}

Test(synthetic, a_reference_image_is_never_relevant_and_is_in_the_corpus)
{
    struct pin_arena arena;
    const struct pin_dataset *dataset = must_load(defaults, &arena);
    const struct pin_queries *queries = &dataset->queries;
    for (uint32_t q = 0; q < 300; q++) {
        for (uint64_t r = queries->reference_start[q];
             r < queries->reference_start[q + 1]; r++) {
            cr_assert_lt(queries->references[r].ix, dataset->corpus.items_n);
            for (uint64_t i = dataset->judgments.row_start[q];
                 i < dataset->judgments.row_start[q + 1]; i++) {
                const struct pin_judgment *row = &dataset->judgments.rows[i];
                cr_assert(row->grade < 1 || row->item.ix != queries->references[r].ix);
            }
        }
    }
    pin_arena_free(&arena);
}

Test(synthetic, boards_gather_items_mostly_of_one_subject_and_each_once)
{
    struct pin_arena arena;
    const struct pin_dataset *dataset = must_load(defaults, &arena);
    const struct pin_graph *graph = &dataset->graph;
    const struct pin_attribute *category = NULL;
    for (uint32_t i = 0; i < dataset->corpus.attributes_n; i++) {
        if (strcmp(dataset->corpus.attributes[i].name, "category") == 0) {
            category = &dataset->corpus.attributes[i];
        }
    }
    cr_assert_not_null(category);
    uint64_t most_n = 0;
    for (uint32_t b = 0; b < graph->boards_n; b++) {
        uint32_t of_category[8] = {0};
        uint32_t most = 0;
        for (uint64_t i = graph->board_start[b]; i < graph->board_start[b + 1]; i++) {
            const uint32_t n = ++of_category[category->value_of[graph->items[i].ix]];
            most = n > most ? n : most;
            for (uint64_t j = graph->board_start[b]; j < i; j++) {
                cr_assert_neq(graph->items[i].ix, graph->items[j].ix);
            }
        }
        most_n += most;
    }
    const double share = (double)most_n / (double)graph->board_start[graph->boards_n];
    cr_assert_gt(share, 0.75, "%f of a board's items are of its main category", share);
    pin_arena_free(&arena);
}

Test(synthetic, the_same_seed_gives_the_same_digits_and_another_one_does_not)
{
    struct pin_arena arenas[3];
    const char *const other[] = {"seed", "2", NULL, NULL};
    const struct pin_dataset *a = must_load(defaults, &arenas[0]);
    const struct pin_dataset *b = must_load(defaults, &arenas[1]);
    const struct pin_dataset *c = must_load(other, &arenas[2]);
    const size_t bytes = 2000 * 64 * sizeof(float);
    cr_assert_arr_eq(a->corpus.vectors.data, b->corpus.vectors.data, bytes);
    cr_assert_arr_eq(a->queries.text.data, b->queries.text.data,
                     300 * 64 * sizeof(float));
    cr_assert_arr_neq(a->corpus.vectors.data, c->corpus.vectors.data, bytes);
    cr_assert_str_eq(a->queries.instructions[299], b->queries.instructions[299]);
    for (uint32_t q = 0; q < 300; q++) {
        cr_assert_eq(a->judgments.row_start[q], b->judgments.row_start[q]);
    }
    for (uint32_t i = 0; i < 3; i++) {
        pin_arena_free(&arenas[i]);
    }
}

/* The first vector and label of seed 1, so that a change of the world, or a compiler that
 * adds up otherwise, is seen. */
Test(synthetic, the_digits_are_those_of_every_other_machine)
{
    struct pin_arena arena;
    const struct pin_dataset *dataset = must_load(defaults, &arena);
    const float *item = dataset->corpus.vectors.data;
    const float *text = dataset->queries.text.data;
    uint64_t hash = 14695981039346656037U; /* FNV-1a over the bits of both */
    for (uint32_t i = 0; i < 2000 * 64 + 300 * 64; i++) {
        uint32_t bits = 0;
        memcpy(&bits, i < 2000 * 64 ? &item[i] : &text[i - 2000 * 64], sizeof(bits));
        hash = (hash ^ bits) * 1099511628211U;
    }
    cr_assert_eq(hash, 0x4B0127C723336933U, "hash %llx", (unsigned long long)hash);
    pin_arena_free(&arena);
}

Test(synthetic, options_out_of_range_and_worlds_that_cannot_be_are_refused)
{
    const char *const bad[][4] = {
        {"items", "7"},
        {"queries", "0"},
        {"group_size", "0"},
        {"dim", "4"},
        {"relevant", "0"},
        {"hard_negatives", "1001"},
        {"two_image", "1.5"},
        {"two_image", "-0.1"},
        {"difficulty", "1.01"},
        {"difficulty", "nan"},
        {"seed", "-1"},
        {"colour", "red"},
        {"items", "100", "relevant", "50"},
    };
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        struct pin_arena arena;
        struct pin_error err = {0};
        const struct pin_dataset *dataset = NULL;
        const char *settings[] = {bad[i][0], bad[i][1], bad[i][2], bad[i][3], NULL, NULL};
        pin_arena_init(&arena, 0);
        cr_assert_eq(load(&dataset, settings, &arena, &err), PIN_E_CONFIG, "%s",
                     bad[i][0]);
        cr_assert_neq(err.text[0], '\0');
        pin_arena_free(&arena);
    }
}

Test(synthetic, odd_sizes_make_a_world_too)
{
    const char *const odd[][12] = {
        {"items", "8", "relevant", "1", "dim", "8", "queries", "5", "two_image", "0"},
        {"items", "500", "dim", "9", "relevant", "3", "hard_negatives", "0"},
        {"items", "300", "relevant", "30", "hard_negatives", "1000", "group_size", "1"},
        {"items", "400", "boards", "0", "queries", "1", "group_size", "1000"},
    };
    for (size_t i = 0; i < sizeof(odd) / sizeof(odd[0]); i++) {
        struct pin_arena arena;
        const struct pin_dataset *dataset = must_load(odd[i], &arena);
        cr_assert_gt(dataset->corpus.items_n, 0);
        for (uint32_t q = 0; q < dataset->queries.queries_n; q++) {
            cr_assert_geq(labels_n(dataset, q, true), 1);
            cr_assert_leq(labels_n(dataset, q, false), 1000);
        }
        cr_assert_eq(dataset->graph.boards_n, i == 3 ? 0 : 100);
        pin_arena_free(&arena);
    }
}

Test(synthetic, every_allocation_may_fail_and_nothing_leaks)
{
    const char *const tiny[] = {"items",  "40", "relevant", "2", "queries", "9",
                                "boards", "3",  "dim",      "8", NULL,      NULL};
    enum pin_status status = PIN_E_NOMEM;
    uint64_t fail_at = 0;
    while (status != PIN_OK) {
        struct pin_arena arena;
        struct pin_error err = {0};
        const struct pin_dataset *dataset = NULL;
        pin_arena_init(&arena, 0);
        arena.fail_at_call = ++fail_at;
        status = load(&dataset, tiny, &arena, &err);
        cr_assert(status == PIN_OK || err.status == PIN_E_NOMEM, "call %u: %s",
                  (unsigned)fail_at, err.text);
        pin_arena_free(&arena);
    }
    cr_assert_gt(fail_at, 30);
}
