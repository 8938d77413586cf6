/* gate_alarms.c - how often a gate alarms over candidates that are as good as their
 * baselines, and how often it finds a loss that was planted.
 *
 * Usage: gate_alarms [BASELINES]. A baseline has 120 clusters of 1 to 5 queries; a
 * difference of a query is sqrt(.3) of its cluster's deviate and sqrt(.7) of its own.
 * Four metrics correlate by .6. The margin of the first test is so small that only p
 * decides; the loss that is planted is twice the margin and what is found with power .8
 * by the formula that reports print. A gate that takes queries for independent must be
 * seen to alarm too often. */
#include "harness/base/rng.h"
#include "harness/base/text.h"
#include "tests/gate/gate_case.h"

#include <math.h>

enum {
    BASELINES = 1000,
    CLUSTERS = 120,
    SIZES = 5,
    QUERIES = CLUSTERS * 3,
    METRICS = 4,
    VALUES = QUERIES * METRICS
};

static const double icc = 0.3;
static const double alike = 0.6;

enum outcome {
    ALARM_ONE,
    ALARM_FAMILY,
    ALARM_HOLM,
    ALARM_RAW,
    ALARM_QUERIES,
    ALARM_MARGIN,
    UNSAFE_PASS,
    FOUND,
    OUTCOMES_N,
};

struct row {
    const char *text;
    double expected;
    double low, high;
};

/* .05 +- 3 sqrt(.05 x .95 / 1000) is .029 to .071; .8 +- .038 likewise. */
static const struct row rows[OUTCOMES_N] = {
    [ALARM_ONE] = {"A/A, one metric", 0.05, 0.029, 0.071},
    [ALARM_FAMILY] = {"A/A, any of 4 metrics, max-t", 0.05, 0.029, 0.071},
    [ALARM_HOLM] = {"A/A, any of 4 metrics, holm", 0.05, 0.0, 0.071},
    [ALARM_RAW] = {"A/A, any of 4, no adjustment (must fail)", 0.05, 0.08, 1.0},
    [ALARM_QUERIES] = {"A/A, queries for clusters (must fail)", 0.05, 0.08, 1.0},
    [ALARM_MARGIN] = {"A/A, a margin of half what is detectable", 0.05, 0.0, 0.071},
    [UNSAFE_PASS] = {"a loss of the margin, non-inferior passes", 0.05, 0.029, 0.071},
    [FOUND] = {"a loss of twice the margin is found", 0.8, 0.762, 0.838},
};

struct alarm_world {
    uint32_t number;
    double *old; /* QUERIES rows of METRICS, all 0 */
    double *new;
    uint32_t clusters[QUERIES];
    uint32_t alone[QUERIES];
};

static double deviate(const struct alarm_world *world, uint32_t kind, uint32_t counter)
{
    const uint64_t seed = (1ULL << 41) + kind;
    const double u = pin_rng_unit(seed, world->number, 2ULL * counter);
    const double v = pin_rng_unit(seed, world->number, 2ULL * counter + 1);
    return sqrt(-2.0 * log(1.0 - u)) * cos(2.0 * acos(-1.0) * v);
}

static void draw(struct alarm_world *world)
{
    for (uint32_t q = 0, c = 0, left = 1; q < QUERIES; q++, left--) {
        if (left == 0) {
            c++;
            left = c % SIZES + 1;
        }
        world->clusters[q] = c;
        world->alone[q] = q;
        const double common =
            sqrt(icc) * deviate(world, 0, c) + sqrt(1.0 - icc) * deviate(world, 1, q);
        for (uint32_t m = 0; m < METRICS; m++) {
            const double own = sqrt(icc) * deviate(world, 2, c * METRICS + m) +
                               sqrt(1.0 - icc) * deviate(world, 3, q * METRICS + m);
            world->new[q * METRICS + m] = sqrt(alike) * common + sqrt(1.0 - alike) * own;
        }
    }
}

/* The standard error of the mean of one metric, from how the differences were drawn. */
static double true_error(const struct alarm_world *world)
{
    double sizes[CLUSTERS + 1] = {0};
    double squares = 0.0;
    for (uint32_t q = 0; q < QUERIES; q++) {
        sizes[world->clusters[q]] += 1.0;
    }
    for (uint32_t c = 0; c <= CLUSTERS; c++) {
        squares += sizes[c] * sizes[c];
    }
    return sqrt(icc * squares + (1.0 - icc) * QUERIES) / QUERIES;
}

struct trial {
    const char *kind;
    double margin;
    double shift; /* added to every difference */
    uint32_t metrics_n;
    enum pin_gate_adjust adjust;
    bool by_query; /* queries stand for clusters */
};

/* Whether any rule has the outcome. */
static bool any_rule(const struct alarm_world *world, struct trial trial,
                     enum pin_outcome outcome)
{
    struct gate_case c;
    const uint32_t *clusters = trial.by_query ? world->alone : world->clusters;
    gate_case_init(&c);
    double *moved = PIN_NEW_N(&c.arena, double, (size_t)VALUES);
    gate_must(moved != NULL);
    for (size_t i = 0; i < VALUES; i++) {
        moved[i] = world->new[i] + trial.shift;
    }
    gate_side_init(&c, 0, world->old, QUERIES, METRICS, clusters);
    gate_side_init(&c, 1, moved, QUERIES, METRICS, clusters);
    c.request.seed = world->number;
    c.request.adjust = trial.adjust;
    for (uint32_t m = 0; m < trial.metrics_n; m++) {
        char text[100];
        (void)snprintf(text, sizeof(text), "m%u %s margin=%.17g", m, trial.kind,
                       trial.margin);
        gate_case_rule(&c, text);
    }
    bool found = false;
    const struct pin_gate_report *report = gate_case_run(&c);
    for (uint32_t i = 0; i < report->rows_n; i++) {
        found = found || report->rows[i].outcome == outcome;
    }
    gate_case_free(&c);
    return found;
}

static void try_world(const struct alarm_world *world, uint32_t counts[OUTCOMES_N])
{
    static const char loss[] = "no-regression";
    const double detectable = (1.645 + 0.8416) * true_error(world);
    const double half = detectable / 2.0;
    const struct trial trials[OUTCOMES_N] = {
        [ALARM_ONE] = {loss, 1e-9, 0.0, 1, PIN_GATE_MAX_T, false},
        [ALARM_FAMILY] = {loss, 1e-9, 0.0, METRICS, PIN_GATE_MAX_T, false},
        [ALARM_HOLM] = {loss, 1e-9, 0.0, METRICS, PIN_GATE_HOLM, false},
        [ALARM_RAW] = {loss, 1e-9, 0.0, METRICS, PIN_GATE_NONE, false},
        [ALARM_QUERIES] = {loss, 1e-9, 0.0, 1, PIN_GATE_MAX_T, true},
        [ALARM_MARGIN] = {loss, half, 0.0, METRICS, PIN_GATE_MAX_T, false},
        [UNSAFE_PASS] = {"non-inferior", half, -half, 1, PIN_GATE_MAX_T, false},
        [FOUND] = {loss, half, -detectable, 1, PIN_GATE_MAX_T, false},
    };
    for (uint32_t i = 0; i < OUTCOMES_N; i++) {
        const enum pin_outcome wanted =
            i == UNSAFE_PASS ? PIN_OUTCOME_PASS : PIN_OUTCOME_FAIL;
        counts[i] += any_rule(world, trials[i], wanted);
    }
}

int main(int argc, char **argv)
{
    uint32_t worlds_n = BASELINES;
    uint32_t counts[OUTCOMES_N] = {0};
    struct pin_arena arena;
    if (argc > 1 && pin_text_u32(&worlds_n, pin_text_of(argv[1]), NULL) != PIN_OK) {
        (void)fputs("usage: gate_alarms [BASELINES]\n", stderr);
        return 2;
    }
    pin_arena_init(&arena, 0);
    struct alarm_world world = {.old = PIN_NEW_N(&arena, double, (size_t)VALUES),
                                .new = PIN_NEW_N(&arena, double, (size_t)VALUES)};
    gate_must(world.old && world.new &&worlds_n > 0);
    for (world.number = 0; world.number < worlds_n; world.number++) {
        draw(&world);
        try_world(&world, counts);
    }
    int status = 0;
    (void)printf("%-42s %9s %7s  bounds\n", "", "expected", "found");
    for (uint32_t i = 0; i < OUTCOMES_N; i++) {
        const double share = counts[i] / (double)worlds_n;
        const bool good = share >= rows[i].low && share <= rows[i].high;
        (void)printf("%-42s %9.3f %7.3f  %.3f to %.3f%s\n", rows[i].text,
                     rows[i].expected, share, rows[i].low, rows[i].high,
                     good ? "" : "  OUT OF BOUNDS");
        status = good ? status : 1;
    }
    pin_arena_free(&arena);
    return status;
}
