/* ranking_sheets.h - ranks and tests of many systems as tables: "ranks", "families",
 * "tukey" and "nemenyi". */
#ifndef PIN_HARNESS_ANALYSIS_RANKING_SHEETS_H
#define PIN_HARNESS_ANALYSIS_RANKING_SHEETS_H

#include "harness/analysis/ranking.h"

struct pin_ranked_figure {
    uint32_t figure;
    uint32_t units_n, left_n, topics_n; /* as in pin_rank_cells */
    bool lower;
    bool exact;                    /* the sign flips are all there are */
    uint32_t flips_n;              /* 0: letters are by another test */
    const struct pin_ranked *rows; /* best first */
    const char *const *letters;    /* by system */
    struct pin_rank_families families;
};

struct pin_ranking_report {
    const struct pin_analysis_context *context;
    const struct pin_ranking_options *options;
    const struct pin_ranked_figure *figures; /* those with units */
    uint32_t figures_n;
    struct pin_sheet_book *book;
};

void pin_ranking_ranks(const struct pin_ranking_report *report);
void pin_ranking_families(const struct pin_ranking_report *report);
void pin_ranking_tukey(const struct pin_ranking_report *report);
void pin_ranking_nemenyi(const struct pin_ranking_report *report);

#endif
