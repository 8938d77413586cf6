/* isa_portable.c - the reference that every other tier must equal bit for bit. */
#include "engines/kernels/dot.h"
#include "engines/kernels/sieve.h"

#include <string.h>

static bool always(void)
{
    return true;
}

static int32_t multiply_one(const struct pin_block *block, uint32_t q, uint32_t item)
{
    const int8_t *query =
        block->queries + (size_t)(q / PIN_TILE) * block->chunks_n * PIN_TILE * PIN_CHUNK +
        (size_t)(q % PIN_TILE) * PIN_CHUNK;
    const uint8_t *other =
        block->items + (size_t)(item / 16) * 1024 + (size_t)(item % 16) * 4;
    int32_t sum = 0;
    for (uint32_t chunk = 0; chunk < block->chunks_n; chunk++) {
        for (uint32_t j = 0; j < PIN_CHUNK; j++) {
            sum += query[j] * other[j / 4 * 64 + j % 4];
        }
        query += (size_t)PIN_TILE * PIN_CHUNK;
        other += 2048;
    }
    return sum;
}

static uint32_t portable_multiply(struct pin_block *block)
{
    uint32_t rows = 0;
    sieve_least(block);
    for (uint32_t q = 0; q < block->rows_n; q++) {
        uint32_t hits = 0;
        for (uint32_t item = 0; item < PIN_PANEL; item++) {
            const int32_t score = multiply_one(block, q, item);
            block->scores[q * PIN_PANEL + item] = score;
            hits |= (uint32_t)(score > block->least[q]) << item;
        }
        block->hits[q] = hits;
        rows |= (uint32_t)(hits != 0) << q;
    }
    return rows;
}

static double portable_dot(const float *a, const float *b, uint32_t dim)
{
    double lane[PIN_DOT_LANES] = {0.0};
    for (uint32_t j = 0; j < dim; j++) {
        lane[j % PIN_DOT_LANES] += (double)a[j] * (double)b[j];
    }
    return pin_dot_add_lanes(lane);
}

static double portable_gap(const float *a, const float *b, uint32_t dim)
{
    double lane[PIN_DOT_LANES] = {0.0};
    for (uint32_t j = 0; j < dim; j++) {
        const double gap = (double)a[j] - (double)b[j];
        lane[j % PIN_DOT_LANES] += gap * gap;
    }
    return pin_dot_add_lanes(lane);
}

const struct pin_isa pin_isa_portable = {
    .name = "portable",
    .usable = always,
    .multiply = portable_multiply,
    .dot = portable_dot,
    .gap = portable_gap,
};
