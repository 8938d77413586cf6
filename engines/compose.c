#include "engines/compose.h"

#include "engines/kernels/dot.h"
#include "engines/rows.h"

#include <math.h>

static enum pin_status check_dim(const struct pin_composer *composer,
                                 const struct pin_matrix *matrix, const char *what,
                                 struct pin_error *err)
{
    if (matrix->rows_n != composer->queries->queries_n) {
        return pin_fail(err, PIN_E_CONFIG, "%u %s vectors for %u queries", matrix->rows_n,
                        what, composer->queries->queries_n);
    }
    if (matrix->dim != composer->dim) {
        return pin_fail(err, PIN_E_CONFIG,
                        "the %s vectors have %u dimensions, those of the corpus %u", what,
                        matrix->dim, composer->dim);
    }
    return PIN_OK;
}

enum pin_status pin_composer_init(struct pin_composer *composer, struct pin_error *err)
{
    const struct pin_queries *queries = composer->queries;
    const bool has_text = queries->text.rows_n > 0;
    const bool has_images = queries->images_n > 0;
    if (composer->compose == PIN_COMPOSE_AUTO) {
        composer->compose = !has_images ? PIN_COMPOSE_TEXT
                            : has_text  ? PIN_COMPOSE_LERP
                                        : PIN_COMPOSE_IMAGE;
    }
    if (!has_text && !has_images) {
        return pin_fail(err, PIN_E_CONFIG, "the queries have no vectors");
    }
    if (composer->compose != PIN_COMPOSE_IMAGE) {
        if (!has_text) {
            return pin_fail(err, PIN_E_CONFIG,
                            "the queries have no text vectors; compose=image needs none");
        }
        PIN_TRY(check_dim(composer, &queries->text, "text", err));
    }
    if (composer->compose != PIN_COMPOSE_TEXT) {
        if (!has_images) {
            return pin_fail(err, PIN_E_CONFIG,
                            "the queries have no image vectors; compose=text needs none");
        }
        for (uint32_t i = 0; i < queries->images_n; i++) {
            PIN_TRY(check_dim(composer, &queries->images[i], "image", err));
        }
    }
    return PIN_OK;
}

/* sum += weight * v / |v|; a vector of zeros adds nothing, and NaN is passed on. */
static bool add_normalised(double *sum, const double *v, double weight, uint32_t dim)
{
    const double norm = sqrt(pin_dot_square(v, dim));
    if (norm <= 0.0) {
        return false;
    }
    for (uint32_t j = 0; j < dim; j++) {
        sum[j] += weight * (v[j] / norm);
    }
    return true;
}

static void clear(double *row, uint32_t dim)
{
    for (size_t j = 0; j < pin_dot_padded(dim); j++) {
        row[j] = 0.0;
    }
}

static void normalise(double *row, uint32_t dim)
{
    const double norm = sqrt(pin_dot_square(row, dim));
    for (uint32_t j = 0; j < dim && norm > 0.0; j++) {
        row[j] /= norm;
    }
}

static void compose_images(double *out, double *scratch,
                           const struct pin_composer *composer, uint32_t query)
{
    const struct pin_queries *queries = composer->queries;
    uint32_t images_n = 0;
    uint32_t last = 0;
    clear(out, composer->dim);
    for (uint32_t i = 0; i < queries->images_n; i++) {
        pin_row_widen(scratch, &queries->images[i], query);
        if (add_normalised(out, scratch, 1.0, composer->dim)) {
            images_n++;
            last = i;
        }
    }
    if (images_n == 1 && composer->keep_raw && composer->compose == PIN_COMPOSE_IMAGE) {
        pin_row_widen(out, &queries->images[last], query);
    } else {
        for (uint32_t j = 0; j < composer->dim && images_n > 1; j++) {
            out[j] /= (double)images_n;
        }
        normalise(out, composer->dim);
    }
}

static bool all_finite(const double *row, uint32_t dim)
{
    return isfinite(pin_dot_square(row, dim));
}

bool pin_compose(double *out, double *scratch, const struct pin_composer *composer,
                 uint32_t query)
{
    const uint32_t dim = composer->dim;
    if (composer->compose != PIN_COMPOSE_TEXT) {
        compose_images(out, scratch, composer, query);
    }
    if (composer->compose == PIN_COMPOSE_TEXT) {
        pin_row_widen(out, &composer->queries->text, query);
        if (!composer->keep_raw) {
            normalise(out, dim);
        }
    } else if (composer->compose == PIN_COMPOSE_LERP) {
        for (uint32_t j = 0; j < dim; j++) {
            out[j] *= 1.0 - composer->alpha;
        }
        pin_row_widen(scratch, &composer->queries->text, query);
        add_normalised(out, scratch, composer->alpha, dim);
        normalise(out, dim);
    }
    for (uint32_t j = 0; j < dim; j++) {
        out[j] = (double)(float)out[j];
    }
    return all_finite(out, dim);
}
