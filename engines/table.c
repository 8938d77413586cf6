/* table.c - the engines that are built in. A list and no constructors, because a linker
 * drops an object of a static library that nobody refers to. */
#include "engines/table.h"

#include <stddef.h>

const struct pin_engine_ops *const pin_engines[] = {
    &pin_engine_exact,
    &pin_engine_faulty,
    &pin_engine_null,
    &pin_engine_random,
    &pin_engine_replay,
    &pin_engine_vectors,
    NULL,
};
