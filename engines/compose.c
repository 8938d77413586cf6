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

static void clear(double *row, uint32_t dim)
{
    for (size_t j = 0; j < pin_dot_padded(dim); j++) {
        row[j] = 0.0;
    }
}

/* False: a vector of zeros, which stays so. NaN is passed on. */
static bool normalise(double *row, uint32_t dim)
{
    const double norm = sqrt(pin_dot_square(row, dim));
    if (norm <= 0.0) {
        return false;
    }
    for (uint32_t j = 0; j < dim; j++) {
        row[j] /= norm;
    }
    return true;
}

/* Row `row`, normalised, and centred where there is a mean. False: it is all zeros. */
static bool read_part(double *out, const struct pin_matrix *matrix, uint32_t row,
                      const double *mean)
{
    pin_row_widen(out, matrix, row);
    if (!normalise(out, matrix->dim)) {
        return false;
    }
    if (mean) {
        for (uint32_t j = 0; j < matrix->dim; j++) {
            out[j] -= mean[j];
        }
        (void)normalise(out, matrix->dim);
    }
    return true;
}

/* out += weight * part */
static void add(double *out, const double *part, double weight, uint32_t dim)
{
    for (uint32_t j = 0; j < dim; j++) {
        out[j] += weight * part[j];
    }
}

static void scale(double *row, double factor, uint32_t dim)
{
    for (uint32_t j = 0; j < dim; j++) {
        row[j] *= factor;
    }
}

static void compose_images(double *out, double *scratch,
                           const struct pin_composer *composer, uint32_t query)
{
    const struct pin_queries *queries = composer->queries;
    const uint32_t dim = composer->dim;
    uint32_t images_n = 0;
    uint32_t last = 0;
    clear(out, dim);
    for (uint32_t i = 0; i < queries->images_n; i++) {
        if (read_part(scratch, &queries->images[i], query, composer->image_mean)) {
            add(out, scratch, 1.0, dim);
            images_n++;
            last = i;
        }
    }
    if (images_n == 1 && composer->keep_raw && !composer->image_mean &&
        composer->compose == PIN_COMPOSE_IMAGE) {
        pin_row_widen(out, &queries->images[last], query);
        return;
    }
    for (uint32_t j = 0; j < dim && images_n > 1; j++) {
        out[j] /= (double)images_n;
    }
    (void)normalise(out, dim);
}

static void compose_text(double *out, const struct pin_composer *composer, uint32_t query)
{
    const struct pin_matrix *text = &composer->queries->text;
    if (composer->keep_raw && !composer->text_mean &&
        composer->compose == PIN_COMPOSE_TEXT) {
        pin_row_widen(out, text, query);
    } else {
        (void)read_part(out, text, query, composer->text_mean);
    }
}

/* The weights of image and text in a slerp of two unit vectors. */
static void weigh_arc(double *image_out, double *text_out, const double *image,
                      const double *text, const struct pin_composer *composer)
{
    double cosine = 0.0;
    for (uint32_t j = 0; j < composer->dim; j++) {
        cosine += image[j] * text[j];
    }
    if (!(fabs(cosine) <= 0.9995)) {
        return; /* the weights of lerp stay; NaN is found in the result */
    }
    const double angle = acos(cosine);
    *image_out = sin((1.0 - composer->alpha) * angle) / sin(angle);
    *text_out = sin(composer->alpha * angle) / sin(angle);
}

/* out holds the images, and gets the whole. */
static void join_text(double *out, const double *text,
                      const struct pin_composer *composer)
{
    const uint32_t dim = composer->dim;
    double image_weight = 1.0 - composer->alpha;
    double text_weight = composer->alpha;
    if (composer->compose == PIN_COMPOSE_SUM) {
        add(out, text, 1.0, dim);
        return;
    }
    if (composer->compose == PIN_COMPOSE_SLERP) {
        weigh_arc(&image_weight, &text_weight, out, text, composer);
    }
    scale(out, image_weight, dim);
    add(out, text, text_weight, dim);
    (void)normalise(out, dim);
}

bool pin_compose(double *out, double *scratch, const struct pin_composer *composer,
                 uint32_t query)
{
    const uint32_t dim = composer->dim;
    if (composer->compose == PIN_COMPOSE_TEXT) {
        compose_text(out, composer, query);
    } else {
        compose_images(out, scratch, composer, query);
    }
    if (composer->compose != PIN_COMPOSE_TEXT && composer->compose != PIN_COMPOSE_IMAGE) {
        compose_text(scratch, composer, query);
        join_text(out, scratch, composer);
    }
    for (uint32_t j = 0; j < dim; j++) {
        out[j] = (double)(float)out[j];
    }
    return isfinite(pin_dot_square(out, dim));
}

void pin_compose_mean(double *out, double *scratch, const struct pin_matrix *matrix)
{
    uint32_t rows_n = 0;
    for (uint32_t j = 0; j < matrix->dim; j++) {
        out[j] = 0.0;
    }
    for (uint32_t row = 0; row < matrix->rows_n; row++) {
        if (read_part(scratch, matrix, row, NULL)) {
            add(out, scratch, 1.0, matrix->dim);
            rows_n++;
        }
    }
    for (uint32_t j = 0; j < matrix->dim && rows_n > 0; j++) {
        out[j] /= (double)rows_n;
    }
}
