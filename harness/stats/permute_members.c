/* permute_members.c - units are put in the order of their clusters, so that a split
 * cluster's flags lie together and a whole cluster is one sum. A shuffle draws flags for
 * the whole clusters first and then for the units of each split one. */
#include "harness/stats/permute_members.h"

#include "harness/base/parallel.h"
#include "harness/base/rng.h"
#include "harness/base/sum.h"

#include <math.h>
#include <string.h>

struct pin_member_sums {
    double in, out;
    uint32_t in_n, out_n;
};

struct pin_member_deck {
    uint32_t split_units_n; /* of split clusters, which come first */
    double *values;
    uint32_t *ends; /* by split cluster: behind its last unit */
    uint32_t split_n;
    double *sums; /* by whole cluster */
    uint32_t *counts;
    uint32_t whole_n;
    bool *flags; /* as observed: of the units of split clusters, then of whole clusters */
};

static const double tolerance = 1e-12;

static enum pin_status no_memory(struct pin_error *err)
{
    return pin_fail(err, PIN_E_NOMEM, "no memory for the shuffles of members");
}

/* starts[c] becomes where cluster c begins in *order, the units cluster by cluster. */
static enum pin_status sort_units(uint32_t **order, uint32_t **starts,
                                  const struct pin_membership *of,
                                  struct pin_arena *arena, struct pin_error *err)
{
    uint32_t *start = PIN_NEW_N(arena, uint32_t, of->clusters_n + (size_t)2);
    uint32_t *units = PIN_NEW_N(arena, uint32_t, of->units_n + (size_t)1);
    if (!start || !units) {
        return no_memory(err);
    }
    for (uint32_t i = 0; i < of->units_n; i++) {
        start[of->clusters[i] + 2]++; /* one too far, so that filling puts it right */
    }
    for (uint32_t c = 2; c < of->clusters_n + 2; c++) {
        start[c] += start[c - 1];
    }
    for (uint32_t i = 0; i < of->units_n; i++) {
        units[start[of->clusters[i] + 1]++] = i;
    }
    *order = units;
    *starts = start;
    return PIN_OK;
}

static void add_cluster(struct pin_member_deck *deck, const struct pin_membership *of,
                        const uint32_t *units, uint32_t units_n, bool *whole_flags)
{
    uint32_t members_n = 0;
    struct pin_sum sum = {0};
    for (uint32_t i = 0; i < units_n; i++) {
        members_n += of->members[units[i]];
        pin_sum_add(&sum, of->values[units[i]]);
    }
    if (members_n == 0 || members_n == units_n) {
        deck->sums[deck->whole_n] = pin_sum_value(&sum);
        deck->counts[deck->whole_n] = units_n;
        whole_flags[deck->whole_n++] = members_n > 0;
        return;
    }
    for (uint32_t i = 0; i < units_n; i++) {
        deck->values[deck->split_units_n] = of->values[units[i]];
        deck->flags[deck->split_units_n++] = of->members[units[i]];
    }
    deck->ends[deck->split_n++] = deck->split_units_n;
}

static enum pin_status make_deck(struct pin_member_deck *deck,
                                 const struct pin_membership *of, struct pin_arena *arena,
                                 struct pin_error *err)
{
    uint32_t *units = NULL;
    uint32_t *starts = NULL;
    const size_t places_n = (size_t)of->units_n + 1;
    PIN_TRY(sort_units(&units, &starts, of, arena, err));
    *deck = (struct pin_member_deck){.values = PIN_NEW_N(arena, double, places_n),
                                     .ends = PIN_NEW_N(arena, uint32_t, places_n),
                                     .sums = PIN_NEW_N(arena, double, places_n),
                                     .counts = PIN_NEW_N(arena, uint32_t, places_n),
                                     .flags = PIN_NEW_N(arena, bool, places_n)};
    bool *whole = PIN_NEW_N(arena, bool, places_n);
    if (!deck->values || !deck->ends || !deck->sums || !deck->counts || !deck->flags ||
        !whole) {
        return no_memory(err);
    }
    for (uint32_t c = 0; c < of->clusters_n; c++) {
        if (starts[c + 1] > starts[c]) {
            add_cluster(deck, of, units + starts[c], starts[c + 1] - starts[c], whole);
        }
    }
    memcpy(deck->flags + deck->split_units_n, whole, deck->whole_n * sizeof(*whole));
    return PIN_OK;
}

static void shuffle(bool *flags, uint32_t n, uint64_t seed, uint64_t stream,
                    uint64_t counter)
{
    for (uint32_t i = n; i > 1; i--) {
        const uint32_t j = pin_rng_below(seed, stream, counter + i, i);
        const bool kept = flags[i - 1];
        flags[i - 1] = flags[j];
        flags[j] = kept;
    }
}

static void shuffle_all(bool *flags, const struct pin_member_deck *deck, uint64_t seed,
                        uint64_t stream)
{
    uint32_t start = 0;
    for (uint32_t c = 0; c < deck->split_n; c++) {
        shuffle(flags + start, deck->ends[c] - start, seed, stream, start);
        start = deck->ends[c];
    }
    shuffle(flags + start, deck->whole_n, seed, stream, start);
}

static struct pin_member_sums add_up(const struct pin_member_deck *deck,
                                     const bool *flags)
{
    struct pin_sum in = {0};
    struct pin_sum out = {0};
    struct pin_member_sums sums = {.in_n = 0};
    for (uint32_t i = 0; i < deck->split_units_n; i++) {
        pin_sum_add(flags[i] ? &in : &out, deck->values[i]);
        sums.in_n += flags[i];
        sums.out_n += !flags[i];
    }
    for (uint32_t c = 0; c < deck->whole_n; c++) {
        const bool member = flags[deck->split_units_n + c];
        pin_sum_add(member ? &in : &out, deck->sums[c]);
        sums.in_n += member ? deck->counts[c] : 0;
        sums.out_n += member ? 0 : deck->counts[c];
    }
    sums.in = pin_sum_value(&in);
    sums.out = pin_sum_value(&out);
    return sums;
}

/* NaN where a side is empty, which it is in all shuffles or in none. */
static double difference_of(const struct pin_member_sums *sums)
{
    return sums->in_n == 0 || sums->out_n == 0
               ? (double)NAN
               : sums->in / sums->in_n - sums->out / sums->out_n;
}

enum pin_status pin_permute_members(struct pin_member_test *out,
                                    const struct pin_membership *of,
                                    const struct pin_resampling *resampling,
                                    struct pin_arena *arena, struct pin_error *err)
{
    struct pin_member_deck deck;
    PIN_TRY(make_deck(&deck, of, arena, err));
    const struct pin_member_sums sums = add_up(&deck, deck.flags);
    *out = (struct pin_member_test){difference_of(&sums), (double)NAN, deck.split_n};
    const uint32_t shuffles_n = resampling->resamples_n;
    if (isnan(out->difference) || shuffles_n == 0) {
        return PIN_OK;
    }
    const uint32_t threads = resampling->threads > 0 ? resampling->threads : 1;
    const size_t flags_n = (size_t)deck.split_units_n + deck.whole_n;
    double *shuffled = PIN_NEW_N(arena, double, shuffles_n);
    bool *flags = PIN_NEW_N(arena, bool, flags_n *threads);
    if (!shuffled || !flags) {
        return no_memory(err);
    }
#pragma omp parallel for schedule(static) num_threads((int)threads)
    for (uint32_t b = 0; b < shuffles_n; b++) {
        bool *mine = flags + flags_n * pin_thread_ix();
        memcpy(mine, deck.flags, flags_n * sizeof(*mine));
        shuffle_all(mine, &deck, resampling->seed, b);
        const struct pin_member_sums dealt = add_up(&deck, mine);
        shuffled[b] = difference_of(&dealt);
    }
    const double scale = fmax(fabs(sums.in / sums.in_n), fabs(sums.out / sums.out_n));
    const double bar = fabs(out->difference) - tolerance * scale;
    uint32_t as_large_n = 0;
    for (uint32_t b = 0; b < shuffles_n; b++) {
        as_large_n += fabs(shuffled[b]) >= bar;
    }
    out->p = (1.0 + as_large_n) / (1.0 + shuffles_n);
    return PIN_OK;
}
