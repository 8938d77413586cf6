#include "harness/flow/policy.h"

#include <string.h>

static const char *const missing_names[] = {[PIN_MISSING_ZERO] = "zero",
                                            [PIN_MISSING_SKIP] = "skip",
                                            [PIN_MISSING_ERROR] = "error"};
static const char *const ties_names[] = {
    [PIN_TIES_FILE] = "file", [PIN_TIES_ID] = "id", [PIN_TIES_TREC] = "trec"};

struct pin_policy pin_policy_strict(void)
{
    return (struct pin_policy){.profile = "strict",
                               .reading = {false, PIN_TIES_FILE},
                               .missing = PIN_MISSING_ZERO};
}

struct pin_policy pin_policy_pinpoint(void)
{
    return (struct pin_policy){.profile = "pinpoint",
                               .reading = {true, PIN_TIES_FILE},
                               .missing = PIN_MISSING_SKIP,
                               .undefined_is_zero = true,
                               .drops_bad_runs = true};
}

const char *pin_missing_name(enum pin_missing missing)
{
    return missing_names[missing];
}

const char *pin_ties_name(enum pin_ties ties)
{
    return ties_names[ties];
}

static bool place_of(const char *name, const char *const *names, uint32_t names_n,
                     uint32_t *out)
{
    for (uint32_t i = 0; i < names_n; i++) {
        if (strcmp(names[i], name) == 0) {
            *out = i;
            return true;
        }
    }
    return false;
}

bool pin_missing_of(const char *name, enum pin_missing *out)
{
    uint32_t place = 0;
    const bool found = place_of(name, missing_names, 3, &place);
    *out = (enum pin_missing)place;
    return found;
}

bool pin_ties_of(const char *name, enum pin_ties *out)
{
    uint32_t place = 0;
    const bool found = place_of(name, ties_names, 3, &place);
    *out = (enum pin_ties)place;
    return found;
}
