/* prop.h - random cases for properties, each of which can be had again.
 *
 * Case i of a test draws from the seed PIN_SEED + i. A test names the seed of the case
 * that failed; with PIN_SEED set to it, that case comes first. PIN_CASES multiplies how
 * many cases there are. */
#ifndef PIN_TESTS_PROPERTY_PROP_H
#define PIN_TESTS_PROPERTY_PROP_H

#include "harness/base/rng.h"
#include "harness/base/text.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

struct prop { /* one case */
    uint64_t seed;
    uint64_t counter;
};

static inline uint64_t prop_setting(const char *name, uint64_t standard)
{
    const char *text = getenv(name);
    uint64_t value = standard;
    if (text && pin_text_u64(&value, pin_text_of(text), NULL) != PIN_OK) {
        abort(); /* a replay with another seed than was meant proves nothing */
    }
    return value;
}

static inline uint64_t prop_cases_n(uint64_t usual_n)
{
    return usual_n * prop_setting("PIN_CASES", 1);
}

static inline struct prop prop_case(uint64_t i)
{
    return (struct prop){.seed = prop_setting("PIN_SEED", 1) + i};
}

static inline uint32_t prop_below(struct prop *prop, uint32_t n)
{
    return pin_rng_below(prop->seed, 0, prop->counter++, n);
}

static inline uint32_t prop_between(struct prop *prop, uint32_t least, uint32_t most)
{
    return least + prop_below(prop, most - least + 1);
}

static inline bool prop_percent(struct prop *prop, uint32_t percent)
{
    return prop_below(prop, 100) < percent;
}

#endif
