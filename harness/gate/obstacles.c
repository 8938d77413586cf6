#include "harness/base/text.h"
#include "harness/gate/pairing.h"

#include <string.h>

static const char *or_none(const char *text)
{
    return text ? text : "none";
}

static void compare_words(struct pin_remarks *obstacles, const char *what, const char *a,
                          const char *b)
{
    if (strcmp(or_none(a), or_none(b)) != 0) {
        pin_remark(obstacles, "%s: %.100s in the baseline, %.100s in the candidate", what,
                   or_none(a), or_none(b));
    }
}

static void compare_counts(struct pin_remarks *obstacles, const char *what, uint64_t a,
                           uint64_t b)
{
    if (a != b) {
        pin_remark(obstacles, "%s: %llu in the baseline, %llu in the candidate", what,
                   (unsigned long long)a, (unsigned long long)b);
    }
}

static bool is_labels(const struct pin_file *file)
{
    return strcmp(file->role, "labels") == 0;
}

static uint32_t count_labels(const struct pin_file *file)
{
    uint32_t n = 0;
    for (; file; file = file->next) {
        n += is_labels(file);
    }
    return n;
}

static bool has_digest(const struct pin_file *files, const char *sha256)
{
    for (; files; files = files->next) {
        if (is_labels(files) && strcmp(files->sha256, sha256) == 0) {
            return true;
        }
    }
    return false;
}

/* Names may differ: the bytes are what was measured with. */
static void compare_labels(struct pin_remarks *obstacles,
                           const struct pin_dataset_facts *a,
                           const struct pin_dataset_facts *b)
{
    compare_counts(obstacles, "label files", count_labels(a->files),
                   count_labels(b->files));
    for (const struct pin_file *file = a->files; file; file = file->next) {
        if (is_labels(file) && !has_digest(b->files, file->sha256)) {
            pin_remark(obstacles,
                       "labels: the candidate was not measured with %.100s "
                       "(SHA-256 %.12s…) of the baseline",
                       file->name, file->sha256);
        }
    }
    if (count_labels(a->files) == 0) { /* made, not read: no bytes to compare */
        compare_words(obstacles, "dataset", a->name, b->name);
    }
    compare_words(obstacles, "loader", a->loader, b->loader);
    compare_counts(obstacles, "queries", a->queries_n, b->queries_n);
    compare_counts(obstacles, "judgments", a->judgments_n, b->judgments_n);
}

static void compare_definitions(struct pin_remarks *obstacles,
                                const struct pin_summary *a, const struct pin_summary *b)
{
    for (uint32_t i = 0; i < a->definitions_n; i++) {
        for (uint32_t j = 0; j < b->definitions_n; j++) {
            const struct pin_definition *left = &a->definitions[i];
            const struct pin_definition *right = &b->definitions[j];
            if (strcmp(left->metric, right->metric) == 0 &&
                strcmp(or_none(left->definition), or_none(right->definition)) != 0) {
                pin_remark(obstacles, "the definition of %.100s is another one",
                           left->metric);
            }
        }
    }
}

static void look_at_side(struct pin_remarks *obstacles, const char *side,
                         const struct pin_gate_input *input)
{
    if (input->trouble) {
        pin_remark(obstacles, "%s: %.400s", side, input->trouble);
    } else if (!input->result) {
        pin_remark(obstacles, "%s: there is none", side);
    } else if (input->result->partial) {
        pin_remark(obstacles, "%s: %.200s is partial: the work was interrupted", side,
                   input->name);
    } else if (!input->scores || !input->result->per_query) {
        pin_remark(obstacles, "%s: %.200s has no per-query values beside it", side,
                   input->name);
    } else if (strcmp(input->result->per_query->sha256, input->scores->sha256) != 0) {
        pin_remark(obstacles,
                   "%s: %.200s is not the file of per-query values that the result was "
                   "written with",
                   side, input->result->per_query->name);
    }
}

static void warn_dropped(struct pin_remarks *warnings, const char *side,
                         const struct pin_gate_input *input)
{
    for (uint32_t i = 0; input->result && i < input->result->dropped_n; i++) {
        pin_remark(warnings, "%s: %.200s could not be scored: %.200s", side,
                   input->result->dropped[i].name, input->result->dropped[i].reason);
    }
}

void pin_gate_obstacles(const struct pin_gate_request *request,
                        struct pin_remarks *obstacles, struct pin_remarks *warnings)
{
    const struct pin_summary *a = request->baseline.result;
    const struct pin_summary *b = request->candidate.result;
    look_at_side(obstacles, "the baseline", &request->baseline);
    look_at_side(obstacles, "the candidate", &request->candidate);
    warn_dropped(warnings, "the baseline", &request->baseline);
    warn_dropped(warnings, "the candidate", &request->candidate);
    if (!a || !b) {
        return;
    }
    compare_labels(obstacles, &a->dataset, &b->dataset);
    compare_words(obstacles, "profile", a->provenance.profile, b->provenance.profile);
    compare_words(obstacles, "tie rule", a->provenance.ties, b->provenance.ties);
    compare_words(obstacles, "policy for missing queries", a->provenance.missing,
                  b->provenance.missing);
    compare_words(obstacles, "--where", a->provenance.where, b->provenance.where);
    compare_definitions(obstacles, a, b);
    if (a->per_query && b->per_query) {
        compare_words(obstacles, "clusters", a->per_query->cluster,
                      b->per_query->cluster);
    }
    if (strcmp(a->provenance.tool_version, b->provenance.tool_version) != 0) {
        pin_remark(warnings,
                   "the baseline was measured by version %.60s, the candidate "
                   "by %.60s",
                   a->provenance.tool_version, b->provenance.tool_version);
    }
}
