/* finder.h - the exact top-k of query vectors over a matrix, as a library.
 *
 * A score is canonical (kernels/dot.h): the sum in float64, under cosine over the item's
 * norm (0 for an item of zeros), under L2 with the sign turned, rounded once to float32.
 * The ranking is by score, equal scores by item. So a result depends on no instruction
 * set, thread, block or depth: the first k of a deeper search are the search for k.
 *
 * Method: 8-bit copies of items and queries are multiplied, what cannot be among the best
 * by a proven bound (quantised.h) is dropped at once, the rest is scored canonically. A
 * query for which the bound decides too little is scored against every item instead.
 *
 * Memory beyond the vectors: a byte for each number of an item (dimensions rounded up to
 * 64), 16 bytes an item, and at most about 40 MB for each thread. */
#ifndef PIN_ENGINES_FINDER_H
#define PIN_ENGINES_FINDER_H

#include "engines/kernels/isa.h"
#include "harness/base/arena.h"
#include "harness/model/dataset.h"
#include "harness/model/run.h"

enum pin_similarity { PIN_COSINE, PIN_INNER_PRODUCT, PIN_L2 };

struct pin_finder;

struct pin_finder_config {
    struct pin_matrix vectors; /* outlives the finder */
    const struct pin_ids *ids; /* to name a bad item */
    const uint32_t *items;     /* those that may be found, ascending; NULL: all */
    uint32_t items_n;          /* of items; without them all rows */
    enum pin_similarity similarity;
    const struct pin_isa *isa;
    uint32_t threads;
};

struct pin_find {
    /* Writes query `query` of a search: dim float32. False: not finite. Called from many
     * threads at once. scratch: 2 * pin_dot_padded(dim) numbers. */
    bool (*fill)(float *out, double *scratch, const void *context, uint32_t query);
    const void *context;
    uint32_t first, end; /* the queries; also the rows of the lists below */
    uint32_t depth;
    struct pin_item_lists excluded;
    struct pin_item_lists galleries;
};

/* Reads every vector; PIN_E_CONFIG names an item that is not finite. */
PIN_MUST_USE enum pin_status pin_finder_new(struct pin_finder **out,
                                            const struct pin_finder_config *config,
                                            struct pin_arena *arena,
                                            struct pin_error *err);

/* Row i of hits: depth places for query first + i; hits_n[i]: how many were filled, or
 * PIN_IX_NONE for a query that is not finite. One call at a time. */
PIN_MUST_USE enum pin_status pin_finder_search(struct pin_finder *finder,
                                               const struct pin_find *find,
                                               struct pin_hit *hits, uint32_t *hits_n,
                                               struct pin_error *err);

#endif
