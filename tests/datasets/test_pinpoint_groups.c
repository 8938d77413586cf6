#include "tests/datasets/pinpoint_case.h"

/* A row with these hard negatives. */
#define TAILED(id, negatives)                                                            \
    "{\"query_id\":\"" id "\",\"query_image_signature\":\"i\",\"instruction\":\"x\","    \
    "\"positive_candidates\":[\"a\"],\"negative_candidates\":[" negatives "]}\n"

static const char labels[] =
    TAILED("q1", "\"n\",\"o1\",\"o1\",null")          /* the image and null */
    TAILED("q2", "\"o1\",null")                       /* nothing before them */
    TAILED("q3", "\"o1\",\"o2\",\"n\",\"o1\",\"o2\"") /* two images, listed before */
    TAILED("q4", "\"n\",\"o1\",\"m\"")                /* an ordinary end */
    TAILED("q5", "null")                              /* nothing before the null */
    TAILED("q6", "") TAILED("q7", "\"n\",null,null")  /* a null for the image */
    TAILED("q8", "\"m\",\"o2\",\"o1\",\"o2\"");       /* the first was not there before */

Test(pinpoint_groups, the_end_of_the_negatives_tells_the_base_query)
{
    struct pinpoint_case c;
    const struct pinpoint_texts texts = {.labels = labels, .group_by = "negatives"};
    cr_assert_eq(pinpoint_case_load(&c, &texts), PIN_OK, "%s", c.err.text);
    const uint32_t *group_of = c.dataset->groups.group_of_query;
    cr_assert_eq(c.dataset->groups.groups_n, 2);
    cr_assert_eq(group_of[0], group_of[1]);
    cr_assert_eq(group_of[2], group_of[7]);
    cr_assert_neq(group_of[0], group_of[2]);
    cr_assert_str_eq(pin_ids_name(c.dataset->groups.names, group_of[0]), "o1");
    cr_assert_str_eq(pin_ids_name(c.dataset->groups.names, group_of[2]), "o1 + o2");
    for (uint32_t query = 3; query < 7; query++) {
        cr_assert_eq(group_of[query], PIN_IX_NONE, "%u", query);
    }
    cr_assert_eq(pinpoint_tally(&c, "row whose negatives do not end in its base query's "
                                    "images (in no group)"),
                 4);
    cr_assert_str_eq(c.dataset->groups.source, "rows whose hard negatives end alike");
    pinpoint_case_free(&c);
}

Test(pinpoint_groups, a_groups_file_beside_inferred_groups_is_kept_for_comparison)
{
    struct pinpoint_case c;
    const struct pinpoint_texts texts = {.labels = labels,
                                         .groups = "q1\tred\nq3\tred\nq4\tblue\n",
                                         .group_by = "negatives"};
    cr_assert_eq(pinpoint_case_load(&c, &texts), PIN_OK, "%s", c.err.text);
    const struct pin_attribute *listed =
        pin_dataset_query_attribute(c.dataset, PIN_LISTED_GROUP);
    cr_assert_not_null(listed);
    cr_assert_eq(pin_ids_count(listed->values), 2);
    cr_assert_eq(listed->value_of[0], listed->value_of[2]);
    cr_assert_eq(listed->value_of[1], PIN_IX_NONE);
    cr_assert_eq(c.dataset->groups.groups_n, 2); /* still those of the negatives */
    cr_assert_neq(c.dataset->groups.group_of_query[0],
                  c.dataset->groups.group_of_query[2]);
    pinpoint_case_free(&c);
}

Test(pinpoint_groups, labels_that_tell_no_base_query_are_refused_and_say_what_is_missing)
{
    struct pinpoint_case c;
    const struct pinpoint_texts texts = {.labels = ROW("q1") ROW("q2"),
                                         .group_by = "negatives"};
    cr_assert_eq(pinpoint_case_load(&c, &texts), PIN_E_CONFIG);
    cr_assert_not_null(strstr(c.err.text, "group_by=negatives"), "%s", c.err.text);
    cr_assert_not_null(strstr(c.err.text, "groups="), "%s", c.err.text);
    pinpoint_case_free(&c);
}
