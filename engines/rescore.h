/* rescore.h - canonical scores of pairs of a query and an item, in order of items.
 *
 * Sorted, a row is brought from memory once for all queries that want it, and the queries
 * stay in the cache. */
#ifndef PIN_ENGINES_RESCORE_H
#define PIN_ENGINES_RESCORE_H

#include "engines/finder_room.h"

float pin_rescore_one(const struct pin_finder *finder, const float *query,
                      const float *row, uint32_t item);

/* Scores the room's pairs and empties them: the worst score of each query is lowered to
 * them; with keep they are added to its top. */
void pin_rescore_pairs(struct pin_room *room, const struct pin_finder *finder, bool keep);

/* Every item that may be found, for each query of the room that is not screened. */
void pin_rescore_all(struct pin_room *room, const struct pin_finder *finder,
                     const struct pin_find *find);

/* Whether the query's own lists let it find the item. */
bool pin_rescore_allowed(const struct pin_asked *asked, const struct pin_find *find,
                         uint32_t item);

#endif
