#include "harness/model/plan_parts.h"
#include "harness/model/result_parts.h"

#include <stdio.h>
#include <string.h>

enum pin_status pin_plan_no_memory(struct pin_error *err)
{
    return pin_fail(err, PIN_E_NOMEM, "no memory for the plan");
}

static enum pin_status read_value(const char **out, struct pin_json_at at,
                                  struct pin_arena *arena, struct pin_error *err)
{
    switch (pin_json_kind(at)) {
    case PIN_JSON_TEXT: return pin_json_text(out, at, err);
    case PIN_JSON_NUMBER:
    case PIN_JSON_BOOL: break;
    case PIN_JSON_NULL:
    case PIN_JSON_ARRAY:
    case PIN_JSON_OBJECT:
        return pin_json_fail(at, err, "expected a text, a number, true or false");
    }
    struct pin_buffer text;
    pin_buffer_init(&text, 0, arena);
    const enum pin_status status = pin_json_dump(&text, at, err);
    *out = status == PIN_OK ? pin_buffer_move(&text, arena, err) : NULL;
    pin_buffer_free(&text);
    return *out ? PIN_OK : pin_plan_no_memory(err);
}

static enum pin_status put_setting(struct pin_plan_part *out, struct pin_buffer *settings,
                                   const char *name, struct pin_json_at value,
                                   struct pin_arena *arena, struct pin_error *err)
{
    struct pin_plan_setting setting = {.name = name};
    PIN_TRY(read_value(&setting.value, value, arena, err));
    out->settings_n++;
    return pin_buffer_put(settings, &setting, sizeof(setting), err);
}

/* A list is a setting for each of its elements. */
static enum pin_status put_member(struct pin_plan_part *out, struct pin_buffer *settings,
                                  struct pin_json_at member, struct pin_arena *arena,
                                  struct pin_error *err)
{
    if (pin_json_kind(member) != PIN_JSON_ARRAY) {
        return put_setting(out, settings, member.key, member, arena, err);
    }
    uint32_t n = 0;
    PIN_TRY(pin_json_length(&n, member, err));
    for (uint32_t i = 0; i < n; i++) {
        struct pin_json_at element;
        PIN_TRY(pin_json_element(&element, member, i, err));
        PIN_TRY(put_setting(out, settings, member.key, element, arena, err));
    }
    return PIN_OK;
}

static bool is_setting(const char *key, struct pin_plan_keys keys)
{
    return strcmp(key, keys.plugin) != 0 &&
           !(keys.skipped && strcmp(key, keys.skipped) == 0);
}

enum pin_status pin_plan_read_part(struct pin_plan_part *out, struct pin_json_at at,
                                   struct pin_plan_keys keys, struct pin_arena *arena,
                                   struct pin_error *err)
{
    struct pin_json_at name;
    struct pin_buffer settings;
    enum pin_status status = PIN_OK;
    PIN_TRY(pin_json_expect(at, PIN_JSON_OBJECT, err));
    PIN_TRY(pin_json_member(&name, at, keys.plugin, err));
    PIN_TRY(pin_json_text(&out->name, name, err));
    pin_buffer_init(&settings, 0, arena);
    struct pin_json_at member = {0};
    while (status == PIN_OK && pin_json_next(&member, at)) {
        if (is_setting(member.key, keys)) {
            status = put_member(out, &settings, member, arena, err);
        }
    }
    out->settings = status == PIN_OK ? pin_buffer_move(&settings, arena, err) : NULL;
    pin_buffer_free(&settings);
    return status == PIN_OK && !out->settings ? PIN_E_NOMEM : status;
}

static enum pin_status read_list(const char *const **out, uint32_t *n_out,
                                 struct pin_json_at plan, const char *key,
                                 struct pin_arena *arena, struct pin_error *err)
{
    struct pin_json_at list;
    if (!pin_json_find(&list, plan, key)) {
        return PIN_OK;
    }
    PIN_TRY(pin_json_expect(list, PIN_JSON_ARRAY, err));
    PIN_TRY(pin_json_length(n_out, list, err));
    const char **texts = PIN_NEW_N(arena, const char *, (size_t)*n_out + 1);
    if (!texts) {
        return pin_plan_no_memory(err);
    }
    for (uint32_t i = 0; i < *n_out; i++) {
        struct pin_json_at element;
        PIN_TRY(pin_json_element(&element, list, i, err));
        PIN_TRY(pin_json_text(&texts[i], element, err));
    }
    *out = texts;
    return PIN_OK;
}

enum pin_status pin_plan_read_word(uint32_t *out, struct pin_json_at object,
                                   const char *key, const char *const *words,
                                   struct pin_error *err)
{
    struct pin_json_at member;
    const char *word = NULL;
    char list[120] = "";
    if (!pin_json_find(&member, object, key)) {
        return PIN_OK;
    }
    PIN_TRY(pin_json_text(&word, member, err));
    for (uint32_t i = 0; words[i]; i++) {
        const size_t length = strlen(list);
        if (strcmp(words[i], word) == 0) {
            *out = i;
            return PIN_OK;
        }
        (void)snprintf(list + length, sizeof(list) - length, "%s%s", i > 0 ? ", " : "",
                       words[i]);
    }
    return pin_json_fail(member, err, "expected one of %s, found \"%.40s\"", list, word);
}

enum pin_status pin_plan_read_count(uint32_t *out, struct pin_json_at object,
                                    const char *key, uint32_t low, uint32_t high,
                                    struct pin_error *err)
{
    struct pin_json_at member;
    return pin_json_find(&member, object, key) ? pin_json_u32(out, member, low, high, err)
                                               : PIN_OK;
}

enum pin_status pin_plan_read_number(double *out, struct pin_json_at object,
                                     const char *key, double low, double high,
                                     struct pin_error *err)
{
    struct pin_json_at member;
    if (!pin_json_find(&member, object, key)) {
        return PIN_OK;
    }
    PIN_TRY(pin_json_f64(out, member, err));
    return *out >= low && *out <= high
               ? PIN_OK
               : pin_json_fail(member, err, "expected a number of %g to %g", low, high);
}

static enum pin_status read_text(const char **out, struct pin_json_at root,
                                 const char *key, struct pin_error *err)
{
    struct pin_json_at member;
    return pin_json_find(&member, root, key) ? pin_json_text(out, member, err) : PIN_OK;
}

static enum pin_status read_statistics(struct pin_plan *plan, struct pin_json_at root,
                                       struct pin_error *err)
{
    static const char *const known[] = {"seed", "resamples", "cluster", "interval",
                                        "min_n"};
    struct pin_json_at statistics;
    plan->seed = 1;
    plan->resamples = PIN_PLAN_RESAMPLES;
    plan->min_n = PIN_PLAN_MIN_N;
    if (!pin_json_find(&statistics, root, "statistics")) {
        return PIN_OK;
    }
    PIN_TRY(pin_json_expect(statistics, PIN_JSON_OBJECT, err));
    PIN_TRY(pin_json_known(statistics, known, sizeof(known) / sizeof(known[0]), err));
    struct pin_json_at member;
    if (pin_json_find(&member, statistics, "seed")) {
        int64_t seed = 0;
        PIN_TRY(pin_json_i64(&seed, member, 0, INT64_MAX, err));
        plan->seed = (uint64_t)seed;
    }
    if (pin_json_find(&member, statistics, "resamples")) {
        PIN_TRY(pin_json_u32(&plan->resamples, member, 0, PIN_PLAN_RESAMPLES_MAX, err));
    }
    if (pin_json_find(&member, statistics, "min_n")) {
        PIN_TRY(pin_json_u32(&plan->min_n, member, 0, UINT32_MAX, err));
    }
    PIN_TRY(read_text(&plan->cluster, statistics, "cluster", err));
    return read_text(&plan->interval, statistics, "interval", err);
}

static enum pin_status read_fairness(struct pin_plan_fairness *out,
                                     struct pin_json_at root, struct pin_error *err)
{
    static const char *const known[] = {"attribute",  "control", "unknown",
                                        "correction", "target",  "cutoff"};
    struct pin_json_at fairness;
    struct pin_json_at member;
    out->cutoff = PIN_PLAN_FAIRNESS_CUTOFF;
    if (!pin_json_find(&fairness, root, "fairness")) {
        return PIN_OK;
    }
    PIN_TRY(pin_json_expect(fairness, PIN_JSON_OBJECT, err));
    PIN_TRY(pin_json_known(fairness, known, sizeof(known) / sizeof(known[0]), err));
    PIN_TRY(pin_json_member(&member, fairness, "attribute", err));
    PIN_TRY(pin_json_text(&out->attribute, member, err));
    PIN_TRY(read_text(&out->control, fairness, "control", err));
    PIN_TRY(read_text(&out->unknown, fairness, "unknown", err));
    PIN_TRY(read_text(&out->correction, fairness, "correction", err));
    PIN_TRY(read_text(&out->target, fairness, "target", err));
    if (pin_json_find(&member, fairness, "cutoff")) {
        PIN_TRY(pin_json_u32(&out->cutoff, member, 1, PIN_PLAN_DEPTH_MAX, err));
    }
    return PIN_OK;
}

static enum pin_status read_root(struct pin_plan *plan, struct pin_json_at root,
                                 struct pin_arena *arena, struct pin_error *err)
{
    static const char *const known[] = {"dataset", "systems",  "depth",      "metrics",
                                        "slices",  "missing",  "statistics", "output",
                                        "ties",    "fairness", "where"};
    struct pin_json_at member;
    PIN_TRY(pin_json_expect(root, PIN_JSON_OBJECT, err));
    PIN_TRY(pin_json_known(root, known, sizeof(known) / sizeof(known[0]), err));
    PIN_TRY(pin_json_member(&member, root, "dataset", err));
    const struct pin_plan_keys keys = {"loader", NULL};
    PIN_TRY(pin_plan_read_part(&plan->dataset, member, keys, arena, err));
    PIN_TRY(pin_plan_read_systems(plan, root, arena, err));
    plan->depth = PIN_PLAN_DEPTH;
    if (pin_json_find(&member, root, "depth")) {
        PIN_TRY(pin_json_u32(&plan->depth, member, 1, PIN_PLAN_DEPTH_MAX, err));
    }
    PIN_TRY(read_list(&plan->metrics, &plan->metrics_n, root, "metrics", arena, err));
    if (plan->metrics && plan->metrics_n == 0) {
        PIN_TRY(pin_json_member(&member, root, "metrics", err));
        return pin_json_fail(member, err, "expected a figure, found an empty list");
    }
    PIN_TRY(read_list(&plan->slices, &plan->slices_n, root, "slices", arena, err));
    PIN_TRY(read_statistics(plan, root, err));
    PIN_TRY(read_text(&plan->where, root, "where", err));
    PIN_TRY(read_fairness(&plan->fairness, root, err));
    PIN_TRY(read_text(&plan->missing, root, "missing", err));
    PIN_TRY(read_text(&plan->ties, root, "ties", err));
    return read_text(&plan->output, root, "output", err);
}

enum pin_status pin_plan_read(const struct pin_plan **out, const char *path,
                              struct pin_arena *arena, struct pin_error *err)
{
    const struct pin_json *document = NULL;
    struct pin_plan *plan = PIN_NEW(arena, struct pin_plan);
    if (!plan) {
        return pin_plan_no_memory(err);
    }
    PIN_TRY(pin_json_read(&document, path, arena, err));
    const char *slash = strrchr(path, '/');
    if (slash) {
        plan->folder = pin_arena_copy_text(arena, path, (size_t)(slash - path) + 1);
        if (!plan->folder) {
            return pin_plan_no_memory(err);
        }
    }
    PIN_TRY(read_root(plan, pin_json_root(document), arena, err));
    PIN_TRY(pin_result_dump(&plan->text, pin_json_root(document), arena, err));
    *out = plan;
    return PIN_OK;
}
