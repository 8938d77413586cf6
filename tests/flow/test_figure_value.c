#include "harness/base/rng.h"
#include "harness/flow/slice.h"
#include "tests/flow/flow_case.h"

enum { QUERIES_N = 211, GROUPS_N = 40, COLOURS_N = 4 };

struct world {                  /* what the naive figures are worked out from */
    uint32_t group[QUERIES_N];  /* GROUPS_N: none */
    uint32_t colour[QUERIES_N]; /* COLOURS_N: none */
    bool counted[QUERIES_N];
    bool listed[QUERIES_N];
    double values[2][QUERIES_N];
};

static void draw(struct world *world, uint64_t seed)
{
    for (uint32_t q = 0; q < QUERIES_N; q++) {
        world->group[q] = pin_rng_below(seed, 1, q, GROUPS_N + 4);
        world->group[q] = world->group[q] < GROUPS_N ? world->group[q] : GROUPS_N;
        world->colour[q] = q < COLOURS_N ? q : pin_rng_below(seed, 2, q, COLOURS_N + 1);
        world->counted[q] = pin_rng_below(seed, 3, q, 5) > 0;
        world->listed[q] = pin_rng_below(seed, 4, q, 4) > 0;
        for (uint32_t m = 0; m < 2; m++) {
            const bool undefined = pin_rng_below(seed, 5 + m, q, 6) == 0;
            world->values[m][q] =
                undefined ? PIN_UNDEFINED : pin_rng_unit(seed, 7 + m, q) * 3 - 1;
        }
    }
}

static void build(struct flow_case *c, const struct world *world)
{
    flow_case_init(c);
    for (uint32_t q = 0; q < QUERIES_N; q++) {
        char name[16];
        char group[16];
        char colour[16];
        (void)snprintf(name, sizeof(name), "q%u", q);
        (void)snprintf(group, sizeof(group), "g%u", world->group[q]);
        (void)snprintf(colour, sizeof(colour), "c%u", world->colour[q]);
        (void)flow_query(c, name, world->group[q] < GROUPS_N ? group : NULL,
                         world->colour[q] < COLOURS_N ? colour : NULL);
    }
    (void)flow_freeze(c);
}

/* Which queries a naive figure is over: one colour or, with COLOURS_N + 1, all. */
static bool is_in(const struct world *world, uint32_t q, uint32_t colour)
{
    return world->counted[q] && world->listed[q] &&
           (colour > COLOURS_N || world->colour[q] == colour);
}

static double naive_mean(const struct world *world, uint32_t metric, uint32_t colour,
                         uint32_t *n_out, uint32_t *undefined_out)
{
    long double sum = 0;
    *n_out = *undefined_out = 0;
    for (uint32_t q = 0; q < QUERIES_N; q++) {
        if (is_in(world, q, colour)) {
            const double value = world->values[metric][q];
            *undefined_out += isnan(value) ? 1 : 0;
            *n_out += isnan(value) ? 0 : 1;
            sum += isnan(value) ? 0 : value;
        }
    }
    return *n_out ? (double)(sum / *n_out) : PIN_UNDEFINED;
}

static double naive_group(const struct world *world, uint32_t metric, uint32_t colour,
                          uint32_t group, const char *what, uint32_t *n_out)
{
    long double sum = 0;
    long double squares = 0;
    double low = 0;
    double high = 0;
    uint32_t n = 0;
    for (int pass = 0; pass < 2; pass++) {
        for (uint32_t q = 0; q < QUERIES_N; q++) {
            const double value = world->values[metric][q];
            if (world->group[q] != group || !is_in(world, q, colour) || isnan(value)) {
                continue;
            }
            if (pass == 0) {
                low = n == 0 ? value : fmin(low, value);
                high = n == 0 ? value : fmax(high, value);
                sum += value;
                n++;
            } else {
                squares += (value - sum / n) * (value - sum / n);
            }
        }
    }
    *n_out = n;
    if (n < 2 || strcmp(what, "range") == 0) {
        return high - low;
    }
    const uint32_t divisor = strcmp(what, "std") == 0 ? n - 1 : n;
    return (double)sqrtl(squares / divisor);
}

static double naive_spread(const struct world *world, uint32_t metric, uint32_t colour,
                           const char *what, uint32_t *groups_out)
{
    long double sum = 0;
    *groups_out = 0;
    for (uint32_t group = 0; group < GROUPS_N; group++) {
        uint32_t n = 0;
        const double spread = naive_group(world, metric, colour, group, what, &n);
        sum += n > 1 ? spread : 0;
        *groups_out += n > 1;
    }
    return *groups_out ? (double)(sum / *groups_out) : PIN_UNDEFINED;
}

static bool close_to(double a, double b)
{
    return isnan(a) ? isnan(b) : fabs(a - b) <= 1e-12;
}

struct values { /* a set of figures and the means to work them out */
    struct pin_figure_set set;
    struct pin_figure_scratch *scratch;
    struct pin_scores scores;
    struct pin_column columns[2];
    struct pin_query_list list;
    uint32_t queries[QUERIES_N];
};

static void prepare(struct values *values, struct flow_case *c, const struct world *world,
                    const char *const *texts, uint32_t texts_n)
{
    cr_assert_eq(flow_parse(c, &values->set, texts, texts_n), PIN_OK, "%s", c->err.text);
    cr_assert_eq(pin_figure_scratch_new(&values->scratch, &values->set, &c->arena, NULL),
                 PIN_OK);
    values->columns[0].values = world->values[0];
    values->columns[1].values = world->values[1];
    values->scores = (struct pin_scores){.queries_n = QUERIES_N,
                                         .counted = world->counted,
                                         .columns = values->columns,
                                         .columns_n = 2};
    values->list = (struct pin_query_list){values->queries, 0};
    for (uint32_t q = 0; q < QUERIES_N; q++) {
        if (world->listed[q]) {
            values->queries[values->list.queries_n++] = q;
        }
    }
}

static struct pin_figure figure(struct values *values, uint32_t place)
{
    return pin_figure_value(values->scratch, &values->set.specs[place], &values->scores,
                            &values->list);
}

/* The first metric is "hits", the second "length", as the first two texts say. */
Test(figure_value, figures_agree_with_naive_loops_on_random_data)
{
    static const char *const texts[] = {"hits",
                                        "length",
                                        "range(hits)",
                                        "range(length)",
                                        "std(hits)",
                                        "std(length)",
                                        "std0(hits)",
                                        "std0(length)",
                                        "hits[colour=c1]",
                                        "std(hits)[colour=c1]"};
    static const char *const aggregates[] = {"range", "std", "std0"};
    for (uint64_t seed = 1; seed <= 60; seed++) {
        static struct world world;
        struct flow_case c;
        struct values values = {0};
        draw(&world, seed);
        build(&c, &world);
        prepare(&values, &c, &world, texts, 10);
        uint32_t n = 0;
        uint32_t undefined_n = 0;
        for (uint32_t m = 0; m < 2; m++) {
            const struct pin_figure mean = figure(&values, m);
            cr_assert(close_to(mean.value,
                               naive_mean(&world, m, COLOURS_N + 1, &n, &undefined_n)));
            cr_assert_eq(mean.queries_n, n);
            cr_assert_eq(mean.undefined_n, undefined_n);
            cr_assert_eq(mean.groups_n, 0);
            for (uint32_t a = 0; a < 3; a++) {
                const struct pin_figure spread = figure(&values, 2 + 2 * a + m);
                cr_assert(close_to(spread.value, naive_spread(&world, m, COLOURS_N + 1,
                                                              aggregates[a], &n)));
                cr_assert_eq(spread.groups_n, n);
            }
        }
        const struct pin_figure slice = figure(&values, 8);
        cr_assert(close_to(slice.value, naive_mean(&world, 0, 1, &n, &undefined_n)));
        cr_assert_eq(slice.queries_n, n);
        cr_assert_eq(slice.undefined_n, undefined_n);
        const struct pin_figure std = figure(&values, 9);
        cr_assert(close_to(std.value, naive_spread(&world, 0, 1, "std", &n)));
        flow_case_free(&c);
    }
}

static struct pin_figure by_hand(struct flow_case *c, const char *text,
                                 const double *values, const bool *counted)
{
    struct pin_figure_set set;
    struct pin_figure_scratch *scratch = NULL;
    struct pin_query_list all;
    const struct pin_column columns[] = {{.values = values}, {.values = values + 4}};
    const struct pin_scores scores = {
        .queries_n = 4, .counted = counted, .columns = columns, .columns_n = 2};
    cr_assert_eq(flow_parse(c, &set, &text, 1), PIN_OK, "%s", c->err.text);
    cr_assert_eq(pin_figure_scratch_new(&scratch, &set, &c->arena, NULL), PIN_OK);
    cr_assert_eq(pin_slice_all(&all, c->dataset, &c->arena, NULL), PIN_OK);
    return pin_figure_value(scratch, &set.specs[0], &scores, &all);
}

static void four_queries(struct flow_case *c)
{
    flow_case_init(c);
    (void)flow_query(c, "a", "g", "red");
    (void)flow_query(c, "b", "g", "red");
    (void)flow_query(c, "c", "alone", NULL);
    (void)flow_query(c, "d", NULL, "blue");
    (void)flow_freeze(c);
}

Test(figure_value, a_group_of_one_and_queries_in_no_group_have_no_spread)
{
    static const double values[8] = {0.25, 0.75, 9.0, 100.0};
    static const bool counted[] = {true, true, true, true};
    static const bool half[] = {true, false, true, true};
    struct flow_case c;
    four_queries(&c);
    struct pin_figure figure = by_hand(&c, "range(hits)", values, counted);
    cr_assert_float_eq(figure.value, 0.5, 1e-15);
    cr_assert_eq(figure.groups_n, 1);
    cr_assert_eq(figure.queries_n, 2);
    cr_assert_float_eq(by_hand(&c, "std0(hits)", values, counted).value, 0.25, 1e-15);
    cr_assert_float_eq(by_hand(&c, "std(hits)", values, counted).value, sqrt(0.125),
                       1e-15);
    figure = by_hand(&c, "range(hits)", values, half);
    cr_assert(isnan(figure.value));
    cr_assert_eq(figure.groups_n, 0);
    flow_case_free(&c);
}

Test(figure_value, nothing_to_average_is_undefined_and_a_quotient_by_zero_is_zero)
{
    static const double undefined = (double)NAN;
    const double values[8] = {undefined, undefined, undefined, undefined,
                              1.0,       -1.0,      2.0,       -2.0};
    static const bool counted[] = {true, true, true, true};
    static const bool none[] = {false, false, false, false};
    static const double numbers[8] = {3.0, 1.0, 2.0, 2.0, 1.0, 1.0, 1.0, 1.0};
    struct flow_case c;
    four_queries(&c);
    struct pin_figure figure = by_hand(&c, "hits", values, counted);
    cr_assert(isnan(figure.value));
    cr_assert_eq(figure.undefined_n, 4);
    cr_assert_eq(figure.queries_n, 0);
    cr_assert(isnan(by_hand(&c, "hits", numbers, none).value));
    cr_assert(isnan(by_hand(&c, "length/hits", values, counted).value));
    cr_assert(isnan(by_hand(&c, "hits/hits@1", values, counted).value));
    cr_assert_float_eq(by_hand(&c, "hits/length", numbers, counted).value, 2.0, 1e-15);
    cr_assert_float_eq(by_hand(&c, "hits[colour=red]/length", numbers, counted).value,
                       2.0, 1e-15);
    cr_assert_eq(by_hand(&c, "hits@1/hits", numbers, none).queries_n, 0);
    const double by_zero[8] = {3.0, 1.0, 2.0, 2.0, 1.0, -1.0, 2.0, -2.0};
    cr_assert_float_eq(by_hand(&c, "hits/length", by_zero, counted).value, 0.0, 1e-15);
    flow_case_free(&c);
}
