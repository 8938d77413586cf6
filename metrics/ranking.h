/* ranking.h - the few questions that every metric asks a judged ranking.
 *
 * Ranks are counted from 1 in definitions and from 0 in the arrays. The last place is
 * never past the ranking, so a cutoff may be PIN_CUTOFF_NONE everywhere here. */
#ifndef PIN_METRICS_RANKING_H
#define PIN_METRICS_RANKING_H

#include "harness/model/judged.h"

#include <stdbool.h>
#include <stdint.h>

/* How many of the first cutoff places there are. */
static inline uint32_t pin_places_n(const struct pin_judged *judged, uint32_t cutoff)
{
    return cutoff < judged->depth ? cutoff : judged->depth;
}

static inline bool pin_relevant_at(const struct pin_judged *judged, uint32_t place)
{
    return judged->grades[place] >= 1;
}

/* Relevant hits among the first cutoff places. */
static inline uint32_t pin_relevant_within_n(const struct pin_judged *judged,
                                             uint32_t cutoff)
{
    const uint32_t end = pin_places_n(judged, cutoff);
    uint32_t hits_n = 0;
    for (uint32_t place = 0; place < end; place++) {
        hits_n += pin_relevant_at(judged, place) ? 1 : 0;
    }
    return hits_n;
}

/* The place of the first relevant hit among the first cutoff, or how many places there
 * are when none is relevant. */
static inline uint32_t pin_first_relevant(const struct pin_judged *judged,
                                          uint32_t cutoff)
{
    const uint32_t end = pin_places_n(judged, cutoff);
    uint32_t place = 0;
    while (place < end && !pin_relevant_at(judged, place)) {
        place++;
    }
    return place;
}

static inline uint32_t pin_lesser(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

#endif
