/* vector_check.h - what vectors must be before anything is made of them. */
#ifndef PIN_DATASETS_VECTOR_CHECK_H
#define PIN_DATASETS_VECTOR_CHECK_H

#include "harness/model/dataset.h"

/* PIN_E_PARSE names the row and the column, both from 1, of the first number of the file
 * that is not finite as a float32. Rows of zeros are counted as `zero`; NULL: they mean
 * something and are not. */
PIN_MUST_USE enum pin_status vector_check(const struct pin_matrix *matrix,
                                          const char *path, const char *zero,
                                          struct pin_tallies *tallies,
                                          struct pin_arena *arena, struct pin_error *err);

#endif
