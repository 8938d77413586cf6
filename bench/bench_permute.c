/* bench_permute.c - sign flips of PinPoint's size: 7,635 clusters, 10,000 flips.
 *
 * Usage: bench_permute [THREADS]. Families of 1, 20 and 100 comparisons, then an exact
 * test (20 clusters, 2^20 flips). Each figure is the median of ROUNDS. */
#include "harness/base/clock.h"
#include "harness/base/parallel.h"
#include "harness/base/rng.h"
#include "harness/base/text.h"
#include "harness/stats/permute.h"

#include <stdio.h>
#include <stdlib.h>

enum { CLUSTERS = 7635, FLIPS = 10000, ROUNDS = 5 };

static int by_size(const void *a, const void *b)
{
    const double left = *(const double *)a;
    const double right = *(const double *)b;
    return (left > right) - (left < right);
}

static double flips_ms(uint32_t clusters_n, uint32_t comparisons_n, uint32_t threads)
{
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    double *sums = PIN_NEW_N(&arena, double, (size_t)clusters_n *comparisons_n);
    struct pin_flip_result result;
    const struct pin_flip_family family = {clusters_n, comparisons_n, sums};
    const struct pin_resampling resampling = {1, FLIPS, threads};
    for (size_t i = 0; sums && i < (size_t)clusters_n * comparisons_n; i++) {
        sums[i] = pin_rng_unit(2, 0, i) - 0.49;
    }
    const uint64_t start_ns = pin_clock_ns();
    if (!sums || pin_flip_signs(&result, &family, &resampling, &arena, NULL) != PIN_OK) {
        (void)fputs("bench_permute: no memory\n", stderr);
        exit(1);
    }
    const double ms = (double)(pin_clock_ns() - start_ns) / 1e6;
    pin_arena_free(&arena);
    return ms;
}

static double median_flips_ms(uint32_t clusters_n, uint32_t comparisons_n,
                              uint32_t threads)
{
    double times[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
        times[round] = flips_ms(clusters_n, comparisons_n, threads);
    }
    qsort(times, ROUNDS, sizeof(*times), by_size);
    return times[ROUNDS / 2];
}

int main(int argc, char **argv)
{
    static const uint32_t comparisons[] = {1, 20, 100};
    uint32_t threads = pin_threads_standard();
    if (argc > 1 && pin_text_u32(&threads, pin_text_of(argv[1]), NULL) != PIN_OK) {
        (void)fputs("bench_permute: expected a number of threads\n", stderr);
        return 1;
    }
    (void)printf("%10s %10s %12s %8s %10s\n", "clusters", "flips", "comparisons",
                 "threads", "ms");
    for (size_t i = 0; i < sizeof(comparisons) / sizeof(*comparisons); i++) {
        (void)printf("%10d %10d %12u %8u %10.1f\n", CLUSTERS, FLIPS, comparisons[i],
                     threads, median_flips_ms(CLUSTERS, comparisons[i], threads));
    }
    (void)printf("%10u %10u %12u %8u %10.1f\n", PIN_FLIP_EXACT_MAX,
                 1U << PIN_FLIP_EXACT_MAX, 20U, threads,
                 median_flips_ms(PIN_FLIP_EXACT_MAX, 20, threads));
    return 0;
}
