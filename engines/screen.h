/* screen.h - a block of queries against panels of the 8-bit copy.
 *
 * A query's floor is a lower bound on its k-th best score: of k candidates the least of
 * their lower bounds, or the least of their canonical scores. An item whose upper bound
 * is below the floor cannot be among the best k, whatever ties there are, and is dropped;
 * the others are candidates. When a query has collected many the floor is raised and its
 * candidates are sieved again; a query whose candidates do not fit even then (rows that
 * are equal, or nearly) is marked as not screened. */
#ifndef PIN_ENGINES_SCREEN_H
#define PIN_ENGINES_SCREEN_H

#include "engines/finder_room.h"

/* Takes the queries from find and makes tiles of them. */
void pin_screen_prepare(struct pin_room *room, const struct pin_finder *finder,
                        const struct pin_find *find, uint32_t first, uint32_t queries_n);

/* Collects the candidates of panels `panel` to end - 1. */
void pin_screen_panels(struct pin_room *room, const struct pin_finder *finder,
                       const struct pin_find *find, uint32_t panel, uint32_t end);

/* Adds the candidates of another room that was prepared for the same queries. */
void pin_screen_merge(struct pin_room *room, const struct pin_finder *finder,
                      const struct pin_room *other);

/* Scores what is left canonically; the tops are complete then. */
void pin_screen_finish(struct pin_room *room, const struct pin_finder *finder,
                       const struct pin_find *find);

#endif
