#include "engines/kernels/dot.h"
#include "harness/base/rng.h"

#include <criterion/criterion.h>

enum { DIM_MAX = 70 };

static float number(uint64_t stream, uint64_t counter)
{
    return (float)(pin_rng_unit(5, stream, counter) * 8.0 - 3.0);
}

/* The definition of the header, word by word. */
static double canonical(const double *terms, uint32_t n)
{
    double lane[8] = {0.0};
    for (uint32_t j = 0; j < n; j++) {
        lane[j % 8] += terms[j];
    }
    return ((lane[0] + lane[4]) + (lane[2] + lane[6])) +
           ((lane[1] + lane[5]) + (lane[3] + lane[7]));
}

Test(dot, every_sum_has_the_digits_of_its_definition_at_every_dimension)
{
    for (uint32_t dim = 1; dim <= DIM_MAX; dim++) {
        double queries[2 * (DIM_MAX + 8)];
        float rows[2][DIM_MAX];
        float item[DIM_MAX];
        double products[2][DIM_MAX];
        double gaps[2][DIM_MAX];
        double squares[DIM_MAX];
        for (uint32_t j = 0; j < dim; j++) {
            item[j] = number(0, (uint64_t)dim * 1000 + j);
            for (uint32_t q = 0; q < 2; q++) {
                rows[q][j] = number(1 + q, (uint64_t)dim * 1000 + j);
                const double gap = (double)rows[q][j] - (double)item[j];
                products[q][j] = (double)rows[q][j] * (double)item[j];
                gaps[q][j] = gap * gap;
            }
            squares[j] = (double)rows[0][j] * (double)rows[0][j];
        }
        pin_dot_widen(queries, rows[0], dim);
        pin_dot_widen(queries + pin_dot_padded(dim), rows[1], dim);
        double dot[2];
        double gap[2];
        pin_dot_pair(dot, queries, item, dim);
        pin_gap_pair(gap, queries, item, dim);
        for (uint32_t q = 0; q < 2; q++) {
            cr_assert_eq(dot[q], canonical(products[q], dim), "dim %u", dim);
            cr_assert_eq(gap[q], canonical(gaps[q], dim), "dim %u", dim);
        }
        cr_assert_eq(pin_dot_square(queries, dim), canonical(squares, dim), "dim %u",
                     dim);
    }
}
