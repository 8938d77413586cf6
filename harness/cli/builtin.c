/* builtin.c - the one place that names the four tables. */
#include "datasets/table.h"
#include "engines/table.h"
#include "harness/cli/command.h"
#include "metrics/table.h"
#include "reports/table.h"

enum pin_status pin_cli_register(struct pin_registry **out, struct pin_arena *arena,
                                 struct pin_error *err)
{
    PIN_TRY(pin_registry_new(out, arena, err));
    for (const struct pin_engine_ops *const *ops = pin_engines; *ops; ops++) {
        PIN_TRY(pin_registry_add(*out, &(*ops)->head, err));
    }
    for (const struct pin_metric_ops *const *ops = pin_metrics; *ops; ops++) {
        PIN_TRY(pin_registry_add(*out, &(*ops)->head, err));
    }
    for (const struct pin_loader_ops *const *ops = pin_loaders; *ops; ops++) {
        PIN_TRY(pin_registry_add(*out, &(*ops)->head, err));
    }
    for (const struct pin_writer_ops *const *ops = pin_writers; *ops; ops++) {
        PIN_TRY(pin_registry_add(*out, &(*ops)->head, err));
    }
    return PIN_OK;
}
