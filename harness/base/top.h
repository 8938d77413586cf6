/* top.h - the best k of many scored items, in the one order that all engines share.
 *
 * A higher score is better; of equal scores the lower index is. That is a total order, so
 * the result does not depend on the order of the adding, and partial tops merge into the
 * same result. The caller gives the memory; nothing is allocated. A score is never NaN
 * (asserted when it would be kept): an engine that can produce one deals with it first.
 *
 * Cost: one comparison for an item that is not among the best so far, O(log k) for one
 * that is, O(k log k) for the finish. */
#ifndef PIN_HARNESS_BASE_TOP_H
#define PIN_HARNESS_BASE_TOP_H

#include <stdbool.h>
#include <stdint.h>

struct pin_top_hit {
    uint32_t ix;
    float score;
};

struct pin_top { /* made by pin_top_init; the members are private until the finish */
    struct pin_top_hit *hits; /* a heap with the worst on top */
    uint32_t capacity;
    uint32_t n;
};

/* hits has room for k and outlives the top; k may be 0. */
void pin_top_init(struct pin_top *top, struct pin_top_hit *hits, uint32_t k);

/* Whether a stands in front of b. */
static inline bool pin_top_better(struct pin_top_hit a, struct pin_top_hit b)
{
    return a.score > b.score || (!(a.score < b.score) && a.ix < b.ix);
}

/* For pin_top_add alone: puts in what has a place. */
void pin_top_put(struct pin_top *top, struct pin_top_hit hit);

/* In the header, because scans call it for every item and most items end here. */
static inline void pin_top_add(struct pin_top *top, struct pin_top_hit hit)
{
    if (top->n < top->capacity || (top->n > 0 && pin_top_better(hit, top->hits[0]))) {
        pin_top_put(top, hit);
    }
}

/* Sorts hits, best first, and gives how many there are. The top takes no more after it.
 */
uint32_t pin_top_finish(struct pin_top *top);

#endif
