/* weighted_block.h - sums of rows under several weightings at once.
 *
 * The inner loop of resampling: a row of numbers is read once for eight weightings, which
 * stay in registers. Each sum adds weight * number in the order of the rows, rounded
 * after the multiplication and after the addition, so its digits are those of a plain
 * loop on any machine. */
#ifndef PIN_HARNESS_STATS_WEIGHTED_BLOCK_H
#define PIN_HARNESS_STATS_WEIGHTED_BLOCK_H

#include <stdint.h>

enum { PIN_BLOCK_WEIGHTINGS = 8, PIN_BLOCK_COLUMNS = 4 };

/* sums[j][w] += sum over rows i of weights[i][w] * values[i][j], where sums has
 * PIN_BLOCK_COLUMNS rows of PIN_BLOCK_WEIGHTINGS, weights rows_n rows of
 * PIN_BLOCK_WEIGHTINGS, and values rows_n rows of PIN_BLOCK_COLUMNS. */
void pin_weighted_block_add(double *sums, const double *weights, const double *values,
                            uint32_t rows_n);

#endif
