/* bench_ids.c - how the table of names grows: names a second at 10^5, 10^6 and 10^7.
 *
 * Usage: bench_ids [NAMES_MAX]. A name has 32 hexadecimal digits, as PinPoint's ids do.
 * Names are made a batch at a time and only the calls of pin_ids are timed. Each figure
 * is the median of ROUNDS tables; a constant column is linear growth. */
#include "harness/base/clock.h"
#include "harness/base/ids.h"
#include "harness/base/rng.h"
#include "harness/base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BATCH = 1 << 14, NAME_BYTES = 32, ROUNDS = 9, NAMES_MAX = 10000000 };

struct round_times {
    double add[ROUNDS];  /* nanoseconds a name */
    double find[ROUNDS]; /* of every name, in the order of adding */
    size_t bytes;
};

static char names[BATCH][NAME_BYTES];

static void make_names(uint32_t first, uint32_t n)
{
    static const char digits[] = "0123456789abcdef";
    for (uint32_t i = 0; i < n; i++) {
        uint64_t word[2] = {pin_rng_u64(1, first + i, 0), pin_rng_u64(1, first + i, 1)};
        for (uint32_t d = 0; d < NAME_BYTES; d++) {
            names[i][d] = digits[word[d / 16] & 15U];
            word[d / 16] >>= 4;
        }
    }
}

static int by_size(const void *a, const void *b)
{
    const double left = *(const double *)a;
    const double right = *(const double *)b;
    return (left > right) - (left < right);
}

static void add_batch(struct pin_ids *ids, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        uint32_t ix = 0;
        if (pin_ids_add(ids, names[i], NAME_BYTES, &ix, NULL, NULL) != PIN_OK) {
            (void)fputs("bench_ids: no memory\n", stderr);
            exit(1);
        }
    }
}

static void find_batch(const struct pin_ids *ids, uint32_t first, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        if (pin_ids_find(ids, names[i], NAME_BYTES) != first + i) {
            (void)fputs("bench_ids: a name has another's index\n", stderr);
            exit(1);
        }
    }
}

static double pass(struct pin_ids *ids, uint32_t names_n, bool adding)
{
    uint64_t spent_ns = 0;
    for (uint32_t first = 0; first < names_n; first += BATCH) {
        const uint32_t n = names_n - first < BATCH ? names_n - first : BATCH;
        make_names(first, n);
        const uint64_t start_ns = pin_clock_ns();
        if (adding) {
            add_batch(ids, n);
        } else {
            find_batch(ids, first, n);
        }
        spent_ns += pin_clock_ns() - start_ns;
    }
    return (double)spent_ns / names_n;
}

static void measure(struct round_times *times, uint32_t names_n)
{
    for (int round = 0; round < ROUNDS; round++) {
        struct pin_arena arena;
        struct pin_ids *ids = NULL;
        pin_arena_init(&arena, 0);
        if (pin_ids_new(&ids, &arena, NULL) != PIN_OK) {
            exit(1);
        }
        times->add[round] = pass(ids, names_n, true);
        times->find[round] = pass(ids, names_n, false);
        times->bytes = arena.used_bytes;
        pin_arena_free(&arena);
    }
    qsort(times->add, ROUNDS, sizeof(double), by_size);
    qsort(times->find, ROUNDS, sizeof(double), by_size);
}

int main(int argc, char **argv)
{
    uint32_t max = NAMES_MAX;
    if (argc > 1 && pin_text_u32(&max, pin_text_of(argv[1]), NULL) != PIN_OK) {
        (void)fputs("bench_ids: expected a number of names\n", stderr);
        return 1;
    }
    (void)printf("%10s %12s %14s %12s %14s %12s\n", "names", "add ns/name", "add names/s",
                 "find ns/name", "find names/s", "bytes/name");
    for (uint32_t n = 100000; n <= max; n *= 10) {
        struct round_times times;
        measure(&times, n);
        const double add_ns = times.add[ROUNDS / 2];
        const double find_ns = times.find[ROUNDS / 2];
        (void)printf("%10u %12.1f %14.0f %12.1f %14.0f %12.1f\n", n, add_ns, 1e9 / add_ns,
                     find_ns, 1e9 / find_ns, (double)times.bytes / n);
    }
    return 0;
}
