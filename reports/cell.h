/* cell.h - a short piece of text for a terminal, and how wide it is.
 *
 * Names may hold any bytes. In a cell each byte that is not UTF-8 and each character that
 * steers a terminal (controls, line separators, changes of direction) is a "?". A width
 * is a number of code points. */
#ifndef PIN_REPORTS_CELL_H
#define PIN_REPORTS_CELL_H

#include <stddef.h>
#include <stdint.h>

/* No name is shown wider than this, so that a cell holds it and some words around it. */
enum { PIN_CELL_NAME_MAX = 100, PIN_CELL_BYTES = 640 };

struct pin_cell { /* made on the caller's stack; all zero is the empty cell */
    char text[PIN_CELL_BYTES];
    size_t length;
    uint32_t width;
};

/* Appends words of ours. */
void pin_cell_text(struct pin_cell *cell, const char *text);

/* Appends a name; one wider than width_max loses its middle, and has "…" there. */
void pin_cell_name(struct pin_cell *cell, const char *name, uint32_t width_max);

/* Appends a column's label as readers know it: the mean of AP is mAP. */
void pin_cell_label(struct pin_cell *cell, const char *label, uint32_t width_max);

/* Appends 7,635. */
void pin_cell_count(struct pin_cell *cell, uint64_t count);

/* Appends 0.1234, 1.2346e+06 from a million on, or "-" for NaN: at most 12 wide. */
void pin_cell_figure(struct pin_cell *cell, double value);

/* Appends .0796 .0883, or nothing where there is no interval. */
void pin_cell_interval(struct pin_cell *cell, double low, double high);

#endif
