/* gate_losses.h - the queries that lost most. */
#ifndef PIN_HARNESS_GATE_GATE_LOSSES_H
#define PIN_HARNESS_GATE_GATE_LOSSES_H

#include "harness/gate/family.h"

/* Up to worst_n a comparison, worst first; of equal losses the first query. */
PIN_MUST_USE enum pin_status pin_gate_losses(const struct pin_query_loss **out,
                                             uint32_t *n_out,
                                             const struct pin_gate_request *request,
                                             const struct pin_gate_family *family,
                                             struct pin_arena *arena,
                                             struct pin_error *err);

#endif
