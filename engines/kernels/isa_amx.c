/* isa_amx.c - tiles of 16 x 64 bytes: 16,384 products an instruction.
 *
 * Linux lends the tile registers to a process that asks (arch_prctl, since 5.16), and the
 * answer counts, not the processor's word. The configuration is 64 bytes that the
 * compiler does not see being read, so it is fenced. */
#include "engines/kernels/wide.h"

#include <cpuid.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { ARCH_REQUEST = 0x1023, TILE_DATA = 18 };

static bool amx_usable(void)
{
    unsigned a = 0;
    unsigned b = 0;
    unsigned c = 0;
    unsigned d = 0;
    const unsigned tiles = 1U << 24 | 1U << 25; /* AMX-TILE, AMX-INT8 */
    return pin_wide_usable() && __get_cpuid_count(7, 0, &a, &b, &c, &d) != 0 &&
           (d & tiles) == tiles && syscall(SYS_arch_prctl, ARCH_REQUEST, TILE_DATA) == 0;
}

/* What the processor loads. */
struct config {
    uint8_t palette;    /* cppcheck-suppress unusedStructMember */
    uint8_t start;      /* cppcheck-suppress unusedStructMember */
    uint8_t none[14];   /* cppcheck-suppress unusedStructMember */
    uint16_t bytes[16]; /* cppcheck-suppress unusedStructMember */
    uint8_t rows[16];   /* cppcheck-suppress unusedStructMember */
};

static void amx_begin(void)
{
    _Alignas(64) struct config config = {.palette = 1};
    for (int i = 0; i < 8; i++) {
        config.bytes[i] = 64;
        config.rows[i] = 16;
    }
    __asm__ volatile("" : : "r"(&config) : "memory");
    _tile_loadconfig(&config);
}

static void amx_end(void)
{
    _tile_release();
}

/* Tiles 0 to 3 are sums, 4 and 5 queries, 6 and 7 items. */
static void multiply_strip(struct pin_block *block)
{
    const int8_t *query = block->queries;
    const int8_t *second = query + (size_t)block->chunks_n * 1024;
    const uint8_t *items = block->items;
    _tile_zero(0);
    _tile_zero(1);
    _tile_zero(2);
    _tile_zero(3);
    for (uint32_t chunk = 0; chunk < block->chunks_n; chunk++) {
        _tile_loadd(6, items, 64);
        _tile_loadd(4, query, 64);
        _tile_dpbsud(0, 4, 6);
        _tile_loadd(7, items + 1024, 64);
        _tile_dpbsud(1, 4, 7);
        _tile_loadd(5, second, 64);
        _tile_dpbsud(2, 5, 6);
        _tile_dpbsud(3, 5, 7);
        query += 1024;
        second += 1024;
        items += 2048;
    }
    _tile_stored(0, block->scores, PIN_PANEL * 4);
    _tile_stored(1, block->scores + 16, PIN_PANEL * 4);
    _tile_stored(2, block->scores + (size_t)PIN_TILE * PIN_PANEL, PIN_PANEL * 4);
    _tile_stored(3, block->scores + (size_t)PIN_TILE * PIN_PANEL + 16, PIN_PANEL * 4);
}

static void multiply_tile(struct pin_block *block)
{
    const int8_t *query = block->queries;
    const uint8_t *items = block->items;
    _tile_zero(0);
    _tile_zero(1);
    for (uint32_t chunk = 0; chunk < block->chunks_n; chunk++) {
        _tile_loadd(4, query, 64);
        _tile_loadd(6, items, 64);
        _tile_dpbsud(0, 4, 6);
        _tile_loadd(7, items + 1024, 64);
        _tile_dpbsud(1, 4, 7);
        query += 1024;
        items += 2048;
    }
    _tile_stored(0, block->scores, PIN_PANEL * 4);
    _tile_stored(1, block->scores + 16, PIN_PANEL * 4);
}

static uint32_t amx_multiply(struct pin_block *block)
{
    if (block->rows_n > PIN_TILE) {
        multiply_strip(block);
    } else {
        multiply_tile(block);
    }
    sieve_least(block);
    __asm__ volatile("" : : "r"(block) : "memory");
    return wide_sieve(block);
}

const struct pin_isa pin_isa_amx = {
    .name = "amx-int8",
    .usable = amx_usable,
    .begin = amx_begin,
    .end = amx_end,
    .multiply = amx_multiply,
    .dot = pin_wide_dot,
    .gap = pin_wide_gap,
};
