/* select.c - Hoare's selection; the pivot is the median of three. With many equal numbers
 * both scans stop at them, so the parts stay balanced. */
#include "engines/select.h"

static float median(float a, float b, float c)
{
    const float low = a < b ? a : b;
    const float high = a < b ? b : a;
    return c < low ? low : c > high ? high : c;
}

float pin_select_float(float *numbers, uint32_t count, uint32_t n)
{
    int64_t low = 0;
    int64_t high = (int64_t)count - 1;
    const int64_t at = (int64_t)n - 1;
    while (low < high) {
        const float pivot =
            median(numbers[low], numbers[low + (high - low) / 2], numbers[high]);
        int64_t i = low;
        int64_t j = high;
        while (i <= j) {
            for (; numbers[i] > pivot; i++) {
            }
            for (; numbers[j] < pivot; j--) {
            }
            if (i <= j) {
                const float other = numbers[i];
                numbers[i++] = numbers[j];
                numbers[j--] = other;
            }
        }
        low = at >= i ? i : at <= j ? low : at;
        high = at <= j ? j : at >= i ? high : at;
    }
    return numbers[at];
}

void pin_select_candidates(struct pin_candidate *candidates, uint32_t count, uint32_t n)
{
    int64_t low = 0;
    int64_t high = (int64_t)count - 1;
    const int64_t at = (int64_t)n - 1;
    while (low < high && n > 0) {
        const float pivot =
            median(candidates[low].middle, candidates[low + (high - low) / 2].middle,
                   candidates[high].middle);
        int64_t i = low;
        int64_t j = high;
        while (i <= j) {
            for (; candidates[i].middle > pivot; i++) {
            }
            for (; candidates[j].middle < pivot; j--) {
            }
            if (i <= j) {
                const struct pin_candidate other = candidates[i];
                candidates[i++] = candidates[j];
                candidates[j--] = other;
            }
        }
        low = at >= i ? i : at <= j ? low : at;
        high = at <= j ? j : at >= i ? high : at;
    }
}
