/* facts.h - what a result says of the program that made it and of the machine.
 *
 * The build is part of the provenance: other libraries may mean other digits. The host,
 * and how long it took, change from one run of the same plan to the next. */
#ifndef PIN_HARNESS_MODEL_FACTS_H
#define PIN_HARNESS_MODEL_FACTS_H

#include <stdint.h>

struct pin_library {
    const char *name;
    const char *version;
};

struct pin_build {
    const char *compiler; /* "gcc 12.2.0" */
    const char *flags;    /* of the user: "-g -O3" */
    const struct pin_library *libraries;
    uint32_t libraries_n;
};

struct pin_host {
    const char *name;
    const char *system; /* "Linux 6.1.0-18-amd64 x86_64" */
    const char *cpu;
    uint32_t cpus_n;
    uint64_t memory_bytes; /* of the machine; 0: unknown */
    uint32_t threads;      /* that the work was done with */
    const char *started;   /* "2026-12-31T23:59:59Z" */
    uint64_t wall_ns;    /* from the start of the program until the result was written */
    uint64_t peak_bytes; /* of the program until then; 0: unknown */
};

#endif
