#include "reports/gate_words.h"

#include "harness/base/utf8.h"

#include <inttypes.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* A claim that is refuted, or a bound that is missed, is no regression. */
static bool shows_regression(const struct pin_gate_report *report)
{
    for (uint32_t i = 0; i < report->rows_n; i++) {
        const struct pin_rule_verdict *row = &report->rows[i];
        if (row->decides && row->outcome == PIN_OUTCOME_FAIL &&
            row->change == PIN_CHANGE_REGRESSED) {
            return true;
        }
    }
    return false;
}

const char *pin_gate_headline(const struct pin_gate_report *report)
{
    if (report->exit_status == PIN_GATE_UNANSWERED) {
        return "UNANSWERED"; /* the one reason of that status, whatever else holds */
    }
    switch (report->outcome) {
    case PIN_OUTCOME_PASS:
    case PIN_OUTCOME_WAIVED: return "PASSED";
    case PIN_OUTCOME_INCONCLUSIVE: return "INCONCLUSIVE";
    case PIN_OUTCOME_FAIL: return shows_regression(report) ? "REGRESSED" : "FAILED";
    case PIN_OUTCOME_NOT_EVALUABLE: break;
    }
    return "NOT EVALUABLE";
}

static void append(char into[PIN_GATE_WORDS_MAX], const char *fmt, ...) PIN_PRINTF(2, 3);

static void append(char into[PIN_GATE_WORDS_MAX], const char *fmt, ...)
{
    const size_t length = strlen(into);
    va_list args;
    va_start(args, fmt);
    (void)vsnprintf(into + length, PIN_GATE_WORDS_MAX - length, fmt, args);
    va_end(args);
}

/* "3 inconclusive", with a separator; nothing for none. */
static void append_count(char into[PIN_GATE_WORDS_MAX], uint32_t n, const char *word)
{
    if (n > 0) {
        append(into, "%s%" PRIu32 " %s", into[0] ? ", " : "", n, word);
    }
}

void pin_gate_tally(char into[PIN_GATE_WORDS_MAX], const struct pin_gate_report *report)
{
    uint32_t counts[PIN_OUTCOME_NOT_EVALUABLE + 1] = {0};
    into[0] = '\0';
    for (uint32_t i = 0; i < report->rows_n; i++) {
        counts[report->rows[i].outcome]++;
    }
    static const enum pin_outcome order[] = {PIN_OUTCOME_FAIL, PIN_OUTCOME_NOT_EVALUABLE,
                                             PIN_OUTCOME_INCONCLUSIVE, PIN_OUTCOME_WAIVED,
                                             PIN_OUTCOME_PASS};
    for (uint32_t i = 0; i < sizeof(order) / sizeof(order[0]); i++) {
        append_count(into, counts[order[i]], pin_outcome_name(order[i]));
    }
}

void pin_gate_verdict(char into[PIN_GATE_WORDS_MAX], const struct pin_rule_verdict *row)
{
    const bool compares =
        row->change != PIN_CHANGE_NONE && row->change != PIN_CHANGE_UNKNOWN &&
        !(row->change == PIN_CHANGE_INCONCLUSIVE &&
          row->outcome == PIN_OUTCOME_INCONCLUSIVE); /* once is enough */
    (void)snprintf(into, PIN_GATE_WORDS_MAX, "%s%s%s", pin_outcome_name(row->outcome),
                   compares ? ": " : "", compares ? pin_change_name(row->change) : "");
}

static void append_number(char into[PIN_GATE_WORDS_MAX], const char *before, double value,
                          const char *after)
{
    if (!isnan(value)) {
        char text[PIN_FIXED_MAX];
        (void)pin_fixed_print(text, value);
        append(into, "%s%s%s%s",
               into[0] && before[0] != ' ' && before[0] != '[' ? ", " : "", before, text,
               after);
    }
}

void pin_gate_numbers(char into[PIN_GATE_WORDS_MAX], const struct pin_rule_verdict *row)
{
    into[0] = '\0';
    append_number(into, "", row->baseline, "");
    append_number(into, isnan(row->baseline) ? "" : " to ", row->candidate, "");
    append_number(into, "difference ", row->difference, "");
    append_number(into, " [", row->low, "");
    append_number(into, " ", row->high, "]");
    append_number(into, "adjusted p ", row->p_adjusted, "");
    append_number(into, "margin ", row->margin, "");
    append_number(into, "detectable ", row->detectable, "");
    append_number(into, "limit ", row->limit, "");
    if (!isnan(row->count)) {
        append(into, ", %" PRIu64 " of %" PRIu32 " queries", (uint64_t)row->count,
               row->pairs_n);
    }
}

void pin_gate_method(char into[PIN_GATE_WORDS_MAX], const struct pin_gate_report *report)
{
    into[0] = '\0';
    if (report->flips_n == 0) {
        return;
    }
    append(into,
           "Signs of the differences of clusters (%.100s) were flipped, %s%" PRIu32
           " sign vector%s, seed %" PRIu64 "; one-sided p adjusted by %s over %" PRIu32
           " primary %s; each bound holds with confidence 1 - alpha%s; detectable: with "
           "power .8",
           report->cluster ? report->cluster : "?",
           report->exact && report->flips_n > 1 ? "all " : "", report->flips_n,
           report->flips_n == 1 ? "" : "s", report->seed, report->adjust,
           report->family_n, report->family_n == 1 ? "test" : "tests",
           report->family_n > 1 && strcmp(report->adjust, "none") != 0
               ? " for all of them at once"
               : "");
}

/* A code point at `at`, or U+FFFD for a byte that begins none; its length. */
static uint32_t code_at(const char *at, size_t *length_out)
{
    const uint32_t lead = (unsigned char)*at;
    const size_t length = lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    if (strnlen(at, length) < length || pin_utf8_check(at, length) < length) {
        *length_out = 1;
        return 0xFFFD;
    }
    uint32_t code = length == 1 ? lead : lead & (0x7FU >> length);
    for (size_t i = 1; i < length; i++) {
        code = code << 6 | ((unsigned char)at[i] & 0x3FU);
    }
    *length_out = length;
    return code;
}

static bool steers(uint32_t code)
{
    return code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0x200E ||
           code == 0x200F || code == 0x2028 || code == 0x2029 ||
           (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069) ||
           code == 0xFFFE || code == 0xFFFF;
}

typedef void put_glyph(struct pin_page *page, uint32_t code, const char *bytes,
                       size_t length);

static void put_each(struct pin_page *page, const char *text, size_t bytes_max,
                     put_glyph *put)
{
    for (const char *at = text; *at != '\0';) {
        size_t length = 0;
        const uint32_t code = code_at(at, &length);
        if ((size_t)(at - text) + length > bytes_max) {
            pin_page_text(page, "…");
            return;
        }
        if (code == 0xFFFD || (steers(code) && code != '\n')) {
            pin_page_text(page, "\xEF\xBF\xBD");
        } else {
            put(page, code, at, length);
        }
        at += length;
    }
}

static void put_xml(struct pin_page *page, uint32_t code, const char *bytes,
                    size_t length)
{
    switch (code) {
    case '&': pin_page_text(page, "&amp;"); break;
    case '<': pin_page_text(page, "&lt;"); break;
    case '>': pin_page_text(page, "&gt;"); break; /* so that there is no ]]> */
    case '"': pin_page_text(page, "&quot;"); break;
    case '\n': pin_page_text(page, "&#10;"); break;
    default: pin_page_bytes(page, bytes, length);
    }
}

void pin_gate_xml(struct pin_page *page, const char *text, size_t bytes_max)
{
    put_each(page, text, bytes_max, put_xml);
}

static void put_message(struct pin_page *page, uint32_t code, const char *bytes,
                        size_t length)
{
    switch (code) {
    case '%': pin_page_text(page, "%25"); break;
    case '\n': pin_page_text(page, "%0A"); break;
    default: pin_page_bytes(page, bytes, length);
    }
}

static void put_property(struct pin_page *page, uint32_t code, const char *bytes,
                         size_t length)
{
    switch (code) {
    case ':': pin_page_text(page, "%3A"); break;
    case ',': pin_page_text(page, "%2C"); break;
    default: put_message(page, code, bytes, length);
    }
}

void pin_gate_command(struct pin_page *page, const char *text, size_t bytes_max,
                      bool is_property)
{
    put_each(page, text, bytes_max, is_property ? put_property : put_message);
}
