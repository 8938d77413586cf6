/* plot.h - figures as data and a script for gnuplot.
 *
 * A type of plot fills a page of data (lines of numbers, names last, tab separated) and
 * two pages of script; pin_plot_write puts them together. The script holds the data and
 * names no file, so that it runs by itself, anywhere: `gnuplot bars.gp > bars.svg`. Names
 * stand in it in single quotes, where gnuplot expands and runs nothing, and text is never
 * typeset ("noenhanced"). The same result gives the same bytes. */
#ifndef PIN_REPORTS_PLOTS_PLOT_H
#define PIN_REPORTS_PLOTS_PLOT_H

#include "harness/model/summary.h"
#include "reports/cell.h"
#include "reports/page.h"

#include <stdbool.h>

enum pin_plot_terminal {
    PIN_PLOT_SVG,
    PIN_PLOT_PNG,
    PIN_PLOT_PDF,
    PIN_PLOT_TEX, /* text for LaTeX, and a PDF of the lines that it includes */
};

enum {
    PIN_PLOT_ROWS_MAX = 300, /* that are drawn; the data has all */
    PIN_PLOT_NAME_WIDTH = 36,
    PIN_PLOT_CAPTION_MAX = 4,
};

struct pin_plot_request {
    const struct pin_summary *results;
    const char *const *names;         /* of the results; for types that take several */
    uint32_t results_n;               /* at least 1 */
    const char *figure;               /* NULL: the first */
    const char *attribute;            /* NULL: the first */
    const char *baseline, *candidate; /* NULL: those of the first row */
    double margin;                    /* NaN: none */
    enum pin_plot_terminal terminal;
    const char *tex_name; /* for PIN_PLOT_TEX: of the files, [A-Za-z0-9_-]+ */
};

struct pin_plot { /* what a type fills */
    struct pin_page data, setup, draw;
    struct pin_cell caption[PIN_PLOT_CAPTION_MAX];
    uint32_t caption_n;
    uint32_t width, height; /* pixels of 1/96 inch */
    uint32_t hues_n;        /* line types 1 to this are used */
    enum pin_plot_terminal terminal;
    bool in_row; /* the data has a line begun */
};

struct pin_plot_ops {
    const char *name;
    const char *summary; /* what it shows */
    const char *needs;   /* what the result must hold, and what makes it */
    bool several;        /* takes more than one result */

    /* PIN_E_CONFIG where the result lacks what it needs, or has nothing to draw. */
    enum pin_status (*write)(struct pin_plot *plot,
                             const struct pin_plot_request *request,
                             struct pin_error *err);
};

/* NULL-ended, in the order in which they are listed. */
extern const struct pin_plot_ops *const pin_plots[];

/* PIN_E_CONFIG with the nearest name. */
PIN_MUST_USE enum pin_status pin_plot_find(const struct pin_plot_ops **out,
                                           const char *name, struct pin_error *err);

/* Appends the data file and the script. */
PIN_MUST_USE enum pin_status pin_plot_write(struct pin_buffer *data,
                                            struct pin_buffer *script,
                                            const struct pin_plot_ops *ops,
                                            const struct pin_plot_request *request,
                                            struct pin_error *err);

/* The rest is for the types. */

/* A line of the data: what the columns are, in plain words, behind a #. */
void pin_plot_columns(struct pin_plot *plot, const char *columns);

/* A row: numbers first ("nan" for what is none), then names, then its end. Tab, newline,
 * carriage return and backslash are \t, \n, \r and \\; other controls, and what is not
 * UTF-8, are U+FFFD. */
void pin_plot_number(struct pin_plot *plot, double value);
void pin_plot_name(struct pin_plot *plot, const char *name);
void pin_plot_end_row(struct pin_plot *plot);

/* Two empty lines: what follows is the next `index`. */
void pin_plot_block(struct pin_plot *plot);

/* One more line above the picture, to be filled; the last one again when all are used. */
struct pin_cell *pin_plot_caption(struct pin_plot *plot);

/* The line that says what was measured on; pin_plot_basis adds how intervals were made.
 * figure: one that is drawn, for its n; NULL: the queries of the dataset. */
void pin_plot_sample(struct pin_plot *plot, const struct pin_summary *summary,
                     const struct pin_figure *figure);
void pin_plot_basis(struct pin_plot *plot, const struct pin_summary *summary,
                    const struct pin_figure *figure);

/* Rows of names from above to below: the height, the range, and rules between. */
void pin_plot_rows(struct pin_plot *plot, uint32_t rows_n, uint32_t row_height);

/* In single quotes, for any place but labels of tics. A control, and a byte that is not
 * UTF-8, is a "?"; for LaTeX what has a meaning there is escaped. */
void pin_plot_quote(struct pin_plot *plot, struct pin_page *page, const char *text);

/* 'text' place, for a list of tics: there a % would begin a format. */
void pin_plot_tic(struct pin_plot *plot, struct pin_page *page, const char *text,
                  double place);

/* The shortest decimal that reads back; "nan" for what is not finite. */
void pin_plot_value(struct pin_page *page, double value);

#endif
