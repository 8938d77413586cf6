#include "harness/base/json.h"
#include "harness/base/number.h"
#include "harness/flow/fuse.h"

struct part { /* one run, its ids that the dataset lacks named as in the fused run */
    const struct pin_run *run;
    pin_item *strangers;
    struct pin_hit *hits; /* room for its longest list */
};

struct joint {
    const struct pin_fusion *fusion;
    struct part *parts;
    struct pin_fuse_list *lists; /* one a part */
    struct pin_fuse_entry *room;
    struct pin_hit *out;
    uint32_t depth;
};

static enum pin_status no_memory(struct pin_error *err)
{
    return pin_fail(err, PIN_E_NOMEM, "no memory to fuse runs");
}

static enum pin_status init_part(struct part *part, const struct pin_run *run,
                                 struct pin_run_builder *builder,
                                 struct pin_arena *scratch, struct pin_error *err)
{
    const uint32_t strangers_n = pin_ids_count(run->strangers);
    part->run = run;
    part->strangers = PIN_NEW_N(scratch, pin_item, (size_t)strangers_n + 1);
    part->hits = PIN_NEW_N(scratch, struct pin_hit, (size_t)run->hits_n_max + 1);
    if (!part->strangers || !part->hits) {
        return no_memory(err);
    }
    for (uint32_t i = 0; i < strangers_n; i++) {
        PIN_TRY(pin_run_stranger(&part->strangers[i], builder,
                                 pin_ids_name(run->strangers, i), err));
    }
    return PIN_OK;
}

static enum pin_status check_scores(const struct pin_fusion *fusion,
                                    const struct pin_run *run, struct pin_error *err)
{
    return run->scored || !pin_fusion_needs_scores(fusion)
               ? PIN_OK
               : pin_fail(err, PIN_E_CONFIG,
                          "the lists of \"%.60s\" have an order and no scores: fuse them "
                          "with rrf, or with \"normalise\": \"rank\"",
                          run->name);
}

static enum pin_status init_joint(struct joint *joint, const struct pin_run *const *runs,
                                  struct pin_run_builder *builder,
                                  struct pin_arena *scratch, struct pin_error *err)
{
    const uint32_t parts_n = joint->fusion->of_n;
    size_t most = 0;
    joint->parts = PIN_NEW_N(scratch, struct part, parts_n);
    joint->lists = PIN_NEW_N(scratch, struct pin_fuse_list, parts_n);
    if (!joint->parts || !joint->lists) {
        return no_memory(err);
    }
    for (uint32_t i = 0; i < parts_n; i++) {
        PIN_TRY(check_scores(joint->fusion, runs[i], err));
        PIN_TRY(init_part(&joint->parts[i], runs[i], builder, scratch, err));
        most += runs[i]->hits_n_max;
    }
    joint->depth =
        joint->depth > 0 && joint->depth < most ? joint->depth : (uint32_t)most;
    joint->room = PIN_NEW_N(scratch, struct pin_fuse_entry, most + 1);
    joint->out = PIN_NEW_N(scratch, struct pin_hit, (size_t)joint->depth + 1);
    return joint->room && joint->out ? PIN_OK : no_memory(err);
}

/* Whether one of the parts has a list of the query. */
static bool find_lists(struct joint *joint, uint32_t query)
{
    bool answered = false;
    for (uint32_t l = 0; l < joint->fusion->of_n; l++) {
        const struct part *part = &joint->parts[l];
        const struct pin_run *run = part->run;
        const uint32_t hits_n = run->answered[query] ? run->hits_n[query] : 0;
        answered = answered || run->answered[query];
        for (uint32_t i = 0; i < hits_n; i++) {
            struct pin_hit hit = run->hits[run->start[query] + i];
            const bool strange =
                hit.item.ix >= run->known_items_n && hit.item.ix != PIN_ITEM_NULL.ix;
            if (strange) {
                hit.item = part->strangers[hit.item.ix - run->known_items_n];
            }
            part->hits[i] = hit;
        }
        joint->lists[l] = (struct pin_fuse_list){part->hits, hits_n};
    }
    return answered;
}

static enum pin_status fuse_all(struct joint *joint, struct pin_run_builder *builder,
                                uint32_t queries_n, struct pin_error *err)
{
    for (uint32_t q = 0; q < queries_n; q++) {
        if (!find_lists(joint, q)) {
            continue;
        }
        const uint32_t hits_n = pin_fuse_lists(joint->out, joint->fusion, joint->lists,
                                               joint->room, joint->depth);
        PIN_TRY(pin_run_put_list(builder, (pin_query){q}, joint->out, hits_n, err));
    }
    return PIN_OK;
}

/* Seven things and nothing to leave out. NOLINTBEGIN(readability-function-size) */
enum pin_status pin_fuse_runs(struct pin_run **out, const char *name,
                              const struct pin_fusion *fusion,
                              const struct pin_run *const *runs,
                              const struct pin_dataset *dataset, uint32_t depth,
                              struct pin_arena *arena, struct pin_error *err)
{
    struct pin_run_builder *builder = NULL;
    struct joint joint = {.fusion = fusion, .depth = depth};
    PIN_TRY(pin_run_builder_new(&builder, name, &dataset->corpus, &dataset->queries,
                                arena, err));
    struct pin_arena scratch;
    pin_arena_init(&scratch, 0);
    enum pin_status status = init_joint(&joint, runs, builder, &scratch, err);
    if (status == PIN_OK) {
        status = fuse_all(&joint, builder, dataset->queries.queries_n, err);
    }
    pin_arena_free(&scratch);
    PIN_TRY(status);
    *out = pin_run_finish(builder, depth);
    return PIN_OK;
}
/* NOLINTEND(readability-function-size) */

static enum pin_status put_number(struct pin_buffer *text, double value,
                                  struct pin_error *err)
{
    char digits[PIN_NUMBER_MAX];
    return pin_buffer_put(text, digits, pin_number_print(digits, value), err);
}

static enum pin_status put_options(struct pin_buffer *text,
                                   const struct pin_fusion *fusion, struct pin_error *err)
{
    PIN_TRY(pin_buffer_putf(text, err, "[{\"fuse\": \"%s\"",
                            pin_fusion_methods[fusion->method]));
    if (fusion->method != PIN_FUSE_RRF) {
        return pin_buffer_putf(text, err, ", \"normalise\": \"%s\"",
                               pin_normalises[fusion->normalise]);
    }
    PIN_TRY(pin_buffer_text(text, ", \"k\": ", err));
    return put_number(text, fusion->k, err);
}

static enum pin_status put_parts(struct pin_buffer *text, const struct pin_fusion *fusion,
                                 const char *const *names, struct pin_error *err)
{
    PIN_TRY(pin_buffer_text(text, ", \"of\": [", err));
    for (uint32_t i = 0; i < fusion->of_n; i++) {
        PIN_TRY(pin_buffer_text(text, i > 0 ? ", " : "", err));
        PIN_TRY(pin_json_escape(text, pin_text_of(names[fusion->of[i]]), err));
    }
    PIN_TRY(pin_buffer_text(text, "], \"weights\": [", err));
    for (uint32_t i = 0; i < fusion->of_n; i++) {
        PIN_TRY(pin_buffer_text(text, i > 0 ? ", " : "", err));
        PIN_TRY(put_number(text, fusion->weights[i], err));
    }
    return pin_buffer_text(text, "]}]", err);
}

enum pin_status pin_fuse_print(const char **out, const struct pin_fusion *fusion,
                               const char *const *names, struct pin_arena *arena,
                               struct pin_error *err)
{
    struct pin_buffer text;
    pin_buffer_init(&text, 0, arena);
    enum pin_status status = put_options(&text, fusion, err);
    if (status == PIN_OK) {
        status = put_parts(&text, fusion, names, err);
    }
    *out = status == PIN_OK ? pin_buffer_move(&text, arena, err) : NULL;
    pin_buffer_free(&text);
    return *out || status != PIN_OK ? status : PIN_E_NOMEM;
}
