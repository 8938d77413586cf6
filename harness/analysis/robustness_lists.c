/* robustness_lists.c - the sheet "lists": how far the lists for two wordings of a base
 * query agree. A group's lists are copied out of the run as sets in order, then pair
 * after pair of them is compared. */
#include "harness/analysis/robustness_parts.h"
#include "harness/stats/agreement.h"

#include <math.h>

struct list_room { /* of the largest group */
    struct pin_agreement_room agreement;
    struct pin_map32 seen;
    uint32_t depth;
    uint32_t *items; /* `depth` a list */
    struct pin_ranked_list *lists;
    uint32_t lists_n;
};

static const double persistence = 0.9;

static enum pin_status room_init(struct list_room *room, const struct robustness *self,
                                 const struct pin_run *run, struct pin_arena *arena,
                                 struct pin_error *err)
{
    const uint32_t cutoff = self->options->cutoff;
    const uint32_t wanted = cutoff > ROBUSTNESS_DEPTH_MAX ? cutoff : ROBUSTNESS_DEPTH_MAX;
    const uint32_t depth = run->hits_n_max < wanted ? run->hits_n_max : wanted;
    const size_t lists_n = (size_t)self->wordings.size_max + 1;
    *room =
        (struct list_room){.depth = depth,
                           .items = PIN_NEW_N(arena, uint32_t, lists_n * depth + 1),
                           .lists = PIN_NEW_N(arena, struct pin_ranked_list, lists_n)};
    if (!room->items || !room->lists) {
        return pin_fail(err, PIN_E_NOMEM, "no memory for the lists of a group");
    }
    PIN_TRY(pin_map32_init(&room->seen, depth, arena, err));
    return pin_agreement_room_init(&room->agreement, depth, arena, err);
}

/* The query's list without nulls and repeats, as deep as is looked at. */
static void copy_list(struct list_room *room, const struct pin_run *run, uint32_t list)
{
    uint32_t *items = room->items + (size_t)room->lists_n * room->depth;
    uint32_t n = 0;
    pin_map32_reset(&room->seen, room->depth);
    for (uint32_t i = 0; run->answered[list] && i < run->hits_n[list] && n < room->depth;
         i++) {
        const uint32_t item = run->hits[run->start[list] + i].item.ix;
        if (item != PIN_ITEM_NULL.ix &&
            pin_map32_put(&room->seen, item, 0) == PIN_MAP32_NONE) {
            items[n++] = item;
        }
    }
    room->lists[room->lists_n++] = (struct pin_ranked_list){.items = items, .n = n};
}

struct pair_means {
    double sums[AGREE_TOP];
    uint32_t n;
};

static void add_pair(struct pair_means *means, struct list_room *room, uint32_t cutoff,
                     uint32_t i, uint32_t j)
{
    const struct pin_ranked_list *a = &room->lists[i];
    const struct pin_ranked_list *b = &room->lists[j];
    struct pin_ranked_list heads[2] = {*a, *b};
    if (a->n == 0 && b->n == 0) {
        return; /* nothing to agree on */
    }
    for (uint32_t k = 0; k < 2; k++) {
        heads[k].n =
            heads[k].n < ROBUSTNESS_DEPTH_MAX ? heads[k].n : ROBUSTNESS_DEPTH_MAX;
    }
    means->sums[AGREE_JACCARD] += pin_list_jaccard(&room->agreement, a, b, cutoff);
    means->sums[AGREE_OVERLAP] += pin_list_overlap(&room->agreement, a, b, cutoff);
    means->sums[AGREE_RBO] +=
        pin_list_rbo(&room->agreement, &heads[0], &heads[1], persistence);
    means->n++;
}

/* All pairs, or so many drawn with replacement. */
static void compare_pairs(struct pair_means *means, struct list_room *room,
                          const struct robustness *self, uint32_t group)
{
    const uint32_t n = room->lists_n;
    const uint32_t cutoff = self->options->cutoff;
    if ((uint64_t)n * (n - 1) / 2 <= ROBUSTNESS_PAIRS_MAX) {
        for (uint32_t j = 1; j < n; j++) {
            for (uint32_t i = 0; i < j; i++) {
                add_pair(means, room, cutoff, i, j);
            }
        }
        return;
    }
    const uint64_t seed = robustness_seed(self, 1);
    for (uint32_t draw = 0; draw < ROBUSTNESS_PAIRS_MAX; draw++) {
        const uint32_t i = pin_rng_below(seed, group, 2 * (uint64_t)draw, n);
        const uint32_t j = pin_rng_below(seed, group, 2 * (uint64_t)draw + 1, n - 1);
        add_pair(means, room, cutoff, i, j < i ? j : j + 1);
    }
}

/* Whether all lists begin with one item; NaN when all are empty. */
static double top_agrees(const struct list_room *room)
{
    uint32_t empty_n = 0;
    uint32_t first = PIN_MAP32_NONE;
    bool agree = true;
    for (uint32_t i = 0; i < room->lists_n; i++) {
        const struct pin_ranked_list *list = &room->lists[i];
        if (list->n == 0) {
            empty_n++;
        } else {
            agree = agree && (first == PIN_MAP32_NONE || first == list->items[0]);
            first = list->items[0];
        }
    }
    if (empty_n == room->lists_n) {
        return (double)NAN;
    }
    return agree && empty_n == 0 ? 1.0 : 0.0;
}

static void compare_group(struct robustness_lists *out, struct list_room *room,
                          const struct robustness *self, uint32_t group)
{
    double *values = out->values + (size_t)group * AGREES_N;
    struct pair_means means = {.n = 0};
    for (uint32_t i = 0; i < AGREES_N; i++) {
        values[i] = (double)NAN;
    }
    if (room->lists_n < 2) {
        return;
    }
    compare_pairs(&means, room, self, group);
    for (uint32_t i = 0; means.n > 0 && i < AGREE_TOP; i++) {
        values[i] = means.sums[i] / means.n;
    }
    values[AGREE_TOP] = top_agrees(room);
    out->groups_n += means.n > 0;
    out->pairs_n += means.n;
    out->sampled_n +=
        (uint64_t)room->lists_n * (room->lists_n - 1) / 2 > ROBUSTNESS_PAIRS_MAX;
}

static enum pin_status compare_lists(struct robustness *self, const struct pin_run *run,
                                     const bool *counted, struct pin_arena *arena,
                                     struct pin_error *err)
{
    const struct pin_wordings *wordings = &self->wordings;
    const uint32_t *answered_as = self->context->dataset->queries.answered_as;
    struct robustness_lists *out = &self->lists[self->systems_n];
    struct list_room room;
    PIN_TRY(room_init(&room, self, run, arena, err));
    out->values =
        PIN_NEW_N(self->context->arena, double, (size_t)wordings->groups_n *AGREES_N + 1);
    if (!out->values) {
        return pin_fail(err, PIN_E_NOMEM, "no memory for the agreement of lists");
    }
    for (uint32_t group = 0; group < wordings->groups_n; group++) {
        room.lists_n = 0;
        for (uint32_t i = wordings->start[group]; i < wordings->start[group + 1]; i++) {
            const uint32_t query = wordings->members[i];
            if (counted[query] &&
                wordings->start[group + 1] - wordings->start[group] > 1) {
                copy_list(&room, run, answered_as ? answered_as[query] : query);
            }
        }
        compare_group(out, &room, self, group);
    }
    self->systems_n++;
    return PIN_OK;
}

enum pin_status robustness_add_lists(struct robustness *self, const struct pin_run *run,
                                     const bool *counted, struct pin_error *err)
{
    struct pin_arena arena;
    pin_arena_init(&arena, 0);
    const enum pin_status status = compare_lists(self, run, counted, &arena, err);
    pin_arena_free(&arena);
    return status;
}

static const struct pin_sheet_column columns[] = {
    {"system", "system", PIN_SHEET_TEXT, false},
    {"jaccard", "Jaccard", PIN_SHEET_VALUE, true},
    {"overlap", "overlap", PIN_SHEET_VALUE, true},
    {"rbo", "RBO", PIN_SHEET_VALUE, true},
    {"top", "same first item", PIN_SHEET_SHARE, true},
    {"groups", "groups", PIN_SHEET_COUNT, false},
    {"pairs", "pairs", PIN_SHEET_COUNT, false},
    {"sampled", "groups sampled", PIN_SHEET_COUNT, false},
    {"clusters", "clusters", PIN_SHEET_COUNT, false},
};

static enum pin_status put_system(const struct robustness *self,
                                  struct pin_sheet_book *book, uint32_t system,
                                  struct pin_arena *arena, struct pin_error *err)
{
    const struct pin_wordings *wordings = &self->wordings;
    const struct robustness_lists *lists = &self->lists[system];
    static const uint32_t places[AGREES_N] = {AGREE_JACCARD, AGREE_OVERLAP, AGREE_RBO,
                                              AGREE_TOP};
    struct pin_functional functionals[AGREES_N];
    struct robustness_estimate estimates[AGREES_N];
    struct pin_cluster_sums sums;
    PIN_TRY(pin_cluster_sums_new(&sums, self->context->panel->clustering.clusters_n,
                                 AGREES_N, arena, err));
    for (uint32_t i = 0; i < AGREES_N; i++) {
        functionals[i] = pin_functional_figure(&places[i]);
        for (uint32_t group = 0; group < wordings->groups_n; group++) {
            const double value = lists->values[(size_t)group * AGREES_N + i];
            const size_t place = (size_t)wordings->cluster_of[group] * AGREES_N + i;
            sums.num[place] += isnan(value) ? 0.0 : value;
            sums.den[place] += isnan(value) ? 0.0 : 1.0;
        }
    }
    PIN_TRY(robustness_estimate(estimates, self, &sums, functionals, AGREES_N, err));
    const uint32_t clusters_n = robustness_clusters(&sums, AGREE_JACCARD);
    pin_sheet_text(book, self->context->panel->systems[system].name);
    for (uint32_t i = 0; i < AGREES_N; i++) {
        robustness_put(book, &estimates[i], clusters_n);
    }
    pin_sheet_number(book, lists->groups_n);
    pin_sheet_number(book, (double)lists->pairs_n);
    pin_sheet_number(book, lists->sampled_n);
    pin_sheet_number(book, clusters_n);
    return PIN_OK;
}

enum pin_status robustness_put_lists(const struct robustness *self,
                                     struct pin_sheet_book *book, struct pin_error *err)
{
    enum pin_status status = PIN_OK;
    struct pin_arena arena;
    pin_sheet_begin(book, "lists", "agreement of the lists for two wordings", columns,
                    sizeof(columns) / sizeof(columns[0]));
    pin_arena_init(&arena, 0);
    for (uint32_t s = 0; status == PIN_OK && s < self->systems_n; s++) {
        status = put_system(self, book, s, &arena, err);
    }
    pin_arena_free(&arena);
    pin_sheet_note(book,
                   "mean over groups of the mean over pairs of wordings; Jaccard and "
                   "overlap of the first %u items, rank-biased overlap with p = 0.9 "
                   "(extrapolated, first %u); no labels are looked at",
                   self->options->cutoff, (uint32_t)ROBUSTNESS_DEPTH_MAX);
    pin_sheet_note(book, "same first item: the share of groups all of whose wordings get "
                         "it; nulls and repeats are left out of lists, and two lists "
                         "without an item are no pair");
    pin_sheet_note(book,
                   "of groups with more than %u pairs, so many are drawn at random "
                   "(groups sampled)",
                   (uint32_t)ROBUSTNESS_PAIRS_MAX);
    robustness_note_intervals(self, book);
    return status;
}
