#include "harness/flow/attribute.h"

#include "harness/base/buffer.h"
#include "harness/base/number.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NAMES_MAX = 256 };

struct pin_owners {   /* what has the attributes */
    const char *what; /* "queries" or "items" */
    const struct pin_attribute *attributes;
    uint32_t attributes_n;
    uint32_t owners_n;
};

/* As many whole names as fit, and how many there are beside them. */
static void join_names(char *into, size_t size, const char *const *names,
                       uint32_t names_n)
{
    enum { REST_BYTES = 24 };
    size_t used = 0;
    uint32_t shown_n = 0;
    into[0] = '\0';
    for (; shown_n < names_n; shown_n++) {
        const size_t length = strlen(names[shown_n]);
        if (used + length + REST_BYTES > size) {
            break;
        }
        used += (size_t)snprintf(into + used, size - used, "%s%s",
                                 shown_n == 0 ? "" : ", ", names[shown_n]);
    }
    if (shown_n < names_n) {
        (void)snprintf(into + used, size - used, "%s%u %s", shown_n == 0 ? "" : " and ",
                       names_n - shown_n, shown_n == 0 ? "others" : "more");
    }
}

static enum pin_status find_named(const struct pin_attribute **out,
                                  const struct pin_owners *owners, struct pin_text name,
                                  struct pin_error *err)
{
    const char *names[NAMES_MAX];
    uint32_t names_n = 0;
    for (uint32_t i = 0; i < owners->attributes_n; i++) {
        if (pin_text_equal_cstring(name, owners->attributes[i].name)) {
            *out = &owners->attributes[i];
            return PIN_OK;
        }
        if (names_n < NAMES_MAX) {
            names[names_n++] = owners->attributes[i].name;
        }
    }
    char wanted[64];
    (void)snprintf(wanted, sizeof(wanted), "%.*s", pin_text_shown(name), name.bytes);
    const char *nearest = pin_text_nearest(wanted, names, names_n);
    if (!nearest && names_n > 0) {
        char list[96];
        join_names(list, sizeof(list), names, names_n);
        return pin_fail(err, PIN_E_CONFIG,
                        "the %s have no attribute \"%s\"; they have %s", owners->what,
                        wanted, list);
    }
    return pin_fail(err, PIN_E_CONFIG, "the %s have no attribute \"%s\"%s%s%s",
                    owners->what, wanted, nearest ? "; did you mean \"" : "",
                    nearest ? nearest : "", nearest ? "\"?" : "");
}

static enum pin_status no_memory(struct pin_error *err)
{
    return pin_fail(err, PIN_E_NOMEM, "no memory for an attribute");
}

/* An attribute without values yet, for as many queries as the dataset has. */
struct pin_made {
    struct pin_attribute *attribute;
    struct pin_ids *values;
    uint32_t *value_of;
};

static enum pin_status make(struct pin_made *out, const struct pin_owners *owners,
                            struct pin_text name, struct pin_arena *arena,
                            struct pin_error *err)
{
    out->attribute = PIN_NEW(arena, struct pin_attribute);
    out->value_of = PIN_NEW_N(arena, uint32_t, owners->owners_n);
    const char *copy = pin_arena_copy_text(arena, name.bytes, name.length);
    if (!out->attribute || !out->value_of || !copy) {
        return no_memory(err);
    }
    PIN_TRY(pin_ids_new(&out->values, arena, err));
    for (uint32_t query = 0; query < owners->owners_n; query++) {
        out->value_of[query] = PIN_IX_NONE;
    }
    *out->attribute = (struct pin_attribute){copy, out->values, out->value_of};
    return PIN_OK;
}

struct pin_cut { /* the edges between parts, rising */
    double edges[PIN_PARTS_MAX];
    uint32_t edges_n;
};

static int rising(const void *a, const void *b)
{
    const double x = *(const double *)a;
    const double y = *(const double *)b;
    return (x > y) - (x < y);
}

/* The number of each value of the attribute. */
static enum pin_status read_numbers(double **out, const struct pin_attribute *attribute,
                                    struct pin_arena *arena, struct pin_error *err)
{
    const uint32_t values_n = pin_ids_count(attribute->values);
    double *numbers = PIN_NEW_N(arena, double, values_n + 1U);
    if (!numbers) {
        return no_memory(err);
    }
    for (uint32_t value = 0; value < values_n; value++) {
        const char *text = pin_ids_name(attribute->values, value);
        if (pin_text_f64(&numbers[value], pin_text_of(text), NULL) != PIN_OK) {
            return pin_fail(err, PIN_E_CONFIG,
                            "%s cannot be cut: its value \"%.40s\" is no number",
                            attribute->name, text);
        }
    }
    *out = numbers;
    return PIN_OK;
}

/* value_of: by query, a place in numbers or PIN_IX_NONE. */
struct pin_numbers {
    const double *numbers;
    const uint32_t *value_of;
    uint32_t queries_n;
};

static enum pin_status find_quantiles(struct pin_cut *cut, uint32_t parts_n,
                                      const struct pin_numbers *of,
                                      struct pin_arena *arena, struct pin_error *err)
{
    const uint32_t queries_n = of->queries_n;
    double *sorted = PIN_NEW_N(arena, double, queries_n);
    if (!sorted) {
        return no_memory(err);
    }
    uint64_t n = 0;
    for (uint32_t query = 0; query < queries_n; query++) {
        if (of->value_of[query] != PIN_IX_NONE) {
            sorted[n++] = of->numbers[of->value_of[query]];
        }
    }
    qsort(sorted, n, sizeof(*sorted), rising);
    for (uint32_t part = 1; part < parts_n && n > 0; part++) {
        const double edge = sorted[(part * n + parts_n - 1) / parts_n - 1];
        const bool moves = edge > sorted[0] &&
                           (cut->edges_n == 0 || edge > cut->edges[cut->edges_n - 1]);
        if (moves) {
            cut->edges[cut->edges_n++] = edge;
        }
    }
    return PIN_OK;
}

static enum pin_status read_edges(struct pin_cut *cut, struct pin_text text,
                                  struct pin_error *err)
{
    while (text.bytes) {
        double edge = 0;
        if (cut->edges_n == PIN_PARTS_MAX - 1) {
            return pin_fail(err, PIN_E_CONFIG, "more than %d parts", PIN_PARTS_MAX);
        }
        PIN_TRY(pin_text_f64(&edge, pin_text_cut(&text, ','), err));
        if (cut->edges_n > 0 && edge <= cut->edges[cut->edges_n - 1]) {
            return pin_fail(err, PIN_E_CONFIG, "the edges of a cut must rise");
        }
        cut->edges[cut->edges_n++] = edge;
    }
    return PIN_OK;
}

/* Names the parts in their order, so that a report lists them so. */
static enum pin_status name_parts(struct pin_ids *values, const struct pin_cut *cut,
                                  struct pin_error *err)
{
    for (uint32_t part = 0; part <= cut->edges_n; part++) {
        char low[PIN_NUMBER_MAX] = "";
        char high[PIN_NUMBER_MAX] = "";
        char name[3 * PIN_NUMBER_MAX];
        if (part > 0) {
            (void)pin_number_print(low, cut->edges[part - 1]);
        }
        if (part < cut->edges_n) {
            (void)pin_number_print(high, cut->edges[part]);
        }
        if (cut->edges_n == 0) {
            (void)snprintf(name, sizeof(name), "all");
        } else if (part == 0) {
            (void)snprintf(name, sizeof(name), "<%s", high);
        } else if (part == cut->edges_n) {
            (void)snprintf(name, sizeof(name), ">=%s", low);
        } else {
            (void)snprintf(name, sizeof(name), "[%s,%s)", low, high);
        }
        uint32_t ix = 0;
        PIN_TRY(pin_ids_add(values, name, strlen(name), &ix, NULL, err));
    }
    return PIN_OK;
}

static enum pin_status cut_numbers(const struct pin_attribute **out,
                                   const struct pin_owners *owners,
                                   const struct pin_attribute *attribute,
                                   struct pin_text spec, struct pin_arena *arena,
                                   struct pin_error *err)
{
    struct pin_cut cut = {.edges_n = 0};
    double *numbers = NULL;
    PIN_TRY(read_numbers(&numbers, attribute, arena, err));
    if (spec.length > 1 && spec.bytes[0] == 'q') {
        uint32_t parts_n = 0;
        const struct pin_text count = {spec.bytes + 1, spec.length - 1};
        if (pin_text_u32(&parts_n, count, NULL) != PIN_OK || parts_n < 2 ||
            parts_n > PIN_PARTS_MAX) {
            return pin_fail(err, PIN_E_CONFIG, "expected q2 to q%d, found \"%.*s\"",
                            PIN_PARTS_MAX, pin_text_shown(spec), spec.bytes);
        }
        const struct pin_numbers of = {numbers, attribute->value_of, owners->owners_n};
        PIN_TRY(find_quantiles(&cut, parts_n, &of, arena, err));
    } else {
        PIN_TRY(read_edges(&cut, spec, err));
    }
    struct pin_made made;
    PIN_TRY(make(&made, owners, pin_text_of(attribute->name), arena, err));
    PIN_TRY(name_parts(made.values, &cut, err));
    for (uint32_t query = 0; query < owners->owners_n; query++) {
        if (attribute->value_of[query] != PIN_IX_NONE) {
            const double number = numbers[attribute->value_of[query]];
            uint32_t part = 0;
            while (part < cut.edges_n && number >= cut.edges[part]) {
                part++;
            }
            made.value_of[query] = part;
        }
    }
    *out = made.attribute;
    return PIN_OK;
}

static enum pin_status parse_part(const struct pin_attribute **out,
                                  const struct pin_owners *owners, struct pin_text text,
                                  struct pin_arena *arena, struct pin_error *err)
{
    const struct pin_text name = pin_text_cut(&text, ':');
    PIN_TRY(find_named(out, owners, name, err));
    return text.bytes ? cut_numbers(out, owners, *out, text, arena, err) : PIN_OK;
}

static enum pin_status cross(const struct pin_attribute **out,
                             const struct pin_owners *owners,
                             const struct pin_attribute *a, const struct pin_attribute *b,
                             struct pin_arena *arena, struct pin_error *err)
{
    struct pin_made made = {0};
    struct pin_buffer text;
    pin_buffer_init(&text, 0, arena);
    enum pin_status status = pin_buffer_putf(&text, err, "%s*%s", a->name, b->name);
    if (status == PIN_OK) {
        status =
            make(&made, owners, (struct pin_text){text.bytes, text.length}, arena, err);
    }
    for (uint32_t query = 0; query < owners->owners_n && status == PIN_OK; query++) {
        const uint32_t x = a->value_of[query];
        const uint32_t y = b->value_of[query];
        if (x != PIN_IX_NONE && y != PIN_IX_NONE) {
            text.length = 0;
            status = pin_buffer_putf(&text, err, "%s*%s", pin_ids_name(a->values, x),
                                     pin_ids_name(b->values, y));
            if (status == PIN_OK) {
                status = pin_ids_add(made.values, text.bytes, text.length,
                                     &made.value_of[query], NULL, err);
            }
        }
    }
    pin_buffer_free(&text);
    *out = status == PIN_OK ? made.attribute : NULL;
    return status;
}

static enum pin_status parse(const struct pin_attribute **out,
                             const struct pin_owners *owners, struct pin_text text,
                             struct pin_arena *arena, struct pin_error *err)
{
    PIN_TRY(parse_part(out, owners, pin_text_cut(&text, '*'), arena, err));
    while (text.bytes) {
        const struct pin_attribute *other = NULL;
        PIN_TRY(parse_part(&other, owners, pin_text_cut(&text, '*'), arena, err));
        PIN_TRY(cross(out, owners, *out, other, arena, err));
    }
    return PIN_OK;
}

enum pin_status pin_attribute_parse(const struct pin_attribute **out,
                                    const struct pin_dataset *dataset,
                                    struct pin_text text, struct pin_arena *arena,
                                    struct pin_error *err)
{
    const struct pin_owners queries = {"queries", dataset->query_attributes,
                                       dataset->query_attributes_n,
                                       dataset->queries.queries_n};
    return parse(out, &queries, text, arena, err);
}

enum pin_status pin_attribute_parse_item(const struct pin_attribute **out,
                                         const struct pin_dataset *dataset,
                                         struct pin_text text, struct pin_arena *arena,
                                         struct pin_error *err)
{
    const struct pin_owners items = {"items", dataset->corpus.attributes,
                                     dataset->corpus.attributes_n,
                                     pin_ids_count(dataset->corpus.ids)};
    return parse(out, &items, text, arena, err);
}
