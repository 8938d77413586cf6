/* parquet_schema.c - which fields of the schema are columns that can be read.
 *
 * A node that is optional or repeated adds a definition level, one that is repeated a
 * repetition level too. A list is `group (LIST) { repeated group { element } }`; writers
 * before that rule have `group { repeated element }` or a repeated field alone. */
#include "harness/parquet/parquet_parts.h"

#include <stdio.h>
#include <string.h>

enum {
    CONVERTED_UTF8 = 0,
    CONVERTED_ENUM = 4,
    CONVERTED_DECIMAL = 5,
    CONVERTED_UINT_8 = 11,
    CONVERTED_INT_64 = 18,
    CONVERTED_JSON = 19,
    LOGICAL_STRING = 1,
    LOGICAL_ENUM = 4,
    LOGICAL_INTEGER = 10,
    LOGICAL_UNKNOWN = 11,
    LOGICAL_JSON = 12,
    LOGICAL_FLOAT16 = 15,
    HALF_BYTES = 2,
};

static const char *const logical_names[] = {
    [2] = "map",        [3] = "list",      [5] = "decimal",  [6] = "date",
    [7] = "time",       [8] = "timestamp", [9] = "?",        [13] = "BSON",
    [14] = "UUID",      [15] = "float16",  [16] = "variant", [17] = "geometry",
    [18] = "geography",
};

static const char *const converted_names[] = {
    [1] = "map",        [2] = "map",   [3] = "list",      [5] = "decimal",
    [6] = "date",       [7] = "time",  [8] = "time",      [9] = "timestamp",
    [10] = "timestamp", [20] = "BSON", [21] = "interval",
};

enum { LOGICAL_NAMES_N = sizeof(logical_names) / sizeof(logical_names[0]) };
enum { CONVERTED_NAMES_N = sizeof(converted_names) / sizeof(converted_names[0]) };

/* Whether what the schema says beside the physical type leaves the value as it is. */
static bool is_plain(const struct parquet_element *element)
{
    const int32_t logical = element->logical;
    const int32_t converted = element->converted;
    if (logical != 0) {
        return logical == LOGICAL_STRING || logical == LOGICAL_ENUM ||
               logical == LOGICAL_INTEGER || logical == LOGICAL_UNKNOWN ||
               logical == LOGICAL_JSON;
    }
    return converted < 0 || converted == CONVERTED_UTF8 || converted == CONVERTED_ENUM ||
           converted == CONVERTED_JSON ||
           (converted >= CONVERTED_UINT_8 && converted <= CONVERTED_INT_64);
}

static enum pin_parquet_type type_of(const struct parquet_element *element)
{
    if (element->physical == PARQUET_FIXED && element->logical == LOGICAL_FLOAT16 &&
        element->length == HALF_BYTES) {
        return PIN_PARQUET_FLOAT;
    }
    if (!is_plain(element)) {
        return PIN_PARQUET_OTHER;
    }
    switch (element->physical) {
    case PARQUET_BOOLEAN: return PIN_PARQUET_BOOL;
    case PARQUET_INT32:
    case PARQUET_INT64: return PIN_PARQUET_INT;
    case PARQUET_FLOAT: return PIN_PARQUET_FLOAT;
    case PARQUET_DOUBLE: return PIN_PARQUET_DOUBLE;
    case PARQUET_BYTE_ARRAY: return PIN_PARQUET_TEXT;
    default: return PIN_PARQUET_OTHER;
    }
}

static const char *name_of_other(const struct parquet_element *element)
{
    const int32_t logical = element->logical;
    const int32_t converted = element->converted;
    if (logical > 0 && logical < LOGICAL_NAMES_N && logical_names[logical]) {
        return logical_names[logical];
    }
    if (logical == 0 && converted >= 0 && converted < CONVERTED_NAMES_N &&
        converted_names[converted]) {
        return converted_names[converted];
    }
    if (element->children_n > 0) {
        return "struct";
    }
    return element->physical == PARQUET_INT96 ? "int96" : "bytes of fixed length";
}

static const char *name_of(const struct pin_parquet_column *column,
                           const struct parquet_element *element)
{
    static const char *const names[][2] = {
        [PIN_PARQUET_BOOL] = {"truth value", "list of truth values"},
        [PIN_PARQUET_INT] = {"integer", "list of integers"},
        [PIN_PARQUET_FLOAT] = {"float", "list of floats"},
        [PIN_PARQUET_DOUBLE] = {"double", "list of doubles"},
        [PIN_PARQUET_TEXT] = {"text", "list of texts"},
    };
    return column->type == PIN_PARQUET_OTHER ? name_of_other(element)
                                             : names[column->type][column->list];
}

/* The levels of a node on the way down. */
static void step_down(struct parquet_leaf *leaf, const struct parquet_element *element)
{
    leaf->def_max += element->repetition == PARQUET_REQUIRED ? 0 : 1;
    if (element->repetition == PARQUET_REPEATED) {
        leaf->rep_max++;
        leaf->def_entry = leaf->def_max;
    }
}

static void set_leaf(struct parquet_leaf *leaf, const struct parquet_element *element)
{
    leaf->shown.type = type_of(element);
    leaf->shown.list = leaf->rep_max == 1;
    leaf->physical = element->physical;
    leaf->length = element->length;
    leaf->is_unsigned = element->is_unsigned;
}

/* The subtree of elements from `at`: how many elements it has, and how many leaves; 0 of
 * the first where the schema says more children than there are. Iterative, because a
 * schema may be as deep as it is long. */
static uint32_t measure(const struct pin_parquet *file, uint32_t at, uint32_t *leaves_out)
{
    uint64_t wanted = 1;
    uint32_t n = 0;
    for (; wanted > 0; n++) {
        if (at + n >= file->elements_n) {
            return 0;
        }
        const struct parquet_element *element = &file->elements[at + n];
        if (element->children_n < 0) {
            return 0;
        }
        wanted += (uint32_t)element->children_n;
        wanted--;
        *leaves_out += element->children_n == 0;
    }
    return n;
}

/* A field of size elements from `at` on. */
static void read_field(struct parquet_leaf *leaf, const struct parquet_element *at,
                       uint32_t size)
{
    const struct parquet_element *element = at;
    step_down(leaf, element);
    leaf->def_row = element->repetition == PARQUET_OPTIONAL ? 1 : 0;
    const bool chain = size <= 3; /* a list, or less */
    for (uint32_t i = 1; chain && i < size; i++) {
        element = &at[i];
        step_down(leaf, element);
    }
    const bool nests = size == 3 && at[1].repetition != PARQUET_REPEATED;
    const bool wraps = size == 2 && at[1].repetition != PARQUET_REPEATED;
    const bool branches = size == 3 && at[0].children_n == 2;
    if (!chain || nests || wraps || branches || leaf->rep_max > 1) {
        leaf->shown.type = PIN_PARQUET_OTHER;
        leaf->shown.what = name_of_other(at);
        return;
    }
    set_leaf(leaf, element);
    leaf->shown.what = name_of(&leaf->shown, element);
}

static enum pin_status check_repetitions(const struct pin_parquet *file,
                                         struct pin_error *err)
{
    for (uint32_t i = 0; i < file->elements_n; i++) {
        const struct parquet_element *element = &file->elements[i];
        if (element->repetition < PARQUET_REQUIRED ||
            element->repetition > PARQUET_REPEATED) {
            return pin_parquet_fail(file, 0, PIN_E_PARSE, err,
                                    "malformed schema: a field of repetition %d",
                                    element->repetition);
        }
    }
    return PIN_OK;
}

enum pin_status parquet_schema_read(struct pin_parquet *file, struct pin_arena *arena,
                                    struct pin_error *err)
{
    uint32_t all = 0;
    if (measure(file, 0, &all) != file->elements_n) {
        return pin_parquet_fail(file, 0, PIN_E_PARSE, err,
                                "malformed schema: fields do not add up");
    }
    PIN_TRY(check_repetitions(file, err));
    const uint32_t n = (uint32_t)file->elements[0].children_n;
    file->columns = PIN_NEW_N(arena, struct parquet_leaf, n + 1);
    if (!file->columns) {
        return pin_fail(err, PIN_E_NOMEM, "no memory for the columns");
    }
    uint32_t at = 1;
    uint32_t chunk = 0;
    for (uint32_t i = 0; i < n; i++) {
        struct parquet_leaf *leaf = &file->columns[i];
        uint32_t leaves_n = 0;
        const uint32_t size = measure(file, at, &leaves_n);
        const struct pin_text name = file->elements[at].name;
        leaf->shown.name = pin_arena_copy_text(arena, name.bytes, name.length);
        if (!leaf->shown.name) {
            return pin_fail(err, PIN_E_NOMEM, "no memory for the columns");
        }
        leaf->chunk = chunk;
        read_field(leaf, &file->elements[at], size);
        at += size;
        chunk += leaves_n;
    }
    file->columns_n = n;
    return PIN_OK;
}
