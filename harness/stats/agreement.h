/* agreement.h - how far two ranked lists hold the same items, and in the same order.
 *
 * No labels are needed: these compare two lists for one query, say of two wordings or of
 * two systems. Items are any numbers below UINT32_MAX; a list holds none twice
 * (asserted). Every value is symmetric in the two lists and lies in [0, 1].
 *
 * Cost: linear in the lengths (expected), in a room made once. A room serves one thread
 * at a time. */
#ifndef PIN_HARNESS_STATS_AGREEMENT_H
#define PIN_HARNESS_STATS_AGREEMENT_H

#include "harness/base/arena.h"
#include "harness/base/error.h"
#include "harness/base/map32.h"

#include <stdint.h>

struct pin_ranked_list {
    const uint32_t *items; /* n, best first */
    const float *scores;   /* n, never rising: equal neighbours are tied. NULL: no ties */
    uint32_t n;
};

struct pin_agreement_room { /* made on the caller's stack; the members are private */
    struct pin_map32 map;
    uint32_t *slots[2];
    uint8_t *states;
    uint32_t depth_max;
};

/* For lists of up to depth_max items (asserted), in the arena. */
PIN_MUST_USE enum pin_status pin_agreement_room_init(struct pin_agreement_room *room,
                                                     uint32_t depth_max,
                                                     struct pin_arena *arena,
                                                     struct pin_error *err);

/* How many items the first k of both lists share, divided by k, or by the length of the
 * longer list where that is below k: two equal short lists agree fully, and a list is not
 * better for being short. Scores are not looked at. NaN when k is 0 or both are empty. */
double pin_list_overlap(struct pin_agreement_room *room, const struct pin_ranked_list *a,
                        const struct pin_ranked_list *b, uint32_t k);

/* The same number divided by how many items the first k of both lists hold together
 * (Jaccard 1912). NaN as above. */
double pin_list_jaccard(struct pin_agreement_room *room, const struct pin_ranked_list *a,
                        const struct pin_ranked_list *b, uint32_t k);

/* Rank-biased overlap, extrapolated: RBO_EXT of Webber, Moffat and Zobel (A similarity
 * measure for indefinite rankings, TOIS 2010, equation 32), ties as in variant a of Corsi
 * and Urbano (The treatment of ties in rank-biased overlap, SIGIR 2024).
 *
 *   (1 - p) sum_{d=1..l} p^(d-1) A_d + p^l A_l
 *
 * with s and l the lengths of the shorter and the longer list, A_d = X_d / d, and X_d the
 * sum over items of the products of their shares in both lists at depth d. An item's
 * share is 0 above its tie group, 1 below it, and between grows evenly: the chance to be
 * among the first d when the group is put into random order. Past s the shorter list is
 * taken to go on as it did: X_d gains (d - s) A_s, times the mean share of those items of
 * the longer list that have one at d and that the shorter list lacks.
 *
 * Without ties on the longer list beyond depth s this is the mean of RBO_EXT over all
 * orders of the tied items; so a list with ties agrees with itself by less than 1. p in
 * (0, 1) is the weight of going one deeper: the first ten ranks carry .86 of the weight
 * at p = .9. 0 when exactly one list is empty; NaN when both are, and for another p. */
double pin_list_rbo(struct pin_agreement_room *room, const struct pin_ranked_list *a,
                    const struct pin_ranked_list *b, double p);

#endif
