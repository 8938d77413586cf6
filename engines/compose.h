/* compose.h - one vector out of a query's text and reference images.
 *
 * The text is normalised. The images are normalised, averaged and normalised again; a row
 * of zeros means that the query has no such image. lerp is
 * normalise(alpha * text + (1 - alpha) * image). Sums of squares are canonical (dot.h);
 * everything is float64 and rounded once to float32. A query that has nothing, or whose
 * parts cancel, gives the zero vector. */
#ifndef PIN_ENGINES_COMPOSE_H
#define PIN_ENGINES_COMPOSE_H

#include "harness/base/error.h"
#include "harness/model/dataset.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum pin_compose {
    PIN_COMPOSE_AUTO, /* lerp where there are text and image vectors, else what there is
                       */
    PIN_COMPOSE_IMAGE,
    PIN_COMPOSE_TEXT,
    PIN_COMPOSE_LERP,
};

struct pin_composer {
    enum pin_compose compose;
    double alpha;  /* of the text */
    bool keep_raw; /* a text alone, or a query's only image, is taken as it is */
    uint32_t dim;  /* of the corpus */
    const struct pin_queries *queries;
};

/* Settles AUTO and checks that the vectors needed are there and have composer->dim
 * numbers; PIN_E_CONFIG with both numbers otherwise. */
PIN_MUST_USE enum pin_status pin_composer_init(struct pin_composer *composer,
                                               struct pin_error *err);

/* out and scratch: pin_dot_padded(dim) numbers each; out is widened float32. False: the
 * query holds a number that is not finite. */
bool pin_compose(double *out, double *scratch, const struct pin_composer *composer,
                 uint32_t query);

#endif
