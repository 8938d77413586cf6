/* golden.h - figures of another program, read from the data that is not in this tree.
 *
 * golden_open looks in $PINBENCH_DATA, then in ../shared/data beside the checkout, and
 * skips the test where neither has the file. A path is keys and indices with slashes
 * between them ("pairs/A_B/t_ci95/0"); a place that is not there fails the test. */
#ifndef PIN_TESTS_GOLDEN_H
#define PIN_TESTS_GOLDEN_H

#include "harness/base/json.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <criterion/criterion.h>

#define GOLDEN_STATS "trec/golden/stats/stats_golden.json"

struct golden {
    struct pin_arena arena; /* golden_close frees it */
    struct pin_json_at root;
};

static inline void golden_open(struct golden *golden, const char *file)
{
    char path[4096];
    const char *data = getenv("PINBENCH_DATA");
    const char *source = getenv("PIN_SRC");
    const struct pin_json *document = NULL;
    const int length = data ? snprintf(path, sizeof(path), "%s/%s", data, file)
                            : snprintf(path, sizeof(path), "%s/../shared/data/%s",
                                       source ? source : ".", file);
    if (length < 0 || (size_t)length >= sizeof(path) || access(path, R_OK) != 0) {
        cr_skip_test("no data: neither $PINBENCH_DATA nor ../shared/data has %s", file);
    }
    pin_arena_init(&golden->arena, 0);
    cr_assert_eq(pin_json_read(&document, path, &golden->arena, NULL), PIN_OK);
    golden->root = pin_json_root(document);
}

static inline void golden_close(struct golden *golden)
{
    pin_arena_free(&golden->arena);
}

static inline struct pin_json_at golden_at(struct pin_json_at at, const char *path)
{
    struct pin_text rest = pin_text_of(path);
    while (rest.bytes) {
        const struct pin_text step = pin_text_cut(&rest, '/');
        char key[64];
        (void)snprintf(key, sizeof(key), "%.*s", (int)step.length, step.bytes);
        if (pin_json_kind(at) == PIN_JSON_ARRAY) {
            uint32_t ix = 0;
            cr_assert_eq(pin_text_u32(&ix, step, NULL), PIN_OK, "%s: %s", path, key);
            cr_assert_eq(pin_json_element(&at, at, ix, NULL), PIN_OK, "%s", path);
        } else {
            cr_assert_eq(pin_json_member(&at, at, key, NULL), PIN_OK, "%s", path);
        }
    }
    return at;
}

static inline double golden_number(struct pin_json_at at, const char *path)
{
    double value = 0.0;
    cr_assert_eq(pin_json_f64(&value, golden_at(at, path), NULL), PIN_OK, "%s", path);
    return value;
}

/* An array of numbers, in the golden's arena. */
static inline const double *golden_numbers(uint32_t *n_out, struct golden *golden,
                                           const char *path)
{
    const struct pin_json_at array = golden_at(golden->root, path);
    cr_assert_eq(pin_json_length(n_out, array, NULL), PIN_OK, "%s", path);
    double *values = PIN_NEW_N(&golden->arena, double, *n_out + 1U);
    cr_assert_not_null(values);
    for (uint32_t i = 0; i < *n_out; i++) {
        struct pin_json_at at;
        cr_assert_eq(pin_json_element(&at, array, i, NULL), PIN_OK);
        cr_assert_eq(pin_json_f64(&values[i], at, NULL), PIN_OK, "%s", path);
    }
    return values;
}

#endif
