#include "datasets/table.h"

#include <stddef.h>

const struct pin_loader_ops *const pin_loaders[] = {
    &pin_loader_pinpoint,
    NULL,
};
