/* bench_bootstrap.c - the resampling of PinPoint's size: 10,000 resamples of 7,635
 * clusters by 20 figures, beside a plain loop that adds row after row.
 *
 * Usage: bench_bootstrap [THREADS]. Figures share one denominator (means over the same
 * queries) or have one each. Medians of ROUNDS; the plain loop takes every tenth resample
 * only, and its time is multiplied. Both must give the same digits. */
#include "harness/base/clock.h"
#include "harness/base/rng.h"
#include "harness/base/text.h"
#include "harness/stats/bootstrap.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CLUSTERS = 7635, FIGURES = 20, RESAMPLES = 10000, ROUNDS = 9, STEP = 10 };

static void must(bool good, const char *what)
{
    if (!good) {
        (void)fprintf(stderr, "bench_bootstrap: %s\n", what);
        exit(1);
    }
}

static struct pin_cluster_sums draw_sums(bool shared, struct pin_arena *arena)
{
    struct pin_cluster_sums sums;
    must(pin_cluster_sums_new(&sums, CLUSTERS, FIGURES, arena, NULL) == PIN_OK,
         "no memory");
    for (uint32_t c = 0; c < CLUSTERS; c++) {
        for (uint32_t j = 0; j < FIGURES; j++) {
            sums.num[c * FIGURES + j] = pin_rng_unit(1, j, c);
            sums.den[c * FIGURES + j] = 1 + pin_rng_below(2, shared ? 0 : j, c, 6);
        }
    }
    return sums;
}

static void resample_plainly(double *out, const struct pin_cluster_sums *sums,
                             uint64_t resample, uint32_t *weights)
{
    double num[FIGURES] = {0.0};
    double den[FIGURES] = {0.0};
    memset(weights, 0, CLUSTERS * sizeof(*weights));
    for (uint32_t i = 0; i < CLUSTERS; i++) {
        weights[pin_rng_below(1, resample, i, CLUSTERS)]++;
    }
    for (uint32_t c = 0; c < CLUSTERS; c++) {
        for (uint32_t j = 0; weights[c] > 0 && j < FIGURES; j++) {
            num[j] += weights[c] * sums->num[c * FIGURES + j];
            den[j] += weights[c] * sums->den[c * FIGURES + j];
        }
    }
    for (uint32_t j = 0; j < FIGURES; j++) {
        out[j] = num[j] / den[j];
    }
}

static double time_plainly(double *replicates, const struct pin_cluster_sums *sums)
{
    uint32_t weights[CLUSTERS];
    const uint64_t start = pin_clock_ns();
    for (uint32_t b = 0; b < RESAMPLES; b += STEP) {
        resample_plainly(replicates + (size_t)b * FIGURES, sums, b, weights);
    }
    return STEP * 1e-9 * (double)(pin_clock_ns() - start);
}

static bool same_digits(const double *a, const double *b)
{
    for (size_t row = 0; row < RESAMPLES; row += STEP) {
        if (memcmp(a + row * FIGURES, b + row * FIGURES, FIGURES * sizeof(*a)) != 0) {
            return false;
        }
    }
    return true;
}

static int by_size(const void *a, const void *b)
{
    const double left = *(const double *)a;
    const double right = *(const double *)b;
    return (left > right) - (left < right);
}

static void measure(const char *name, bool shared, uint32_t threads)
{
    const struct pin_resampling resampling = {1, RESAMPLES, threads, true};
    double seconds[ROUNDS];
    double plain[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
        struct pin_arena arena;
        struct pin_resampled resampled;
        pin_arena_init(&arena, 0);
        const struct pin_cluster_sums sums = draw_sums(shared, &arena);
        double *replicates = PIN_NEW_N(&arena, double, (size_t)RESAMPLES *FIGURES);
        must(replicates != NULL, "no memory");
        const uint64_t start = pin_clock_ns();
        must(pin_bootstrap(&resampled, &sums, &resampling, &arena, NULL) == PIN_OK,
             "no memory");
        seconds[round] = 1e-9 * (double)(pin_clock_ns() - start);
        plain[round] = time_plainly(replicates, &sums);
        must(same_digits(replicates, resampled.replicates), "the digits differ");
        pin_arena_free(&arena);
    }
    qsort(seconds, ROUNDS, sizeof(double), by_size);
    qsort(plain, ROUNDS, sizeof(double), by_size);
    (void)printf("%-20s %10.3f %10.3f %10.1f\n", name, seconds[ROUNDS / 2],
                 plain[ROUNDS / 2], plain[ROUNDS / 2] / seconds[ROUNDS / 2]);
}

int main(int argc, char **argv)
{
    uint32_t threads = 2;
    if (argc > 1 && pin_text_u32(&threads, pin_text_of(argv[1]), NULL) != PIN_OK) {
        (void)fputs("bench_bootstrap: expected a number of threads\n", stderr);
        return 1;
    }
    (void)printf("%u resamples, %u clusters, %u figures, %u threads; seconds\n",
                 (unsigned)RESAMPLES, (unsigned)CLUSTERS, (unsigned)FIGURES, threads);
    (void)printf("%-20s %10s %10s %10s\n", "denominators", "kernel", "plain, 1",
                 "plain/k");
    measure("one for all", true, threads);
    measure("one each", false, threads);
    return 0;
}
