#include "harness/flow/examine.h"

#include "harness/base/map32.h"
#include "harness/model/run_build.h"

struct pin_examination {
    struct pin_run *run;
    const struct pin_dataset *dataset;
    const bool *keep; /* by query; NULL: all */
    uint32_t cutoff;
    struct pin_map32 seen;
    uint32_t answered_n;
};

static enum pin_status note(struct pin_examination *at, const char *what, uint32_t query,
                            const char *item, struct pin_error *err)
{
    return pin_tally_add(&at->run->tallies, what, 1, err, "%s%s%s",
                         at->dataset->queries.names[query], item ? ": " : "",
                         item ? item : "");
}

static enum pin_status look_at_hit(struct pin_examination *at, uint32_t query,
                                   pin_item item, struct pin_error *err)
{
    const struct pin_corpus *corpus = &at->dataset->corpus;
    if (item.ix == PIN_ITEM_NULL.ix) {
        return note(at, "null hit", query, NULL, err);
    }
    const bool inside = corpus->items_n == 0 || item.ix < corpus->items_n;
    if (pin_map32_put(&at->seen, item.ix, 0) != PIN_MAP32_NONE) {
        return note(at, "repeated hit", query, pin_run_item_name(at->run, corpus, item),
                    err);
    }
    return inside ? PIN_OK
                  : note(at, "hit not in the corpus", query,
                         pin_run_item_name(at->run, corpus, item), err);
}

static enum pin_status look_at_list(struct pin_examination *at, uint32_t query,
                                    struct pin_error *err)
{
    const struct pin_run *run = at->run;
    const uint32_t hits_n = run->hits_n[query];
    if (at->keep && !at->keep[query]) {
        at->answered_n += run->answered[query];
        return PIN_OK;
    }
    if (!run->answered[query]) {
        const uint32_t *answered_as = at->dataset->queries.answered_as;
        const bool by_twin = answered_as && run->answered[answered_as[query]];
        return by_twin ? PIN_OK : note(at, "query without a list", query, NULL, err);
    }
    at->answered_n++;
    if (hits_n == 0) {
        PIN_TRY(note(at, "empty list", query, NULL, err));
    } else if (hits_n < at->cutoff) {
        PIN_TRY(note(at, "list shorter than the largest cutoff", query, NULL, err));
    }
    pin_map32_reset(&at->seen, hits_n);
    for (uint32_t i = 0; i < hits_n; i++) {
        PIN_TRY(look_at_hit(at, query, run->hits[run->start[query] + i].item, err));
    }
    return PIN_OK;
}

static enum pin_status look_at_all(struct pin_examination *at, struct pin_error *err)
{
    struct pin_run *run = at->run;
    for (uint32_t query = 0; query < run->queries_n; query++) {
        PIN_TRY(look_at_list(at, query, err));
    }
    if (at->answered_n == 0) {
        const struct pin_tally *unknown =
            pin_tally_find(&run->tallies, PIN_TALLY_UNKNOWN_QUERY);
        if (!unknown) {
            return pin_fail(err, PIN_E_PARSE, "the run holds no list");
        }
        return pin_fail(err, PIN_E_PARSE,
                        "the run has a list for none of the dataset's queries (it "
                        "names \"%.40s\", the dataset expects \"%.40s\")",
                        unknown->examples[0], pin_ids_name(at->dataset->queries.keys, 0));
    }
    return PIN_OK;
}

enum pin_status pin_examine_some(struct pin_run *run, const struct pin_dataset *dataset,
                                 const bool *keep, uint32_t cutoff, struct pin_error *err)
{
    struct pin_examination at = {
        .run = run, .dataset = dataset, .keep = keep, .cutoff = cutoff};
    struct pin_arena scratch;
    pin_arena_init(&scratch, 0);
    enum pin_status status = pin_map32_init(&at.seen, run->hits_n_max, &scratch, err);
    if (status == PIN_OK) {
        status = look_at_all(&at, err);
    }
    pin_arena_free(&scratch);
    return status;
}

enum pin_status pin_examine(struct pin_run *run, const struct pin_dataset *dataset,
                            uint32_t cutoff, struct pin_error *err)
{
    return pin_examine_some(run, dataset, NULL, cutoff, err);
}

enum pin_status pin_examine_corpus(const struct pin_run *run,
                                   const struct pin_dataset *dataset,
                                   struct pin_error *err)
{
    const uint32_t items_n = dataset->corpus.items_n;
    uint64_t hits_n = 0;
    for (uint32_t query = 0; query < run->queries_n && items_n > 0; query++) {
        for (uint32_t i = 0; run->answered[query] && i < run->hits_n[query]; i++) {
            if (run->hits[run->start[query] + i].item.ix < items_n) {
                return PIN_OK;
            }
            hits_n++;
        }
    }
    return hits_n == 0
               ? PIN_OK
               : pin_fail(err, PIN_E_PARSE,
                          "no hit of the run is in the dataset's corpus of %u items",
                          items_n);
}
