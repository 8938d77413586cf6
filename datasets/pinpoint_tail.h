/* pinpoint_tail.h - the base query of a row, from the end of its hard negatives.
 *
 * In the released labels whose images were replaced for their licences (2026), each list
 * of hard negatives ends in two entries that were put behind it: the original reference
 * image of the base query, and its second one or null. The paraphrases of a base query
 * have them in common, even where their images and labels do not agree any more. */
#ifndef PIN_DATASETS_PINPOINT_TAIL_H
#define PIN_DATASETS_PINPOINT_TAIL_H

#include "datasets/pinpoint_row.h"

struct pinpoint_tail {
    struct pin_text first;
    struct pin_text second; /* of length 0: null */
};

/* False: the row has no such ending. Its second entry is null or, where it is an image,
 * stands in the list before the two already, as an ordinary last negative does not. The
 * texts are the row's. */
bool pinpoint_row_tail(struct pinpoint_tail *out, const struct pinpoint_row *row);

#endif
