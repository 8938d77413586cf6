/* json_value.c - values out of places, and the messages when they are something else. */
#include "harness/base/json.h"
#include "harness/base/number.h"

#include <inttypes.h>

#include <jansson.h>

enum pin_status pin_json_bool(bool *out, struct pin_json_at at, struct pin_error *err)
{
    PIN_TRY(pin_json_expect(at, PIN_JSON_BOOL, err));
    *out = json_is_true((const json_t *)at.node);
    return PIN_OK;
}

enum pin_status pin_json_text(const char **out, struct pin_json_at at,
                              struct pin_error *err)
{
    PIN_TRY(pin_json_expect(at, PIN_JSON_TEXT, err));
    *out = json_string_value(at.node);
    return PIN_OK;
}

enum pin_status pin_json_i64(int64_t *out, struct pin_json_at at, int64_t low,
                             int64_t high, struct pin_error *err)
{
    PIN_TRY(pin_json_expect(at, PIN_JSON_NUMBER, err));
    if (json_is_real((const json_t *)at.node)) {
        char found[PIN_NUMBER_MAX];
        (void)pin_number_print(found, json_real_value(at.node));
        return pin_json_fail(at, err, "expected a whole number, found the decimal %s",
                             found);
    }
    const int64_t value = json_integer_value(at.node);
    if (value < low || value > high) {
        return pin_json_fail(at, err,
                             "expected a whole number from %" PRId64 " to %" PRId64
                             ", found %" PRId64,
                             low, high, value);
    }
    *out = value;
    return PIN_OK;
}

enum pin_status pin_json_u32(uint32_t *out, struct pin_json_at at, uint32_t low,
                             uint32_t high, struct pin_error *err)
{
    int64_t value = 0;
    PIN_TRY(pin_json_i64(&value, at, low, high, err));
    *out = (uint32_t)value;
    return PIN_OK;
}

enum pin_status pin_json_f64(double *out, struct pin_json_at at, struct pin_error *err)
{
    PIN_TRY(pin_json_expect(at, PIN_JSON_NUMBER, err));
    *out = json_number_value(at.node);
    return PIN_OK;
}
