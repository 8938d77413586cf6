/* table.h - the loaders of this folder. */
#ifndef PIN_DATASETS_TABLE_H
#define PIN_DATASETS_TABLE_H

#include "harness/plugin/loader.h"

extern const struct pin_loader_ops pin_loader_jsonl;
extern const struct pin_loader_ops pin_loader_pinpoint;
extern const struct pin_loader_ops pin_loader_synthetic;
extern const struct pin_loader_ops pin_loader_vectors;

extern const struct pin_loader_ops *const pin_loaders[]; /* NULL-ended */

#endif
