#include "harness/model/plan_parts.h"

#include <string.h>

static enum pin_status read_later(struct pin_plan_later *out, struct pin_json_at at,
                                  struct pin_arena *arena, struct pin_error *err)
{
    const struct pin_plan_keys keys = {"engine", "top_n"};
    PIN_TRY(pin_plan_read_part(&out->engine, at, keys, arena, err));
    return pin_plan_read_count(&out->top_n, at, "top_n", 1, PIN_PLAN_DEPTH_MAX, err);
}

static enum pin_status read_stages(struct pin_plan_system *out, struct pin_json_at list,
                                   struct pin_arena *arena, struct pin_error *err)
{
    const struct pin_plan_keys keys = {"engine", NULL};
    struct pin_json_at at;
    uint32_t stages_n = 0;
    PIN_TRY(pin_json_expect(list, PIN_JSON_ARRAY, err));
    PIN_TRY(pin_json_length(&stages_n, list, err));
    if (stages_n == 0 || stages_n > PIN_PLAN_STAGES_MAX) {
        return pin_json_fail(list, err, "expected 1 to %d stages, found %u",
                             PIN_PLAN_STAGES_MAX, stages_n);
    }
    PIN_TRY(pin_json_element(&at, list, 0, err));
    struct pin_json_at top_n;
    if (pin_json_find(&top_n, at, "top_n")) {
        return pin_json_fail(top_n, err,
                             "the first stage searches; a later one rescores its top_n");
    }
    PIN_TRY(pin_plan_read_part(&out->stage, at, keys, arena, err));
    struct pin_plan_later *later = PIN_NEW_N(arena, struct pin_plan_later, stages_n);
    if (!later) {
        return pin_plan_no_memory(err);
    }
    out->later = later;
    for (uint32_t i = 1; i < stages_n; i++) {
        PIN_TRY(pin_json_element(&at, list, i, err));
        PIN_TRY(read_later(&later[out->later_n++], at, arena, err));
    }
    return PIN_OK;
}

/* All of a system but what it fuses, which may be a system behind it. */
static enum pin_status read_system(struct pin_plan_system *out, struct pin_json_at at,
                                   struct pin_arena *arena, struct pin_error *err)
{
    static const char *const known[] = {"name", "stages", "fuse", "hidden"};
    struct pin_json_at member;
    struct pin_json_at fuse;
    PIN_TRY(pin_json_expect(at, PIN_JSON_OBJECT, err));
    PIN_TRY(pin_json_known(at, known, sizeof(known) / sizeof(known[0]), err));
    PIN_TRY(pin_json_member(&member, at, "name", err));
    PIN_TRY(pin_json_text(&out->name, member, err));
    if (out->name[0] == '\0') {
        return pin_json_fail(member, err, "expected a name, found an empty text");
    }
    if (pin_json_find(&member, at, "hidden")) {
        PIN_TRY(pin_json_bool(&out->hidden, member, err));
    }
    const bool fuses = pin_json_find(&fuse, at, "fuse");
    if (fuses && pin_json_find(&member, at, "stages")) {
        return pin_json_fail(at, err, "a system has stages or fuses others, not both");
    }
    if (fuses) {
        return PIN_OK;
    }
    PIN_TRY(pin_json_member(&member, at, "stages", err));
    return read_stages(out, member, arena, err);
}

static enum pin_status check_name(const struct pin_plan_system *systems, uint32_t ix,
                                  struct pin_json_at at, struct pin_error *err)
{
    for (uint32_t i = 0; i < ix; i++) {
        if (strcmp(systems[i].name, systems[ix].name) == 0) {
            return pin_json_fail(at, err, "two systems are called \"%s\"",
                                 systems[ix].name);
        }
    }
    return PIN_OK;
}

/* Depth first, with a stack of our own: a system is begun when it is put there and
 * done, in the plan's order, when all its parts are. Meeting one that is begun and not
 * done closes a circle. */
struct visit {
    uint32_t system;
    uint32_t next; /* of its parts */
};

struct walk {
    const struct pin_plan_system *systems;
    struct pin_json_at list;
    struct visit *stack;
    uint32_t stack_n;
    bool *begun, *done;
    uint32_t *order;
    uint32_t order_n;
};

static enum pin_status fail_circle(const struct walk *walk, struct pin_error *err)
{
    const struct visit *top = &walk->stack[walk->stack_n - 1];
    const uint32_t part = walk->systems[top->system].fuse->of[top->next - 1];
    struct pin_json_at system;
    struct pin_json_at at;
    PIN_TRY(pin_json_element(&system, walk->list, top->system, err));
    PIN_TRY(pin_json_member(&at, system, "fuse", err));
    PIN_TRY(pin_json_member(&at, at, "of", err));
    PIN_TRY(pin_json_element(&at, at, top->next - 1, err));
    return pin_json_fail(at, err, "the system \"%s\" is made of \"%s\" in its turn",
                         walk->systems[part].name, walk->systems[top->system].name);
}

static enum pin_status visit(struct walk *walk, uint32_t first, struct pin_error *err)
{
    walk->stack[walk->stack_n++] = (struct visit){first, 0};
    walk->begun[first] = true;
    while (walk->stack_n > 0) {
        struct visit *top = &walk->stack[walk->stack_n - 1];
        const struct pin_fusion *fuse = walk->systems[top->system].fuse;
        if (!fuse || top->next == fuse->of_n) {
            walk->done[top->system] = true;
            walk->order[walk->order_n++] = top->system;
            walk->stack_n--;
            continue;
        }
        const uint32_t part = fuse->of[top->next++];
        if (walk->done[part]) {
            continue;
        }
        if (walk->begun[part]) {
            return fail_circle(walk, err);
        }
        walk->begun[part] = true;
        walk->stack[walk->stack_n++] = (struct visit){part, 0};
    }
    return PIN_OK;
}

static enum pin_status order_systems(struct pin_plan *plan, struct pin_json_at list,
                                     struct pin_arena *arena, struct pin_error *err)
{
    const uint32_t n = plan->systems_n;
    struct walk walk = {.systems = plan->systems,
                        .list = list,
                        .stack = PIN_NEW_N(arena, struct visit, n),
                        .begun = PIN_NEW_N(arena, bool, n),
                        .done = PIN_NEW_N(arena, bool, n),
                        .order = PIN_NEW_N(arena, uint32_t, n)};
    if (!walk.stack || !walk.begun || !walk.done || !walk.order) {
        return pin_plan_no_memory(err);
    }
    for (uint32_t i = 0; i < n; i++) {
        if (!walk.done[i]) {
            PIN_TRY(visit(&walk, i, err));
        }
    }
    plan->order = walk.order;
    return PIN_OK;
}

/* A hidden system that is no part of another would be run for nothing. */
static enum pin_status check_hidden(const struct pin_plan *plan, struct pin_json_at list,
                                    struct pin_arena *arena, struct pin_error *err)
{
    bool *used = PIN_NEW_N(arena, bool, plan->systems_n);
    if (!used) {
        return pin_plan_no_memory(err);
    }
    for (uint32_t i = 0; i < plan->systems_n; i++) {
        const struct pin_fusion *fuse = plan->systems[i].fuse;
        for (uint32_t j = 0; fuse && j < fuse->of_n; j++) {
            used[fuse->of[j]] = true;
        }
    }
    for (uint32_t i = 0; i < plan->systems_n; i++) {
        if (plan->systems[i].hidden && !used[i]) {
            struct pin_json_at at;
            PIN_TRY(pin_json_element(&at, list, i, err));
            return pin_json_fail(at, err, "\"%s\" is hidden and part of no other system",
                                 plan->systems[i].name);
        }
    }
    return PIN_OK;
}

static enum pin_status read_fusions(struct pin_plan *plan,
                                    struct pin_plan_system *systems,
                                    struct pin_json_at list, struct pin_arena *arena,
                                    struct pin_error *err)
{
    uint32_t shown_n = 0;
    for (uint32_t i = 0; i < plan->systems_n; i++) {
        struct pin_json_at at;
        struct pin_json_at fuse;
        PIN_TRY(pin_json_element(&at, list, i, err));
        if (pin_json_find(&fuse, at, "fuse")) {
            PIN_TRY(pin_plan_read_fuse(&systems[i], plan, fuse, arena, err));
        }
        shown_n += !systems[i].hidden;
    }
    return shown_n > 0 ? PIN_OK
                       : pin_json_fail(list, err, "all systems are hidden: none is left");
}

enum pin_status pin_plan_read_systems(struct pin_plan *plan, struct pin_json_at root,
                                      struct pin_arena *arena, struct pin_error *err)
{
    struct pin_json_at list;
    PIN_TRY(pin_json_member(&list, root, "systems", err));
    PIN_TRY(pin_json_expect(list, PIN_JSON_ARRAY, err));
    PIN_TRY(pin_json_length(&plan->systems_n, list, err));
    if (plan->systems_n == 0 || plan->systems_n > PIN_PLAN_LIST_MAX) {
        return pin_json_fail(list, err, "expected 1 to %d systems, found %u",
                             PIN_PLAN_LIST_MAX, plan->systems_n);
    }
    struct pin_plan_system *systems =
        PIN_NEW_N(arena, struct pin_plan_system, plan->systems_n);
    if (!systems) {
        return pin_plan_no_memory(err);
    }
    plan->systems = systems;
    for (uint32_t i = 0; i < plan->systems_n; i++) {
        struct pin_json_at at;
        PIN_TRY(pin_json_element(&at, list, i, err));
        PIN_TRY(read_system(&systems[i], at, arena, err));
        PIN_TRY(check_name(systems, i, at, err));
    }
    PIN_TRY(read_fusions(plan, systems, list, arena, err));
    PIN_TRY(order_systems(plan, list, arena, err));
    return check_hidden(plan, list, arena, err);
}
