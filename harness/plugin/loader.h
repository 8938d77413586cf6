/* loader.h - what reads a dataset from where it lies. */
#ifndef PIN_HARNESS_PLUGIN_LOADER_H
#define PIN_HARNESS_PLUGIN_LOADER_H

#include "harness/model/dataset_build.h"
#include "harness/plugin/abi.h"

struct pin_loader_ops {
    struct pin_head head;

    /* Required. Reads what options name and pushes it into the builder. Says file, line
     * and column in err when the input is at fault. Never reaches the network. */
    enum pin_status (*load)(struct pin_dataset_builder *builder, const void *options,
                            struct pin_error *err);
};

#endif
