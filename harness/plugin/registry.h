/* registry.h - the plug-ins known to this process, by kind and name. */
#ifndef PIN_HARNESS_PLUGIN_REGISTRY_H
#define PIN_HARNESS_PLUGIN_REGISTRY_H

#include "harness/base/arena.h"
#include "harness/base/error.h"
#include "harness/plugin/abi.h"
#include "harness/plugin/engine.h"
#include "harness/plugin/loader.h"
#include "harness/plugin/metric.h"
#include "harness/plugin/writer.h"

struct pin_registry;

PIN_MUST_USE enum pin_status pin_registry_new(struct pin_registry **out,
                                              struct pin_arena *arena,
                                              struct pin_error *err);

/* Checks the table, copies it and keeps the copy. PIN_E_PLUGIN says what is wrong with
 * it: another major version, a name that is not [a-z0-9_-]+ or is taken, a required call
 * that is missing (not asked of a plug-in that cannot run here), options that cannot be
 * used, a longer table with something in the part that is not known here. Texts that the
 * table leaves out are "" in the copy. */
PIN_MUST_USE enum pin_status pin_registry_add(struct pin_registry *registry,
                                              const struct pin_head *table,
                                              struct pin_error *err);

/* PIN_E_CONFIG, with the nearest name and how to list them, when there is none;
 * PIN_E_UNAVAILABLE with its reason when it cannot run here. */
PIN_MUST_USE enum pin_status pin_registry_engine(const struct pin_registry *registry,
                                                 const char *name,
                                                 const struct pin_engine_ops **out,
                                                 struct pin_error *err);
PIN_MUST_USE enum pin_status pin_registry_metric(const struct pin_registry *registry,
                                                 const char *name,
                                                 const struct pin_metric_ops **out,
                                                 struct pin_error *err);
PIN_MUST_USE enum pin_status pin_registry_loader(const struct pin_registry *registry,
                                                 const char *name,
                                                 const struct pin_loader_ops **out,
                                                 struct pin_error *err);
PIN_MUST_USE enum pin_status pin_registry_writer(const struct pin_registry *registry,
                                                 const char *name,
                                                 const struct pin_writer_ops **out,
                                                 struct pin_error *err);

/* In order of registration; NULL past the last. */
const struct pin_head *pin_registry_at(const struct pin_registry *registry,
                                       enum pin_kind kind, uint32_t place);

#endif
