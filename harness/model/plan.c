#include "harness/model/plan.h"

#include "harness/base/json.h"
#include "harness/model/result_parts.h"

#include <string.h>

enum { LIST_MAX = 10000 };

static enum pin_status no_memory(struct pin_error *err)
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
    return *out ? PIN_OK : no_memory(err);
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

/* An object whose member `key` names the plug-in and whose other members are its
 * settings. */
static enum pin_status read_part(struct pin_plan_part *out, struct pin_json_at at,
                                 const char *key, struct pin_arena *arena,
                                 struct pin_error *err)
{
    struct pin_json_at name;
    struct pin_buffer settings;
    enum pin_status status = PIN_OK;
    PIN_TRY(pin_json_expect(at, PIN_JSON_OBJECT, err));
    PIN_TRY(pin_json_member(&name, at, key, err));
    PIN_TRY(pin_json_text(&out->name, name, err));
    pin_buffer_init(&settings, 0, arena);
    struct pin_json_at member = {0};
    while (status == PIN_OK && pin_json_next(&member, at)) {
        if (strcmp(member.key, key) != 0) {
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
        return no_memory(err);
    }
    for (uint32_t i = 0; i < *n_out; i++) {
        struct pin_json_at element;
        PIN_TRY(pin_json_element(&element, list, i, err));
        PIN_TRY(pin_json_text(&texts[i], element, err));
    }
    *out = texts;
    return PIN_OK;
}

static enum pin_status read_system(struct pin_plan_system *out, struct pin_json_at at,
                                   struct pin_arena *arena, struct pin_error *err)
{
    static const char *const known[] = {"name", "stages"};
    struct pin_json_at member;
    PIN_TRY(pin_json_expect(at, PIN_JSON_OBJECT, err));
    PIN_TRY(pin_json_known(at, known, 2, err));
    PIN_TRY(pin_json_member(&member, at, "name", err));
    PIN_TRY(pin_json_text(&out->name, member, err));
    if (out->name[0] == '\0') {
        return pin_json_fail(member, err, "expected a name, found an empty text");
    }
    PIN_TRY(pin_json_member(&member, at, "stages", err));
    PIN_TRY(pin_json_expect(member, PIN_JSON_ARRAY, err));
    uint32_t stages_n = 0;
    PIN_TRY(pin_json_length(&stages_n, member, err));
    if (stages_n != 1) {
        return pin_json_fail(
            member, err, "expected one stage, found %u: no engine rescores", stages_n);
    }
    struct pin_json_at stage;
    PIN_TRY(pin_json_element(&stage, member, 0, err));
    return read_part(&out->stage, stage, "engine", arena, err);
}

static enum pin_status read_systems(struct pin_plan *plan, struct pin_json_at root,
                                    struct pin_arena *arena, struct pin_error *err)
{
    struct pin_json_at list;
    PIN_TRY(pin_json_member(&list, root, "systems", err));
    PIN_TRY(pin_json_expect(list, PIN_JSON_ARRAY, err));
    PIN_TRY(pin_json_length(&plan->systems_n, list, err));
    if (plan->systems_n == 0 || plan->systems_n > LIST_MAX) {
        return pin_json_fail(list, err, "expected 1 to %d systems, found %u", LIST_MAX,
                             plan->systems_n);
    }
    struct pin_plan_system *systems =
        PIN_NEW_N(arena, struct pin_plan_system, plan->systems_n);
    if (!systems) {
        return no_memory(err);
    }
    for (uint32_t i = 0; i < plan->systems_n; i++) {
        struct pin_json_at at;
        PIN_TRY(pin_json_element(&at, list, i, err));
        PIN_TRY(read_system(&systems[i], at, arena, err));
        for (uint32_t j = 0; j < i; j++) {
            if (strcmp(systems[j].name, systems[i].name) == 0) {
                return pin_json_fail(at, err, "two systems are called \"%s\"",
                                     systems[i].name);
            }
        }
    }
    plan->systems = systems;
    return PIN_OK;
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
    PIN_TRY(read_part(&plan->dataset, member, "loader", arena, err));
    PIN_TRY(read_systems(plan, root, arena, err));
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
        return no_memory(err);
    }
    PIN_TRY(pin_json_read(&document, path, arena, err));
    const char *slash = strrchr(path, '/');
    if (slash) {
        plan->folder = pin_arena_copy_text(arena, path, (size_t)(slash - path) + 1);
        if (!plan->folder) {
            return no_memory(err);
        }
    }
    PIN_TRY(read_root(plan, pin_json_root(document), arena, err));
    PIN_TRY(pin_result_dump(&plan->text, pin_json_root(document), arena, err));
    *out = plan;
    return PIN_OK;
}
