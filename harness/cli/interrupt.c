/* interrupt.c - the one place that handles signals, and the one variable of the program
 * that is not passed as an argument: a handler gets nothing but the signal's number. */
#include "harness/cli/interrupt.h"

#include <signal.h>
#include <stddef.h>

static volatile sig_atomic_t noted;

static void note(int number)
{
    noted = number;
}

static void catch_one(int number)
{
    struct sigaction action = {.sa_handler = note,
                               .sa_flags = (int)(SA_RESTART | SA_RESETHAND)};
    struct sigaction before;
    (void)sigemptyset(&action.sa_mask);
    if (sigaction(number, NULL, &before) == 0 && before.sa_handler != SIG_IGN) {
        (void)sigaction(number, &action, NULL);
    }
}

void pin_interrupt_catch(void)
{
    catch_one(SIGINT);
    catch_one(SIGTERM);
}

int pin_interrupt_signal(void)
{
    return (int)noted;
}
