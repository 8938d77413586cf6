/* flight.h - the systems of a pipeline between their engines and the summary: each has a
 * run in memory, in an arena of its own, until it is added and until whatever fuses it
 * has been made. */
#ifndef PIN_HARNESS_FLOW_FLIGHT_H
#define PIN_HARNESS_FLOW_FLIGHT_H

#include "harness/flow/pipeline.h"
#include "harness/flow/score.h"

struct pin_flight {         /* one system */
    struct pin_arena arena; /* holds the run and its scores */
    struct pin_executed executed;
    const struct pin_scores *scores;
    enum pin_status status;
    struct pin_error err;
    uint32_t waiting_n; /* systems that still have to fuse it */
    bool fetched, added;
};

struct pin_flights {
    const struct pin_pipeline *pipeline;
    struct pin_scoring scoring;
    const bool *keep;        /* the queries that are counted, see where.h; NULL: all */
    uint32_t cutoff_max;     /* that a figure looks at */
    struct pin_flight *rows; /* one an execution */
};

/* All but the rows is filled in before. */
PIN_MUST_USE enum pin_status pin_flights_init(struct pin_flights *flights,
                                              struct pin_arena *arena,
                                              struct pin_error *err);
void pin_flights_free(struct pin_flights *flights);

/* How many systems, from place `first` of the order on, may be fetched side by side: 1 or
 * more stored runs, or 1 of anything else. */
uint32_t pin_flights_abreast(const struct pin_flights *flights, uint32_t first);

/* Gets the runs of n systems, from place `first` of the order on, and looks them over.
 * Runs differ in length, so a thread that has its run scores it while others are still
 * reading; the last is left to pin_flights_score. What goes wrong is in each flight's
 * status and err. */
void pin_flights_fetch(struct pin_flights *flights, uint32_t first, uint32_t n);

/* Scores the system's run with all threads, unless that is done; gives its status. */
enum pin_status pin_flights_score(struct pin_flights *flights, uint32_t system);

/* The system is in the summary, or will never be: its memory goes when nobody waits. */
void pin_flights_added(struct pin_flights *flights, uint32_t system);

#endif
