#include "harness/base/rng.h"
#include "harness/stats/permute_members.h"

#include <math.h>

#include <criterion/criterion.h>

static struct pin_member_test test_of(const struct pin_membership *of,
                                      struct pin_resampling resampling)
{
    struct pin_member_test test;
    struct pin_arena arena;
    struct pin_error err = {0};
    pin_arena_init(&arena, 0);
    cr_assert_eq(pin_permute_members(&test, of, &resampling, &arena, &err), PIN_OK);
    pin_arena_free(&arena);
    return test;
}

Test(permute_members, whole_clusters_are_dealt_as_wholes)
{
    /* Sums 3, 3, 9 of two units each; which one cluster is in: |d| is 2.25, 2.25, 4.5. */
    static const double values[] = {1, 2, 9, 3, 0, 0};
    static const uint32_t clusters[] = {0, 0, 2, 1, 1, 2};
    static const bool members[] = {false, false, true, false, false, true};
    const struct pin_membership of = {6, values, members, clusters, 3};
    const struct pin_member_test test =
        test_of(&of, (struct pin_resampling){1, 60000, 2});
    cr_assert_float_eq(test.difference, 4.5 - 1.5, 1e-15);
    cr_assert_float_eq(test.p, 1.0 / 3, 0.008);
    cr_assert_eq(test.split_n, 0);
}

Test(permute_members, within_a_split_cluster_units_are_dealt)
{
    /* One cluster, one member: 5 of {5, 1, 2, 3} is the farthest from the others. */
    static const double values[] = {5, 1, 2, 3};
    static const uint32_t clusters[] = {7, 7, 7, 7};
    static const bool members[] = {true, false, false, false};
    const struct pin_membership of = {4, values, members, clusters, 8};
    const struct pin_member_test test =
        test_of(&of, (struct pin_resampling){1, 60000, 1});
    cr_assert_float_eq(test.difference, 3, 1e-15);
    cr_assert_float_eq(test.p, 0.25, 0.008);
    cr_assert_eq(test.split_n, 1);
}

enum { UNITS = 6 };

/* Cluster 0: units 0 to 2, one member; clusters 1 (a member alone), 2 and 3. */
static const double mixed[UNITS] = {0.5, 2.5, 1.5, 4.0, 0.25, 3.0};
static const uint32_t mixed_clusters[UNITS] = {0, 0, 0, 1, 2, 3};
static const bool mixed_members[UNITS] = {false, true, false, true, false, false};

/* All 9 ways: one of the three units, times one of the three whole clusters. */
static double exact_p(double observed)
{
    uint32_t as_large_n = 0;
    for (uint32_t unit = 0; unit < 3; unit++) {
        for (uint32_t whole = 3; whole < UNITS; whole++) {
            double in = 0;
            double out = 0;
            for (uint32_t i = 0; i < UNITS; i++) {
                *(i == unit || i == whole ? &in : &out) += mixed[i];
            }
            as_large_n += fabs(in / 2 - out / 4) >= fabs(observed) - 1e-12;
        }
    }
    return as_large_n / 9.0;
}

Test(permute_members, both_kinds_together_come_to_the_share_over_all_ways)
{
    const struct pin_membership of = {UNITS, mixed, mixed_members, mixed_clusters, 4};
    const struct pin_member_test test =
        test_of(&of, (struct pin_resampling){3, 60000, 2});
    cr_assert_float_eq(test.difference, 3.25 - 5.25 / 4, 1e-15);
    cr_assert_float_eq(test.p, exact_p(test.difference), 0.008);
    cr_assert_eq(test.split_n, 1);
}

Test(permute_members, alarms_are_as_rare_as_they_should_be_where_clusters_share_a_value)
{
    enum { WORLDS = 400, CLUSTERS = 12, SIZE = 4, N = CLUSTERS * SIZE };
    uint32_t alarms_n = 0;
    for (uint32_t w = 0; w < WORLDS; w++) {
        double values[N];
        uint32_t clusters[N];
        bool members[N];
        for (uint32_t i = 0; i < N; i++) {
            const uint32_t c = i / SIZE;
            clusters[i] = c;
            values[i] = 3 * pin_rng_unit(5, w, c) + pin_rng_unit(6, w, i);
            /* Every third cluster is split, the others are whole. */
            members[i] = pin_rng_below(7, w, c % 3 == 0 ? 1000 + i : c, 2) == 0;
        }
        const struct pin_membership of = {N, values, members, clusters, CLUSTERS};
        alarms_n += test_of(&of, (struct pin_resampling){w, 99, 1}).p <= 0.1;
    }
    /* 40 are expected; four standard errors. */
    cr_assert(alarms_n > 16 && alarms_n < 64, "%u", alarms_n);
}

Test(permute_members, without_members_or_others_or_shuffles_there_is_no_p)
{
    static const bool none[UNITS] = {false};
    static const bool all[UNITS] = {true, true, true, true, true, true};
    const struct pin_resampling some = {1, 100, 1};
    struct pin_membership of = {UNITS, mixed, none, mixed_clusters, 4};
    cr_assert(isnan(test_of(&of, some).difference));
    cr_assert(isnan(test_of(&of, some).p));
    of.members = all;
    cr_assert(isnan(test_of(&of, some).p));
    of.units_n = 0;
    cr_assert(isnan(test_of(&of, some).p));
    of.units_n = UNITS;
    of.members = mixed_members;
    const struct pin_member_test test = test_of(&of, (struct pin_resampling){1, 0, 1});
    cr_assert_not(isnan(test.difference));
    cr_assert(isnan(test.p));
}

Test(permute_members, equal_values_never_alarm_and_threads_change_nothing)
{
    static const double equal[UNITS] = {0.1, 0.1, 0.1, 0.1, 0.1, 0.1};
    struct pin_membership of = {UNITS, equal, mixed_members, mixed_clusters, 4};
    cr_assert_float_eq(test_of(&of, (struct pin_resampling){1, 500, 1}).p, 1, 0);
    of.values = mixed;
    const double one = test_of(&of, (struct pin_resampling){1, 1001, 1}).p;
    cr_assert_float_eq(test_of(&of, (struct pin_resampling){1, 1001, 7}).p, one, 0);
}
