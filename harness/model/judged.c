#include "harness/model/judged.h"

#include "harness/base/map32.h"

#include <stdlib.h>
#include <string.h>

struct pin_ordered { /* a hit, and the name that breaks a tie */
    struct pin_hit hit;
    const char *name;
};

struct pin_judge {
    const struct pin_dataset *dataset;
    const struct pin_run *run;
    struct pin_reading reading;
    struct pin_item_slice items;
    struct pin_map32 row_of_item; /* the query's judgments */
    struct pin_map32 seen;        /* the list's items so far */
    struct pin_ordered *list;     /* in the order of the tie rule */
    int32_t *grades;
    bool *hard_negative;
    int32_t *ideal;
};

enum pin_status pin_judge_new(struct pin_judge **out, const struct pin_dataset *dataset,
                              const struct pin_run *run, struct pin_reading reading,
                              struct pin_arena *arena, struct pin_error *err)
{
    struct pin_judge *judge = PIN_NEW(arena, struct pin_judge);
    if (!judge) {
        return pin_fail(err, PIN_E_NOMEM, "no memory to judge a run");
    }
    const size_t depth = (size_t)run->hits_n_max + 1;
    judge->dataset = dataset;
    judge->run = run;
    judge->reading = reading;
    judge->list = PIN_NEW_N(arena, struct pin_ordered, depth);
    judge->grades = PIN_NEW_N(arena, int32_t, depth);
    judge->hard_negative = PIN_NEW_N(arena, bool, depth);
    judge->ideal = PIN_NEW_N(arena, int32_t, (size_t)dataset->judgments.rows_n_max + 1);
    if (!judge->list || !judge->grades || !judge->hard_negative || !judge->ideal) {
        return pin_fail(err, PIN_E_NOMEM, "no memory to judge a run");
    }
    PIN_TRY(
        pin_map32_init(&judge->row_of_item, dataset->judgments.rows_n_max, arena, err));
    PIN_TRY(pin_map32_init(&judge->seen, run->hits_n_max, arena, err));
    *out = judge;
    return PIN_OK;
}

void pin_judge_only(struct pin_judge *judge, struct pin_item_slice items)
{
    judge->items = items;
}

static bool in_slice(const struct pin_judge *judge, pin_item item)
{
    return !judge->items.value_of || judge->items.value_of[item.ix] == judge->items.value;
}

static int by_grade_falling(const void *a, const void *b)
{
    const int32_t x = *(const int32_t *)a;
    const int32_t y = *(const int32_t *)b;
    return (x < y) - (x > y);
}

/* Fills in what does not depend on the list, and the map from item to judgment. */
static void read_labels(struct pin_judge *judge, uint32_t query,
                        struct pin_judged *judged)
{
    const struct pin_judgments *judgments = &judge->dataset->judgments;
    const struct pin_judgment *rows = judgments->rows + judgments->row_start[query];
    const uint32_t rows_n =
        (uint32_t)(judgments->row_start[query + 1] - judgments->row_start[query]);
    bool sorted = true;
    pin_map32_reset(&judge->row_of_item, rows_n);
    for (uint32_t i = 0; i < rows_n; i++) {
        (void)pin_map32_put(&judge->row_of_item, rows[i].item.ix, i);
        if (!in_slice(judge, rows[i].item)) {
            continue;
        }
        judged->hard_negatives_n += rows[i].grade == PIN_GRADE_HARD_NEGATIVE;
        if (rows[i].grade > 0) {
            const uint32_t n = judged->ideal_n++;
            judge->ideal[n] = rows[i].grade;
            sorted = sorted && (n == 0 || judge->ideal[n - 1] >= rows[i].grade);
        }
    }
    if (!sorted) {
        qsort(judge->ideal, judged->ideal_n, sizeof(*judge->ideal), by_grade_falling);
    }
    judged->ideal = judge->ideal;
    judged->relevant_n = judged->ideal_n;
    if (judge->reading.as_listed) {
        judged->relevant_n = judgments->listed[query].positives_n;
        judged->hard_negatives_n = judgments->listed[query].negatives_n;
    }
}

static int compare_hits(const struct pin_ordered *a, const struct pin_ordered *b)
{
    const float x = a->hit.score;
    const float y = b->hit.score;
    return (x < y) - (x > y);
}

static int by_score_then_id(const void *a, const void *b)
{
    const struct pin_ordered *x = a;
    const struct pin_ordered *y = b;
    const int order = compare_hits(x, y);
    return order != 0 ? order : strcmp(x->name, y->name);
}

static int by_score_then_id_falling(const void *a, const void *b)
{
    const struct pin_ordered *x = a;
    const struct pin_ordered *y = b;
    const int order = compare_hits(x, y);
    return order != 0 ? order : strcmp(y->name, x->name);
}

/* The list that answers the query, in the order of the tie rule. */
static uint32_t order_list(struct pin_judge *judge, uint32_t query)
{
    const struct pin_run *run = judge->run;
    const uint32_t *answered_as = judge->dataset->queries.answered_as;
    const uint32_t source = answered_as ? answered_as[query] : query;
    const uint32_t hits_n = run->answered[source] ? run->hits_n[source] : 0;
    const bool by_id = run->scored && judge->reading.ties != PIN_TIES_FILE;
    for (uint32_t i = 0; i < hits_n; i++) {
        struct pin_ordered *place = &judge->list[i];
        place->hit = run->hits[run->start[source] + i];
        place->name = "";
        if (by_id && place->hit.item.ix != PIN_ITEM_NULL.ix) {
            place->name =
                pin_run_item_name(run, &judge->dataset->corpus, place->hit.item);
        }
    }
    if (by_id) {
        qsort(judge->list, hits_n, sizeof(*judge->list),
              judge->reading.ties == PIN_TIES_TREC ? by_score_then_id_falling
                                                   : by_score_then_id);
    }
    return hits_n;
}

struct pin_verdict { /* on one hit */
    int32_t grade;
    bool hard_negative;
};

static struct pin_verdict look_up(const struct pin_judge *judge, uint32_t query,
                                  pin_item item)
{
    const struct pin_judgments *judgments = &judge->dataset->judgments;
    const struct pin_listed *listed = &judgments->listed[query];
    if (item.ix ==
        PIN_ITEM_NULL.ix) { /* only the as-listed reading comes here with one */
        const bool negative = listed->negative_nulls_n > 0;
        const int32_t grade = negative ? PIN_GRADE_HARD_NEGATIVE : PIN_GRADE_UNJUDGED;
        return (struct pin_verdict){listed->positive_nulls_n > 0 ? 1 : grade, negative};
    }
    const uint32_t at = pin_map32_get(&judge->row_of_item, item.ix);
    if (at == PIN_MAP32_NONE) {
        return (struct pin_verdict){PIN_GRADE_UNJUDGED, false};
    }
    const struct pin_judgment *row = &judgments->rows[judgments->row_start[query] + at];
    return (struct pin_verdict){row->grade,
                                row->grade == PIN_GRADE_HARD_NEGATIVE ||
                                    (judge->reading.as_listed && row->also_negative)};
}

static bool dropped(struct pin_judge *judge, pin_item item)
{
    if (judge->items.value_of &&
        pin_map32_get(&judge->row_of_item, item.ix) != PIN_MAP32_NONE &&
        !in_slice(judge, item)) {
        return true;
    }
    return !judge->reading.as_listed &&
           (item.ix == PIN_ITEM_NULL.ix ||
            pin_map32_put(&judge->seen, item.ix, 0) != PIN_MAP32_NONE);
}

struct pin_judged pin_judge(struct pin_judge *judge, pin_query query)
{
    struct pin_judged judged = {.grades = judge->grades,
                                .hard_negative = judge->hard_negative};
    read_labels(judge, query.ix, &judged);
    const uint32_t hits_n = order_list(judge, query.ix);
    pin_map32_reset(&judge->seen, judge->reading.as_listed ? 0 : hits_n);
    for (uint32_t i = 0; i < hits_n; i++) {
        const pin_item item = judge->list[i].hit.item;
        if (!dropped(judge, item)) {
            const struct pin_verdict verdict = look_up(judge, query.ix, item);
            judge->grades[judged.depth] = verdict.grade;
            judge->hard_negative[judged.depth] = verdict.hard_negative;
            judged.depth++;
        }
    }
    return judged;
}
