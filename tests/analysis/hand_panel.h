/* hand_panel.h - a panel made of numbers: systems, figures and units, without runs. */
#ifndef PIN_TESTS_ANALYSIS_HAND_PANEL_H
#define PIN_TESTS_ANALYSIS_HAND_PANEL_H

#include "harness/flow/panel.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include <criterion/criterion.h>

struct hand_panel {
    struct pin_arena arena;
    struct pin_error err;
    struct pin_panel panel;
    struct pin_panel_figure *figures;
    uint32_t *cluster_of; /* by unit, for all figures */
    uint32_t units_n;
};

/* All values 0, every unit a cluster of its own, higher is better. */
static inline void hand_panel_init(struct hand_panel *hand, uint32_t systems_n,
                                   uint32_t figures_n, uint32_t units_n)
{
    *hand = (struct hand_panel){.units_n = units_n};
    pin_arena_init(&hand->arena, 0);
    struct pin_arena *arena = &hand->arena;
    hand->figures = PIN_NEW_N(arena, struct pin_panel_figure, figures_n + 1U);
    hand->cluster_of = PIN_NEW_N(arena, uint32_t, units_n + 1U);
    uint32_t *query_of = PIN_NEW_N(arena, uint32_t, units_n + 1U);
    struct pin_panel_system *systems =
        PIN_NEW_N(arena, struct pin_panel_system, systems_n);
    for (uint32_t unit = 0; unit < units_n; unit++) {
        hand->cluster_of[unit] = unit;
        query_of[unit] = unit;
    }
    for (uint32_t i = 0; i < figures_n; i++) {
        char label[16];
        const int length = snprintf(label, sizeof(label), "f%u", i);
        hand->figures[i] = (struct pin_panel_figure){
            .label = pin_arena_copy_text(arena, label, (size_t)length),
            .has_units = true,
            .units_n = units_n,
            .cluster_of = hand->cluster_of,
            .query_of = query_of};
    }
    for (uint32_t s = 0; s < systems_n; s++) {
        char name[16];
        const int length = snprintf(name, sizeof(name), "s%u", s);
        systems[s].name = pin_arena_copy_text(arena, name, (size_t)length);
        systems[s].values = PIN_NEW_N(arena, double *, figures_n + 1U);
        for (uint32_t i = 0; i < figures_n; i++) {
            systems[s].values[i] = PIN_NEW_N(arena, double, units_n + 1U);
        }
    }
    hand->panel = (struct pin_panel){.clustering = {"query", units_n, hand->cluster_of},
                                     .figures = hand->figures,
                                     .figures_n = figures_n,
                                     .systems = systems,
                                     .systems_n = systems_n};
}

static inline void hand_panel_free(struct hand_panel *hand)
{
    pin_arena_free(&hand->arena);
}

/* Units i x size to (i + 1) x size - 1 are cluster i. */
static inline void hand_panel_cluster(struct hand_panel *hand, uint32_t size)
{
    for (uint32_t unit = 0; unit < hand->units_n; unit++) {
        hand->cluster_of[unit] = unit / size;
        hand->panel.clustering.clusters_n = unit / size + 1;
    }
    hand->panel.clustering.name = "group";
}

static inline void hand_panel_set(struct hand_panel *hand, uint32_t system,
                                  uint32_t figure, const double *values)
{
    memcpy(hand->panel.systems[system].values[figure], values,
           hand->units_n * sizeof(*values));
}

#endif
