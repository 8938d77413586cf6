#include "harness/model/gate_rule.h"

#include "harness/base/buffer.h"
#include "harness/base/number.h"
#include "harness/model/gate_parts.h"

#include <string.h>

enum rule_key { MARGIN, ALPHA, SLICE, VALUE, ON, LOSS, MAX, MIN, WEIGHT, INCONCLUSIVE };
enum { KEYS_N = INCONCLUSIVE + 1 };

static const char *const key_names[KEYS_N] = {"margin", "alpha",       "slice", "value",
                                              "on",     "loss",        "max",   "min",
                                              "weight", "inconclusive"};

#define BIT(key) (UINT32_C(1) << (key))

struct kind_facts {
    const char *name;
    uint32_t allowed;
    uint32_t needed;
    bool blocks;
};

#define TESTED (BIT(MARGIN) | BIT(ALPHA) | BIT(WEIGHT) | BIT(INCONCLUSIVE))
#define SLICED (BIT(VALUE) | BIT(SLICE) | BIT(ON) | BIT(WEIGHT))

static const struct kind_facts kinds[PIN_RULE_KINDS_N] = {
    [PIN_RULE_NO_REGRESSION] = {"no-regression", TESTED, BIT(MARGIN), false},
    [PIN_RULE_NON_INFERIOR] = {"non-inferior", TESTED, BIT(MARGIN), true},
    [PIN_RULE_EQUIVALENT] = {"equivalent", TESTED, BIT(MARGIN), true},
    [PIN_RULE_IMPROVE] = {"improve", TESTED, BIT(MARGIN), true},
    [PIN_RULE_FLOOR] = {"floor", SLICED, BIT(VALUE), true},
    [PIN_RULE_CEILING] = {"ceiling", SLICED, BIT(VALUE), true},
    [PIN_RULE_LOSERS] = {"losers", BIT(LOSS) | BIT(MAX) | BIT(WEIGHT),
                         BIT(LOSS) | BIT(MAX), true},
    [PIN_RULE_IDENTICAL] = {"identical", BIT(MAX) | BIT(WEIGHT), 0, true},
    [PIN_RULE_COVERAGE] = {"coverage", BIT(MIN) | BIT(WEIGHT), BIT(MIN), true},
};

const char *pin_rule_kind_name(enum pin_rule_kind kind)
{
    return kinds[kind].name;
}

bool pin_rule_is_statistical(enum pin_rule_kind kind)
{
    return kind <= PIN_RULE_IMPROVE;
}

static const char *copy(struct pin_arena *arena, struct pin_text text,
                        struct pin_error *err)
{
    const char *made =
        pin_arena_copy_text(arena, text.length > 0 ? text.bytes : "", text.length);
    if (!made) {
        (void)pin_fail(err, PIN_E_NOMEM, "no memory for a rule");
    }
    return made;
}

enum pin_status pin_rule_begin(struct pin_rule_draft *draft, struct pin_text metric,
                               struct pin_text kind, struct pin_arena *arena,
                               struct pin_error *err)
{
    const char *names[PIN_RULE_KINDS_N];
    *draft = (struct pin_rule_draft){.rule = {.alpha = 0.05}, .arena = arena};
    uint32_t k = 0;
    for (; k < PIN_RULE_KINDS_N && !pin_text_equal_cstring(kind, kinds[k].name); k++) {
        names[k] = kinds[k].name;
    }
    if (k == PIN_RULE_KINDS_N) {
        const char *wanted = copy(arena, kind, err);
        if (!wanted) {
            return PIN_E_NOMEM;
        }
        const char *nearest = pin_text_nearest(wanted, names, PIN_RULE_KINDS_N);
        return pin_fail(err, PIN_E_CONFIG, "no kind of rule \"%.*s\"%s%s%s",
                        pin_text_shown(kind), wanted, nearest ? " (did you mean \"" : "",
                        nearest ? nearest : "", nearest ? "\"?)" : "");
    }
    draft->rule.kind = (enum pin_rule_kind)k;
    draft->rule.blocks = kinds[k].blocks;
    if (metric.length == 0 && draft->rule.kind != PIN_RULE_COVERAGE) {
        return pin_fail(err, PIN_E_CONFIG, "%s: no metric", kinds[k].name);
    }
    draft->rule.metric = copy(arena, metric, err);
    return draft->rule.metric ? PIN_OK : PIN_E_NOMEM;
}

static enum pin_status refuse(enum rule_key key, struct pin_text value,
                              const char *expected, struct pin_error *err)
{
    return pin_fail(err, PIN_E_CONFIG, "%s: expected %s, found \"%.*s\"", key_names[key],
                    expected, pin_text_shown(value), value.length > 0 ? value.bytes : "");
}

/* 0.003, or 1%: a share. Not below 0. */
static enum pin_status read_amount(struct pin_amount *out, enum rule_key key,
                                   struct pin_text value, struct pin_error *err)
{
    struct pin_text digits = value;
    out->relative = value.length > 0 && value.bytes[value.length - 1] == '%';
    digits.length -= out->relative;
    if (pin_text_f64(&out->value, digits, NULL) != PIN_OK || out->value < 0.0) {
        return refuse(key, value, "a number of 0 or more, or per cent", err);
    }
    out->value = out->relative ? out->value / 100.0 : out->value;
    return PIN_OK;
}

static enum pin_status read_slice(struct pin_rule_draft *draft, struct pin_text value,
                                  struct pin_error *err)
{
    struct pin_text rest = value;
    const struct pin_text attribute = pin_text_cut(&rest, '=');
    if (attribute.length == 0 || !rest.bytes || rest.length == 0) {
        return refuse(SLICE, value, "ATTRIBUTE=VALUE", err);
    }
    draft->rule.attribute = copy(draft->arena, attribute, err);
    draft->rule.value = copy(draft->arena, rest, err);
    return draft->rule.attribute && draft->rule.value ? PIN_OK : PIN_E_NOMEM;
}

static enum pin_status read_on(enum pin_rule_on *out, struct pin_text value,
                               struct pin_error *err)
{
    static const char *const names[] = {"value", "low", "high"};
    for (uint32_t i = 0; i < 3; i++) {
        if (pin_text_equal_cstring(value, names[i])) {
            *out = (enum pin_rule_on)i;
            return PIN_OK;
        }
    }
    return refuse(ON, value, "value, low or high", err);
}

/* One of two words. */
static enum pin_status read_switch(bool *out, enum rule_key key, struct pin_text value,
                                   const char *const words[2], struct pin_error *err)
{
    *out = pin_text_equal_cstring(value, words[1]);
    if (!*out && !pin_text_equal_cstring(value, words[0])) {
        return pin_fail(err, PIN_E_CONFIG, "%s: expected %s or %s, found \"%.*s\"",
                        key_names[key], words[0], words[1], pin_text_shown(value),
                        value.length > 0 ? value.bytes : "");
    }
    return PIN_OK;
}

static enum pin_status read_value(struct pin_rule_draft *draft, enum rule_key key,
                                  struct pin_text value, struct pin_error *err)
{
    static const char *const weights[2] = {"primary", "secondary"};
    static const char *const strengths[2] = {"warn", "block"};
    struct pin_rule *rule = &draft->rule;
    switch (key) {
    case MARGIN:
        PIN_TRY(read_amount(&rule->margin, key, value, err));
        return rule->margin.value > 0.0 ? PIN_OK
                                        : refuse(key, value, "a number above 0", err);
    case ALPHA:
        return pin_text_f64(&rule->alpha, value, NULL) == PIN_OK && rule->alpha > 0.0 &&
                       rule->alpha < 0.5
                   ? PIN_OK
                   : refuse(key, value, "a number above 0 and below 0.5", err);
    case SLICE: return read_slice(draft, value, err);
    case VALUE:
        return pin_text_f64(&rule->limit.value, value, NULL) == PIN_OK
                   ? PIN_OK
                   : refuse(key, value, "a number", err);
    case ON: return read_on(&rule->on, value, err);
    case LOSS:
        return pin_text_f64(&rule->loss, value, NULL) == PIN_OK && rule->loss >= 0.0
                   ? PIN_OK
                   : refuse(key, value, "a number of 0 or more", err);
    case MAX:
    case MIN: return read_amount(&rule->limit, key, value, err);
    case WEIGHT: return read_switch(&rule->secondary, key, value, weights, err);
    case INCONCLUSIVE: return read_switch(&rule->blocks, key, value, strengths, err);
    }
    return PIN_E_INTERNAL;
}

enum pin_status pin_rule_set(struct pin_rule_draft *draft, struct pin_text key,
                             struct pin_text value, struct pin_error *err)
{
    const struct kind_facts *facts = &kinds[draft->rule.kind];
    uint32_t k = 0;
    while (k < KEYS_N && !pin_text_equal_cstring(key, key_names[k])) {
        k++;
    }
    if (k == KEYS_N || !(facts->allowed & BIT(k))) {
        return pin_fail(err, PIN_E_CONFIG, "%s: no setting \"%.*s\"", facts->name,
                        pin_text_shown(key), key.length > 0 ? key.bytes : "");
    }
    if (draft->given & BIT(k)) {
        return pin_fail(err, PIN_E_CONFIG, "%s: %s is there twice", facts->name,
                        key_names[k]);
    }
    draft->given |= BIT(k);
    return read_value(draft, (enum rule_key)k, value, err);
}

static enum pin_status put_number(struct pin_buffer *buffer, const char *key,
                                  double value, struct pin_error *err)
{
    char digits[PIN_NUMBER_MAX];
    (void)pin_number_print(digits, value);
    return pin_buffer_putf(buffer, err, " %s=%s", key, digits);
}

static enum pin_status put_amount(struct pin_buffer *buffer, const char *key,
                                  struct pin_amount amount, struct pin_error *err)
{
    PIN_TRY(put_number(buffer, key, amount.relative ? amount.value * 100.0 : amount.value,
                       err));
    return pin_buffer_text(buffer, amount.relative ? "%" : "", err);
}

static enum pin_status put_rule(struct pin_buffer *buffer, const struct pin_rule *rule,
                                struct pin_error *err)
{
    static const char *const on[] = {"", " on=low", " on=high"};
    PIN_TRY(pin_buffer_text(buffer, rule->metric, err));
    PIN_TRY(pin_buffer_text(buffer, rule->metric[0] ? " " : "", err));
    PIN_TRY(pin_buffer_text(buffer, kinds[rule->kind].name, err));
    if (rule->attribute) {
        PIN_TRY(pin_buffer_text(buffer, " slice=", err));
        PIN_TRY(pin_buffer_text(buffer, rule->attribute, err));
        PIN_TRY(pin_buffer_text(buffer, "=", err));
        PIN_TRY(pin_buffer_text(buffer, rule->value, err));
    }
    if (pin_rule_is_statistical(rule->kind)) {
        PIN_TRY(put_amount(buffer, "margin", rule->margin, err));
        PIN_TRY(put_number(buffer, "alpha", rule->alpha, err));
    } else if (rule->kind == PIN_RULE_FLOOR || rule->kind == PIN_RULE_CEILING) {
        PIN_TRY(put_number(buffer, "value", rule->limit.value, err));
        PIN_TRY(pin_buffer_text(buffer, on[rule->on], err));
    } else if (rule->kind == PIN_RULE_COVERAGE) {
        PIN_TRY(put_amount(buffer, "min", rule->limit, err));
    } else {
        if (rule->kind == PIN_RULE_LOSERS) {
            PIN_TRY(put_number(buffer, "loss", rule->loss, err));
        }
        PIN_TRY(put_amount(buffer, "max", rule->limit, err));
    }
    if (pin_rule_is_statistical(rule->kind) && rule->blocks != kinds[rule->kind].blocks) {
        PIN_TRY(pin_buffer_text(buffer, rule->blocks ? " block" : " warn", err));
    }
    return pin_buffer_text(buffer, rule->secondary ? " secondary" : "", err);
}

enum pin_status pin_rule_end(struct pin_rule *out, struct pin_rule_draft *draft,
                             struct pin_error *err)
{
    const struct kind_facts *facts = &kinds[draft->rule.kind];
    const uint32_t missing = facts->needed & ~draft->given;
    for (uint32_t k = 0; k < KEYS_N; k++) {
        if (missing & BIT(k)) {
            return pin_fail(err, PIN_E_CONFIG, "%s: %s is missing", facts->name,
                            key_names[k]);
        }
    }
    struct pin_buffer buffer;
    pin_buffer_init(&buffer, 0, draft->arena);
    const enum pin_status status = put_rule(&buffer, &draft->rule, err);
    if (status == PIN_OK) {
        draft->rule.text = pin_buffer_move(&buffer, draft->arena, err);
    }
    pin_buffer_free(&buffer);
    if (!draft->rule.text) {
        return status == PIN_OK ? PIN_E_NOMEM : status;
    }
    *out = draft->rule;
    return PIN_OK;
}

/* The next word; an empty one behind the last. */
static struct pin_text next_word(struct pin_text *rest)
{
    static const char blanks[] = " \t\n";
    while (rest->length > 0 && strchr(blanks, rest->bytes[0])) {
        rest->bytes++;
        rest->length--;
    }
    struct pin_text word = {rest->bytes, 0};
    while (word.length < rest->length && !strchr(blanks, rest->bytes[word.length])) {
        word.length++;
    }
    rest->bytes += word.length;
    rest->length -= word.length;
    return word;
}

/* "primary", "block" and the like are short for a key and its value. */
static struct pin_text key_of(struct pin_text word)
{
    if (pin_text_equal_cstring(word, "primary") ||
        pin_text_equal_cstring(word, "secondary")) {
        return PIN_TEXT("weight");
    }
    return PIN_TEXT("inconclusive");
}

static enum pin_status set_word(struct pin_rule_draft *draft, struct pin_text word,
                                struct pin_error *err)
{
    struct pin_text value = word;
    const struct pin_text key = pin_text_cut(&value, '=');
    if (value.bytes) {
        return pin_rule_set(draft, key, value, err);
    }
    static const char *const words[] = {"primary", "secondary", "block", "warn"};
    for (uint32_t i = 0; i < 4; i++) {
        if (pin_text_equal_cstring(word, words[i])) {
            return pin_rule_set(draft, key_of(word), word, err);
        }
    }
    return pin_fail(err, PIN_E_CONFIG, "expected KEY=VALUE, found \"%.*s\"",
                    pin_text_shown(word), word.bytes);
}

enum pin_status pin_rule_parse(struct pin_rule *out, const char *text,
                               struct pin_arena *arena, struct pin_error *err)
{
    struct pin_rule_draft draft;
    struct pin_text rest = pin_text_of(text);
    struct pin_text metric = next_word(&rest);
    const bool alone = pin_text_equal_cstring(metric, "coverage"); /* of no metric */
    const struct pin_text kind = alone ? metric : next_word(&rest);
    metric.length = alone ? 0 : metric.length;
    if (kind.length == 0) {
        return pin_fail(err, PIN_E_CONFIG,
                        "expected METRIC KIND KEY=VALUE…, found \"%.40s\"", text);
    }
    PIN_TRY(pin_rule_begin(&draft, metric, kind, arena, err));
    for (struct pin_text word = next_word(&rest); word.length > 0;
         word = next_word(&rest)) {
        PIN_TRY(set_word(&draft, word, err));
    }
    return pin_rule_end(out, &draft, err);
}
