#include "datasets/pinpoint_tail.h"

/* The last field before `end` that is a hard negative, or NULL. */
static const struct pinpoint_field *previous(const struct pinpoint_row *row, size_t *end)
{
    const struct pinpoint_field *fields =
        PIN_BUFFER_AT(&row->fields, const struct pinpoint_field);
    while (*end > 0) {
        (*end)--;
        if (fields[*end].column == PINPOINT_NEGATIVES) {
            return &fields[*end];
        }
    }
    return NULL;
}

bool pinpoint_row_tail(struct pinpoint_tail *out, const struct pinpoint_row *row)
{
    size_t at = PIN_BUFFER_N(&row->fields, struct pinpoint_field);
    const struct pinpoint_field *second = previous(row, &at);
    const struct pinpoint_field *first = second ? previous(row, &at) : NULL;
    if (!first || first->null) {
        return false;
    }
    *out = (struct pinpoint_tail){pinpoint_field_text(row, first), PIN_TEXT("")};
    if (second->null) {
        return true;
    }
    out->second = pinpoint_field_text(row, second);
    for (const struct pinpoint_field *field = previous(row, &at); field;
         field = previous(row, &at)) {
        if (!field->null &&
            pin_text_equal(pinpoint_field_text(row, field), out->second)) {
            return true;
        }
    }
    return false;
}
