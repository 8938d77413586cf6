/* utf8.c - runs of ASCII are skipped 8 and 32 bytes at a time; the rest goes by the lead
 * byte. Only the second byte of a sequence has a range that depends on the first. */
#include "harness/base/utf8.h"

#include "harness/base/swar.h"

#include <stdbool.h>

static bool continues(const unsigned char *at)
{
    return (*at & 0xC0) == 0x80;
}

/* The second byte of a sequence of three or four. */
static bool follows(unsigned char lead, unsigned char second)
{
    switch (lead) {
    case 0xE0: return second >= 0xA0 && second <= 0xBF; /* below would be overlong */
    case 0xED: return second >= 0x80 && second <= 0x9F; /* above are surrogates */
    case 0xF0: return second >= 0x90 && second <= 0xBF; /* below would be overlong */
    case 0xF4: return second >= 0x80 && second <= 0x8F; /* above is past U+10FFFF */
    default: return second >= 0x80 && second <= 0xBF;
    }
}

/* The length of the character at `at`, which is not ASCII; 0 when it is none. */
static size_t wide_length(const unsigned char *at, size_t left)
{
    const unsigned char lead = *at;
    if (lead >= 0xC2 && lead <= 0xDF) {
        return left >= 2 && continues(at + 1) ? 2 : 0;
    }
    if (lead >= 0xE0 && lead <= 0xEF) {
        return left >= 3 && follows(lead, at[1]) && continues(at + 2) ? 3 : 0;
    }
    if (lead >= 0xF0 && lead <= 0xF4) {
        return left >= 4 && follows(lead, at[1]) && continues(at + 2) && continues(at + 3)
                   ? 4
                   : 0;
    }
    return 0;
}

/* The first byte from `i` on that is not ASCII, or length. */
static size_t over_ascii(const char *bytes, size_t i, size_t length)
{
    while (length - i >= 4 * (size_t)PIN_SWAR_BYTES) {
        const uint64_t word = pin_swar_load(bytes + i) | pin_swar_load(bytes + i + 8) |
                              pin_swar_load(bytes + i + 16) |
                              pin_swar_load(bytes + i + 24);
        if ((word & PIN_SWAR_TOPS) != 0) {
            break;
        }
        i += 4 * (size_t)PIN_SWAR_BYTES;
    }
    while (length - i >= PIN_SWAR_BYTES) {
        const uint64_t tops = pin_swar_load(bytes + i) & PIN_SWAR_TOPS;
        if (tops != 0) {
            return i + pin_swar_first(tops);
        }
        i += PIN_SWAR_BYTES;
    }
    while (i < length && (unsigned char)bytes[i] < 0x80) {
        i++;
    }
    return i;
}

size_t pin_utf8_check(const char *bytes, size_t length)
{
    const unsigned char *octets = (const unsigned char *)bytes;
    size_t i = 0;
    while (i < length) {
        if (octets[i] < 0x80) {
            i = over_ascii(bytes, i, length);
            continue;
        }
        const size_t n = wide_length(octets + i, length - i);
        if (n == 0) {
            return i;
        }
        i += n;
    }
    return length;
}

size_t pin_utf8_put(char *out, uint32_t code_point)
{
    if (code_point < 0x80) {
        out[0] = (char)code_point;
        return 1;
    }
    if (code_point < 0x800) {
        out[0] = (char)(0xC0 | code_point >> 6);
        out[1] = (char)(0x80 | (code_point & 0x3F));
        return 2;
    }
    if (code_point < 0x10000) {
        out[0] = (char)(0xE0 | code_point >> 12);
        out[1] = (char)(0x80 | (code_point >> 6 & 0x3F));
        out[2] = (char)(0x80 | (code_point & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | code_point >> 18);
    out[1] = (char)(0x80 | (code_point >> 12 & 0x3F));
    out[2] = (char)(0x80 | (code_point >> 6 & 0x3F));
    out[3] = (char)(0x80 | (code_point & 0x3F));
    return 4;
}
