/* isa.h - the kernels of a search, once for each instruction set.
 *
 * Two kinds of numbers are computed. Canonical sums (dot.h) have the same bits in every
 * tier. Screening scores are exact sums of products of 8-bit integers, so they are equal
 * in every tier too, and with them everything that is decided from them.
 *
 * Layouts: PIN_TILE queries are a tile, [chunk][query][64] signed bytes, where a chunk is
 * 64 dimensions; two tiles stand one behind the other. PIN_PANEL items are a panel,
 * [chunk][half][16][16 items][4] unsigned bytes (value + 128): four dimensions of an item
 * lie together, as the multipliers of VNNI and AMX want them. A screening score is
 * sum query * (item + 128), so that 128 * sum query is too much in it. */
#ifndef PIN_ENGINES_KERNELS_ISA_H
#define PIN_ENGINES_KERNELS_ISA_H

#include "harness/base/error.h"

#include <stdbool.h>
#include <stdint.h>

enum {
    PIN_CHUNK = 64,         /* dimensions */
    PIN_TILE = 16,          /* queries */
    PIN_PANEL = 32,         /* items */
    PIN_STRIP = 32,         /* queries of one call: two tiles */
    PIN_SCREEN_DIM = 32768, /* above it a screening score might not fit 32 bits */
};

/* The item's score may reach the query's floor when
 * score - bias >= (floor - norm * a - residual * b - c) * inverse * panel inverse. */
struct pin_sieve { /* of a strip of queries */
    _Alignas(64) float floor[PIN_STRIP];
    float norm[PIN_STRIP];
    float residual[PIN_STRIP];
    float inverse[PIN_STRIP];
    int32_t bias[PIN_STRIP];
};

struct pin_panel {
    float a, b, c;
    float inverse; /* of the scale */
};

struct pin_block {
    _Alignas(64) int32_t scores[PIN_STRIP * PIN_PANEL]; /* out: [query][item] */
    int32_t least[PIN_STRIP];                           /* room for the kernel */
    uint32_t hits[PIN_STRIP]; /* out: bit i: item i may reach the floor */
    const int8_t *queries;    /* two tiles, aligned to 64 bytes */
    const uint8_t *items;     /* a panel, aligned to 64 bytes */
    const struct pin_sieve *sieve;
    const struct pin_panel *panel;
    uint32_t chunks_n;
    uint32_t rows_n; /* queries; the hits of others mean nothing */
};

struct pin_isa {
    const char *name;
    bool (*usable)(void); /* whether processor and system grant it; AMX is asked for */
    void (*begin)(void);  /* in a thread, before its first multiply; may be NULL */
    void (*end)(void);
    /* Fills scores and hits; bit q of the result: query q has a hit. */
    uint32_t (*multiply)(struct pin_block *block);
    /* Canonical sums of two rows of float32, aligned as a float is. */
    double (*dot)(const float *a, const float *b, uint32_t dim);
    double (*gap)(const float *a, const float *b, uint32_t dim);
};

extern const struct pin_isa pin_isa_portable;
extern const struct pin_isa pin_isa_avx2;
extern const struct pin_isa pin_isa_avx512;
extern const struct pin_isa pin_isa_amx;

/* The tiers that were built in, fastest first; NULL-ended. */
extern const struct pin_isa *const pin_isas[];

/* The fastest usable tier, or the one that `wanted` names (NULL or "": any).
 * PIN_E_CONFIG: no tier of that name, or this machine does not grant it. */
PIN_MUST_USE enum pin_status pin_isa_choose(const struct pin_isa **out,
                                            const char *wanted, struct pin_error *err);

#endif
