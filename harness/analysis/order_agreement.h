/* order_agreement.h - how far two systems order the units (queries or groups) alike, and
 * two figures the systems.
 *
 * Orders run from the better value down. Kendall's tau-b and AP correlation, symmetric
 * and with ties, are those of correlation.h. They have no intervals here. */
#ifndef PIN_HARNESS_ANALYSIS_ORDER_AGREEMENT_H
#define PIN_HARNESS_ANALYSIS_ORDER_AGREEMENT_H

#include "harness/flow/panel.h"

struct pin_order_pair {   /* of systems on one figure, or of figures */
    uint32_t figure;      /* of figures: the first */
    uint32_t a, b;        /* systems, or the two figures */
    uint32_t n;           /* units for which both have a value, or systems */
    double tau_b, tau_ap; /* NaN: undefined */
};

struct pin_order_pairs {
    const struct pin_order_pair *rows;
    uint32_t rows_n;
};

struct pin_order_comparing {
    const struct pin_panel *panel;
    uint32_t figures_n; /* the first of the panel; those without units are left out */
    uint32_t threads;
};

/* Pair after pair of systems, figure after figure in each; in the arena. Linear, but for
 * a logarithm, in the units. */
PIN_MUST_USE enum pin_status pin_order_of_units(
    struct pin_order_pairs *out, const struct pin_order_comparing *comparing,
    struct pin_arena *arena, struct pin_error *err);

/* Pair after pair of figures, over the systems that have a value on both. A system's
 * value is the mean over its units. */
PIN_MUST_USE enum pin_status pin_order_of_systems(
    struct pin_order_pairs *out, const struct pin_order_comparing *comparing,
    struct pin_arena *arena, struct pin_error *err);

#endif
