#include "harness/stats/ranks.h"

#include <assert.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

struct pin_place {
    double value;
    uint32_t ix;
};

static int falling(const void *a, const void *b)
{
    const struct pin_place *x = a;
    const struct pin_place *y = b;
    const int by_value = (x->value < y->value) - (x->value > y->value);
    return by_value != 0 ? by_value : (x->ix > y->ix) - (x->ix < y->ix);
}

enum pin_status pin_ranks_of(struct pin_ranks *out, const double *values, uint32_t n,
                             struct pin_arena *arena, struct pin_error *err)
{
    uint32_t *order = PIN_NEW_N(arena, uint32_t, n);
    uint32_t *group = PIN_NEW_N(arena, uint32_t, n);
    uint32_t *start = PIN_NEW_N(arena, uint32_t, (size_t)n + 1);
    const struct pin_arena_mark mark = pin_arena_mark(arena);
    struct pin_place *places = PIN_NEW_N(arena, struct pin_place, n);
    if (n > 0 && !(order && group && start && places)) {
        return pin_fail(err, PIN_E_NOMEM, "no memory to rank %u values", n);
    }
    for (uint32_t i = 0; i < n; i++) {
        assert(!isnan(values[i]));
        places[i] = (struct pin_place){values[i], i};
    }
    qsort(places, n, sizeof(*places), falling);
    uint32_t groups_n = 0;
    for (uint32_t i = 0; i < n; i++) {
        if (i == 0 || places[i].value < places[i - 1].value) {
            start[groups_n++] = i;
        }
        order[i] = places[i].ix;
        group[places[i].ix] = groups_n - 1;
    }
    start[groups_n] = n;
    pin_arena_rewind(arena, mark);
    *out = (struct pin_ranks){n, groups_n, order, group, start};
    return PIN_OK;
}
