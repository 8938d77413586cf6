/* rescore.h - puts lists in the order of new scores. */
#ifndef PIN_HARNESS_FLOW_RESCORE_H
#define PIN_HARNESS_FLOW_RESCORE_H

#include "harness/flow/chain.h"

/* Has the link's engine score the first top_n hits of each list of the chain and orders
 * the lists as execute.h says. The chain's arena is used for scratch and given back. */
PIN_MUST_USE enum pin_status pin_rescore_lists(struct pin_chain *chain,
                                               const struct pin_link *link,
                                               struct pin_lists *lists,
                                               struct pin_error *err);

#endif
