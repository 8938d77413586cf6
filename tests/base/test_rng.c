#include "harness/base/rng.h"

#include <criterion/criterion.h>

enum { DRAWS_N = 1000 };

Test(rng, a_row_of_draws_is_the_draws_one_by_one)
{
    /* Of the last, a quarter of 2^32 is refused and drawn again. */
    static const uint32_t ns[] = {1, 2, 7, 7635, 0xC0000000U};
    uint32_t row[DRAWS_N];
    for (size_t k = 0; k < sizeof(ns) / sizeof(ns[0]); k++) {
        pin_rng_fill_below(row, DRAWS_N, 5, k, ns[k]);
        for (uint32_t i = 0; i < DRAWS_N; i++) {
            cr_assert_lt(row[i], ns[k]);
            cr_assert_eq(row[i], pin_rng_below(5, k, i, ns[k]));
        }
    }
}

/* From the definition, in Python; a change would move every
 * interval of every report. */
Test(rng, the_numbers_stay_as_they_are)
{
    cr_assert_eq(pin_rng_u64(0, 0, 0), 0x238275BC38FCBE91U);
    cr_assert_eq(pin_rng_u64(1, 2, 3), 0x8568F7C4E53B5A35U);
    cr_assert_eq(pin_rng_below(1, 2, 3, 7635), 3978U);
}
