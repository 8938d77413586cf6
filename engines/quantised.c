#include "engines/quantised.h"

#include "engines/finder_room.h"
#include "engines/rows.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { SAMPLE = 4096 };

struct place { /* of an item, to be sorted */
    uint32_t item;
    uint32_t class; /* of half squares, under L2 */
    float peak;     /* greatest |y - m| of its numbers */
};

struct maker {
    struct pin_quantised *out;
    const struct pin_finder *finder;
    struct place *places;
    float *rows;     /* of each thread: a row */
    double *centred; /* of each thread: a row */
    uint32_t threads;
    uint32_t dim;
    double half_mean;
};

static double weight(const struct pin_finder *finder, uint32_t item)
{
    const double norm = finder->norms[item];
    return finder->config.similarity != PIN_COSINE ? 1.0 : norm > 0.0 ? 1.0 / norm : 0.0;
}

static double half_square(const struct pin_finder *finder, uint32_t item)
{
    const double norm = finder->norms[item];
    return finder->config.similarity == PIN_L2 ? 0.5 * norm * norm : 0.0;
}

/* About the mean: of every n-th item, in order, so that it is the same on any machine. */
static void find_mean(struct maker *maker, const uint32_t *items, uint32_t items_n)
{
    const uint32_t step = (items_n - 1) / SAMPLE + 1;
    double *sum = maker->centred;
    uint32_t n = 0;
    double square = 0.0;
    memset(sum, 0, maker->dim * sizeof(*sum));
    for (size_t i = 0; i < items_n; i += step, n++) {
        const float *row =
            pin_row_get(maker->rows, &maker->finder->config.vectors, items[i]);
        const double w = weight(maker->finder, items[i]);
        for (uint32_t j = 0; j < maker->dim; j++) {
            sum[j] += w * (double)row[j];
        }
        maker->half_mean += half_square(maker->finder, items[i]);
    }
    for (uint32_t j = 0; j < maker->dim; j++) {
        maker->out->mean[j] = (float)(sum[j] / n);
        square += (double)maker->out->mean[j] * (double)maker->out->mean[j];
    }
    maker->half_mean /= n;
    maker->out->mean_norm = sqrt(square) * (1.0 + 0x1p-30);
}

static void centre(double *out, float *scratch, const struct maker *maker, uint32_t item)
{
    const float *row = pin_row_get(scratch, &maker->finder->config.vectors, item);
    const double w = weight(maker->finder, item);
    for (uint32_t j = 0; j < maker->dim; j++) {
        out[j] = w * (double)row[j] - (double)maker->out->mean[j];
    }
}

static void find_peaks(struct maker *maker)
{
    const uint32_t threads = maker->threads;
#pragma omp parallel for num_threads((int)threads) schedule(static, 1)
    for (uint32_t thread = 0; thread < threads; thread++) {
        double *row = maker->centred + (size_t)thread * maker->dim;
        float *scratch = maker->rows + (size_t)thread * maker->dim;
        for (size_t i = thread; i < maker->out->items_n; i += threads) {
            struct place *place = &maker->places[i];
            double peak = 0.0;
            centre(row, scratch, maker, place->item);
            for (uint32_t j = 0; j < maker->dim; j++) {
                peak = fabs(row[j]) > peak ? fabs(row[j]) : peak;
            }
            place->peak = (float)peak;
            const double class =
                half_square(maker->finder, place->item) / (maker->half_mean * 0.004);
            place->class = class > 0.0 && class < 4e9 ? (uint32_t) class : 0;
        }
    }
}

static int by_scale(const void *a, const void *b)
{
    const struct place *x = a;
    const struct place *y = b;
    if (x->class != y->class) {
        return x->class < y->class ? -1 : 1;
    }
    if (x->peak < y->peak || x->peak > y->peak) {
        return x->peak < y->peak ? -1 : 1;
    }
    return x->item < y->item ? -1 : 1;
}

struct extent { /* of a panel: greatest norms, least half square */
    double residual, hat, whole, half;
};

static void encode(struct extent *extent, uint8_t *codes, const double *centred,
                   double scale, uint32_t dim)
{
    double residual = 0.0;
    double hat = 0.0;
    const double inverse = 1.0 / scale;
    for (uint32_t j = 0; j < dim; j++) {
        const double ratio = centred[j] * inverse;
        int code = (int)(ratio + (ratio > 0.0 ? 0.5 : -0.5));
        code = code > 127 ? 127 : code < -127 ? -127 : code;
        const double near = scale * code;
        residual += (centred[j] - near) * (centred[j] - near);
        hat += near * near;
        codes[(size_t)(j / 64) * 2048 + (size_t)(j % 64 / 4) * 64 + j % 4] =
            (uint8_t)(code + 128);
    }
    residual = sqrt(residual);
    hat = sqrt(hat);
    extent->residual = residual > extent->residual ? residual : extent->residual;
    extent->hat = hat > extent->hat ? hat : extent->hat;
}

static void finish_panel(struct pin_quantised *out, uint32_t panel,
                         const struct extent *extent, bool squares)
{
    const double more = 1.0 + 0x1p-18;
    const double slack =
        0x1p-120 + (squares ? 0x1p-19 * extent->whole * extent->whole : 0.0);
    out->panels[panel] = (struct pin_panel){
        .a = (float)(more * extent->residual +
                     0x1p-20 * (extent->whole + extent->hat + out->mean_norm)),
        .b = (float)(more * extent->hat),
        .c = (float)(slack - extent->half),
        .inverse = 1.0F / out->scales[panel],
    };
    out->slacks[panel] = (float)(slack * more);
}

static void make_panel(const struct maker *maker, uint32_t panel, uint32_t thread)
{
    struct pin_quantised *out = maker->out;
    const uint32_t first = panel * PIN_PANEL;
    const uint32_t left = out->items_n - first;
    const uint32_t n = left < PIN_PANEL ? left : PIN_PANEL;
    const bool cosine = maker->finder->config.similarity == PIN_COSINE;
    const size_t panel_bytes = (size_t)out->chunks_n * 2048;
    uint8_t *codes = out->codes + panel * panel_bytes;
    double *row = maker->centred + (size_t)thread * maker->dim;
    float *scratch = maker->rows + (size_t)thread * maker->dim;
    struct extent extent = {.half = INFINITY};
    float peak = 0.0F;
    /* cppcheck-suppress knownConditionTrueFalse */
    for (uint32_t i = 0; i < n; i++) {
        const float other = maker->places[first + i].peak;
        peak = other > peak ? other : peak;
    }
    out->scales[panel] = peak / 127.0F > 0x1p-60F ? peak / 127.0F : 0x1p-60F;
    memset(codes, 128, panel_bytes);
    /* cppcheck-suppress knownConditionTrueFalse */
    for (uint32_t i = 0; i < n; i++) {
        const uint32_t item = maker->places[first + i].item;
        const double half = half_square(maker->finder, item);
        const double whole = cosine ? 1.0 + 0x1p-30 : maker->finder->norms[item];
        out->items[first + i] = item;
        out->offsets[first + i] = (float)half;
        extent.half = half < extent.half ? half : extent.half;
        extent.whole = whole > extent.whole ? whole : extent.whole;
        centre(row, scratch, maker, item);
        encode(&extent, codes + (size_t)(i / 16) * 1024 + (size_t)(i % 16) * 4, row,
               (double)out->scales[panel], maker->dim);
    }
    finish_panel(out, panel, &extent, maker->finder->config.similarity == PIN_L2);
}

static bool allocate(struct maker *maker)
{
    struct pin_quantised *out = maker->out;
    struct pin_arena *arena = maker->finder->arena;
    const size_t places = (size_t)out->panels_n * PIN_PANEL;
    out->items = PIN_NEW_N(arena, uint32_t, places);
    out->panels = PIN_NEW_N(arena, struct pin_panel, out->panels_n);
    out->scales = PIN_NEW_N(arena, float, out->panels_n);
    out->slacks = PIN_NEW_N(arena, float, out->panels_n);
    out->offsets = PIN_NEW_N(arena, float, places);
    out->mean = PIN_NEW_N(arena, float, maker->dim);
    out->codes =
        pin_arena_alloc_n(arena, (size_t)out->panels_n * out->chunks_n, 2048, 64);
    return out->items && out->panels && out->scales && out->slacks && out->offsets &&
           out->mean && out->codes;
}

static bool within_reach(const struct pin_finder *finder, const uint32_t *items,
                         uint32_t items_n)
{
    bool good = finder->config.vectors.dim <= PIN_SCREEN_DIM;
    for (uint32_t i = 0; i < items_n && finder->config.similarity != PIN_COSINE; i++) {
        good = good && finder->norms[items[i]] <= 0x1p40;
    }
    return good;
}

static enum pin_status make(struct maker *maker, struct pin_arena *scratch,
                            const uint32_t *items, struct pin_error *err)
{
    struct pin_quantised *out = maker->out;
    const uint32_t threads = maker->threads;
    maker->places = PIN_NEW_N(scratch, struct place, out->items_n);
    maker->rows = PIN_NEW_N(scratch, float, (size_t)threads * maker->dim);
    maker->centred = PIN_NEW_N(scratch, double, (size_t)threads * maker->dim);
    if (!maker->places || !maker->rows || !maker->centred || !allocate(maker)) {
        return pin_fail(err, PIN_E_NOMEM, "no memory for the 8-bit copy of the vectors");
    }
    for (uint32_t i = 0; i < out->items_n; i++) {
        maker->places[i].item = items[i];
    }
    find_mean(maker, items, out->items_n);
    find_peaks(maker);
    qsort(maker->places, out->items_n, sizeof(*maker->places), by_scale);
#pragma omp parallel for num_threads((int)threads) schedule(static, 1)
    for (uint32_t thread = 0; thread < threads; thread++) {
        for (uint32_t panel = thread; panel < out->panels_n; panel += threads) {
            make_panel(maker, panel, thread);
        }
    }
    return PIN_OK;
}

enum pin_status pin_quantise(struct pin_quantised *out, const struct pin_finder *finder,
                             const uint32_t *items, uint32_t items_n,
                             struct pin_error *err)
{
    struct maker maker = {.out = out,
                          .finder = finder,
                          .threads = finder->config.threads,
                          .dim = finder->config.vectors.dim};
    struct pin_arena scratch;
    *out = (struct pin_quantised){
        .items_n = items_n,
        .panels_n = (uint32_t)(((uint64_t)items_n + PIN_PANEL - 1) / PIN_PANEL),
        .chunks_n = (maker.dim - 1) / PIN_CHUNK + 1,
        .usable = within_reach(finder, items, items_n)};
    if (!out->usable || items_n == 0) {
        out->usable = false;
        return PIN_OK;
    }
    pin_arena_init(&scratch, 0);
    const enum pin_status status = make(&maker, &scratch, items, err);
    pin_arena_free(&scratch);
    return status;
}
