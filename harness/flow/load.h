/* load.h - from a loader's name and settings to a dataset. */
#ifndef PIN_HARNESS_FLOW_LOAD_H
#define PIN_HARNESS_FLOW_LOAD_H

#include "harness/plugin/registry.h"

struct pin_dataset_request {
    const char *loader;
    const char *name; /* how reports call the dataset */
    struct pin_settings settings;
    bool without_digests; /* of the files: nothing will show or compare them */
};

/* The dataset lives as long as the arena. */
PIN_MUST_USE enum pin_status pin_load(const struct pin_dataset **out,
                                      const struct pin_registry *registry,
                                      const struct pin_dataset_request *request,
                                      struct pin_arena *arena, struct pin_error *err);

#endif
