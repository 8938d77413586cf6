/* swar.h - eight bytes looked at as one word, for the readers' scanning loops.
 *
 * A test gives a word whose lowest set bit lies in the first byte that passes it; bits
 * above that one may be set by a borrow and mean nothing. The first byte of memory is the
 * lowest byte of the word on every machine. */
#ifndef PIN_HARNESS_BASE_SWAR_H
#define PIN_HARNESS_BASE_SWAR_H

#include <stddef.h>
#include <stdint.h>

enum { PIN_SWAR_BYTES = 8 };

#define PIN_SWAR_ONES ((uint64_t)0x0101010101010101U)
#define PIN_SWAR_TOPS ((uint64_t)0x8080808080808080U)

/* Compilers make one load of it (and a byte swap where they must). */
static inline uint64_t pin_swar_load(const char *at)
{
    const unsigned char *b = (const unsigned char *)at;
    return (uint64_t)b[0] | (uint64_t)b[1] << 8 | (uint64_t)b[2] << 16 |
           (uint64_t)b[3] << 24 | (uint64_t)b[4] << 32 | (uint64_t)b[5] << 40 |
           (uint64_t)b[6] << 48 | (uint64_t)b[7] << 56;
}

/* Bytes below 0x80 that are below `limit` (at most 0x80), before `& PIN_SWAR_TOPS`. For
 * bytes of 0x80 and above the answer means nothing. */
static inline uint64_t pin_swar_below(uint64_t word, unsigned char limit)
{
    return word - PIN_SWAR_ONES * limit;
}

/* Bytes below 0x80 that equal `byte`, under the same condition. */
static inline uint64_t pin_swar_equal(uint64_t word, unsigned char byte)
{
    return (word ^ PIN_SWAR_ONES * byte) - PIN_SWAR_ONES;
}

/* How many bytes precede the first that passed; tests is not 0. */
static inline size_t pin_swar_first(uint64_t tests)
{
    return (size_t)__builtin_ctzll(tests) / 8;
}

#endif
