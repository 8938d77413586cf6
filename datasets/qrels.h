/* qrels.h - judgments as TREC writes them: query, iteration, item and grade, one a line,
 * blanks or tabs between them. The iteration is passed over. The grade is a whole number
 * from PIN_GRADE_MIN, which marks a hard negative here, to PIN_GRADE_MAX. */
#ifndef PIN_DATASETS_QRELS_H
#define PIN_DATASETS_QRELS_H

#include "harness/model/dataset_build.h"

/* Reads the whole file. Lines of blanks are passed over; labels of a query that the
 * dataset does not have are counted and passed over. Errors have line and column. */
PIN_MUST_USE enum pin_status qrels_read(struct pin_dataset_builder *builder,
                                        const char *path, struct pin_arena *arena,
                                        struct pin_error *err);

#endif
