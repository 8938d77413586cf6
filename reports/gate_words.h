/* gate_words.h - what the reports of a gate say in the same words. */
#ifndef PIN_REPORTS_GATE_WORDS_H
#define PIN_REPORTS_GATE_WORDS_H

#include "harness/model/verdict.h"
#include "reports/page.h"

enum { PIN_GATE_WORDS_MAX = 600 };

/* The gate as a whole, the one reason of its exit status: "PASSED", "UNANSWERED" where
 * coverage decides, "REGRESSED" where a deciding rule shows a loss, "FAILED" where
 * another one fails, "INCONCLUSIVE" or "NOT EVALUABLE". */
const char *pin_gate_headline(const struct pin_gate_report *report);

/* "2 of 3 rules pass". */
void pin_gate_tally(char into[PIN_GATE_WORDS_MAX], const struct pin_gate_report *report);

/* "pass: NO MATERIAL CHANGE", "fail: REGRESSED", "pass". */
void pin_gate_verdict(char into[PIN_GATE_WORDS_MAX], const struct pin_rule_verdict *row);

/* "0.7454 to 0.0556, difference -0.6898 [-0.8, -0.5], adjusted p 0.03, margin 0.003,
 * detectable 0.2": what the row has of it, in four decimals. */
void pin_gate_numbers(char into[PIN_GATE_WORDS_MAX], const struct pin_rule_verdict *row);

/* How the tests were made, in one line; empty where none was. */
void pin_gate_method(char into[PIN_GATE_WORDS_MAX], const struct pin_gate_report *report);

/* Text from outside in XML, between tags or as an attribute: what is not UTF-8, and what
 * steers a terminal or is not allowed, becomes U+FFFD. At most bytes_max bytes of it, and
 * then "…". */
void pin_gate_xml(struct pin_page *page, const char *text, size_t bytes_max);

/* The message or, with is_property, a property of a GitHub workflow command. */
void pin_gate_command(struct pin_page *page, const char *text, size_t bytes_max,
                      bool is_property);

#endif
