/* metric_spec.c - cuts the text at its colons and its @, and leaves names to the registry
 * and values to the option table. */
#include "harness/plugin/metric_spec.h"

#include "harness/base/buffer.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { LABEL_BYTES_MAX = 1 << 16, WHO_MAX = 96 };

static enum pin_status no_memory(struct pin_error *err)
{
    (void)pin_fail(err, PIN_E_NOMEM, "no memory for a metric");
    return PIN_E_NOMEM;
}

static enum pin_status find_ops(struct pin_metric_use *out,
                                const struct pin_registry *registry, struct pin_text name,
                                struct pin_arena *arena, struct pin_error *err)
{
    if (name.length == 0) {
        (void)pin_fail(err, PIN_E_CONFIG, "expected a metric's name, found nothing");
        return PIN_E_CONFIG;
    }
    const char *copy = pin_arena_copy_text(arena, name.bytes, name.length);
    return copy ? pin_registry_metric(registry, copy, &out->ops, err) : no_memory(err);
}

/* text.bytes is NULL where there was no @. */
static enum pin_status read_cutoff(struct pin_metric_use *out, struct pin_text text,
                                   struct pin_error *err)
{
    const struct pin_head *head = &out->ops->head;
    out->cutoff = PIN_CUTOFF_NONE;
    if (!text.bytes) {
        return (head->caps & PIN_CAP_NEEDS_CUTOFF) == 0
                   ? PIN_OK
                   : pin_fail(err, PIN_E_CONFIG,
                              "metric %s needs a cutoff, as in \"%s@10\"", head->name,
                              head->name);
    }
    if ((head->caps & (PIN_CAP_CUTOFF | PIN_CAP_NEEDS_CUTOFF)) == 0) {
        return pin_fail(err, PIN_E_CONFIG, "metric %s takes no cutoff, found \"@%.*s\"",
                        head->name, pin_text_shown(text), text.bytes);
    }
    uint32_t cutoff = 0;
    if (pin_text_u32(&cutoff, text, NULL) != PIN_OK || cutoff < 1 ||
        cutoff > PIN_CUTOFF_MAX) {
        return pin_fail(err, PIN_E_CONFIG,
                        "metric %s: expected a cutoff from 1 to %d, found \"@%.*s\"%s",
                        head->name, PIN_CUTOFF_MAX, pin_text_shown(text), text.bytes,
                        memchr(text.bytes, '=', text.length)
                            ? " (options go behind a colon, as in ndcg@10:gain=linear)"
                            : "");
    }
    out->cutoff = cutoff;
    return PIN_OK;
}

static uint32_t count_settings(struct pin_text text)
{
    if (!text.bytes) {
        return 0;
    }
    uint32_t settings_n = 1;
    for (size_t i = 0; i < text.length; i++) {
        settings_n += text.bytes[i] == ':' ? 1 : 0;
    }
    return settings_n;
}

static enum pin_status read_setting(struct pin_setting *out, struct pin_text field,
                                    const char *who, struct pin_arena *arena,
                                    struct pin_error *err)
{
    const int shown = pin_text_shown(field);
    struct pin_text value = field;
    const struct pin_text name = pin_text_cut(&value, '=');
    if (!value.bytes || name.length == 0) {
        return pin_fail(err, PIN_E_CONFIG, "%s: expected option=value, found \"%.*s\"",
                        who, shown, field.bytes);
    }
    out->name = pin_arena_copy_text(arena, name.bytes, name.length);
    out->value = pin_arena_copy_text(arena, value.bytes, value.length);
    return out->name && out->value ? PIN_OK : no_memory(err);
}

static enum pin_status read_options(struct pin_metric_use *out, struct pin_text rest,
                                    struct pin_arena *arena, struct pin_error *err)
{
    const struct pin_head *head = &out->ops->head;
    char who[WHO_MAX];
    (void)snprintf(who, sizeof(who), "metric %s", head->name);
    const uint32_t settings_n = count_settings(rest);
    struct pin_setting *rows = PIN_NEW_N(arena, struct pin_setting, settings_n + 1U);
    if (!rows) {
        return no_memory(err);
    }
    for (uint32_t i = 0; i < settings_n; i++) {
        PIN_TRY(read_setting(&rows[i], pin_text_cut(&rest, ':'), who, arena, err));
    }
    const struct pin_settings settings = {.rows = rows, .rows_n = settings_n};
    return pin_options_fill(&out->options, head, &settings, arena, err);
}

static enum pin_status write_option(struct pin_buffer *label,
                                    const struct pin_option *option, const void *filled,
                                    struct pin_error *err)
{
    if (pin_option_is_standard(option, filled)) {
        return PIN_OK;
    }
    PIN_TRY(pin_buffer_putf(label, err, ":%s=", option->name));
    return pin_option_put(label, option, filled, err);
}

static enum pin_status write_label(struct pin_buffer *label,
                                   const struct pin_metric_use *use,
                                   struct pin_error *err)
{
    const struct pin_head *head = &use->ops->head;
    PIN_TRY(pin_buffer_text(label, head->name, err));
    if (use->cutoff != PIN_CUTOFF_NONE) {
        PIN_TRY(pin_buffer_putf(label, err, "@%" PRIu32, use->cutoff));
    }
    for (uint32_t i = 0; i < head->options_n; i++) {
        PIN_TRY(write_option(label, &head->options[i], use->options, err));
    }
    return PIN_OK;
}

static enum pin_status make_label(struct pin_metric_use *use, struct pin_arena *arena,
                                  struct pin_error *err)
{
    struct pin_buffer label;
    pin_buffer_init(&label, LABEL_BYTES_MAX, arena);
    enum pin_status status = write_label(&label, use, err);
    if (status == PIN_OK) {
        use->label = pin_buffer_move(&label, arena, err);
        status = use->label ? PIN_OK : PIN_E_NOMEM;
    }
    pin_buffer_free(&label);
    return status;
}

enum pin_status pin_metric_parse(struct pin_metric_use *out,
                                 const struct pin_registry *registry,
                                 struct pin_text text, struct pin_arena *arena,
                                 struct pin_error *err)
{
    struct pin_metric_use use = {0};
    struct pin_text rest = text;
    struct pin_text cutoff = pin_text_cut(&rest, ':');
    const struct pin_text name = pin_text_cut(&cutoff, '@');
    PIN_TRY(find_ops(&use, registry, name, arena, err));
    PIN_TRY(read_cutoff(&use, cutoff, err));
    PIN_TRY(read_options(&use, rest, arena, err));
    PIN_TRY(make_label(&use, arena, err));
    *out = use;
    return PIN_OK;
}
