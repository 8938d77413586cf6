/* table.c - the loaders that are built in. A list and no constructors, because a linker
 * drops an object of a static library that nobody refers to. */
#include "datasets/table.h"

#include <stddef.h>

const struct pin_loader_ops *const pin_loaders[] = {
    &pin_loader_jsonl,
    &pin_loader_pinpoint,
    &pin_loader_synthetic,
    &pin_loader_vectors,
    NULL,
};
