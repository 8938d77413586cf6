/* registry.c - one list a kind. A table is judged at the door and copied, so that nobody
 * asks about sizes, versions or missing calls afterwards. */
#include "harness/plugin/registry.h"

#include "harness/base/text.h"

#include <stddef.h>
#include <string.h>

/* A size above it is not a table's: it guards the look at the part not known here. */
enum { TABLE_BYTES_MAX = 1 << 16 };

union table { /* a copy of any kind */
    struct pin_head head;
    struct pin_engine_ops engine;
    struct pin_metric_ops metric;
    struct pin_loader_ops loader;
    struct pin_writer_ops writer;
};

struct list {
    const union table **tables; /* in order of registration */
    const char **names;         /* of the same */
    uint32_t tables_n;
    uint32_t capacity;
};

struct pin_registry {
    struct pin_arena *arena;
    struct list lists[PIN_KINDS_N];
};

static const struct {
    const char *noun;
    const char *command; /* what lists them */
    size_t size_bytes;
} kinds[PIN_KINDS_N] = {
    [PIN_ENGINE] = {"engine", "engines", sizeof(struct pin_engine_ops)},
    [PIN_METRIC] = {"metric", "metrics", sizeof(struct pin_metric_ops)},
    [PIN_LOADER] = {"dataset loader", "datasets", sizeof(struct pin_loader_ops)},
    [PIN_WRITER] = {"report writer", "reports", sizeof(struct pin_writer_ops)},
};

enum pin_status pin_registry_new(struct pin_registry **out, struct pin_arena *arena,
                                 struct pin_error *err)
{
    struct pin_registry *registry = PIN_NEW(arena, struct pin_registry);
    if (!registry) {
        return pin_fail(err, PIN_E_NOMEM, "no memory for the list of plug-ins");
    }
    registry->arena = arena;
    *out = registry;
    return PIN_OK;
}

/* The order matters: nothing of the table is believed before its version is, and nothing
 * but the head before its size is. */
static enum pin_status check_shape(const struct pin_head *table, struct pin_error *err)
{
    if (table->abi_major != PIN_ABI_MAJOR) {
        return pin_fail(err, PIN_E_PLUGIN,
                        "a plug-in is made for version %u of the interface; this is "
                        "version %d",
                        (unsigned int)table->abi_major, PIN_ABI_MAJOR);
    }
    if (table->kind >= PIN_KINDS_N) {
        return pin_fail(err, PIN_E_PLUGIN, "a plug-in is of kind %u, which is not known",
                        table->kind);
    }
    if (table->struct_size < sizeof(struct pin_head) ||
        table->struct_size > TABLE_BYTES_MAX) {
        return pin_fail(err, PIN_E_PLUGIN, "a plug-in says its table has %u bytes",
                        table->struct_size);
    }
    const unsigned char *bytes = (const unsigned char *)table;
    for (size_t i = kinds[table->kind].size_bytes; i < table->struct_size; i++) {
        if (bytes[i] != 0) {
            return pin_fail(err, PIN_E_PLUGIN,
                            "a plug-in needs version %d.%u of the interface; this is "
                            "version %d.%d",
                            PIN_ABI_MAJOR, (unsigned int)table->abi_minor, PIN_ABI_MAJOR,
                            PIN_ABI_MINOR);
        }
    }
    return PIN_OK;
}

static enum pin_status check_name(const struct list *list, const struct pin_head *table,
                                  struct pin_error *err)
{
    const char *noun = kinds[table->kind].noun;
    const char *letters = "abcdefghijklmnopqrstuvwxyz0123456789_-";
    const char *name = table->name;
    if (!name || name[0] == '\0' || name[strspn(name, letters)] != '\0') {
        return pin_fail(err, PIN_E_PLUGIN,
                        "%s \"%.*s\": expected a name of a-z, 0-9, _ and -", noun,
                        name ? pin_text_shown(pin_text_of(name)) : 0, name ? name : "");
    }
    for (uint32_t i = 0; i < list->tables_n; i++) {
        if (strcmp(list->names[i], name) == 0) {
            return pin_fail(err, PIN_E_PLUGIN, "there are two %ss called \"%s\"", noun,
                            name);
        }
    }
    return PIN_OK;
}

/* The first required call that is missing, or NULL. */
static const char *missing_call(const union table *table)
{
    const struct pin_engine_ops *engine = &table->engine;
    switch (table->head.kind) {
    case PIN_ENGINE:
        if (!engine->open || !engine->close) {
            return engine->open ? "close" : "open";
        }
        if (!engine->search && !engine->stored && !engine->rescore) {
            return "search";
        }
        return (engine->search || engine->rescore) && !engine->build ? "build" : NULL;
    case PIN_METRIC: return table->metric.value ? NULL : "value";
    case PIN_LOADER: return table->loader.load ? NULL : "load";
    default: return table->writer.write ? NULL : "write";
    }
}

static enum pin_status check_content(const union table *table, struct pin_error *err)
{
    const struct pin_head *head = &table->head;
    const char *noun = kinds[head->kind].noun;
    const char *missing = head->unavailable ? NULL : missing_call(table);
    if (missing) {
        return pin_fail(err, PIN_E_PLUGIN, "%s %s has no call \"%s\"", noun, head->name,
                        missing);
    }
    struct pin_error why = {0};
    if (pin_options_check(head->options, head->options_n, head->options_size, &why) !=
        PIN_OK) {
        return pin_fail(err, PIN_E_PLUGIN, "%s %s: %s", noun, head->name, why.text);
    }
    return PIN_OK;
}

static const char *or_empty(const char *text)
{
    return text ? text : "";
}

static enum pin_status append(struct list *list, const union table *table,
                              struct pin_arena *arena, struct pin_error *err)
{
    if (list->tables_n == list->capacity) {
        const uint32_t capacity = list->capacity > 0 ? list->capacity * 2 : 16;
        const union table **tables = PIN_NEW_N(arena, const union table *, capacity);
        const char **names = PIN_NEW_N(arena, const char *, capacity);
        if (!tables || !names) {
            return pin_fail(err, PIN_E_NOMEM, "no memory for the list of plug-ins");
        }
        if (list->tables_n > 0) {
            memcpy(tables, list->tables, list->tables_n * sizeof(const union table *));
            memcpy(names, list->names, list->tables_n * sizeof(const char *));
        }
        list->tables = tables;
        list->names = names;
        list->capacity = capacity;
    }
    list->tables[list->tables_n] = table;
    list->names[list->tables_n++] = table->head.name;
    return PIN_OK;
}

enum pin_status pin_registry_add(struct pin_registry *registry,
                                 const struct pin_head *table, struct pin_error *err)
{
    PIN_TRY(check_shape(table, err));
    struct list *list = &registry->lists[table->kind];
    PIN_TRY(check_name(list, table, err));
    union table *copy = PIN_NEW(registry->arena, union table);
    if (!copy) {
        return pin_fail(err, PIN_E_NOMEM, "no memory for the list of plug-ins");
    }
    const size_t host_size = kinds[table->kind].size_bytes;
    memcpy(copy, table, table->struct_size < host_size ? table->struct_size : host_size);
    copy->head.struct_size = (uint32_t)host_size;
    copy->head.summary = or_empty(copy->head.summary);
    if (copy->head.kind == PIN_METRIC) {
        copy->metric.definition = or_empty(copy->metric.definition);
        copy->metric.source = or_empty(copy->metric.source);
    }
    PIN_TRY(check_content(copy, err));
    return append(list, copy, registry->arena, err);
}

static enum pin_status refuse(const struct list *list, enum pin_kind kind,
                              const char *name, struct pin_error *err)
{
    const char *nearest = pin_text_nearest(name, list->names, list->tables_n);
    const int shown = pin_text_shown(pin_text_of(name));
    if (nearest) {
        return pin_fail(err, PIN_E_CONFIG,
                        "there is no %s \"%.*s\"; did you mean \"%s\"?", kinds[kind].noun,
                        shown, name, nearest);
    }
    return pin_fail(err, PIN_E_CONFIG,
                    "there is no %s \"%.*s\"; `pinbench list %s` names them",
                    kinds[kind].noun, shown, name, kinds[kind].command);
}

static enum pin_status find(const struct pin_registry *registry, enum pin_kind kind,
                            const char *name, const union table **out,
                            struct pin_error *err)
{
    const struct list *list = &registry->lists[kind];
    uint32_t place = 0;
    while (place < list->tables_n && strcmp(list->names[place], name) != 0) {
        place++;
    }
    if (place == list->tables_n) {
        return refuse(list, kind, name, err);
    }
    const union table *table = list->tables[place];
    if (table->head.unavailable) {
        return pin_fail(err, PIN_E_UNAVAILABLE, "%s %s cannot run here: %s",
                        kinds[kind].noun, name, table->head.unavailable);
    }
    *out = table;
    return PIN_OK;
}

enum pin_status pin_registry_engine(const struct pin_registry *registry, const char *name,
                                    const struct pin_engine_ops **out,
                                    struct pin_error *err)
{
    const union table *table = NULL;
    PIN_TRY(find(registry, PIN_ENGINE, name, &table, err));
    *out = &table->engine;
    return PIN_OK;
}

enum pin_status pin_registry_metric(const struct pin_registry *registry, const char *name,
                                    const struct pin_metric_ops **out,
                                    struct pin_error *err)
{
    const union table *table = NULL;
    PIN_TRY(find(registry, PIN_METRIC, name, &table, err));
    *out = &table->metric;
    return PIN_OK;
}

enum pin_status pin_registry_loader(const struct pin_registry *registry, const char *name,
                                    const struct pin_loader_ops **out,
                                    struct pin_error *err)
{
    const union table *table = NULL;
    PIN_TRY(find(registry, PIN_LOADER, name, &table, err));
    *out = &table->loader;
    return PIN_OK;
}

enum pin_status pin_registry_writer(const struct pin_registry *registry, const char *name,
                                    const struct pin_writer_ops **out,
                                    struct pin_error *err)
{
    const union table *table = NULL;
    PIN_TRY(find(registry, PIN_WRITER, name, &table, err));
    *out = &table->writer;
    return PIN_OK;
}

const struct pin_head *pin_registry_at(const struct pin_registry *registry,
                                       enum pin_kind kind, uint32_t place)
{
    const struct list *list = &registry->lists[kind];
    return place < list->tables_n ? &list->tables[place]->head : NULL;
}
