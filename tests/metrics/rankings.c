#include "tests/metrics/rankings.h"

#include "metrics/table.h"

#include <stdio.h>
#include <string.h>

#include <criterion/criterion.h>

static void link_up(struct ranking *ranking, uint32_t depth, uint32_t ideal_n)
{
    ranking->judged.depth = depth;
    ranking->judged.grades = ranking->grades;
    ranking->judged.hard_negative = ranking->hard_negative;
    ranking->judged.ideal = ranking->ideal;
    ranking->judged.ideal_n = ideal_n;
}

static void sort_down(int32_t *grades, uint32_t n)
{
    for (uint32_t i = 1; i < n; i++) {
        for (uint32_t j = i; j > 0 && grades[j - 1] < grades[j]; j--) {
            const int32_t higher = grades[j];
            grades[j] = grades[j - 1];
            grades[j - 1] = higher;
        }
    }
}

void ranking_of_letters(struct ranking *out, const char *hits, const char *ideal,
                        uint32_t negatives_n)
{
    *out = (struct ranking){0};
    for (uint32_t i = 0; i < strlen(hits); i++) {
        out->hard_negative[i] = hits[i] == '-' || hits[i] == '*';
        out->grades[i] = hits[i] == '-'   ? PIN_GRADE_HARD_NEGATIVE
                         : hits[i] == '*' ? 1
                         : hits[i] == '.' ? PIN_GRADE_UNJUDGED
                                          : hits[i] - '0';
    }
    for (uint32_t i = 0; i < strlen(ideal); i++) {
        out->ideal[i] = ideal[i] - '0';
    }
    link_up(out, (uint32_t)strlen(hits), (uint32_t)strlen(ideal));
    out->judged.relevant_n = out->judged.ideal_n;
    out->judged.hard_negatives_n = negatives_n;
}

static int32_t some_grade(struct prop *prop)
{
    return (int32_t)(prop_percent(prop, 90) ? prop_between(prop, 1, 4)
                                            : prop_between(prop, 5, 40));
}

static int32_t some_irrelevant(struct prop *prop, bool *negative_out)
{
    const uint32_t kind = prop_below(prop, 3);
    *negative_out = kind == 0;
    return kind == 0 ? PIN_GRADE_HARD_NEGATIVE : kind == 1 ? 0 : PIN_GRADE_UNJUDGED;
}

static void fill_hits(struct ranking *out, struct prop *prop, bool strict)
{
    const uint32_t depth = prop_below(prop, 61);
    const uint32_t percent = prop_below(prop, 101);
    uint32_t relevant_n = 0;
    uint32_t negatives_n = 0;
    *out = (struct ranking){0};
    for (uint32_t i = 0; i < depth; i++) {
        if (prop_percent(prop, percent)) {
            out->grades[i] = some_grade(prop);
            out->hard_negative[i] = !strict && prop_percent(prop, 20);
            out->ideal[relevant_n++] = out->grades[i];
        } else {
            out->grades[i] = some_irrelevant(prop, &out->hard_negative[i]);
        }
        negatives_n += out->hard_negative[i] ? 1 : 0;
    }
    link_up(out, depth, relevant_n);
    out->judged.relevant_n = relevant_n;
    out->judged.hard_negatives_n = negatives_n;
}

void ranking_strict(struct ranking *out, struct prop *prop)
{
    fill_hits(out, prop, true);
    struct pin_judged *judged = &out->judged;
    const uint32_t missed_n = prop_percent(prop, 50) ? prop_below(prop, 60) : 0;
    for (uint32_t i = 0; i < missed_n; i++) {
        out->ideal[judged->ideal_n++] = some_grade(prop);
    }
    sort_down(out->ideal, judged->ideal_n);
    judged->relevant_n = judged->ideal_n;
    judged->hard_negatives_n += prop_percent(prop, 50) ? prop_below(prop, 60) : 0;
}

void ranking_as_listed(struct ranking *out, struct prop *prop)
{
    fill_hits(out, prop, false);
    struct pin_judged *judged = &out->judged;
    judged->relevant_n = prop_below(prop, 70);
    judged->hard_negatives_n = prop_below(prop, 70);
    judged->ideal_n = prop_below(prop, judged->relevant_n + 1);
    for (uint32_t i = 0; i < judged->ideal_n; i++) {
        out->ideal[i] = some_grade(prop);
    }
    sort_down(out->ideal, judged->ideal_n);
}

void ranking_ideal(struct ranking *out, struct prop *prop)
{
    *out = (struct ranking){0};
    const uint32_t depth = prop_between(prop, 1, 60);
    const uint32_t relevant_n = prop_between(prop, 1, depth);
    link_up(out, depth, relevant_n);
    for (uint32_t i = 0; i < relevant_n; i++) {
        out->ideal[i] = some_grade(prop);
    }
    sort_down(out->ideal, relevant_n);
    memcpy(out->grades, out->ideal, relevant_n * sizeof(out->ideal[0]));
    out->judged.hard_negatives_n = 1;
    for (uint32_t i = relevant_n; i < depth; i++) {
        out->grades[i] = some_irrelevant(prop, &out->hard_negative[i]);
        out->judged.hard_negatives_n += out->hard_negative[i] ? 1 : 0;
    }
    out->judged.relevant_n = relevant_n;
}

const struct pin_registry *metrics_registry(struct pin_arena *arena)
{
    struct pin_registry *registry = NULL;
    cr_assert_eq(pin_registry_new(&registry, arena, NULL), PIN_OK);
    for (uint32_t i = 0; pin_metrics[i]; i++) {
        struct pin_error err = {0};
        cr_assert_eq(pin_registry_add(registry, &pin_metrics[i]->head, &err), PIN_OK,
                     "%s", err.text);
    }
    return registry;
}

struct pin_metric_use metric_use(const struct pin_registry *registry, const char *text,
                                 struct pin_arena *arena)
{
    struct pin_metric_use use = {0};
    struct pin_error err = {0};
    cr_assert_eq(pin_metric_parse(&use, registry, pin_text_of(text), arena, &err), PIN_OK,
                 "%s: %s", text, err.text);
    return use;
}

uint32_t metric_uses(struct pin_metric_use out[USES_MAX], struct pin_arena *arena)
{
    const struct pin_registry *registry = metrics_registry(arena);
    uint32_t uses_n = 0;
    for (uint32_t i = 0; pin_metrics[i]; i++) {
        const struct pin_head *head = &pin_metrics[i]->head;
        char text[64];
        (void)snprintf(text, sizeof(text), "%s%s", head->name,
                       head->caps & PIN_CAP_NEEDS_CUTOFF ? "@1" : "");
        out[uses_n++] = metric_use(registry, text, arena);
    }
    out[uses_n++] = metric_use(registry, "ndcg:gain=exponential", arena);
    cr_assert_leq(uses_n, USES_MAX);
    return uses_n;
}
