/* joint.h - rankings by a function of two scores of an item: that of the images and that
 * of the text. Each is canonical (finder.h); the function is float64, rounded once.
 *
 *   product  max(image, 0) * max(text, 0); the baseline of i-CIR (Psomas et al. 2025)
 *   weicom   alpha F((text - mean) / sd) + (1 - alpha) F((image - mean) / sd), where F is
 *            the normal distribution, and each mean and sd (n - 1) is that of the query's
 *            scores over all that it may find (Psomas et al. 2024, remote sensing); a
 *            score that is the same for all items counts one half
 *
 * Neither is a score of one vector, so nothing is screened: every item is scored twice
 * for every query, in time linear in items, queries and dimensions. Memory: at most 16
 * MiB of scores for each thread, or those of one query where they are more. */
#ifndef PIN_ENGINES_JOINT_H
#define PIN_ENGINES_JOINT_H

#include "engines/finder.h"

enum pin_joint_kind { PIN_JOINT_PRODUCT, PIN_JOINT_WEICOM };

struct pin_joint {
    enum pin_joint_kind kind;
    double alpha;             /* of the text */
    struct pin_find image;    /* its queries, lists and depth are those of both */
    const void *text_context; /* for image.fill, to write the text's vector */
};

/* As pin_finder_search; a finder of cosines or inner products. */
PIN_MUST_USE enum pin_status pin_joint_search(const struct pin_finder *finder,
                                              const struct pin_joint *joint,
                                              struct pin_hit *hits, uint32_t *hits_n,
                                              struct pin_error *err);

#endif
