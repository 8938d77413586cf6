/* dot.c - the canonical sums on registers of two lanes, which every 64-bit machine has.
 *
 * The lanes of two queries fill eight registers, so that an item is widened once for
 * both. The loads go through memcpy because a row is aligned as a float is, no better. */
#include "engines/kernels/dot.h"

#include <string.h>

typedef double wide __attribute__((vector_size(16)));
typedef float narrow __attribute__((vector_size(8)));

/* Written out by name, because an array of them is kept in memory by some compilers. */
struct lanes {
    wide p01, p23, p45, p67;
};

void pin_dot_widen(double *out, const float *row, uint32_t dim)
{
    for (uint32_t j = 0; j < dim; j++) {
        out[j] = (double)row[j];
    }
    for (size_t j = dim; j < pin_dot_padded(dim); j++) {
        out[j] = 0.0;
    }
}

static inline double add_lanes(const struct lanes *lanes)
{
    const wide sum = (lanes->p01 + lanes->p45) + (lanes->p23 + lanes->p67);
    return sum[0] + sum[1];
}

static inline wide load_wide(const double *at)
{
    wide x;
    memcpy(&x, at, sizeof(x));
    return x;
}

static inline wide load_narrow(const float *at)
{
    narrow x;
    memcpy(&x, at, sizeof(x));
    return __builtin_convertvector(x, wide);
}

static inline void load(struct lanes *x, const float *item)
{
    x->p01 = load_narrow(item);
    x->p23 = load_narrow(item + 2);
    x->p45 = load_narrow(item + 4);
    x->p67 = load_narrow(item + 6);
}

static inline void load_tail(struct lanes *x, const float *item, size_t n)
{
    float padded[PIN_DOT_LANES] = {0.0F};
    memcpy(padded, item, n * sizeof(*item));
    load(x, padded);
}

static inline void add_products(struct lanes *sum, const double *query,
                                const struct lanes *x)
{
    sum->p01 += load_wide(query) * x->p01;
    sum->p23 += load_wide(query + 2) * x->p23;
    sum->p45 += load_wide(query + 4) * x->p45;
    sum->p67 += load_wide(query + 6) * x->p67;
}

static inline wide square(wide x)
{
    return x * x;
}

static inline void add_gaps(struct lanes *sum, const double *query, const struct lanes *x)
{
    sum->p01 += square(load_wide(query) - x->p01);
    sum->p23 += square(load_wide(query + 2) - x->p23);
    sum->p45 += square(load_wide(query + 4) - x->p45);
    sum->p67 += square(load_wide(query + 6) - x->p67);
}

double pin_dot_square(const double *row, uint32_t dim)
{
    const size_t padded = pin_dot_padded(dim);
    struct lanes sum = {{0.0}, {0.0}, {0.0}, {0.0}};
    for (size_t j = 0; j < padded; j += PIN_DOT_LANES) {
        sum.p01 += square(load_wide(row + j));
        sum.p23 += square(load_wide(row + j + 2));
        sum.p45 += square(load_wide(row + j + 4));
        sum.p67 += square(load_wide(row + j + 6));
    }
    return add_lanes(&sum);
}

void pin_dot_pair(double out[2], const double *queries, const float *item, uint32_t dim)
{
    const double *second = queries + pin_dot_padded(dim);
    const size_t whole = dim - dim % PIN_DOT_LANES;
    struct lanes a = {{0.0}, {0.0}, {0.0}, {0.0}};
    struct lanes b = a;
    struct lanes x;
    for (size_t j = 0; j < whole; j += PIN_DOT_LANES) {
        load(&x, item + j);
        add_products(&a, queries + j, &x);
        add_products(&b, second + j, &x);
    }
    if (whole < dim) {
        load_tail(&x, item + whole, dim - whole);
        add_products(&a, queries + whole, &x);
        add_products(&b, second + whole, &x);
    }
    out[0] = add_lanes(&a);
    out[1] = add_lanes(&b);
}

void pin_gap_pair(double out[2], const double *queries, const float *item, uint32_t dim)
{
    const double *second = queries + pin_dot_padded(dim);
    const size_t whole = dim - dim % PIN_DOT_LANES;
    struct lanes a = {{0.0}, {0.0}, {0.0}, {0.0}};
    struct lanes b = a;
    struct lanes x;
    for (size_t j = 0; j < whole; j += PIN_DOT_LANES) {
        load(&x, item + j);
        add_gaps(&a, queries + j, &x);
        add_gaps(&b, second + j, &x);
    }
    if (whole < dim) {
        load_tail(&x, item + whole, dim - whole);
        add_gaps(&a, queries + whole, &x);
        add_gaps(&b, second + whole, &x);
    }
    out[0] = add_lanes(&a);
    out[1] = add_lanes(&b);
}
