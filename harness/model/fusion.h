/* fusion.h - how the lists of several systems become one.
 *
 * Of each query, item d gets from list l the contribution c(d, l), and its fused score is
 * the sum over the lists of weight(l) * c(d, l), in the order in which the systems are
 * named, in float64, rounded once to float32. Higher is better; equal scores stand in
 * order of item index. A null is passed over but keeps its rank, and an item that a list
 * repeats counts at its first place there.
 *
 * rrf       c = 1 / (k + rank), ranks from 1 (Cormack, Clarke and Buettcher, Reciprocal
 *           rank fusion outperforms Condorcet and individual rank learning methods,
 *           SIGIR 2009)
 * combsum   c = the normalised score (Fox and Shaw, Combination of multiple searches,
 *           TREC-2, 1994); with weights it is the weighted sum
 * combmnz   as combsum, times the number of lists that have the item (the same source).
 *           A product with that number wants contributions of 0 and more, so it takes
 *           min-max and rank alone
 *
 * The score s of the item at rank r of a list of n places is normalised over that query's
 * list to
 *
 * minmax    (s - lowest) / (highest - lowest); 1 where all are equal (Lee, Analyses of
 *           multiple evidence combination, SIGIR 1997)
 * z         (s - mean) / standard deviation, with n below; 0 where all are equal
 *           (Montague and Aslam, Relevance score normalization for metasearch, CIKM 2001)
 * rank      1 - (r - 1) / n (Lee 1997); needs no scores
 * none      s
 *
 * An item that a list lacks gets 0 from it under rrf, minmax and rank. Under z and none,
 * where 0 may be a high score, it gets the lowest contribution of that list; an empty
 * list gives 0 to all. */
#ifndef PIN_HARNESS_MODEL_FUSION_H
#define PIN_HARNESS_MODEL_FUSION_H

#include <stdbool.h>
#include <stdint.h>

enum pin_fusion_method { PIN_FUSE_RRF, PIN_FUSE_COMBSUM, PIN_FUSE_COMBMNZ };
enum pin_normalise {
    PIN_NORMALISE_MINMAX,
    PIN_NORMALISE_Z,
    PIN_NORMALISE_RANK,
    PIN_NORMALISE_NONE,
};

enum { PIN_FUSION_K = 60, PIN_FUSION_PARTS_MAX = 100 };

struct pin_fusion {
    enum pin_fusion_method method;
    enum pin_normalise normalise; /* of combsum and combmnz */
    double k;                     /* of rrf; 0 and above */
    const uint32_t *of;           /* the systems, by their places in the plan */
    const double *weights;        /* one each */
    uint32_t of_n;
};

/* The words of a plan, NULL-ended, in the order of the values. */
extern const char *const pin_fusion_methods[];
extern const char *const pin_normalises[];

/* Whether the scores of the lists matter, and not only their order. */
static inline bool pin_fusion_needs_scores(const struct pin_fusion *fusion)
{
    return fusion->method != PIN_FUSE_RRF && fusion->normalise != PIN_NORMALISE_RANK;
}

#endif
