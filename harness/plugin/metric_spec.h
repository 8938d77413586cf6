/* metric_spec.h - a metric as people write it: name[@cutoff][:option=value ...].
 *
 * "recall@10", "rprec", "ndcg@10:gain=exponential". The options follow the cutoff, each
 * behind a colon, so a value cannot hold one. */
#ifndef PIN_HARNESS_PLUGIN_METRIC_SPEC_H
#define PIN_HARNESS_PLUGIN_METRIC_SPEC_H

#include "harness/base/text.h"
#include "harness/plugin/registry.h"

enum { PIN_CUTOFF_MAX = 1000000 };

struct pin_metric_use { /* all that is needed to call one metric */
    const struct pin_metric_ops *ops;
    uint32_t cutoff; /* PIN_CUTOFF_NONE: the whole ranking */
    const void *options;
    const char *label; /* the name, the cutoff and the options that differ from their
                          defaults, in the order of the metric's table: two texts that
                          mean the same give the same label */
};

/* Options and label are in the arena. PIN_E_CONFIG: no metric of that name (with the
 * nearest), a cutoff that is not a whole number from 1 to PIN_CUTOFF_MAX, that is given
 * where the metric takes none or missing where it needs one, or options that
 * pin_options_fill refuses. PIN_E_UNAVAILABLE as the registry says it. */
PIN_MUST_USE enum pin_status pin_metric_parse(struct pin_metric_use *out,
                                              const struct pin_registry *registry,
                                              struct pin_text text,
                                              struct pin_arena *arena,
                                              struct pin_error *err);

#endif
