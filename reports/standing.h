/* standing.h - which system of a column is best, second, or not shown to differ from the
 * best: what tables mark. */
#ifndef PIN_REPORTS_STANDING_H
#define PIN_REPORTS_STANDING_H

#include "harness/model/summary.h"

enum pin_standing {
    PIN_STANDING_NONE,
    PIN_STANDING_BEST,   /* the best value, or a letter in common with its system */
    PIN_STANDING_SECOND, /* the best value of those that are not BEST */
};

/* By value, the column's direction and, where there is a sheet "ranks" (of compare), its
 * letters. A system alone in a report is nothing. */
enum pin_standing pin_standing_of(const struct pin_summary *summary, uint32_t column,
                                  uint32_t system);

/* The letters of the system in that column ("a", "ab"), or NULL where there are none. */
const char *pin_standing_letters(const struct pin_summary *summary, uint32_t column,
                                 uint32_t system);

/* The sheet of that key, or NULL. */
const struct pin_sheet *pin_summary_sheet(const struct pin_summary *summary,
                                          const char *key);

#endif
