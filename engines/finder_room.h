/* finder_room.h - private to the finder: what it holds, and a thread's place of work. */
#ifndef PIN_ENGINES_FINDER_ROOM_H
#define PIN_ENGINES_FINDER_ROOM_H

#include "engines/finder.h"
#include "engines/quantised.h"
#include "harness/base/top.h"

enum { PIN_BLOCK_MAX = 512, PIN_PAIRS_MAX = 1 << 17 };

struct pin_candidate {
    float middle; /* the screening score; the truth is within the bound around it */
    uint32_t position;
};

struct pin_asked { /* a query of a block */
    double square; /* canonical sum of squares */
    double shift;  /* q.m */
    double scale;
    uint32_t row; /* of the lists */
    uint32_t n;   /* candidates */
    uint32_t trigger;
    float worst; /* canonical scores of a batch: the least */
    bool finite;
    bool screened; /* else scored against all that it may find */
    bool excludes;
    bool confined; /* to a gallery */
};

struct pin_room {
    struct pin_block block;
    float *vectors; /* of the queries: padded dim each */
    int8_t *tiles;
    struct pin_sieve *sieves;
    struct pin_asked *asked;
    struct pin_candidate *candidates; /* capacity each */
    float *lower;                     /* capacity */
    struct pin_top *tops;
    struct pin_top_hit *hits; /* depth each */
    uint64_t *pairs;          /* item << 32 | query of the block */
    uint64_t *spare;
    uint32_t pairs_n;
    float *row;
    double *scratch;
    uint32_t queries_n;
};

struct pin_finder {
    struct pin_finder_config config;
    struct pin_arena *arena;
    double *norms;
    struct pin_quantised index;
    struct pin_arena_mark built; /* the rooms lie behind it */
    struct pin_room *rooms;
    size_t padded;      /* floats of a query */
    uint32_t depth_max; /* of the rooms */
    uint32_t block_max; /* of the rooms */
    uint32_t depth;     /* of this search: at most the items there are */
    uint32_t capacity;  /* candidates of a query */
};

#endif
