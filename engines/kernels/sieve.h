/* sieve.h - the least screening score that counts, for a strip of queries and a panel.
 *
 * Compiled into each tier with the tier's own flags. The result is rounded down by one
 * more than the conversion can be wrong in units; what float32 rounds away in the terms
 * is part of the panel's a, b and c (quantised.h). */
#ifndef PIN_ENGINES_KERNELS_SIEVE_H
#define PIN_ENGINES_KERNELS_SIEVE_H

#include "engines/kernels/isa.h"

static inline void sieve_least(struct pin_block *block)
{
    const struct pin_sieve *sieve = block->sieve;
    const struct pin_panel panel = *block->panel;
    const float most = 1073741824.0F; /* 2^30: beyond every score less its bias */
    for (int q = 0; q < PIN_STRIP; q++) {
        float least = sieve->floor[q] - sieve->norm[q] * panel.a -
                      sieve->residual[q] * panel.b - panel.c;
        least *= sieve->inverse[q] * panel.inverse;
        least = least < most ? least : most;
        least = least > -most ? least : -most;
        block->least[q] = (int32_t)least - 2 + sieve->bias[q];
    }
}

#endif
