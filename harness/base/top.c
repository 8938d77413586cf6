/* top.c - a binary heap in place: the worst hit is on top, where the next one is measured
 * against it; the finish is the second half of heapsort. */
#include "harness/base/top.h"

#include <assert.h>
#include <math.h>
#include <stddef.h>

void pin_top_init(struct pin_top *top, struct pin_top_hit *hits, uint32_t k)
{
    *top = (struct pin_top){hits, k, 0};
}

static void sift_up(struct pin_top_hit *hits, size_t at)
{
    const struct pin_top_hit hit = hits[at];
    while (at > 0 && pin_top_better(hits[(at - 1) / 2], hit)) {
        hits[at] = hits[(at - 1) / 2];
        at = (at - 1) / 2;
    }
    hits[at] = hit;
}

/* Puts hit on top of a heap of n whose top is free, and down to its place. */
static void sift_down(struct pin_top_hit *hits, size_t n, struct pin_top_hit hit)
{
    size_t at = 0;
    size_t child = 1;
    while (child < n) {
        if (child + 1 < n && pin_top_better(hits[child], hits[child + 1])) {
            child++;
        }
        if (!pin_top_better(hit, hits[child])) {
            break;
        }
        hits[at] = hits[child];
        at = child;
        child = 2 * at + 1;
    }
    hits[at] = hit;
}

void pin_top_put(struct pin_top *top, struct pin_top_hit hit)
{
    assert(!isnan(hit.score));
    if (top->n < top->capacity) {
        top->hits[top->n] = hit;
        sift_up(top->hits, top->n);
        top->n++;
    } else {
        sift_down(top->hits, top->n, hit);
    }
}

uint32_t pin_top_finish(struct pin_top *top)
{
    for (size_t n = top->n; n > 1; n--) {
        const struct pin_top_hit worst = top->hits[0];
        sift_down(top->hits, n - 1, top->hits[n - 1]);
        top->hits[n - 1] = worst;
    }
    return top->n;
}
