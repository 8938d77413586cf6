/* table.h - the loaders that are built in, in the order in which they are listed. */
#ifndef PIN_DATASETS_TABLE_H
#define PIN_DATASETS_TABLE_H

#include "harness/plugin/loader.h"

extern const struct pin_loader_ops pin_loader_synthetic;

extern const struct pin_loader_ops *const pin_loaders[]; /* NULL-ended */

#endif
