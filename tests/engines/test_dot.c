#include "engines/kernels/dot.h"
#include "engines/kernels/isa.h"
#include "harness/base/rng.h"

#include <string.h>

#include <criterion/criterion.h>

enum { DIM_MAX = 70 };

static float number(uint64_t stream, uint64_t counter)
{
    return (float)(pin_rng_unit(5, stream, counter) * 8.0 - 3.0);
}

/* The definition of the header, word by word. */
static double canonical(const double *terms, uint32_t n)
{
    double lane[16] = {0.0};
    double four[4];
    for (uint32_t j = 0; j < n; j++) {
        lane[j % 16] += terms[j];
    }
    for (int i = 0; i < 4; i++) {
        four[i] = (lane[i] + lane[i + 8]) + (lane[i + 4] + lane[i + 12]);
    }
    return (four[0] + four[2]) + (four[1] + four[3]);
}

Test(dot, every_sum_has_the_digits_of_its_definition_at_every_dimension)
{
    for (uint32_t dim = 1; dim <= DIM_MAX; dim++) {
        double wide[DIM_MAX + 16];
        float rows[2][DIM_MAX];
        double products[DIM_MAX];
        double gaps[DIM_MAX];
        double squares[DIM_MAX];
        for (uint32_t j = 0; j < dim; j++) {
            for (uint32_t i = 0; i < 2; i++) {
                rows[i][j] = number(1 + i, (uint64_t)dim * 1000 + j);
            }
            const double gap = (double)rows[0][j] - (double)rows[1][j];
            products[j] = (double)rows[0][j] * (double)rows[1][j];
            gaps[j] = gap * gap;
            squares[j] = (double)rows[0][j] * (double)rows[0][j];
        }
        for (size_t i = 0; pin_isas[i]; i++) {
            const struct pin_isa *isa = pin_isas[i];
            if (isa->usable()) {
                cr_assert_eq(isa->dot(rows[0], rows[1], dim), canonical(products, dim),
                             "%s dim %u", isa->name, dim);
                cr_assert_eq(isa->gap(rows[0], rows[1], dim), canonical(gaps, dim),
                             "%s dim %u", isa->name, dim);
            }
        }
        pin_dot_widen(wide, rows[0], dim);
        cr_assert_eq(pin_dot_square(wide, dim), canonical(squares, dim), "dim %u", dim);
    }
}

enum { CHUNKS_MAX = 4, PANEL_BYTES = CHUNKS_MAX * 2048 };

struct sheet {
    _Alignas(64) int8_t queries[PANEL_BYTES];
    _Alignas(64) uint8_t items[PANEL_BYTES];
    struct pin_sieve sieve;
    struct pin_panel panel;
};

/* One sum by the layouts of the header. */
static int32_t score(const struct sheet *s, uint32_t chunks, uint32_t q, uint32_t item)
{
    int32_t sum = 0;
    for (uint32_t j = 0; j < chunks * 64; j++) {
        const int a =
            s->queries[(q / 16 * chunks + j / 64) * 1024 + q % 16 * 64 + j % 64];
        const int b = s->items[j / 64 * 2048 + item / 16 * 1024 + j % 64 / 4 * 64 +
                               item % 16 * 4 + j % 4];
        sum += a * b;
    }
    return sum;
}

Test(isa, every_tier_gives_the_same_screening_scores_and_hits)
{
    static struct sheet s;
    static struct pin_block want;
    static struct pin_block got;
    for (uint32_t j = 0; j < PANEL_BYTES; j++) {
        s.queries[j] = (int8_t)(int)(pin_rng_unit(5, 9, j) * 254.9 - 127.0);
        s.items[j] = (uint8_t)(1.0 + pin_rng_unit(5, 10, j) * 254.9);
    }
    memset(s.queries, 127, 64); /* the greatest sums */
    memset(s.items, 255, 64);
    s.panel = (struct pin_panel){0.25F, 0.5F, 0.125F, 3.0F};
    for (uint32_t q = 0; q < PIN_STRIP; q++) {
        s.sieve.floor[q] = (float)(q * 500.0 - 4000.0);
        s.sieve.norm[q] = 1.0F;
        s.sieve.residual[q] = 0.5F;
        s.sieve.inverse[q] = 17.0F;
        s.sieve.bias[q] = (int32_t)q;
    }
    for (uint32_t at = 0; at < 4 * PIN_STRIP; at++) {
        const uint32_t rows_n = at % PIN_STRIP + 1;
        want = (struct pin_block){.queries = s.queries,
                                  .items = s.items,
                                  .sieve = &s.sieve,
                                  .panel = &s.panel,
                                  .chunks_n = at / PIN_STRIP + 1,
                                  .rows_n = rows_n};
        got = want;
        const uint32_t rows = pin_isa_portable.multiply(&want);
        cr_assert(at < 8 || rows != 0);
        for (uint32_t q = 0; q < rows_n; q++) {
            for (uint32_t item = 0; item < PIN_PANEL; item++) {
                cr_assert_eq(want.scores[q * PIN_PANEL + item],
                             score(&s, want.chunks_n, q, item));
            }
        }
        for (size_t i = 0; pin_isas[i]; i++) {
            const struct pin_isa *isa = pin_isas[i];
            if (!isa->usable()) {
                continue;
            }
            if (isa->begin) {
                isa->begin();
            }
            cr_assert_eq(isa->multiply(&got), rows, "%s", isa->name);
            if (isa->end) {
                isa->end();
            }
            cr_assert_arr_eq(got.hits, want.hits, rows_n * sizeof(got.hits[0]), "%s",
                             isa->name);
            cr_assert_arr_eq(got.scores, want.scores,
                             (size_t)rows_n * PIN_PANEL * sizeof(got.scores[0]), "%s",
                             isa->name);
        }
    }
}

Test(isa, a_tier_is_chosen_by_name_or_refused)
{
    const struct pin_isa *isa = NULL;
    struct pin_error err = {0};
    cr_assert_eq(pin_isa_choose(&isa, NULL, &err), PIN_OK);
    cr_assert(isa->usable());
    cr_assert_eq(pin_isa_choose(&isa, "portable", &err), PIN_OK);
    cr_assert_eq(isa, &pin_isa_portable);
    cr_assert_eq(pin_isa_choose(&isa, "sse9", &err), PIN_E_CONFIG);
    cr_assert_not_null(strstr(err.text, "PINBENCH_ISA=sse9"));
    for (size_t i = 0; pin_isas[i]; i++) {
        const bool usable = pin_isas[i]->usable();
        cr_assert_eq(pin_isa_choose(&isa, pin_isas[i]->name, &err),
                     usable ? PIN_OK : PIN_E_CONFIG);
        if (!usable) { /* said in the log of the tests */
            cr_log_warn("skipped: this machine does not grant %s", pin_isas[i]->name);
        }
    }
}
