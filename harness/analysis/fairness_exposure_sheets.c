#include "harness/analysis/fairness_exposure.h"

#include <math.h>

static const struct pin_sheet_column list_columns[] = {
    {"system", "system", PIN_SHEET_TEXT, false},
    {"lists", "lists", PIN_SHEET_COUNT, false},
    {"clusters", "clusters", PIN_SHEET_COUNT, false},
    {"awrf", "AWRF", PIN_SHEET_VALUE, true},
    {"ndkl", "NDKL", PIN_SHEET_VALUE, true},
    {"ndkl_infinite", "NDKL infinite", PIN_SHEET_COUNT, false},
    {"known_places", "places with a group", PIN_SHEET_SHARE, false},
};

static const struct pin_sheet_column group_columns[] = {
    {"system", "system", PIN_SHEET_TEXT, false},
    {"group", "group", PIN_SHEET_TEXT, false},
    {"items", "items", PIN_SHEET_COUNT, false},
    {"lists", "lists", PIN_SHEET_COUNT, false},
    {"lists_without", "lists without it", PIN_SHEET_COUNT, false},
    {"target", "target", PIN_SHEET_SHARE, true},
    {"exposure", "exposure", PIN_SHEET_SHARE, true},
    {"skew", "Skew", PIN_SHEET_DIFFERENCE, true},
};

static void put_number(struct pin_sheet_book *book, struct pin_fair_number number)
{
    pin_sheet_interval(book, number.value, number.low, number.high);
}

static const char *target_words(const struct pin_exposure_book *from)
{
    return from->options->target == PIN_TARGET_CORPUS
               ? "its share of the corpus items whose group is known"
               : "its share of the query's relevant items whose group is known";
}

static void put_lists(const struct pin_exposure_book *from, struct pin_sheet_book *book)
{
    pin_sheet_begin(book, "rank_fairness", "exposure of item groups, by list",
                    list_columns, sizeof(list_columns) / sizeof(list_columns[0]));
    for (uint32_t s = 0; s < from->systems_n; s++) {
        const struct pin_exposure_system *system = &from->systems[s];
        pin_sheet_text(book, from->context->panel->systems[s].name);
        pin_sheet_number(book, system->lists_n);
        pin_sheet_number(book, system->clusters_n);
        put_number(book, system->awrf);
        put_number(book, system->ndkl);
        pin_sheet_number(book, system->infinite_n);
        pin_sheet_number(book, system->places_n > 0 ? (double)system->known_places_n /
                                                          (double)system->places_n
                                                    : (double)NAN);
    }
    pin_sheet_note(
        book,
        "groups of items by %.60s (%u known values), lists cut at %u; means "
        "over lists; AWRF lies in [.3069, 1], 1 is best; NDKL is in nats, 0 is "
        "best",
        from->attribute->name, from->groups_n, from->options->cutoff);
    for (uint32_t s = 0; s < from->systems_n; s++) {
        const struct pin_exposure_system *system = &from->systems[s];
        if (system->left_out_n > 0) {
            pin_sheet_note(book,
                           "%.100s: %u queries are left out, without a known group among "
                           "their hits or their targets",
                           from->context->panel->systems[s].name, system->left_out_n);
        }
        if (system->infinite_n > 0) {
            pin_sheet_note(book,
                           "%.100s: %u lists show a group whose target is 0; their NDKL "
                           "is infinite and not in the mean",
                           from->context->panel->systems[s].name, system->infinite_n);
        }
    }
}

static void put_groups(const struct pin_exposure_book *from, struct pin_sheet_book *book)
{
    pin_sheet_begin(book, "exposure", "exposure of item groups, by group", group_columns,
                    sizeof(group_columns) / sizeof(group_columns[0]));
    for (uint32_t s = 0; s < from->systems_n; s++) {
        const struct pin_exposure_system *system = &from->systems[s];
        for (uint32_t row = 0; row < from->shown_n; row++) {
            const struct pin_exposure_group *group = &system->groups[row];
            const uint32_t value = from->value_of_group[from->shown[row]];
            pin_sheet_text(book, from->context->panel->systems[s].name);
            pin_sheet_text(book, pin_ids_name(from->attribute->values, value));
            pin_sheet_number(book, from->items_n[from->shown[row]]);
            pin_sheet_number(book, system->lists_n);
            pin_sheet_number(book, group->lists_without_n);
            put_number(book, group->target);
            put_number(book, group->exposure);
            put_number(book, group->skew);
        }
    }
    pin_sheet_note(book,
                   "a group's target is %s; exposure weighs place i by 1/log2(max(i, 2))",
                   target_words(from));
    pin_sheet_note(book,
                   "Skew is ln(mean share of the first %u places / mean target); a group "
                   "that no list shows has minus infinity, shown as none",
                   from->options->cutoff);
    if (from->shown_n < from->groups_n) {
        pin_sheet_note(book, "the %u largest of %u groups; AWRF and NDKL are over all",
                       from->shown_n, from->groups_n);
    }
}

void pin_fair_exposure_put(const struct pin_exposure_book *from,
                           struct pin_sheet_book *book)
{
    put_lists(from, book);
    put_groups(from, book);
}
