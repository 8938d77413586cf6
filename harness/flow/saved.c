#include "harness/flow/saved.h"

#include <string.h>

static const struct pin_column *find_column(const struct pin_scores *scores,
                                            const char *label)
{
    for (uint32_t i = 0; i < scores->columns_n; i++) {
        if (strcmp(scores->columns[i].label, label) == 0) {
            return &scores->columns[i];
        }
    }
    return NULL;
}

enum pin_status pin_saved_scores(const struct pin_scores **out,
                                 const struct pin_saved *saved,
                                 const struct pin_metric_use *metrics, uint32_t metrics_n,
                                 struct pin_arena *arena, struct pin_error *err)
{
    struct pin_scores *scores = PIN_NEW(arena, struct pin_scores);
    struct pin_column *columns = PIN_NEW_N(arena, struct pin_column, metrics_n + 1U);
    if (!scores || !columns) {
        return pin_fail(err, PIN_E_NOMEM, "no memory for the scores");
    }
    *scores = *saved->scores;
    for (uint32_t m = 0; m < metrics_n; m++) {
        const struct pin_column *column = find_column(saved->scores, metrics[m].label);
        if (!column) {
            return pin_fail(err, PIN_E_CONFIG, "no values of %.80s were saved for %.200s",
                            metrics[m].label, saved->executed.run->name);
        }
        columns[m] = (struct pin_column){
            metrics[m].label, (metrics[m].ops->head.caps & PIN_CAP_LOWER_IS_BETTER) != 0,
            column->values};
    }
    scores->columns = columns;
    scores->columns_n = metrics_n;
    *out = scores;
    return PIN_OK;
}
