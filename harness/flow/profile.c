#include "harness/flow/profile.h"

#include <string.h>

static void add(struct pin_profile *profile, const char *figure)
{
    profile->figures[profile->figures_n++] = figure;
}

static bool has_hard_negatives(const struct pin_dataset *dataset)
{
    for (uint32_t query = 0; query < dataset->queries.queries_n; query++) {
        if (dataset->judgments.listed[query].negatives_n > 0) {
            return true;
        }
    }
    return false;
}

static bool has_value(const struct pin_dataset *dataset, const char *attribute,
                      const char *value)
{
    const struct pin_attribute *found = pin_dataset_query_attribute(dataset, attribute);
    return found && pin_ids_find(found->values, value, strlen(value)) != PIN_IX_NONE;
}

struct pin_profile pin_profile_strict(const struct pin_dataset *dataset)
{
    struct pin_profile profile = {.policy = pin_policy_strict(), .order_by = -1};
    add(&profile, "ap@10");
    if (has_hard_negatives(dataset)) {
        add(&profile, "ap_noneg@10");
        add(&profile, "delta_noneg@10");
        add(&profile, "neg_recall@10");
    }
    if (dataset->groups.groups_n > 0) {
        add(&profile, "range(ap@10)");
    }
    if (has_value(dataset, "images", "1") && has_value(dataset, "images", "2")) {
        add(&profile, "ap@10[images=1]");
        add(&profile, "ap@10[images=2]");
    }
    return profile;
}

struct pin_profile pin_profile_pinpoint(void)
{
    static const char *const figures[] = {"p@1",
                                          "p@10",
                                          "neg_recall@10",
                                          "ap@10",
                                          "ap_noneg@10",
                                          "delta_noneg@10",
                                          "delta_noneg@10/ap@10",
                                          "range(p@10)",
                                          "ap@1",
                                          "ap@5",
                                          "ap@50",
                                          "ap_noneg@1",
                                          "ap_noneg@5",
                                          "ap_noneg@50",
                                          "neg_recall@1",
                                          "neg_recall@5",
                                          "neg_recall@50",
                                          "p@5",
                                          "p@50",
                                          "recall@1",
                                          "recall@5",
                                          "recall@10",
                                          "recall@50",
                                          "std0(p@10)"};
    struct pin_profile profile = {.policy = pin_policy_pinpoint(), .order_by = 3};
    for (uint32_t i = 0; i < sizeof(figures) / sizeof(figures[0]); i++) {
        add(&profile, figures[i]);
    }
    return profile;
}
