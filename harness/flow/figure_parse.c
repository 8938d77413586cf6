#include "harness/flow/attribute.h"
#include "harness/flow/figure.h"

#include <stdio.h>
#include <string.h>

struct pin_figure_parser {
    const struct pin_registry *registry;
    const struct pin_dataset *dataset;
    struct pin_metric_use *metrics;
    uint32_t metrics_n;
    struct pin_arena *arena;
};

static enum pin_status no_figure(struct pin_text text, struct pin_error *err)
{
    return pin_fail(err, PIN_E_CONFIG,
                    "\"%.*s\" is no figure: expected METRIC, AGGREGATE(METRIC), "
                    "METRIC[attribute=value] or a quotient of two",
                    pin_text_shown(text), text.bytes);
}

/* The metric's place; the same metric twice has one place. */
static enum pin_status add_metric(struct pin_figure_parser *parser, struct pin_text text,
                                  uint32_t *place_out, struct pin_error *err)
{
    struct pin_metric_use use;
    PIN_TRY(pin_metric_parse(&use, parser->registry, text, parser->arena, err));
    for (uint32_t i = 0; i < parser->metrics_n; i++) {
        if (strcmp(parser->metrics[i].label, use.label) == 0) {
            *place_out = i;
            return PIN_OK;
        }
    }
    *place_out = parser->metrics_n;
    parser->metrics[parser->metrics_n++] = use;
    return PIN_OK;
}

/* A dataset that was grouped, but has no query in a group, has such figures: they are
 * undefined. */
static enum pin_status need_groups(const struct pin_figure_parser *parser,
                                   const char *aggregate, struct pin_error *err)
{
    const struct pin_groups *groups = &parser->dataset->groups;
    if (groups->groups_n == 0 && !groups->source) {
        return pin_fail(
            err, PIN_E_CONFIG,
            "%s(…) is over groups, and the dataset has none (see groups=FILE)",
            aggregate);
    }
    return PIN_OK;
}

static enum pin_status parse_aggregate(struct pin_figure_parser *parser,
                                       struct pin_text *text,
                                       struct pin_figure_term *term,
                                       struct pin_error *err)
{
    const char *open = memchr(text->bytes, '(', text->length);
    if (!open) {
        return PIN_OK;
    }
    const struct pin_text name = {text->bytes, (size_t)(open - text->bytes)};
    if (text->bytes[text->length - 1] != ')') {
        return no_figure(*text, err);
    }
    const char *aggregates[PIN_AGGREGATES_N];
    for (uint32_t i = 0; i < PIN_AGGREGATES_N; i++) {
        aggregates[i] = pin_aggregate_name((enum pin_aggregate)i);
        if (pin_text_equal_cstring(name, aggregates[i])) {
            term->aggregate = (enum pin_aggregate)i;
            text->bytes = open + 1;
            text->length -= name.length + 2;
            return i == PIN_AGGREGATE_MEAN ? PIN_OK
                                           : need_groups(parser, aggregates[i], err);
        }
    }
    char wanted[64];
    (void)snprintf(wanted, sizeof(wanted), "%.*s", pin_text_shown(name), name.bytes);
    const char *nearest = pin_text_nearest(wanted, aggregates, PIN_AGGREGATES_N);
    return pin_fail(err, PIN_E_CONFIG, "no aggregate \"%s\"%s%s%s", wanted,
                    nearest ? " (did you mean \"" : "", nearest ? nearest : "",
                    nearest ? "\"?)" : "");
}

static enum pin_status parse_slice(const struct pin_figure_parser *parser,
                                   struct pin_text *text, struct pin_figure_term *term,
                                   struct pin_error *err)
{
    const char *open = memchr(text->bytes, '[', text->length);
    if (!open) {
        return PIN_OK;
    }
    const size_t before = (size_t)(open - text->bytes);
    struct pin_text rest = {open + 1, text->length - before - 2};
    if (text->bytes[text->length - 1] != ']' || !memchr(rest.bytes, '=', rest.length)) {
        return no_figure(*text, err);
    }
    const struct pin_text name = pin_text_cut(&rest, '=');
    PIN_TRY(
        pin_attribute_parse(&term->attribute, parser->dataset, name, parser->arena, err));
    term->value = pin_ids_find(term->attribute->values, rest.bytes, rest.length);
    if (term->value == PIN_IX_NONE) {
        return pin_fail(err, PIN_E_CONFIG, "no query has %s=%.*s", term->attribute->name,
                        pin_text_shown(rest), rest.bytes);
    }
    text->length = before;
    return PIN_OK;
}

static enum pin_status parse_term(struct pin_figure_parser *parser, struct pin_text text,
                                  struct pin_figure_term *term, struct pin_error *err)
{
    if (text.length < 1) {
        return no_figure(text, err);
    }
    PIN_TRY(parse_slice(parser, &text, term, err));
    if (text.length < 1) {
        return no_figure(text, err);
    }
    PIN_TRY(parse_aggregate(parser, &text, term, err));
    return add_metric(parser, text, &term->metric, err);
}

/* The place of the '/' between two terms: outside of brackets, where values may hold one.
 */
static const char *find_quotient(struct pin_text text)
{
    uint32_t depth = 0;
    for (size_t i = 0; i < text.length; i++) {
        depth += text.bytes[i] == '[';
        depth -= text.bytes[i] == ']' && depth > 0;
        if (text.bytes[i] == '/' && depth == 0) {
            return text.bytes + i;
        }
    }
    return NULL;
}

static enum pin_status print_term(const struct pin_figure_parser *parser,
                                  const struct pin_figure_term *term,
                                  struct pin_buffer *out, struct pin_error *err)
{
    const char *label = parser->metrics[term->metric].label;
    if (term->aggregate == PIN_AGGREGATE_MEAN) {
        PIN_TRY(pin_buffer_text(out, label, err));
    } else {
        PIN_TRY(pin_buffer_putf(out, err, "%s(%s)", pin_aggregate_name(term->aggregate),
                                label));
    }
    if (!term->attribute) {
        return PIN_OK;
    }
    return pin_buffer_putf(out, err, "[%s=%s]", term->attribute->name,
                           pin_ids_name(term->attribute->values, term->value));
}

static enum pin_status print_label(const struct pin_figure_parser *parser,
                                   const struct pin_figure_spec *spec,
                                   struct pin_buffer *out, struct pin_error *err)
{
    PIN_TRY(print_term(parser, &spec->terms[0], out, err));
    if (spec->terms_n == 2) {
        PIN_TRY(pin_buffer_text(out, "/", err));
        PIN_TRY(print_term(parser, &spec->terms[1], out, err));
    }
    return PIN_OK;
}

static enum pin_status parse_spec(struct pin_figure_parser *parser, const char *written,
                                  struct pin_figure_spec *spec, struct pin_error *err)
{
    const struct pin_text text = pin_text_trim(pin_text_of(written));
    const char *slash = find_quotient(text);
    spec->terms_n = slash ? 2 : 1;
    const size_t first = slash ? (size_t)(slash - text.bytes) : text.length;
    if (first == 0 || (slash && first + 1 == text.length)) {
        return no_figure(text, err);
    }
    PIN_TRY(
        parse_term(parser, (struct pin_text){text.bytes, first}, &spec->terms[0], err));
    if (slash) {
        const struct pin_text divisor = {slash + 1, text.length - first - 1};
        PIN_TRY(parse_term(parser, divisor, &spec->terms[1], err));
    }
    const uint32_t caps = parser->metrics[spec->terms[0].metric].ops->head.caps;
    const bool mean_like = !pin_aggregate_lower_is_better(spec->terms[0].aggregate);
    spec->column.lower_is_better = !mean_like || (caps & PIN_CAP_LOWER_IS_BETTER) != 0;
    struct pin_buffer label;
    pin_buffer_init(&label, 0, parser->arena);
    enum pin_status status = print_label(parser, spec, &label, err);
    if (status == PIN_OK) {
        spec->column.label = pin_buffer_move(&label, parser->arena, err);
        status = spec->column.label ? PIN_OK : PIN_E_NOMEM;
    }
    pin_buffer_free(&label);
    return status;
}

enum pin_status pin_figures_parse(struct pin_figure_set *out,
                                  const struct pin_registry *registry,
                                  const struct pin_dataset *dataset,
                                  struct pin_figure_texts texts, struct pin_arena *arena,
                                  struct pin_error *err)
{
    struct pin_figure_parser parser = {
        .registry = registry, .dataset = dataset, .arena = arena};
    struct pin_figure_spec *specs =
        PIN_NEW_N(arena, struct pin_figure_spec, texts.rows_n + 1U);
    uint32_t *place_of = PIN_NEW_N(arena, uint32_t, texts.rows_n + 1U);
    parser.metrics = PIN_NEW_N(arena, struct pin_metric_use, 2U * texts.rows_n + 1U);
    if (!specs || !place_of || !parser.metrics) {
        return pin_fail(err, PIN_E_NOMEM, "no memory for the columns of the report");
    }
    uint32_t specs_n = 0;
    for (uint32_t i = 0; i < texts.rows_n; i++) {
        PIN_TRY(parse_spec(&parser, texts.rows[i], &specs[specs_n], err));
        uint32_t place = 0; /* the same figure twice is one column */
        while (strcmp(specs[place].column.label, specs[specs_n].column.label) != 0) {
            place++;
        }
        place_of[i] = place;
        if (place == specs_n) {
            specs_n++;
        } else {
            specs[specs_n] = (struct pin_figure_spec){.terms_n = 0};
        }
    }
    *out = (struct pin_figure_set){dataset, parser.metrics, parser.metrics_n,
                                   specs,   specs_n,        place_of};
    return PIN_OK;
}
