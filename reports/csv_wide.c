/* csv_wide.c - one row a system, one column a figure.
 *
 * The labels are those of the summary (ap@10, not mAP@10): scripts look for what was
 * asked for. Lines end in LF, as other tools' lines do here. A cell that begins with = +
 * - or @ is left as it is, because names are data and figures may be negative. */
#include "reports/field.h"
#include "reports/table.h"

static enum pin_status csv_write(struct pin_buffer *out,
                                 const struct pin_summary *summary, const void *options,
                                 struct pin_error *err)
{
    (void)options;
    struct pin_page page = {.out = out, .err = err};
    pin_page_text(&page, "system");
    for (uint32_t c = 0; c < summary->columns_n; c++) {
        pin_page_text(&page, ",");
        pin_field_csv(&page, summary->columns[c].label, PIN_CSV_CAREFUL);
    }
    pin_page_text(&page, "\n");
    for (uint32_t s = 0; s < summary->systems_n; s++) {
        const struct pin_system *system = &summary->systems[s];
        pin_field_csv(&page, system->name, PIN_CSV_CAREFUL);
        for (uint32_t c = 0; c < summary->columns_n; c++) {
            pin_page_text(&page, ",");
            pin_page_number(&page, system->figures[c].value);
        }
        pin_page_text(&page, "\n");
    }
    return page.status;
}

const struct pin_writer_ops pin_writer_csv = {
    .head =
        {
            PIN_HEAD(PIN_WRITER, struct pin_writer_ops),
            .caps = PIN_CAP_NO_DIGESTS,
            .name = "csv",
            .summary = "one row a system, one column a figure, all digits",
        },
    .write = csv_write,
};
