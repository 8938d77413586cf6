#include "harness/flow/load.h"

enum pin_status pin_load(const struct pin_dataset **out,
                         const struct pin_registry *registry,
                         const struct pin_dataset_request *request,
                         struct pin_arena *arena, struct pin_error *err)
{
    const struct pin_loader_ops *loader = NULL;
    PIN_TRY(pin_registry_loader(registry, request->loader, &loader, err));
    const void *options = NULL;
    PIN_TRY(pin_options_fill(&options, &loader->head, &request->settings, arena, err));
    struct pin_dataset_builder *builder = NULL;
    PIN_TRY(
        pin_dataset_builder_new(&builder, loader->head.name, request->name, arena, err));
    if (request->without_digests) {
        pin_dataset_skip_digests(builder);
    }
    PIN_TRY(loader->load(builder, options, err));
    return pin_dataset_freeze(builder, out, err);
}
