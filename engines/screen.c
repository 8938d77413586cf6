#include "engines/screen.h"

#include "engines/kernels/dot.h"
#include "engines/rescore.h"
#include "engines/select.h"

#include <math.h>
#include <string.h>

/* In parts of the panels: when canonical scores raise the floors. */
static const uint32_t events[] = {64, 8};

static struct pin_sieve *sieve_of(struct pin_room *room, uint32_t q)
{
    return &room->sieves[q / PIN_STRIP];
}

static float bound_of(struct pin_room *room, const struct pin_finder *finder, uint32_t q,
                      uint32_t position)
{
    const struct pin_sieve *sieve = sieve_of(room, q);
    return pin_quantised_bound(&finder->index, position / PIN_PANEL,
                               sieve->norm[q % PIN_STRIP],
                               sieve->residual[q % PIN_STRIP]);
}

/* What L2 adds to every bound of the query. */
static float extra(const struct pin_room *room, const struct pin_finder *finder,
                   uint32_t q)
{
    return finder->config.similarity == PIN_L2
               ? (float)(0x1.01p-19 * room->asked[q].square)
               : 0.0F;
}

static void raise_floor(struct pin_room *room, const struct pin_finder *finder,
                        uint32_t q, float floor)
{
    float *old = &sieve_of(room, q)->floor[q % PIN_STRIP];
    const float lower = floor - extra(room, finder, q);
    *old = lower > *old ? lower : *old;
}

static void give_up(struct pin_room *room, uint32_t q)
{
    room->asked[q].screened = false;
    room->asked[q].n = 0;
    sieve_of(room, q)->floor[q % PIN_STRIP] = INFINITY;
}

/* Drops the candidates that the floor refuses. */
static void sift(struct pin_room *room, const struct pin_finder *finder, uint32_t q)
{
    struct pin_candidate *candidates = room->candidates + (size_t)q * finder->capacity;
    const float floor = sieve_of(room, q)->floor[q % PIN_STRIP];
    uint32_t n = 0;
    for (uint32_t i = 0; i < room->asked[q].n; i++) {
        const struct pin_candidate c = candidates[i];
        if (!(c.middle + bound_of(room, finder, q, c.position) < floor)) {
            candidates[n++] = c;
        }
    }
    room->asked[q].n = n;
}

/* Raises the floor to the k-th lower bound and sifts. */
static void compress(struct pin_room *room, const struct pin_finder *finder, uint32_t q)
{
    struct pin_asked *asked = &room->asked[q];
    const struct pin_candidate *candidates =
        room->candidates + (size_t)q * finder->capacity;
    if (asked->n >= finder->depth) {
        for (uint32_t i = 0; i < asked->n; i++) {
            room->lower[i] =
                candidates[i].middle - bound_of(room, finder, q, candidates[i].position);
        }
        const float least = pin_select_float(room->lower, asked->n, finder->depth);
        raise_floor(room, finder, q,
                    least - fabsf(least) * 0x1p-22F - extra(room, finder, q));
        sift(room, finder, q);
    }
    const uint32_t next = asked->n + finder->depth + 64;
    asked->trigger = next < finder->capacity ? next : finder->capacity;
    if (asked->n == finder->capacity) {
        give_up(room, q);
    }
}

static void quantise_query(struct pin_room *room, const struct pin_finder *finder,
                           uint32_t q)
{
    const uint32_t dim = finder->config.vectors.dim;
    const uint32_t chunks_n = finder->index.chunks_n;
    const float *vector = room->vectors + q * finder->padded;
    int8_t *codes = room->tiles +
                    (size_t)(q / PIN_TILE) * chunks_n * PIN_TILE * PIN_CHUNK +
                    (size_t)(q % PIN_TILE) * PIN_CHUNK;
    double residual = 0.0;
    double shift = 0.0;
    int32_t sum = 0;
    float peak = 0.0F;
    for (uint32_t j = 0; j < dim; j++) {
        peak = fabsf(vector[j]) > peak ? fabsf(vector[j]) : peak;
        shift += (double)vector[j] * (double)finder->index.mean[j];
    }
    const float scale = peak / 127.0F;
    const double inverse = 1.0 / (double)scale;
    for (uint32_t j = 0; j < dim; j++) {
        const double ratio = (double)vector[j] * inverse;
        int code = (int)(ratio + (ratio > 0.0 ? 0.5 : -0.5));
        code = code > 127 ? 127 : code < -127 ? -127 : code;
        const double left = (double)vector[j] - (double)scale * code;
        codes[(size_t)(j / 64) * PIN_TILE * PIN_CHUNK + j % 64] = (int8_t)code;
        residual += left * left;
        sum += code;
    }
    struct pin_sieve *sieve = sieve_of(room, q);
    sieve->floor[q % PIN_STRIP] = -INFINITY;
    sieve->norm[q % PIN_STRIP] = (float)(sqrt(room->asked[q].square) * (1.0 + 0x1p-20));
    sieve->residual[q % PIN_STRIP] = (float)(sqrt(residual) * (1.0 + 0x1p-20));
    sieve->inverse[q % PIN_STRIP] = 1.0F / scale;
    sieve->bias[q % PIN_STRIP] = 128 * sum;
    room->asked[q].shift = shift;
    room->asked[q].scale = (double)scale;
}

/* Whether the bound holds for the query and screening is worth its while. */
static bool screenable(const struct pin_asked *asked, const struct pin_finder *finder,
                       const struct pin_find *find)
{
    const uint64_t depth = finder->depth;
    if (asked->confined) {
        const uint64_t n =
            find->galleries.start[asked->row + 1] - find->galleries.start[asked->row];
        if (n <= 4 * depth + 2048) {
            return false;
        }
    }
    return asked->finite && finder->index.usable && depth > 0 &&
           4 * depth < finder->index.items_n && asked->square >= 0x1p-80 &&
           asked->square <= 0x1p80;
}

static bool listed(const struct pin_item_lists *lists, uint32_t row)
{
    return lists->start && lists->start[row + 1] > lists->start[row];
}

void pin_screen_prepare(struct pin_room *room, const struct pin_finder *finder,
                        const struct pin_find *find, uint32_t first, uint32_t queries_n)
{
    const uint32_t dim = finder->config.vectors.dim;
    const size_t strips = (queries_n + PIN_STRIP - 1) / PIN_STRIP;
    room->queries_n = queries_n;
    room->pairs_n = 0;
    memset(room->tiles, 0, strips * PIN_STRIP * finder->index.chunks_n * PIN_CHUNK);
    memset(room->sieves, 0, strips * sizeof(*room->sieves));
    for (uint32_t q = 0; q < strips * PIN_STRIP; q++) {
        struct pin_asked *asked = &room->asked[q];
        *asked = (struct pin_asked){.row = find->first + first + q, .worst = INFINITY};
        sieve_of(room, q)->floor[q % PIN_STRIP] = INFINITY;
        if (q >= queries_n) {
            continue;
        }
        float *vector = room->vectors + q * finder->padded;
        asked->finite = find->fill(vector, room->scratch, find->context, asked->row);
        pin_dot_widen(room->scratch, vector, dim);
        asked->square = pin_dot_square(room->scratch, dim);
        asked->excludes = listed(&find->excluded, asked->row);
        asked->confined = listed(&find->galleries, asked->row);
        asked->screened = screenable(asked, finder, find);
        const uint32_t trigger = 2 * finder->depth + 64;
        asked->trigger = trigger < finder->capacity ? trigger : finder->capacity;
        pin_top_init(&room->tops[q], room->hits + (size_t)q * finder->depth,
                     finder->depth);
        if (asked->screened) {
            quantise_query(room, finder, q);
        }
    }
}

static void take_hits(struct pin_room *room, const struct pin_finder *finder,
                      const struct pin_find *find, uint32_t q, uint32_t panel)
{
    struct pin_asked *asked = &room->asked[q];
    struct pin_candidate *candidates = room->candidates + (size_t)q * finder->capacity;
    const int32_t *scores = room->block.scores + (size_t)(q % PIN_STRIP) * PIN_PANEL;
    const int32_t bias = sieve_of(room, q)->bias[q % PIN_STRIP];
    const double scale = asked->scale * (double)finder->index.scales[panel];
    const bool lists = asked->excludes || asked->confined;
    uint32_t hits = room->block.hits[q % PIN_STRIP];
    for (; hits; hits &= hits - 1) {
        const uint32_t i = (uint32_t)__builtin_ctz(hits);
        const uint32_t position = panel * PIN_PANEL + i;
        if (position >= finder->index.items_n ||
            (lists && !pin_rescore_allowed(asked, find, finder->index.items[position]))) {
            continue;
        }
        const double score = scale * (scores[i] - bias);
        candidates[asked->n++] = (struct pin_candidate){
            (float)(score - (double)finder->index.offsets[position]), position};
        if (asked->n == asked->trigger) {
            compress(room, finder, q);
            if (!asked->screened) {
                return;
            }
        }
    }
}

/* The float32 below a canonical score in the terms of the screening. */
static float floor_of(const struct pin_room *room, const struct pin_finder *finder,
                      uint32_t q)
{
    const struct pin_asked *asked = &room->asked[q];
    const double norm = sqrt(asked->square);
    double value = (double)asked->worst;
    double off = norm * finder->index.mean_norm * 0x1p-38 + 0x1p-120;
    if (finder->config.similarity == PIN_L2) {
        value = 0.5 * (value + asked->square);
        off += asked->square * 0x1p-38;
    }
    value -= asked->shift;
    return (float)(value - fabs(value) * 0x1p-22 - off);
}

/* Canonical scores of the candidates with the best screening scores, k a query, which
 * then come first: their least is a floor. */
static void score_best(struct pin_room *room, const struct pin_finder *finder, bool keep)
{
    for (uint32_t q = 0; q < room->queries_n; q++) {
        struct pin_asked *asked = &room->asked[q];
        struct pin_candidate *candidates =
            room->candidates + (size_t)q * finder->capacity;
        asked->worst = INFINITY;
        if (!asked->screened || (asked->n < finder->depth && !keep)) {
            continue;
        }
        const uint32_t n = asked->n < finder->depth ? asked->n : finder->depth;
        pin_select_candidates(candidates, asked->n, n);
        for (uint32_t i = 0; i < n; i++) {
            if (room->pairs_n == PIN_PAIRS_MAX) {
                pin_rescore_pairs(room, finder, keep);
            }
            const uint32_t item = finder->index.items[candidates[i].position];
            room->pairs[room->pairs_n++] = (uint64_t)item << 32 | q;
        }
    }
    pin_rescore_pairs(room, finder, keep);
    for (uint32_t q = 0; q < room->queries_n; q++) {
        if (room->asked[q].screened && room->asked[q].n >= finder->depth) {
            raise_floor(room, finder, q, floor_of(room, finder, q));
        }
    }
}

void pin_screen_panels(struct pin_room *room, const struct pin_finder *finder,
                       const struct pin_find *find, uint32_t panel, uint32_t end)
{
    const struct pin_isa *isa = finder->config.isa;
    const struct pin_quantised *index = &finder->index;
    struct pin_block *block = &room->block;
    const uint32_t first = panel;
    uint32_t event = 0;
    if (isa->begin) {
        isa->begin();
    }
    block->chunks_n = index->chunks_n;
    for (; panel < end && index->usable; panel++) {
        if (event < 2 && panel == first + (end - first) / events[event]) {
            score_best(room, finder, false);
            event++;
        }
        block->items = index->codes + (size_t)panel * index->chunks_n * 2048;
        block->panel = &index->panels[panel];
        for (uint32_t q = 0; q < room->queries_n; q += PIN_STRIP) {
            const uint32_t left = room->queries_n - q;
            block->rows_n = left < PIN_STRIP ? left : PIN_STRIP;
            block->queries = room->tiles + (size_t)q * index->chunks_n * PIN_CHUNK;
            block->sieve = sieve_of(room, q);
            uint32_t rows = isa->multiply(block);
            for (; rows; rows &= rows - 1) {
                take_hits(room, finder, find, q + (uint32_t)__builtin_ctz(rows), panel);
            }
        }
    }
    if (isa->end) {
        isa->end();
    }
}

void pin_screen_merge(struct pin_room *room, const struct pin_finder *finder,
                      const struct pin_room *other)
{
    for (uint32_t q = 0; q < room->queries_n; q++) {
        const struct pin_candidate *candidates =
            other->candidates + (size_t)q * finder->capacity;
        struct pin_asked *asked = &room->asked[q];
        if (asked->screened && !other->asked[q].screened) {
            give_up(room, q);
        }
        const float floor = other->sieves[q / PIN_STRIP].floor[q % PIN_STRIP];
        float *own = &sieve_of(room, q)->floor[q % PIN_STRIP];
        *own = floor > *own ? floor : *own;
        for (uint32_t i = 0; i < other->asked[q].n && asked->screened; i++) {
            const struct pin_candidate c = candidates[i];
            if (c.middle + bound_of(room, finder, q, c.position) < *own) {
                continue;
            }
            room->candidates[(size_t)q * finder->capacity + asked->n++] = c;
            if (asked->n == finder->capacity) {
                compress(room, finder, q);
            }
        }
    }
}

void pin_screen_finish(struct pin_room *room, const struct pin_finder *finder,
                       const struct pin_find *find)
{
    for (uint32_t q = 0; q < room->queries_n; q++) {
        if (room->asked[q].screened) {
            compress(room, finder, q);
        }
    }
    score_best(room, finder, true);
    for (uint32_t q = 0; q < room->queries_n; q++) {
        const struct pin_candidate *candidates =
            room->candidates + (size_t)q * finder->capacity;
        const float floor = sieve_of(room, q)->floor[q % PIN_STRIP];
        for (uint32_t i = finder->depth; i < room->asked[q].n; i++) {
            const struct pin_candidate c = candidates[i];
            if (c.middle + bound_of(room, finder, q, c.position) < floor) {
                continue;
            }
            if (room->pairs_n == PIN_PAIRS_MAX) {
                pin_rescore_pairs(room, finder, true);
            }
            const uint32_t item = finder->index.items[c.position];
            room->pairs[room->pairs_n++] = (uint64_t)item << 32 | q;
        }
    }
    pin_rescore_pairs(room, finder, true);
    pin_rescore_all(room, finder, find);
}
