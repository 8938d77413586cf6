#include "harness/gate/gate_losses.h"

/* Keeps rows[0 .. n - 1] sorted by loss, the largest first; a later query stands behind
 * an equal one. */
static uint32_t insert(struct pin_query_loss *rows, double *gains, uint32_t n,
                       uint32_t n_max, double gain, struct pin_query_loss loss)
{
    uint32_t at = n;
    while (at > 0 && gains[at - 1] > gain) {
        at--;
    }
    if (at == n_max) {
        return n;
    }
    n = n < n_max ? n + 1 : n;
    for (uint32_t i = n - 1; i > at; i--) {
        rows[i] = rows[i - 1];
        gains[i] = gains[i - 1];
    }
    rows[at] = loss;
    gains[at] = gain;
    return n;
}

static uint32_t worst_of(struct pin_query_loss *rows, double *gains,
                         const struct pin_gate_request *request,
                         const struct pin_gate_comparison *c)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < c->pair->a->queries_n; i++) {
        const struct pin_gate_values values = pin_gate_values(request, c, i);
        if (values.better_by < 0.0) {
            const struct pin_query_loss loss = {
                c->pair->name,   c->metric,        c->pair->a->queries[i],
                values.baseline, values.candidate, values.candidate - values.baseline};
            n = insert(rows, gains, n, request->worst_n, values.better_by, loss);
        }
    }
    return n;
}

enum pin_status pin_gate_losses(const struct pin_query_loss **out, uint32_t *n_out,
                                const struct pin_gate_request *request,
                                const struct pin_gate_family *family,
                                struct pin_arena *arena, struct pin_error *err)
{
    const size_t room = (size_t)family->rows_n * request->worst_n;
    struct pin_query_loss *rows = PIN_NEW_N(arena, struct pin_query_loss, room + 1);
    double *gains = PIN_NEW_N(arena, double, (size_t)request->worst_n + 1);
    if (!rows || !gains) {
        return pin_fail(err, PIN_E_NOMEM, "no memory for the gate");
    }
    uint32_t n = 0;
    for (uint32_t i = 0; i < family->rows_n; i++) {
        if (!family->rows[i].trouble && request->worst_n > 0) {
            n += worst_of(rows + n, gains, request, &family->rows[i]);
        }
    }
    *out = rows;
    *n_out = n;
    return PIN_OK;
}
