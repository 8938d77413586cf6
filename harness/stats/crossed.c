#include "harness/stats/crossed.h"

#include "harness/base/rng.h"

static const uint64_t first_stream = UINT64_C(1) << 32;

void pin_crossed_replicates(double *out, const struct pin_resampled *resampled,
                            uint32_t first, uint32_t repeats_n, uint64_t seed)
{
    for (uint32_t b = 0; b < resampled->resamples_n; b++) {
        const double *row =
            resampled->replicates + (size_t)b * resampled->figures_n + first;
        double sum = 0.0;
        for (uint32_t j = 0; j < repeats_n; j++) {
            sum += row[pin_rng_below(seed, first_stream + b, j, repeats_n)];
        }
        out[b] = sum / repeats_n;
    }
}
