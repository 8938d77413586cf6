/* crc32.h - the checksum of gzip and PNG (polynomial 0x04C11DB7, reflected). */
#ifndef PIN_HARNESS_BASE_CRC32_H
#define PIN_HARNESS_BASE_CRC32_H

#include <stddef.h>
#include <stdint.h>

uint32_t pin_crc32(const void *bytes, size_t length);

#endif
