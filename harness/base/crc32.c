#include "harness/base/crc32.h"

#include <zlib.h>

uint32_t pin_crc32(const void *bytes, size_t length)
{
    return (uint32_t)crc32_z(crc32_z(0, NULL, 0), bytes, length);
}
