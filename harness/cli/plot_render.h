/* plot_render.h - a script of a plot becomes a picture, by gnuplot. */
#ifndef PIN_HARNESS_CLI_PLOT_RENDER_H
#define PIN_HARNESS_CLI_PLOT_RENDER_H

#include "harness/base/text.h"
#include "reports/plots/plot.h"

struct pin_plot_picture {
    struct pin_text image;
    struct pin_text lines;   /* for LaTeX: the PDF that the image includes */
    struct pin_text remarks; /* what gnuplot said, mostly nothing */
};

/* The script goes to gnuplot's input, without the user's start-up files; the picture
 * comes from its output, or for LaTeX from files in a folder that is made and removed.
 * Dates in a PDF become 1970. PIN_E_UNAVAILABLE: there is no gnuplot. PIN_E_PLUGIN: it
 * failed, hung for a minute, or said nothing. */
PIN_MUST_USE enum pin_status pin_plot_render(struct pin_plot_picture *out,
                                             struct pin_text script,
                                             const struct pin_plot_request *request,
                                             struct pin_arena *arena,
                                             struct pin_error *err);

#endif
