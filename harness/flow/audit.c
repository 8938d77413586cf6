#include "harness/flow/audit.h"

#include "harness/flow/audit_parts.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void pin_audit_fact(struct pin_auditor *auditor, const char *name, double value)
{
    struct pin_audit *audit = auditor->audit;
    if (audit->facts_n < PIN_AUDIT_FACTS_MAX) {
        audit->facts[audit->facts_n++] = (struct pin_audit_fact){name, value};
    } else {
        auditor->status =
            pin_fail(auditor->err, PIN_E_INTERNAL, "too many facts in an audit");
    }
}

struct pin_audit_problem *pin_audit_problem(struct pin_auditor *auditor, const char *what,
                                            const char *unit)
{
    struct pin_audit *audit = auditor->audit;
    const uint32_t last = PIN_AUDIT_PROBLEMS_MAX - 1;
    const uint32_t place = audit->problems_n < last ? audit->problems_n++ : last;
    if (place == last) {
        auditor->status = pin_fail(auditor->err, PIN_E_INTERNAL,
                                   "too many kinds of problem in an audit");
    }
    audit->problems[place] = (struct pin_audit_problem){.what = what, .unit = unit};
    return &audit->problems[place];
}

void pin_audit_count(struct pin_auditor *auditor, struct pin_audit_problem *problem,
                     uint64_t count, const char *fmt, ...)
{
    if (count == 0) {
        return;
    }
    problem->count += count;
    problem->queries_n++;
    if (problem->examples_n == PIN_TALLY_EXAMPLES) {
        return;
    }
    char text[PIN_TALLY_EXAMPLE_BYTES];
    va_list args;
    va_start(args, fmt);
    (void)vsnprintf(text, sizeof(text), fmt, args);
    va_end(args);
    char *example = pin_arena_copy_text(auditor->arena, text, strlen(text));
    if (!example) {
        auditor->status = pin_fail(auditor->err, PIN_E_NOMEM, "no memory for the audit");
        return;
    }
    problem->examples[problem->examples_n++] = example;
}

/* What the loader met and counted itself; label problems are counted by the audit. */
static void take_tallies(struct pin_auditor *auditor)
{
    static const char *const counted[] = {
        "repeated positive",
        "repeated hard negative",
        "null among the hard negatives",
        "null label",
        "item labelled relevant and hard negative",
        "label not in the corpus",
        "reference image not in the corpus",
    };
    const struct pin_tally *tally = auditor->dataset->tallies.first;
    for (; tally; tally = tally->next) {
        bool known = false;
        for (uint32_t i = 0; i < sizeof(counted) / sizeof(counted[0]); i++) {
            known = known || strcmp(counted[i], tally->what) == 0;
        }
        if (!known) {
            struct pin_audit_problem *problem =
                pin_audit_problem(auditor, tally->what, "times");
            problem->count = tally->count;
            problem->examples_n = tally->examples_n;
            memcpy(problem->examples, tally->examples, sizeof(problem->examples));
        }
    }
}

static void drop_empty(struct pin_audit *audit)
{
    uint32_t kept_n = 0;
    for (uint32_t i = 0; i < audit->problems_n; i++) {
        if (audit->problems[i].count > 0) {
            audit->problems[kept_n++] = audit->problems[i];
        }
    }
    audit->problems_n = kept_n;
}

enum pin_status pin_audit_run(struct pin_audit **out, const struct pin_dataset *dataset,
                              struct pin_arena *arena, struct pin_error *err)
{
    struct pin_auditor auditor = {.audit = PIN_NEW(arena, struct pin_audit),
                                  .dataset = dataset,
                                  .arena = arena,
                                  .err = err};
    if (!auditor.audit) {
        return pin_fail(err, PIN_E_NOMEM, "no memory for the audit");
    }
    pin_audit_fact(&auditor, "queries", dataset->queries.queries_n);
    pin_audit_fact(&auditor, "items in the corpus", dataset->corpus.items_n);
    pin_audit_labels(&auditor);
    pin_audit_references(&auditor);
    pin_audit_groups(&auditor);
    pin_audit_groupings(&auditor);
    pin_audit_vectors(&auditor);
    take_tallies(&auditor);
    drop_empty(auditor.audit);
    *out = auditor.audit;
    return auditor.status;
}
