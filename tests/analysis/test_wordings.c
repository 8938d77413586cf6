#include "harness/analysis/wordings.h"
#include "tests/flow/flow_case.h"

static void load(struct flow_case *c, struct pin_wordings *out)
{
    struct pin_clustering clustering;
    const struct pin_dataset *dataset = flow_freeze(c);
    cr_assert_eq(pin_cluster(&clustering, dataset, NULL, &c->arena, NULL), PIN_OK);
    cr_assert_eq(pin_wordings_new(out, dataset, &clustering, &c->arena, NULL), PIN_OK);
}

Test(wordings, groups_come_by_their_first_query_and_a_query_in_none_is_alone)
{
    struct flow_case c;
    struct pin_wordings w;
    flow_case_init(&c);
    (void)flow_query(&c, "q0", "red", NULL);
    (void)flow_query(&c, "q1", NULL, NULL);
    (void)flow_query(&c, "q2", "blue", NULL);
    (void)flow_query(&c, "q3", "red", NULL);
    (void)flow_query(&c, "q4", "red", NULL);
    (void)flow_query(&c, "q5", "blue", NULL);
    (void)flow_query(&c, "q6", "green", NULL);
    load(&c, &w);
    const uint32_t start[] = {0, 3, 4, 6, 7};
    const uint32_t members[] = {0, 3, 4, 1, 2, 5, 6};
    cr_assert_eq(w.groups_n, 4);
    cr_assert_eq(memcmp(w.start, start, sizeof(start)), 0);
    cr_assert_eq(memcmp(w.members, members, sizeof(members)), 0);
    cr_assert_eq(w.group_of[5], 2);
    cr_assert_eq(w.alone_n, 2);
    cr_assert_eq(w.ungrouped_n, 1);
    cr_assert_eq(w.size_min, 2);
    cr_assert_eq(w.size_max, 3);
    cr_assert_eq(w.cluster_of[0], 0);
    cr_assert_eq(w.cluster_of[3], 3);

    const double nan = (double)NAN;
    const double values[] = {1, 2, 3, nan, 5, 6, nan};
    double out[7];
    cr_assert_eq(pin_wordings_values(out, &w, 0, values), 2);
    cr_assert_float_eq(out[1], 5, 0);
    cr_assert_eq(pin_wordings_values(out, &w, 3, values), 0);
    flow_case_free(&c);
}

Test(wordings, labels_are_shared_when_every_item_has_the_same_grade_in_any_order)
{
    struct flow_case c;
    struct pin_wordings w;
    flow_case_init(&c);
    for (uint32_t i = 0; i < 12; i++) {
        char name[8];
        const char *const groups[] = {"same", "grade", "negative",
                                      "more", "both",  "none"};
        (void)snprintf(name, sizeof(name), "q%u", i);
        (void)flow_query(&c, name, groups[i / 2], NULL);
    }
    flow_label(&c, 0, "a", 1);
    flow_label(&c, 0, "b", 2);
    flow_label(&c, 0, "n", -1);
    flow_label(&c, 1, "n", -1);
    flow_label(&c, 1, "b", 2);
    flow_label(&c, 1, "a", 1);
    flow_label(&c, 1, "a", 1); /* repeated: still a set */
    flow_label(&c, 2, "a", 1);
    flow_label(&c, 3, "a", 2);
    flow_label(&c, 4, "n", -1);
    flow_label(&c, 5, "m", -1);
    flow_label(&c, 6, "a", 1);
    flow_label(&c, 7, "a", 1);
    flow_label(&c, 7, "b", 1);
    flow_label(&c, 8, "a", 1);
    flow_label(&c, 9, "a", 1);
    flow_label(&c, 9, "a", -1); /* relevant, and listed as a negative too */
    load(&c, &w);
    const bool same[] = {true, false, false, false, false, true};
    cr_assert_eq(memcmp(w.same_labels, same, sizeof(same)), 0);
    cr_assert_eq(w.mixed_n, 4);
    flow_case_free(&c);
}

Test(wordings, without_groups_every_query_is_alone)
{
    struct flow_case c;
    struct pin_wordings w;
    flow_case_init(&c);
    (void)flow_query(&c, "q0", NULL, NULL);
    (void)flow_query(&c, "q1", NULL, NULL);
    load(&c, &w);
    cr_assert_eq(w.groups_n, 2);
    cr_assert_eq(w.alone_n, 2);
    cr_assert_eq(w.ungrouped_n, 2);
    cr_assert_eq(w.size_max, 0);
    flow_case_free(&c);
}
