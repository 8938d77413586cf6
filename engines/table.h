/* table.h - the engines of this folder. */
#ifndef PIN_ENGINES_TABLE_H
#define PIN_ENGINES_TABLE_H

#include "harness/plugin/engine.h"

extern const struct pin_engine_ops pin_engine_exact;
extern const struct pin_engine_ops pin_engine_faulty;
extern const struct pin_engine_ops pin_engine_null;
extern const struct pin_engine_ops pin_engine_random;
extern const struct pin_engine_ops pin_engine_replay;
extern const struct pin_engine_ops pin_engine_vectors;

extern const struct pin_engine_ops *const pin_engines[]; /* NULL-ended */

#endif
