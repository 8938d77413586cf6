/* slice_rest.h - whether a slice differs from the rest, for each system, figure and value
 * of an attribute.
 *
 * The rest are the counted queries with another value of the attribute; those without one
 * are in neither. With m_in and m_out the figure over the slice and over the rest (each
 * as --slice would report it, a figure over groups from the queries of a group that are
 * there), the difference is m_in - m_out. Its interval comes from the bootstrap over
 * clusters that the report uses: both sides from the same resamples, so that a cluster
 * with queries on both sides counts for both.
 *
 * p comes from shuffling who is in the slice (permute_members.h): over the clusters that
 * are on one side as a whole, and within the others over their queries; it is the share
 * of shuffles with a difference as large, whatever its sign. How many clusters are on
 * both sides is a column. p-values are adjusted for all rows of the sheet.
 *
 * A value gets a row where at least min_n queries (and 1) stand behind the figure on both
 * sides; how many do not is noted. */
#ifndef PIN_HARNESS_ANALYSIS_SLICE_REST_H
#define PIN_HARNESS_ANALYSIS_SLICE_REST_H

#include "harness/flow/analysis.h"
#include "harness/stats/multiplicity.h"

/* Of one attribute; the cost is values x resamples x clusters for each figure. */
enum { PIN_SLICE_REST_VALUES_MAX = 200 };

struct pin_slice_rest_options {
    const char *const *slices; /* as attribute.h reads them */
    uint32_t slices_n;
    uint32_t min_n;
    enum pin_adjustment adjustment;
};

/* One sheet, "slices". PIN_E_CONFIG: an attribute that cannot be read, or one with more
 * than PIN_SLICE_REST_VALUES_MAX values of min_n queries. */
extern const struct pin_analysis_ops pin_analysis_slice_rest;

#endif
