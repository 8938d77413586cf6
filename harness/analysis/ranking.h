/* ranking.h - all systems in order, figure by figure, and how sure the order is.
 *
 * Sheets: "ranks" (a row a figure and system); with three systems or more "families" (a
 * row a figure: analysis of variance, Tukey, Friedman, Nemenyi); where asked for "tukey"
 * and "nemenyi" (a row a figure and pair). rank_table.h and rank_tests.h define what is
 * in them. Figures without units (quotients) are left out, and a note says so. */
#ifndef PIN_HARNESS_ANALYSIS_RANKING_H
#define PIN_HARNESS_ANALYSIS_RANKING_H

#include "harness/analysis/rank_tests.h"
#include "harness/flow/analysis.h"

struct pin_ranking_options {
    enum pin_letters_test letters;
    uint32_t permutations_n; /* sign flips; at least 1 */
    bool tukey, nemenyi;     /* the sheets */
};

extern const struct pin_analysis_ops pin_analysis_ranking;

#endif
