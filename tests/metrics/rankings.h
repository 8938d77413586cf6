/* rankings.h - judged rankings for tests, made without the judge. */
#ifndef PIN_TESTS_METRICS_RANKINGS_H
#define PIN_TESTS_METRICS_RANKINGS_H

#include "harness/model/judged.h"
#include "harness/plugin/metric_spec.h"
#include "tests/property/prop.h"

enum { RANKING_MAX = 64, IDEAL_MAX = 128 };

struct ranking { /* judged points into it, so it is not copied */
    int32_t grades[RANKING_MAX];
    bool hard_negative[RANKING_MAX];
    int32_t ideal[IDEAL_MAX];
    struct pin_judged judged;
};

/* One letter a hit: 1 to 9 a grade, 0 judged irrelevant, - a hard negative, . unjudged,
 * * relevant and a hard negative. ideal: one digit a relevant item, highest first. */
void ranking_of_letters(struct ranking *out, const char *hits, const char *ideal,
                        uint32_t negatives_n);

/* Up to 60 different items, each judged one way; labels may name items not retrieved. */
void ranking_strict(struct ranking *out, struct prop *prop);

/* Up to 60 hits, repeated and judged both ways as they come; R and N are anything. */
void ranking_as_listed(struct ranking *out, struct prop *prop);

/* The relevant items, highest grade first, then hits that are not relevant. */
void ranking_ideal(struct ranking *out, struct prop *prop);

/* A registry of all built-in metrics; fails the test where one is refused. */
const struct pin_registry *metrics_registry(struct pin_arena *arena);

/* Fails the test where the text is refused. */
struct pin_metric_use metric_use(const struct pin_registry *registry, const char *text,
                                 struct pin_arena *arena);

static inline double metric_value(const struct pin_metric_use *use,
                                  const struct ranking *ranking, uint32_t cutoff)
{
    return use->ops->value(&ranking->judged, cutoff, use->options);
}

/* The ready-made uses of every built-in metric, ndcg with both gains; a metric that needs
 * a cutoff is there with @1 and is called with others. */
enum { USES_MAX = 32 };
uint32_t metric_uses(struct pin_metric_use out[USES_MAX], struct pin_arena *arena);

#endif
