/* audit_vectors.c - how long vectors are, and what queries may not find. A cosine does
 * not see a norm, an inner product does: norms far from each other are worth a look. */
#include "harness/flow/audit_parts.h"
#include "harness/model/matrix.h"

#include <math.h>
#include <stdlib.h>

static int by_value(const void *a, const void *b)
{
    const double x = *(const double *)a;
    const double y = *(const double *)b;
    return (x > y) - (x < y);
}

static double norm_of(const float *row, uint32_t dim)
{
    double sum = 0.0;
    for (uint32_t i = 0; i < dim; i++) {
        sum += (double)row[i] * (double)row[i];
    }
    return sqrt(sum);
}

static void measure_items(struct pin_auditor *auditor, const struct pin_matrix *vectors)
{
    const uint32_t n = vectors->rows_n;
    double *norms = PIN_NEW_N(auditor->arena, double, (size_t)n + 1);
    float *row = PIN_NEW_N(auditor->arena, float, (size_t)vectors->dim + 1);
    if (!norms || !row) {
        auditor->status = pin_fail(auditor->err, PIN_E_NOMEM, "no memory for the audit");
        return;
    }
    for (uint32_t item = 0; item < n; item++) {
        pin_matrix_row(row, vectors, item);
        norms[item] = norm_of(row, vectors->dim);
    }
    qsort(norms, n, sizeof(*norms), by_value);
    pin_audit_fact(auditor, "numbers in a vector", vectors->dim);
    pin_audit_fact(auditor, "smallest norm of an item's vector", norms[0]);
    pin_audit_fact(auditor, "median norm of an item's vector",
                   (norms[(n - 1) / 2] + norms[n / 2]) / 2.0);
    pin_audit_fact(auditor, "largest norm of an item's vector", norms[n - 1]);
}

static uint32_t listing_n(const struct pin_item_lists *lists, uint32_t queries_n)
{
    uint32_t n = 0;
    for (uint32_t query = 0; query < queries_n; query++) {
        n += lists->start[query + 1] > lists->start[query];
    }
    return n;
}

void pin_audit_vectors(struct pin_auditor *auditor)
{
    const struct pin_queries *queries = &auditor->dataset->queries;
    if (queries->excluded.start) {
        pin_audit_fact(auditor, "queries that exclude items",
                       listing_n(&queries->excluded, queries->queries_n));
    }
    if (queries->galleries.start) {
        pin_audit_fact(auditor, "queries with a gallery",
                       listing_n(&queries->galleries, queries->queries_n));
    }
    if (auditor->dataset->corpus.vectors.rows_n > 0) {
        measure_items(auditor, &auditor->dataset->corpus.vectors);
    }
}
