/* compose.h - one vector out of a query's text and reference images, without training.
 *
 * t is the text, normalised; i is the mean of the normalised images, normalised; a row of
 * zeros means that the query has no such image. With alpha the weight of the text:
 *   text   t
 *   image  i
 *   lerp   normalise(alpha t + (1 - alpha) i); PinPoint has alpha = .8
 *   sum    t + i: under cosine a score is the sum of both cosines (the mixture of
 *          Pic2Word, Saito et al. 2023, and UniIR's score fusion, Wei et al. 2024); ranks
 *          as lerp with alpha = .5
 *   slerp  sin((1 - alpha) w) / sin(w) i + sin(alpha w) / sin(w) t, normalised; w is the
 *          angle between both (Shoemake 1985; Jang et al. 2024 for retrieval); lerp where
 *          |cos(w)| > .9995
 * Centred, each normalised vector loses a mean and is normalised again before it is used:
 * images that of the items, texts that of the queries' texts (the first step of BASIC,
 * Psomas et al. 2025). To take the mean off the items as well would add the same number
 * to all scores of a query, and is left out.
 *
 * Sums of squares are canonical (dot.h); everything is float64 and rounded once to
 * float32. A query that has nothing, or whose parts cancel, gives the zero vector. */
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
    PIN_COMPOSE_SUM,
    PIN_COMPOSE_SLERP,
};

struct pin_composer {
    enum pin_compose compose;
    double alpha;  /* of the text */
    bool keep_raw; /* a text alone, or a query's only image, is taken as it is */
    uint32_t dim;  /* of the corpus */
    const double *image_mean; /* dim numbers to centre by, or NULL */
    const double *text_mean;
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

/* out: the mean of the normalised rows of a matrix, dim numbers; rows of zeros are left
 * out. scratch: pin_dot_padded(dim) numbers. */
void pin_compose_mean(double *out, double *scratch, const struct pin_matrix *matrix);

#endif
