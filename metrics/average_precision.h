/* average_precision.h - the one sum that ap, ap_noneg and delta_noneg are made of. */
#ifndef PIN_METRICS_AVERAGE_PRECISION_H
#define PIN_METRICS_AVERAGE_PRECISION_H

#include "harness/model/judged.h"

#include <stdbool.h>
#include <stdint.h>

/* PIN_UNDEFINED without relevant items. skip_negatives: of the ranking that is left when
 * the hard-negative hits are taken out of the whole list. */
double pin_average_precision(const struct pin_judged *judged, uint32_t cutoff,
                             bool skip_negatives);

#endif
