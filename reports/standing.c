#include "reports/standing.h"

#include <math.h>
#include <string.h>

const struct pin_sheet *pin_summary_sheet(const struct pin_summary *summary,
                                          const char *key)
{
    const struct pin_sheet *sheet = summary->sheets;
    while (sheet && strcmp(sheet->key, key) != 0) {
        sheet = sheet->next;
    }
    return sheet;
}

static bool says(const struct pin_sheet_cell *cell, const char *text)
{
    return cell->text && strcmp(cell->text, text) == 0;
}

const char *pin_standing_letters(const struct pin_summary *summary, uint32_t column,
                                 uint32_t system)
{
    const struct pin_sheet *sheet = pin_summary_sheet(summary, "ranks");
    if (!sheet) {
        return NULL;
    }
    const uint32_t figure = pin_sheet_text_column(sheet, "figure");
    const uint32_t name = pin_sheet_text_column(sheet, "system");
    const uint32_t letters = pin_sheet_text_column(sheet, "letters");
    if (figure == sheet->columns_n || name == sheet->columns_n ||
        letters == sheet->columns_n) {
        return NULL;
    }
    for (const struct pin_sheet_row *row = sheet->rows; row; row = row->next) {
        if (says(&row->cells[figure], summary->columns[column].label) &&
            says(&row->cells[name], summary->systems[system].name)) {
            return row->cells[letters].text;
        }
    }
    return NULL;
}

/* Higher is better; NaN stays. */
static double worth(const struct pin_summary *summary, uint32_t column, uint32_t system)
{
    const double value = summary->systems[system].figures[column].value;
    return summary->columns[column].lower_is_better ? -value : value;
}

static double best_worth(const struct pin_summary *summary, uint32_t column,
                         uint32_t *system_out)
{
    double best = (double)NAN;
    for (uint32_t s = 0; s < summary->systems_n; s++) {
        const double here = worth(summary, column, s);
        if (isnan(best) || here > best) {
            best = here;
            *system_out = s;
        }
    }
    return best;
}

/* Letters are a to z, or several of them between commas (stats/letters.h). */
static bool share_a_letter(const char *a, const char *b)
{
    if (!a || !b) {
        return false;
    }
    const bool words = strchr(a, ',') || strchr(b, ',') || strlen(a) > 26;
    if (!words) {
        return strpbrk(a, b) != NULL;
    }
    for (const char *at = a; *at;) {
        const size_t length = strcspn(at, ",");
        for (const char *other = b; *other;) {
            const size_t other_length = strcspn(other, ",");
            if (length == other_length && memcmp(at, other, length) == 0) {
                return true;
            }
            other += other_length + (other[other_length] == ',');
        }
        at += length + (at[length] == ',');
    }
    return false;
}

static bool is_best(const struct pin_summary *summary, uint32_t column, uint32_t system,
                    uint32_t leader, double best)
{
    return worth(summary, column, system) >= best ||
           share_a_letter(pin_standing_letters(summary, column, system),
                          pin_standing_letters(summary, column, leader));
}

enum pin_standing pin_standing_of(const struct pin_summary *summary, uint32_t column,
                                  uint32_t system)
{
    uint32_t leader = 0;
    const double best = best_worth(summary, column, &leader);
    const double here = worth(summary, column, system);
    if (summary->systems_n < 2 || isnan(here)) {
        return PIN_STANDING_NONE;
    }
    if (is_best(summary, column, system, leader, best)) {
        return PIN_STANDING_BEST;
    }
    for (uint32_t s = 0; s < summary->systems_n; s++) {
        if (worth(summary, column, s) > here &&
            !is_best(summary, column, s, leader, best)) {
            return PIN_STANDING_NONE;
        }
    }
    return PIN_STANDING_SECOND;
}
