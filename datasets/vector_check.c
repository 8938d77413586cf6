#include "datasets/vector_check.h"

#include "harness/model/matrix.h"

#include <math.h>

static enum pin_status refuse(const char *path, uint32_t row, uint32_t column,
                              float value, struct pin_error *err)
{
    (void)pin_fail(err, PIN_E_PARSE, "row %u, column %u: %s is not a finite float32",
                   row + 1, column + 1, isnan(value) ? "NaN" : "infinity");
    pin_error_at(err, path, 0, 0);
    return PIN_E_PARSE;
}

enum pin_status vector_check(const struct pin_matrix *matrix, const char *path,
                             const char *zero, struct pin_tallies *tallies,
                             struct pin_arena *arena, struct pin_error *err)
{
    float *row = PIN_NEW_N(arena, float, matrix->dim);
    if (!row) {
        return pin_fail(err, PIN_E_NOMEM, "no memory to look at vectors");
    }
    for (uint32_t r = 0; r < matrix->rows_n; r++) {
        bool zeros = true;
        pin_matrix_row(row, matrix, r);
        for (uint32_t column = 0; column < matrix->dim; column++) {
            if (!isfinite(row[column])) {
                return refuse(path, r, column, row[column], err);
            }
            zeros = zeros && !(row[column] < 0.0F || row[column] > 0.0F);
        }
        if (zeros && zero) {
            PIN_TRY(pin_tally_add(tallies, zero, 1, err, "row %u", r + 1));
        }
    }
    return PIN_OK;
}
