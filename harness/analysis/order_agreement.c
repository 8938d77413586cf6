#include "harness/analysis/order_agreement.h"

#include "harness/base/parallel.h"
#include "harness/base/sum.h"
#include "harness/stats/correlation.h"

#include <math.h>

#define DECIMALS 1e12 /* values that agree to here are tied */

struct order_room { /* of one thread */
    struct pin_arena arena;
    double *x, *y;
    struct pin_error err;
    enum pin_status status;
};

static enum pin_status no_memory(struct pin_error *err)
{
    return pin_fail(err, PIN_E_NOMEM, "no memory to compare the orders of the runs");
}

static enum pin_status correlate(struct pin_order_pair *row, struct order_room *room)
{
    struct pin_kendall kendall;
    struct pin_ap_correlation ap;
    PIN_TRY(
        pin_kendall_tau_b(&kendall, room->x, room->y, row->n, &room->arena, &room->err));
    PIN_TRY(pin_ap_correlation(&ap, room->x, room->y, row->n, &room->arena, &room->err));
    row->tau_b = kendall.tau_b;
    row->tau_ap = ap.tau_ap_b;
    return PIN_OK;
}

/* Better is higher. */
static double oriented(double value, bool lower)
{
    const double rounded = round(value * DECIMALS) / DECIMALS;
    return lower ? -rounded : rounded;
}

static enum pin_status order_units(struct pin_order_pair *row,
                                   const struct pin_panel *panel, struct order_room *room)
{
    const struct pin_panel_figure *figure = &panel->figures[row->figure];
    const double *a = panel->systems[row->a].values[row->figure];
    const double *b = panel->systems[row->b].values[row->figure];
    for (uint32_t unit = 0; unit < figure->units_n; unit++) {
        if (!isnan(a[unit]) && !isnan(b[unit])) {
            room->x[row->n] = oriented(a[unit], figure->lower_is_better);
            room->y[row->n] = oriented(b[unit], figure->lower_is_better);
            row->n++;
        }
    }
    return correlate(row, room);
}

static enum pin_status list_rows(struct pin_order_pair **out, uint32_t *rows_n,
                                 const struct pin_order_comparing *comparing,
                                 struct pin_arena *arena, struct pin_error *err)
{
    const struct pin_panel *panel = comparing->panel;
    const size_t n = panel->systems_n;
    *out = PIN_NEW_N(arena, struct pin_order_pair, n * n * comparing->figures_n + 1);
    *rows_n = 0;
    if (!*out) {
        return no_memory(err);
    }
    for (uint32_t a = 0; a < n; a++) {
        for (uint32_t b = a + 1; b < n; b++) {
            for (uint32_t i = 0; i < comparing->figures_n; i++) {
                if (panel->figures[i].has_units) {
                    (*out)[(*rows_n)++] =
                        (struct pin_order_pair){.figure = i, .a = a, .b = b};
                }
            }
        }
    }
    return PIN_OK;
}

static enum pin_status make_rooms(struct order_room *rooms, uint32_t threads,
                                  const struct pin_order_comparing *comparing,
                                  struct pin_error *err)
{
    uint32_t units_n = 0;
    for (uint32_t i = 0; i < comparing->figures_n; i++) {
        const uint32_t own = comparing->panel->figures[i].units_n;
        units_n = own > units_n ? own : units_n;
    }
    for (uint32_t t = 0; t < threads; t++) {
        pin_arena_init(&rooms[t].arena, 0);
        rooms[t].x = PIN_NEW_N(&rooms[t].arena, double, units_n + 1U);
        rooms[t].y = PIN_NEW_N(&rooms[t].arena, double, units_n + 1U);
    }
    for (uint32_t t = 0; t < threads; t++) {
        if (!rooms[t].x || !rooms[t].y) {
            return no_memory(err);
        }
    }
    return PIN_OK;
}

enum pin_status pin_order_of_units(struct pin_order_pairs *out,
                                   const struct pin_order_comparing *comparing,
                                   struct pin_arena *arena, struct pin_error *err)
{
    const uint32_t threads = comparing->threads > 0 ? comparing->threads : 1;
    struct order_room *rooms = PIN_NEW_N(arena, struct order_room, threads);
    struct pin_order_pair *rows = NULL;
    uint32_t rows_n = 0;
    if (!rooms) {
        return no_memory(err);
    }
    PIN_TRY(list_rows(&rows, &rows_n, comparing, arena, err));
    enum pin_status status = make_rooms(rooms, threads, comparing, err);
    if (status == PIN_OK) {
#pragma omp parallel for schedule(dynamic, 1) num_threads((int)threads)
        for (uint32_t i = 0; i < rows_n; i++) {
            struct order_room *room = &rooms[pin_thread_ix()];
            if (room->status == PIN_OK) {
                room->status = order_units(&rows[i], comparing->panel, room);
            }
        }
    }
    for (uint32_t t = 0; t < threads; t++) {
        if (status == PIN_OK && rooms[t].status != PIN_OK) {
            *err = rooms[t].err;
            status = rooms[t].status;
        }
        pin_arena_free(&rooms[t].arena);
    }
    *out = (struct pin_order_pairs){rows, rows_n};
    return status;
}

/* The mean over the units that have a value; NaN without any. */
static double mean_of(const struct pin_panel *panel, uint32_t figure, uint32_t system)
{
    const double *values = panel->systems[system].values[figure];
    struct pin_sum sum = {0};
    uint32_t n = 0;
    for (uint32_t unit = 0; unit < panel->figures[figure].units_n; unit++) {
        if (!isnan(values[unit])) {
            pin_sum_add(&sum, values[unit]);
            n++;
        }
    }
    return n > 0 ? pin_sum_value(&sum) / n : (double)NAN;
}

static enum pin_status order_systems(struct pin_order_pair *row,
                                     const struct pin_panel *panel, const double *means,
                                     struct order_room *room)
{
    const double *x = means + (size_t)row->a * panel->systems_n;
    const double *y = means + (size_t)row->b * panel->systems_n;
    for (uint32_t s = 0; s < panel->systems_n; s++) {
        if (!isnan(x[s]) && !isnan(y[s])) {
            room->x[row->n] = oriented(x[s], panel->figures[row->a].lower_is_better);
            room->y[row->n] = oriented(y[s], panel->figures[row->b].lower_is_better);
            row->n++;
        }
    }
    return correlate(row, room);
}

static enum pin_status fill_systems(struct pin_order_pairs *out,
                                    const struct pin_order_comparing *comparing,
                                    struct order_room *room, struct pin_arena *arena)
{
    const struct pin_panel *panel = comparing->panel;
    const size_t figures_n = comparing->figures_n;
    const size_t systems_n = panel->systems_n;
    struct pin_order_pair *rows =
        PIN_NEW_N(arena, struct pin_order_pair, figures_n * figures_n + 1);
    double *means = PIN_NEW_N(&room->arena, double, figures_n *systems_n + 1);
    room->x = PIN_NEW_N(&room->arena, double, systems_n + 1);
    room->y = PIN_NEW_N(&room->arena, double, systems_n + 1);
    if (!rows || !means || !room->x || !room->y) {
        return no_memory(&room->err);
    }
    out->rows = rows;
    for (uint32_t a = 0; a < figures_n; a++) {
        for (uint32_t s = 0; panel->figures[a].has_units && s < systems_n; s++) {
            means[a * systems_n + s] = mean_of(panel, a, s);
        }
        for (uint32_t b = 0; panel->figures[a].has_units && b < a; b++) {
            if (panel->figures[b].has_units) {
                rows[out->rows_n] = (struct pin_order_pair){.figure = b, .a = b, .b = a};
                PIN_TRY(order_systems(&rows[out->rows_n++], panel, means, room));
            }
        }
    }
    return PIN_OK;
}

enum pin_status pin_order_of_systems(struct pin_order_pairs *out,
                                     const struct pin_order_comparing *comparing,
                                     struct pin_arena *arena, struct pin_error *err)
{
    struct order_room room = {.status = PIN_OK};
    *out = (struct pin_order_pairs){NULL, 0};
    pin_arena_init(&room.arena, 0);
    const enum pin_status status = fill_systems(out, comparing, &room, arena);
    if (status != PIN_OK) {
        *err = room.err;
    }
    pin_arena_free(&room.arena);
    return status;
}
