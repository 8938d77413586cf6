/* permute.c - sums under many sign vectors, eight clusters at a time.
 *
 * The 256 sums that eight clusters can give are made once for a block of sign vectors;
 * then each vector adds one of them, the row that its byte names, in place of eight rows
 * ("the four Russians"). A table takes 510 additions of a row, so a block is several
 * times as long. Tables and sums of a block stay in a core's own cache.
 *
 * An exact test is the same loop: sign vector b is the number b. */
#include "harness/stats/permute.h"

#include "harness/base/parallel.h"
#include "harness/base/rng.h"
#include "harness/base/sum.h"
#include "harness/stats/quantile.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { BLOCK = 1024, BITS = 8, TABLE = 1 << BITS };

struct pin_ranked {
    double value;
    uint32_t ix;
};

struct pin_flips { /* what the blocks read */
    uint32_t rows_n;
    uint32_t comparisons_n;
    const double *rows;                    /* rows_n rows, scaled so that sums are t */
    const double *t;                       /* observed */
    struct pin_ranked *order[PIN_SIDES_N]; /* from the most extreme down */
    double tolerance;
    uint64_t seed;
    uint32_t flips_n;
    bool exact;
};

struct pin_flip_room { /* of one thread */
    double *table;     /* TABLE rows */
    double *t;         /* BLOCK rows */
    uint64_t *words;   /* of the block's sign vectors, one at a time */
};

struct pin_flip_counts {  /* what the blocks fill in */
    uint32_t *plain;      /* blocks of PIN_SIDES_N rows of comparisons_n */
    uint32_t *stepped;    /* likewise, of the maxima */
    double *max[2];       /* of |t| and of t, one a flip */
    uint32_t per_block_n; /* PIN_SIDES_N x comparisons_n */
};

static enum pin_status no_memory(struct pin_error *err)
{
    return pin_fail(err, PIN_E_NOMEM, "no memory for the sign flips");
}

static double seen_from(enum pin_side side, double t)
{
    switch (side) {
    case PIN_SIDE_TWO: return fabs(t);
    case PIN_SIDE_LESS: return -t;
    case PIN_SIDE_GREATER:
    case PIN_SIDES_N: return t;
    }
    return t;
}

/* Divided by the largest first, so that squares neither overflow nor vanish. */
static void scale_column(double *rows, uint32_t rows_n, uint32_t stride)
{
    double largest = 0.0;
    struct pin_sum squares = {0};
    for (uint32_t c = 0; c < rows_n; c++) {
        largest = fmax(largest, fabs(rows[(size_t)c * stride]));
    }
    for (uint32_t c = 0; c < rows_n && largest > 0.0; c++) {
        const double x = rows[(size_t)c * stride] / largest;
        pin_sum_add(&squares, x * x);
    }
    const double root = sqrt(pin_sum_value(&squares));
    for (uint32_t c = 0; c < rows_n && largest > 0.0; c++) {
        rows[(size_t)c * stride] = rows[(size_t)c * stride] / largest / root;
    }
}

static double column_sum(const double *rows, uint32_t rows_n, uint32_t stride)
{
    struct pin_sum sum = {0};
    for (uint32_t c = 0; c < rows_n; c++) {
        pin_sum_add(&sum, rows[(size_t)c * stride]);
    }
    return pin_sum_value(&sum);
}

/* Copies the rows; those of zeros alone are left out if few others are there, and the
 * test is exact then. */
static enum pin_status take_rows(struct pin_flips *flips, double **rows_out,
                                 const struct pin_flip_family *family,
                                 struct pin_arena *arena, struct pin_error *err)
{
    const uint32_t n = family->comparisons_n;
    double *rows = PIN_NEW_N(arena, double, (size_t)family->clusters_n *n + 1);
    if (!rows) {
        return no_memory(err);
    }
    uint32_t moved_n = 0; /* rows that have a sum other than 0, in front */
    for (uint32_t c = 0; c < family->clusters_n; c++) {
        const double *row = family->sums + (size_t)c * n;
        bool moves = false;
        for (uint32_t j = 0; j < n; j++) {
            if (!isfinite(row[j])) {
                return pin_fail(err, PIN_E_RANGE,
                                "expected finite differences, cluster %u of comparison "
                                "%u has %g",
                                c, j, row[j]);
            }
            moves = moves || fabs(row[j]) > 0.0;
        }
        if (moves) {
            memcpy(rows + (size_t)moved_n * n, row, n * sizeof(*row));
            moved_n++;
        }
    }
    flips->exact = moved_n <= PIN_FLIP_EXACT_MAX;
    flips->rows_n = flips->exact ? moved_n : family->clusters_n;
    if (!flips->exact) { /* a cluster keeps its bit */
        memcpy(rows, family->sums, (size_t)family->clusters_n * n * sizeof(*rows));
    }
    *rows_out = rows;
    return PIN_OK;
}

static int falling(const void *a, const void *b)
{
    const struct pin_ranked *x = a;
    const struct pin_ranked *y = b;
    const int by_value = (x->value < y->value) - (x->value > y->value);
    return by_value != 0 ? by_value : (x->ix > y->ix) - (x->ix < y->ix);
}

static enum pin_status prepare(struct pin_flips *flips,
                               const struct pin_flip_family *family,
                               const struct pin_resampling *resampling,
                               struct pin_arena *arena, struct pin_error *err)
{
    const uint32_t n = family->comparisons_n;
    double *rows = NULL;
    double *t = PIN_NEW_N(arena, double, n + 1U);
    *flips = (struct pin_flips){.comparisons_n = n, .seed = resampling->seed};
    if (!t) {
        return no_memory(err);
    }
    PIN_TRY(take_rows(flips, &rows, family, arena, err));
    for (uint32_t j = 0; j < n; j++) {
        scale_column(rows + j, flips->rows_n, n);
        t[j] = column_sum(rows + j, flips->rows_n, n);
    }
    for (enum pin_side side = PIN_SIDE_TWO; side < PIN_SIDES_N; side++) {
        flips->order[side] = PIN_NEW_N(arena, struct pin_ranked, n + 1U);
        if (!flips->order[side]) {
            return no_memory(err);
        }
        for (uint32_t j = 0; j < n; j++) {
            flips->order[side][j] = (struct pin_ranked){seen_from(side, t[j]), j};
        }
        qsort(flips->order[side], n, sizeof(**flips->order), falling);
    }
    flips->rows = rows;
    flips->t = t;
    flips->tolerance = PIN_FLIP_TOLERANCE * sqrt(flips->rows_n);
    flips->flips_n = flips->exact ? 1U << flips->rows_n : resampling->resamples_n;
    return PIN_OK;
}

/* Row m: the sum over clusters i < bits_n of +rows[i] where bit i of m is set, else
 * -rows[i], in the order of clusters. Row ~m is its negative, to the digit. */
static void make_table(double *table, const double *rows, uint32_t bits_n, uint32_t n)
{
    memset(table, 0, n * sizeof(*table));
    for (uint32_t i = 0; i < bits_n; i++) {
        const double *row = rows + (size_t)i * n;
        for (uint32_t m = 0; m < 1U << i; m++) {
            double *minus = table + (size_t)m * n;
            double *plus = table + ((size_t)m + (1U << i)) * n;
            for (uint32_t j = 0; j < n; j++) {
                plus[j] = minus[j] + row[j];
                minus[j] -= row[j];
            }
        }
    }
}

static void add_byte(const struct pin_flip_room *room, uint32_t block_n, uint32_t shift,
                     uint32_t mask, uint32_t n)
{
    for (uint32_t f = 0; f < block_n; f++) {
        const size_t m = (room->words[f] >> shift) & mask;
        const double *restrict from = room->table + m * n;
        double *restrict t = room->t + (size_t)f * n;
        for (uint32_t j = 0; j < n; j++) {
            t[j] += from[j];
        }
    }
}

static void fill_block(const struct pin_flips *flips, const struct pin_flip_room *room,
                       uint32_t first, uint32_t block_n)
{
    const uint32_t n = flips->comparisons_n;
    memset(room->t, 0, (size_t)block_n * n * sizeof(*room->t));
    for (uint32_t c = 0; c < flips->rows_n; c += BITS) {
        const uint32_t bits_n = flips->rows_n - c < BITS ? flips->rows_n - c : BITS;
        for (uint32_t f = 0; f < block_n && c % 64 == 0; f++) {
            room->words[f] = flips->exact ? (uint64_t)first + f
                                          : pin_rng_u64(flips->seed, first + f, c / 64);
        }
        make_table(room->table, flips->rows + (size_t)c * n, bits_n, n);
        add_byte(room, block_n, c % 64, (1U << bits_n) - 1, n);
    }
}

static void count_plain(uint32_t *counts, const struct pin_flips *flips, const double *t)
{
    const uint32_t n = flips->comparisons_n;
    const double slack = flips->tolerance;
    for (uint32_t j = 0; j < n; j++) {
        counts[PIN_SIDE_TWO * n + j] += fabs(t[j]) >= fabs(flips->t[j]) - slack;
        counts[PIN_SIDE_GREATER * n + j] += t[j] >= flips->t[j] - slack;
        counts[PIN_SIDE_LESS * n + j] += t[j] <= flips->t[j] + slack;
    }
}

/* Counts are by place in the order. Returns the maximum over all. */
static double count_stepped(uint32_t *counts, const struct pin_flips *flips,
                            enum pin_side side, const double *t)
{
    const struct pin_ranked *order = flips->order[side];
    double max = -HUGE_VAL;
    for (uint32_t i = flips->comparisons_n; i-- > 0;) {
        max = fmax(max, seen_from(side, t[order[i].ix]));
        counts[i] += max >= order[i].value - flips->tolerance;
    }
    return max;
}

static void count_block(const struct pin_flip_counts *counts,
                        const struct pin_flips *flips, const struct pin_flip_room *room,
                        uint32_t first, uint32_t block_n)
{
    const uint32_t n = flips->comparisons_n;
    const size_t at = (size_t)(first / BLOCK) * counts->per_block_n;
    for (uint32_t f = 0; f < block_n; f++) {
        const double *t = room->t + (size_t)f * n;
        uint32_t *stepped = counts->stepped + at;
        count_plain(counts->plain + at, flips, t);
        counts->max[0][first + f] = count_stepped(stepped, flips, PIN_SIDE_TWO, t);
        counts->max[1][first + f] =
            count_stepped(stepped + n, flips, PIN_SIDE_GREATER, t);
        (void)count_stepped(stepped + (size_t)2 * n, flips, PIN_SIDE_LESS, t);
    }
}

static enum pin_status make_counts(struct pin_flip_counts *counts,
                                   const struct pin_flips *flips, uint32_t blocks_n,
                                   struct pin_arena *arena, struct pin_error *err)
{
    const uint32_t per_block_n = PIN_SIDES_N * flips->comparisons_n;
    const size_t n = (size_t)blocks_n * per_block_n + 1;
    *counts =
        (struct pin_flip_counts){PIN_NEW_N(arena, uint32_t, n),
                                 PIN_NEW_N(arena, uint32_t, n),
                                 {PIN_NEW_N(arena, double, flips->flips_n + (size_t)1),
                                  PIN_NEW_N(arena, double, flips->flips_n + (size_t)1)},
                                 per_block_n};
    return counts->plain && counts->stepped && counts->max[0] && counts->max[1]
               ? PIN_OK
               : no_memory(err);
}

static enum pin_status make_rooms(struct pin_flip_room **out, uint32_t threads,
                                  uint32_t n, struct pin_arena *arena,
                                  struct pin_error *err)
{
    struct pin_flip_room *rooms = PIN_NEW_N(arena, struct pin_flip_room, threads);
    for (uint32_t i = 0; rooms && i < threads; i++) {
        rooms[i] = (struct pin_flip_room){PIN_NEW_N(arena, double, (size_t)TABLE *n + 1),
                                          PIN_NEW_N(arena, double, (size_t)BLOCK *n + 1),
                                          PIN_NEW_N(arena, uint64_t, BLOCK)};
        if (!rooms[i].table || !rooms[i].t || !rooms[i].words) {
            return no_memory(err);
        }
    }
    *out = rooms;
    return rooms ? PIN_OK : no_memory(err);
}

static uint32_t count_of(const uint32_t *counts, uint32_t blocks_n, uint32_t stride,
                         uint32_t at)
{
    uint32_t count = 0;
    for (uint32_t b = 0; b < blocks_n; b++) {
        count += counts[(size_t)b * stride + at];
    }
    return count;
}

static void finish_tests(struct pin_flip_test *tests, const struct pin_flips *flips,
                         const struct pin_flip_counts *counts, uint32_t blocks_n)
{
    const uint32_t n = flips->comparisons_n;
    const double drawn = flips->exact ? 0.0 : 1.0; /* the observed signs are one more */
    for (enum pin_side side = PIN_SIDE_TWO; side < PIN_SIDES_N; side++) {
        double p_before = 0.0;
        for (uint32_t i = 0; i < n; i++) {
            const uint32_t j = flips->order[side][i].ix;
            const uint32_t plain =
                count_of(counts->plain, blocks_n, counts->per_block_n, side * n + j);
            const uint32_t stepped =
                count_of(counts->stepped, blocks_n, counts->per_block_n, side * n + i);
            p_before = fmax(p_before, (drawn + stepped) / (drawn + flips->flips_n));
            tests[j].t = flips->t[j];
            tests[j].p[side] = (drawn + plain) / (drawn + flips->flips_n);
            tests[j].p_adjusted[side] = p_before;
        }
    }
}

enum pin_status pin_flip_signs(struct pin_flip_result *out,
                               const struct pin_flip_family *family,
                               const struct pin_resampling *resampling,
                               struct pin_arena *arena, struct pin_error *err)
{
    struct pin_flips flips;
    struct pin_flip_counts counts;
    struct pin_flip_room *rooms = NULL;
    const uint32_t n = family->comparisons_n;
    const uint32_t threads = resampling->threads > 0 ? resampling->threads : 1;
    struct pin_flip_test *tests = PIN_NEW_N(arena, struct pin_flip_test, n + 1U);
    if (!tests) {
        return no_memory(err);
    }
    PIN_TRY(prepare(&flips, family, resampling, arena, err));
    const uint32_t blocks_n = flips.flips_n / BLOCK + (flips.flips_n % BLOCK != 0);
    PIN_TRY(make_counts(&counts, &flips, blocks_n, arena, err));
    PIN_TRY(make_rooms(&rooms, threads, n, arena, err));
#pragma omp parallel for schedule(static) num_threads((int)threads)
    for (uint32_t b = 0; b < blocks_n; b++) {
        const struct pin_flip_room *room = &rooms[pin_thread_ix()];
        const uint32_t first = b * BLOCK;
        const uint32_t left = flips.flips_n - first;
        const uint32_t block_n = left < BLOCK ? left : BLOCK;
        fill_block(&flips, room, first, block_n);
        count_block(&counts, &flips, room, first, block_n);
    }
    finish_tests(tests, &flips, &counts, blocks_n);
    for (uint32_t j = 0; j < n; j++) {
        tests[j].sum = column_sum(family->sums + j, family->clusters_n, n);
    }
    (void)pin_quantile_sort(counts.max[0], flips.flips_n);
    (void)pin_quantile_sort(counts.max[1], flips.flips_n);
    *out = (struct pin_flip_result){tests, flips.exact, flips.flips_n, counts.max[0],
                                    counts.max[1]};
    return PIN_OK;
}
