#include "harness/flow/audit.h"
#include "tests/flow/flow_case.h"

static void query(struct flow_case *c, const char *name, const char *found,
                  const char *listed)
{
    const uint32_t at = flow_query(c, name, found, NULL);
    if (listed) {
        cr_assert_eq(pin_dataset_set_query_attribute(c->builder, (pin_query){at},
                                                     PIN_LISTED_GROUP,
                                                     pin_text_of(listed), NULL),
                     PIN_OK);
    }
}

static double fact(struct flow_case *c, const char *name)
{
    struct pin_audit *audit = NULL;
    cr_assert_eq(pin_audit_run(&audit, c->dataset, &c->arena, &c->err), PIN_OK);
    for (uint32_t i = 0; i < audit->facts_n; i++) {
        if (strcmp(audit->facts[i].name, name) == 0) {
            return audit->facts[i].value;
        }
    }
    return -1;
}

Test(audit_groupings, inferred_groups_are_held_against_listed_ones)
{
    struct flow_case c;
    flow_case_init(&c);
    query(&c, "q0", "a", "A"); /* the same in both */
    query(&c, "q1", "a", "A");
    query(&c, "q2", "b", "B"); /* split in two */
    query(&c, "q3", "c", "B");
    query(&c, "q4", "d", "D"); /* two in one */
    query(&c, "q5", "d", "E");
    query(&c, "q6", "f", "F"); /* a member is missing */
    query(&c, "q7", NULL, "F");
    query(&c, "q8", "g", NULL); /* listed nowhere */
    (void)flow_freeze(&c);
    cr_assert_float_eq(fact(&c, "groups"), 6, 0);
    cr_assert_float_eq(fact(&c, "groups in the list that was given"), 5, 0);
    cr_assert_float_eq(fact(&c, "groups that are the same in both"), 1, 0);
    cr_assert_float_eq(fact(&c, "groups that hold queries of several listed ones"), 1, 0);
    cr_assert_float_eq(fact(&c, "listed groups that are split into several"), 1, 0);
    cr_assert_float_eq(fact(&c, "queries in a listed group and in none here"), 1, 0);
    flow_case_free(&c);
}

Test(audit_groupings, without_a_list_nothing_is_compared)
{
    struct flow_case c;
    flow_case_init(&c);
    query(&c, "q0", "a", NULL);
    (void)flow_freeze(&c);
    cr_assert_float_eq(fact(&c, "groups in the list that was given"), -1, 0);
    flow_case_free(&c);
}
