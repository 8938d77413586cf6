#include "harness/model/plan_parts.h"

#include <string.h>

static enum pin_status find_system(uint32_t *out, const struct pin_plan *plan,
                                   struct pin_json_at at, struct pin_error *err)
{
    const char *name = NULL;
    PIN_TRY(pin_json_text(&name, at, err));
    for (uint32_t i = 0; i < plan->systems_n; i++) {
        if (strcmp(plan->systems[i].name, name) == 0) {
            *out = i;
            return PIN_OK;
        }
    }
    return pin_json_fail(at, err, "no system of the plan is called \"%s\"", name);
}

static enum pin_status read_of(struct pin_fusion *fusion, const struct pin_plan *plan,
                               struct pin_json_at fuse, struct pin_arena *arena,
                               struct pin_error *err)
{
    struct pin_json_at list;
    PIN_TRY(pin_json_member(&list, fuse, "of", err));
    PIN_TRY(pin_json_expect(list, PIN_JSON_ARRAY, err));
    PIN_TRY(pin_json_length(&fusion->of_n, list, err));
    if (fusion->of_n == 0 || fusion->of_n > PIN_FUSION_PARTS_MAX) {
        return pin_json_fail(list, err, "expected the names of 1 to %d systems, found %u",
                             PIN_FUSION_PARTS_MAX, fusion->of_n);
    }
    uint32_t *of = PIN_NEW_N(arena, uint32_t, fusion->of_n);
    if (!of) {
        return pin_plan_no_memory(err);
    }
    fusion->of = of;
    for (uint32_t i = 0; i < fusion->of_n; i++) {
        struct pin_json_at at;
        PIN_TRY(pin_json_element(&at, list, i, err));
        PIN_TRY(find_system(&of[i], plan, at, err));
        for (uint32_t j = 0; j < i; j++) {
            if (of[j] == of[i]) {
                return pin_json_fail(at, err, "\"%s\" is there twice; give it a weight",
                                     plan->systems[of[i]].name);
            }
        }
    }
    return PIN_OK;
}

static enum pin_status read_weights(struct pin_fusion *fusion, struct pin_json_at fuse,
                                    struct pin_arena *arena, struct pin_error *err)
{
    struct pin_json_at list;
    double *weights = PIN_NEW_N(arena, double, fusion->of_n);
    uint32_t n = 0;
    if (!weights) {
        return pin_plan_no_memory(err);
    }
    fusion->weights = weights;
    for (uint32_t i = 0; i < fusion->of_n; i++) {
        weights[i] = 1.0;
    }
    if (!pin_json_find(&list, fuse, "weights")) {
        return PIN_OK;
    }
    PIN_TRY(pin_json_expect(list, PIN_JSON_ARRAY, err));
    PIN_TRY(pin_json_length(&n, list, err));
    if (n != fusion->of_n) {
        return pin_json_fail(list, err,
                             "expected a weight for each of %u systems, found %u",
                             fusion->of_n, n);
    }
    for (uint32_t i = 0; i < n; i++) {
        struct pin_json_at at;
        PIN_TRY(pin_json_element(&at, list, i, err));
        PIN_TRY(pin_json_f64(&weights[i], at, err));
        if (!(weights[i] >= 0.0 && weights[i] <= PIN_PLAN_NUMBER_MAX)) {
            return pin_json_fail(at, err, "expected a weight of 0 to %g",
                                 PIN_PLAN_NUMBER_MAX);
        }
    }
    return PIN_OK;
}

/* A member that would change nothing is a slip. */
static enum pin_status check_method(const struct pin_fusion *fusion,
                                    struct pin_json_at fuse, struct pin_error *err)
{
    struct pin_json_at member;
    if (fusion->method == PIN_FUSE_RRF && pin_json_find(&member, fuse, "normalise")) {
        return pin_json_fail(member, err, "rrf fuses ranks and normalises no scores");
    }
    if (fusion->method != PIN_FUSE_RRF && pin_json_find(&member, fuse, "k")) {
        return pin_json_fail(member, err, "only rrf has a k");
    }
    if (fusion->method == PIN_FUSE_COMBMNZ && (fusion->normalise == PIN_NORMALISE_Z ||
                                               fusion->normalise == PIN_NORMALISE_NONE)) {
        PIN_TRY(pin_json_member(&member, fuse, "normalise", err));
        return pin_json_fail(
            member, err, "combmnz takes minmax or rank, whose scores are not below 0");
    }
    return PIN_OK;
}

enum pin_status pin_plan_read_fuse(struct pin_plan_system *out,
                                   const struct pin_plan *plan, struct pin_json_at fuse,
                                   struct pin_arena *arena, struct pin_error *err)
{
    static const char *const known[] = {"method", "k", "of", "weights", "normalise"};
    struct pin_json_at method;
    struct pin_fusion *fusion = PIN_NEW(arena, struct pin_fusion);
    uint32_t word = 0;
    if (!fusion) {
        return pin_plan_no_memory(err);
    }
    PIN_TRY(pin_json_expect(fuse, PIN_JSON_OBJECT, err));
    PIN_TRY(pin_json_known(fuse, known, sizeof(known) / sizeof(known[0]), err));
    PIN_TRY(pin_json_member(&method, fuse, "method", err));
    PIN_TRY(pin_plan_read_word(&word, fuse, "method", pin_fusion_methods, err));
    fusion->method = (enum pin_fusion_method)word;
    word = PIN_NORMALISE_MINMAX;
    PIN_TRY(pin_plan_read_word(&word, fuse, "normalise", pin_normalises, err));
    fusion->normalise = (enum pin_normalise)word;
    fusion->k = PIN_FUSION_K;
    PIN_TRY(pin_plan_read_number(&fusion->k, fuse, "k", 0.0, PIN_PLAN_NUMBER_MAX, err));
    PIN_TRY(check_method(fusion, fuse, err));
    PIN_TRY(read_of(fusion, plan, fuse, arena, err));
    out->fuse = fusion;
    return read_weights(fusion, fuse, arena, err);
}
