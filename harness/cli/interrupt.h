/* interrupt.h - SIGINT and SIGTERM as a question that long work asks between steps. */
#ifndef PIN_HARNESS_CLI_INTERRUPT_H
#define PIN_HARNESS_CLI_INTERRUPT_H

/* From here on the first SIGINT or SIGTERM is only noted; a second one ends the program
 * at once, as it would without this. One that the parent has the program ignore stays
 * ignored. */
void pin_interrupt_catch(void);

/* The signal that came first; 0: none so far. On any thread. */
int pin_interrupt_signal(void);

#endif
