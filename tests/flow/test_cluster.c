#include "harness/flow/cluster.h"
#include "tests/flow/flow_case.h"

static void show(struct flow_case *c, uint32_t query, const char *image)
{
    cr_assert_eq(pin_dataset_add_reference(c->builder, (pin_query){query},
                                           pin_text_of(image), NULL),
                 PIN_OK);
}

/* Images: q0 a, q1 a b, q2 c, q3 b, q4 none, q5 none. Groups: g of q0 and q2, h of q5. */
static void six(struct flow_case *c)
{
    flow_case_init(c);
    (void)flow_query(c, "q0", "g", "red");
    (void)flow_query(c, "q1", NULL, "blue");
    (void)flow_query(c, "q2", "g", "red");
    (void)flow_query(c, "q3", NULL, NULL);
    (void)flow_query(c, "q4", NULL, NULL);
    (void)flow_query(c, "q5", "h", "blue");
    show(c, 0, "a");
    show(c, 1, "a");
    show(c, 1, "b");
    show(c, 2, "c");
    show(c, 3, "b");
    cr_assert_eq(pin_dataset_freeze(c->builder, &c->dataset, &c->err), PIN_OK);
}

static void expect(struct flow_case *c, const char *name, const char *expected)
{
    struct pin_clustering clustering;
    cr_assert_eq(pin_cluster(&clustering, c->dataset, name, &c->arena, &c->err), PIN_OK,
                 "%s", c->err.text);
    uint32_t clusters_n = 0;
    for (uint32_t query = 0; expected[query]; query++) {
        const uint32_t cluster = (uint32_t)(expected[query] - '0');
        cr_assert_eq(clustering.cluster_of[query], cluster, "%s, query %u", name, query);
        clusters_n = cluster + 1 > clusters_n ? cluster + 1 : clusters_n;
    }
    cr_assert_eq(clustering.clusters_n, clusters_n);
}

Test(cluster, queries_fall_together_by_group_image_and_attribute)
{
    struct flow_case c;
    six(&c);
    expect(&c, NULL, "010234"); /* by group: alone unless in one */
    expect(&c, "group", "010234");
    expect(&c, "query", "012345");
    expect(&c, "image", "001023"); /* q0, q1 and q3 are connected through q1 */
    expect(&c, "colour", "010231");
    flow_case_free(&c);
}

Test(cluster, without_groups_each_query_is_alone_and_group_is_refused)
{
    struct flow_case c;
    struct pin_clustering clustering;
    flow_case_init(&c);
    (void)flow_query(&c, "q0", NULL, NULL);
    (void)flow_query(&c, "q1", NULL, NULL);
    cr_assert_eq(pin_dataset_freeze(c.builder, &c.dataset, &c.err), PIN_OK);
    cr_assert_eq(pin_cluster(&clustering, c.dataset, NULL, &c.arena, NULL), PIN_OK);
    cr_assert_str_eq(clustering.name, "query");
    cr_assert_eq(clustering.clusters_n, 2);
    cr_assert_eq(pin_cluster(&clustering, c.dataset, "none", &c.arena, NULL), PIN_OK);
    cr_assert_str_eq(clustering.name, "query");
    cr_assert_eq(clustering.clusters_n, 2);
    cr_assert_eq(pin_cluster(&clustering, c.dataset, "group", &c.arena, &c.err),
                 PIN_E_CONFIG);
    flow_case_free(&c);
}

/* Union-find against a naive flood over random images. */
Test(cluster, components_are_those_of_a_naive_search)
{
    enum { QUERIES_N = 200, IMAGES_N = 160 };
    struct flow_case c;
    uint32_t images[QUERIES_N][2];
    flow_case_init(&c);
    for (uint32_t query = 0; query < QUERIES_N; query++) {
        char name[16];
        (void)snprintf(name, sizeof(name), "q%u", query);
        (void)flow_query(&c, name, NULL, NULL);
        for (uint32_t i = 0; i < 2; i++) {
            images[query][i] =
                (query * 7919U + i * 104729U + query * query * 31U) % IMAGES_N;
            (void)snprintf(name, sizeof(name), "i%u", images[query][i]);
            show(&c, query, name);
        }
    }
    cr_assert_eq(pin_dataset_freeze(c.builder, &c.dataset, &c.err), PIN_OK);
    uint32_t label[QUERIES_N];
    for (uint32_t query = 0; query < QUERIES_N; query++) {
        label[query] = query;
    }
    for (bool moved = true; moved;) {
        moved = false;
        for (uint32_t a = 0; a < QUERIES_N; a++) {
            for (uint32_t b = 0; b < QUERIES_N; b++) {
                const bool joined =
                    images[a][0] == images[b][0] || images[a][0] == images[b][1] ||
                    images[a][1] == images[b][0] || images[a][1] == images[b][1];
                if (joined && label[b] > label[a]) {
                    label[b] = label[a];
                    moved = true;
                }
            }
        }
    }
    struct pin_clustering clustering;
    cr_assert_eq(pin_cluster(&clustering, c.dataset, "image", &c.arena, NULL), PIN_OK);
    cr_assert_gt(clustering.clusters_n, 2);
    cr_assert_lt(clustering.clusters_n, QUERIES_N);
    for (uint32_t a = 0; a < QUERIES_N; a++) {
        for (uint32_t b = 0; b < a; b++) {
            cr_assert_eq(label[a] == label[b],
                         clustering.cluster_of[a] == clustering.cluster_of[b]);
        }
    }
    flow_case_free(&c);
}
