/* fuzz_plan.c - the input is a plan. One that is read keeps what plan.h promises, one
 * that is refused says why. */
#define _GNU_SOURCE
#include "harness/model/plan.h"
#include "tests/fuzz/check_dataset.h"
#include "tests/fuzz/memory_file.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_part(const struct pin_plan_part *part)
{
    check_that(part->name != NULL);
    for (uint32_t i = 0; i < part->settings_n; i++) {
        check_that(part->settings[i].name && part->settings[i].value);
        check_that(strlen(part->settings[i].value) < SIZE_MAX);
    }
}

/* Every system comes once in the order, and what it fuses comes before it. */
static void check_order(const struct pin_plan *plan)
{
    for (uint32_t at = 0; at < plan->systems_n && at < 100; at++) {
        check_that(plan->order[at] < plan->systems_n);
        const struct pin_fusion *fuse = plan->systems[plan->order[at]].fuse;
        for (uint32_t i = 0; fuse && i < fuse->of_n; i++) {
            uint32_t before = 0;
            while (before < at && plan->order[before] != fuse->of[i]) {
                before++;
            }
            check_that(before < at);
            check_that(fuse->weights[i] >= 0.0 && fuse->k >= 0.0);
        }
        for (uint32_t before = 0; before < at; before++) {
            check_that(plan->order[before] != plan->order[at]);
        }
    }
}

static void check_system(const struct pin_plan_system *system)
{
    check_that(!system->fuse == (system->stage.name != NULL));
    if (!system->fuse) {
        check_part(&system->stage);
    }
    check_that(system->later_n < PIN_PLAN_STAGES_MAX);
    for (uint32_t i = 0; i < system->later_n; i++) {
        check_part(&system->later[i].engine);
        check_that(system->later[i].top_n <= PIN_PLAN_DEPTH_MAX);
    }
}

static void check_plan(const struct pin_plan *plan)
{
    check_that(plan->systems_n > 0 && plan->depth > 0);
    check_that(plan->depth <= PIN_PLAN_DEPTH_MAX);
    check_part(&plan->dataset);
    for (uint32_t i = 0; i < plan->systems_n; i++) {
        check_system(&plan->systems[i]);
        for (uint32_t j = 0; j < i && i < 100; j++) {
            check_that(strcmp(plan->systems[i].name, plan->systems[j].name) != 0);
        }
    }
    check_order(plan);
    for (uint32_t i = 0; i < plan->metrics_n; i++) {
        check_that(plan->metrics[i] != NULL);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct memory_file file = memory_file_open(data, size);
    struct pin_arena arena;
    struct pin_error err = {0};
    const struct pin_plan *plan = NULL;
    pin_arena_init(&arena, 0);
    const enum pin_status status = pin_plan_read(&plan, file.path, &arena, &err);
    check_that(status == err.status);
    check_that(status == PIN_OK || status == PIN_E_PARSE || status == PIN_E_CONFIG);
    check_that(status == PIN_OK || err.text[0] != '\0');
    if (status == PIN_OK) {
        check_plan(plan);
    }
    pin_arena_free(&arena);
    memory_file_close(&file);
    return 0;
}
