/* RBO walks down both lists at once. At any depth at most one tie group of each list is
 * open: its items have a share below 1 that is the same for all of them. So X_d needs
 * only the number of items in each pair of states (ahead, open, past) of the two
 * lists, and an item changes its state twice in each list. */
#include "harness/stats/agreement.h"

#include "harness/base/sum.h"

#include <assert.h>
#include <math.h>
#include <stdbool.h>

enum { AHEAD = 0, OPEN = 1, PAST = 2, STATES = 3 };

enum pin_status pin_agreement_room_init(struct pin_agreement_room *room,
                                        uint32_t depth_max, struct pin_arena *arena,
                                        struct pin_error *err)
{
    assert(depth_max < UINT32_MAX / 2);
    const size_t n = (size_t)depth_max + 1;
    *room = (struct pin_agreement_room){
        .slots = {PIN_NEW_N(arena, uint32_t, n), PIN_NEW_N(arena, uint32_t, n)},
        .states = PIN_NEW_N(arena, uint8_t, 2 * n),
        .depth_max = depth_max,
    };
    if (!room->slots[0] || !room->slots[1] || !room->states) {
        return pin_fail(err, PIN_E_NOMEM, "no memory to compare lists of %u", depth_max);
    }
    return pin_map32_init(&room->map, 2 * depth_max, arena, err);
}

static uint32_t shorter(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

/* How many items the first a_n of a and the first b_n of b share. */
static uint32_t shared(struct pin_agreement_room *room, const uint32_t *a, uint32_t a_n,
                       const uint32_t *b, uint32_t b_n)
{
    uint32_t shared_n = 0;
    assert(a_n <= room->depth_max && b_n <= room->depth_max);
    pin_map32_reset(&room->map, a_n + b_n);
    for (uint32_t i = 0; i < a_n; i++) {
        const uint32_t before = pin_map32_put(&room->map, a[i], 0);
        assert(before == PIN_MAP32_NONE);
        (void)before;
    }
    for (uint32_t i = 0; i < b_n; i++) {
        const uint32_t before = pin_map32_put(&room->map, b[i], 1);
        assert(before != 1);
        shared_n += before == 0;
    }
    return shared_n;
}

double pin_list_overlap(struct pin_agreement_room *room, const struct pin_ranked_list *a,
                        const struct pin_ranked_list *b, uint32_t k)
{
    const uint32_t a_n = shorter(a->n, k);
    const uint32_t b_n = shorter(b->n, k);
    const uint32_t n = a_n > b_n ? a_n : b_n;
    return n == 0 ? (double)NAN : (double)shared(room, a->items, a_n, b->items, b_n) / n;
}

double pin_list_jaccard(struct pin_agreement_room *room, const struct pin_ranked_list *a,
                        const struct pin_ranked_list *b, uint32_t k)
{
    const uint32_t a_n = shorter(a->n, k);
    const uint32_t b_n = shorter(b->n, k);
    if (a_n == 0 && b_n == 0) {
        return (double)NAN;
    }
    const uint32_t shared_n = shared(room, a->items, a_n, b->items, b_n);
    return (double)shared_n / (a_n + b_n - shared_n);
}

struct pin_walk { /* down one list */
    const struct pin_ranked_list *list;
    const uint32_t *slots;
    uint32_t unit;       /* of this list's state within the state of an item */
    uint32_t begin, end; /* of the group that is open */
    double share;        /* of its items at this depth */
};

struct pin_pair_walk {
    struct pin_walk shorter, longer;
    uint8_t *states; /* by slot: shorter's state + STATES * longer's */
    uint32_t counts[STATES * STATES];
};

/* Equal means equal here: ties are scores that are the same to the bit. */
static uint32_t group_end(const struct pin_ranked_list *list, uint32_t begin)
{
    uint32_t end = begin + 1;
    while (list->scores && end < list->n && !(list->scores[end] < list->scores[begin]) &&
           !(list->scores[end] > list->scores[begin])) {
        end++;
    }
    return end;
}

/* Moves the items of the group that is open one state on. */
static void advance(struct pin_pair_walk *pair, const struct pin_walk *walk)
{
    for (uint32_t i = walk->begin; i < walk->end; i++) {
        uint8_t *state = &pair->states[walk->slots[i]];
        pair->counts[*state]--;
        *state = (uint8_t)(*state + walk->unit);
        pair->counts[*state]++;
    }
}

static void open_group(struct pin_pair_walk *pair, struct pin_walk *walk, uint32_t d)
{
    if (d <= walk->list->n) {
        if (d > walk->end) {
            walk->begin = walk->end;
            walk->end = group_end(walk->list, walk->begin);
            advance(pair, walk);
        }
        walk->share = (double)(d - walk->begin) / (walk->end - walk->begin);
    }
}

static void close_group(struct pin_pair_walk *pair, const struct pin_walk *walk,
                        uint32_t d)
{
    if (d == walk->end) {
        advance(pair, walk);
    }
}

/* How many items are in this state of the shorter and that of the longer list. */
static double count_of(const struct pin_pair_walk *pair, size_t shorter_state,
                       size_t longer_state)
{
    return pair->counts[shorter_state + STATES * longer_state];
}

static double seen_overlap(const struct pin_pair_walk *pair)
{
    const double shorter_share = pair->shorter.share;
    const double longer_share = pair->longer.share;
    return count_of(pair, OPEN, OPEN) * shorter_share * longer_share +
           count_of(pair, OPEN, PAST) * shorter_share +
           count_of(pair, PAST, OPEN) * longer_share + count_of(pair, PAST, PAST);
}

/* Of the items that the longer list has and the shorter lacks. */
static double mean_share(const struct pin_pair_walk *pair)
{
    const double open_n = count_of(pair, AHEAD, OPEN);
    const double past_n = count_of(pair, AHEAD, PAST);
    return (open_n * pair->longer.share + past_n) / (open_n + past_n);
}

static double walk_down(struct pin_pair_walk *pair, double p)
{
    const uint32_t s = pair->shorter.list->n;
    const uint32_t l = pair->longer.list->n;
    struct pin_sum sum = {0};
    double weight = 1;
    double agreement = 0;
    double agreement_s = 0;
    for (uint32_t d = 1; d <= l; d++) {
        open_group(pair, &pair->shorter, d);
        open_group(pair, &pair->longer, d);
        double overlap = seen_overlap(pair);
        if (d > s) {
            overlap += (d - s) * agreement_s * mean_share(pair);
        }
        agreement = overlap / d;
        agreement_s = d == s ? agreement : agreement_s;
        pin_sum_add(&sum, (1 - p) * weight * agreement);
        weight *= p;
        close_group(pair, &pair->shorter, d);
        close_group(pair, &pair->longer, d);
    }
    pin_sum_add(&sum, weight * agreement);
    return pin_sum_value(&sum);
}

/* Numbers the items of both lists from 0, shared ones once; says how many there are. */
static uint32_t number_items(struct pin_agreement_room *room,
                             const struct pin_ranked_list *a,
                             const struct pin_ranked_list *b)
{
    uint32_t slots_n = 0;
    assert(a->n <= room->depth_max && b->n <= room->depth_max);
    pin_map32_reset(&room->map, a->n + b->n);
    for (uint32_t i = 0; i < a->n; i++) {
        const uint32_t before = pin_map32_put(&room->map, a->items[i], slots_n);
        assert(before == PIN_MAP32_NONE);
        (void)before;
        room->slots[0][i] = slots_n++;
    }
    for (uint32_t i = 0; i < b->n; i++) {
        const uint32_t before = pin_map32_put(&room->map, b->items[i], slots_n);
        assert(before == PIN_MAP32_NONE || before < a->n);
        room->slots[1][i] = before == PIN_MAP32_NONE ? slots_n++ : before;
    }
    return slots_n;
}

double pin_list_rbo(struct pin_agreement_room *room, const struct pin_ranked_list *a,
                    const struct pin_ranked_list *b, double p)
{
    if (!(p > 0 && p < 1) || (a->n == 0 && b->n == 0)) {
        return (double)NAN;
    }
    if (a->n > b->n) {
        const struct pin_ranked_list *longer = a;
        a = b;
        b = longer;
    }
    if (a->n == 0) {
        return 0;
    }
    const uint32_t slots_n = number_items(room, a, b);
    struct pin_pair_walk pair = {
        .shorter = {.list = a, .slots = room->slots[0], .unit = 1},
        .longer = {.list = b, .slots = room->slots[1], .unit = STATES},
        .states = room->states,
        .counts = {slots_n},
    };
    for (uint32_t i = 0; i < slots_n; i++) {
        room->states[i] = 0;
    }
    return walk_down(&pair, p);
}
