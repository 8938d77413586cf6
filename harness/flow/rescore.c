#include "harness/flow/rescore.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct candidates { /* of all lists of one call, one behind the other */
    struct pin_hit *hits;
    uint64_t *start; /* one more than lists */
    float *scores;
    struct pin_hit *room; /* width of them: where a list is put in order */
};

static uint32_t head_of(const struct pin_link *link, uint32_t hits_n)
{
    return link->top_n > 0 && link->top_n < hits_n ? link->top_n : hits_n;
}

static bool can_be_scored(const struct pin_chain *chain, struct pin_hit hit)
{
    return hit.item.ix < chain->dataset->corpus.items_n;
}

static enum pin_status gather(struct candidates *out, struct pin_chain *chain,
                              const struct pin_link *link, const struct pin_lists *lists,
                              struct pin_error *err)
{
    const uint32_t lists_n = lists->end - lists->first;
    size_t most = 0;
    for (uint32_t i = 0; i < lists_n; i++) {
        most += head_of(link, lists->hits_n[i]);
    }
    out->hits = PIN_NEW_N(&chain->arena, struct pin_hit, most + 1);
    out->scores = PIN_NEW_N(&chain->arena, float, most + 1);
    out->start = PIN_NEW_N(&chain->arena, uint64_t, (size_t)lists_n + 1);
    out->room = PIN_NEW_N(&chain->arena, struct pin_hit, (size_t)chain->width + 1);
    if (!out->hits || !out->scores || !out->start || !out->room) {
        return pin_fail(err, PIN_E_NOMEM, "no memory for %zu candidates", most);
    }
    uint64_t n = 0;
    for (uint32_t i = 0; i < lists_n; i++) {
        const struct pin_hit *list = lists->hits + (size_t)i * chain->width;
        const uint32_t head_n = head_of(link, lists->hits_n[i]);
        out->start[i] = n;
        for (uint32_t j = 0; j < head_n; j++) {
            if (can_be_scored(chain, list[j])) {
                out->hits[n++] = list[j];
            }
        }
    }
    out->start[lists_n] = n;
    for (uint64_t i = 0; i < n; i++) {
        out->scores[i] = NAN; /* what an engine leaves out is not scored */
    }
    return PIN_OK;
}

static int better_first(const void *a, const void *b)
{
    const struct pin_hit *x = a;
    const struct pin_hit *y = b;
    if (x->score > y->score || x->score < y->score) {
        return x->score > y->score ? -1 : 1;
    }
    return (x->item.ix > y->item.ix) - (x->item.ix < y->item.ix);
}

/* Falls by one, or by the least step that a large score can take. */
static float below(float score)
{
    return fminf(score - 1.0F, nextafterf(score, -INFINITY));
}

/* The scored part to the front of room, then the rest of the head, then the tail. */
static void order_list(struct pin_chain *chain, const struct candidates *from,
                       uint64_t first, struct pin_hit *list, uint32_t head_n,
                       uint32_t hits_n)
{
    struct pin_hit *room = from->room;
    uint32_t scored_n = 0;
    uint64_t at = first;
    for (uint32_t i = 0; i < head_n; i++) {
        if (can_be_scored(chain, list[i]) && !isnan(from->scores[at++])) {
            room[scored_n++] = (struct pin_hit){list[i].item, from->scores[at - 1]};
        }
    }
    chain->unscored_n += head_n - scored_n;
    if (scored_n == 0) {
        return;
    }
    qsort(room, scored_n, sizeof(*room), better_first);
    uint32_t n = scored_n;
    float score = room[scored_n - 1].score;
    at = first;
    for (uint32_t i = 0; i < hits_n; i++) {
        const bool scored =
            i < head_n && can_be_scored(chain, list[i]) && !isnan(from->scores[at++]);
        if (!scored) {
            score = below(score);
            room[n++] = (struct pin_hit){list[i].item, score};
        }
    }
    memcpy(list, room, (size_t)hits_n * sizeof(*room));
}

enum pin_status pin_rescore_lists(struct pin_chain *chain, const struct pin_link *link,
                                  struct pin_lists *lists, struct pin_error *err)
{
    const struct pin_arena_mark mark = pin_arena_mark(&chain->arena);
    struct candidates candidates = {0};
    enum pin_status status = gather(&candidates, chain, link, lists, err);
    if (status == PIN_OK) {
        const struct pin_rescore rescore = {&chain->dataset->queries, lists->first,
                                            lists->end, candidates.start,
                                            candidates.hits};
        status = link->ops->rescore(link->engine, &rescore, candidates.scores, err);
    }
    for (uint32_t i = 0; status == PIN_OK && i < lists->end - lists->first; i++) {
        order_list(chain, &candidates, candidates.start[i],
                   lists->hits + (size_t)i * chain->width,
                   head_of(link, lists->hits_n[i]), lists->hits_n[i]);
    }
    pin_arena_rewind(&chain->arena, mark);
    return status;
}
