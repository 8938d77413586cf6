/* select.h - the n greatest in front, in no order, in linear time on average. */
#ifndef PIN_ENGINES_SELECT_H
#define PIN_ENGINES_SELECT_H

#include "engines/finder_room.h"

/* The n-th greatest (1 <= n <= count) of numbers that are not NaN; reorders them. */
float pin_select_float(float *numbers, uint32_t count, uint32_t n);

/* Moves the n candidates (n <= count) with the greatest middles to the front. */
void pin_select_candidates(struct pin_candidate *candidates, uint32_t count, uint32_t n);

#endif
