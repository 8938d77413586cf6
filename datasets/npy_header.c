/* npy_header.c - the dictionary in front of an array: three keys in any order, whose
 * values are a text, a truth value and a tuple of numbers. */
#include "datasets/npy.h"

#include <string.h>

enum { SEEN_DESCR = 1, SEEN_ORDER = 2, SEEN_SHAPE = 4, SEEN_ALL = 7 };

struct npy_scan {
    struct pin_text text;
    size_t at;
    struct pin_error *err;
};

static enum pin_status refuse(const struct npy_scan *scan, const char *expected)
{
    return pin_fail(scan->err, PIN_E_PARSE, "header, byte %zu: expected %s", scan->at + 1,
                    expected);
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n';
}

static bool is_order(char c)
{
    return c == '<' || c == '>' || c == '|' || c == '=';
}

static void skip_blanks(struct npy_scan *scan)
{
    while (scan->at < scan->text.length && is_blank(scan->text.bytes[scan->at])) {
        scan->at++;
    }
}

static bool take(struct npy_scan *scan, char wanted)
{
    skip_blanks(scan);
    if (scan->at == scan->text.length || scan->text.bytes[scan->at] != wanted) {
        return false;
    }
    scan->at++;
    return true;
}

static bool take_word(struct npy_scan *scan, struct pin_text word)
{
    skip_blanks(scan);
    if (scan->text.length - scan->at < word.length ||
        memcmp(scan->text.bytes + scan->at, word.bytes, word.length) != 0) {
        return false;
    }
    scan->at += word.length;
    return true;
}

/* A text without escapes: no key and no type that is read here has one. */
static enum pin_status read_text(struct npy_scan *scan, struct pin_text *out,
                                 const char *expected)
{
    const char quote = take(scan, '\'') ? '\'' : '"';
    if (quote == '"' && !take(scan, '"')) {
        return refuse(scan, expected);
    }
    const char *from = scan->text.bytes + scan->at;
    const char *end = memchr(from, quote, scan->text.length - scan->at);
    if (!end || memchr(from, '\\', (size_t)(end - from))) {
        return refuse(scan, "a text that ends, without escapes");
    }
    *out = (struct pin_text){from, (size_t)(end - from)};
    scan->at += out->length + 1;
    return PIN_OK;
}

static enum pin_status read_descr(struct npy_scan *scan, struct vector_layout *out)
{
    static const struct {
        const char *name;
        enum vector_number number;
    } types[] = {{"f2", VECTOR_F16},
                 {"f4", VECTOR_F32},
                 {"f8", VECTOR_F64},
                 {"i1", VECTOR_I8},
                 {"u1", VECTOR_U8}};
    struct pin_text descr;
    skip_blanks(scan);
    if (scan->at < scan->text.length && scan->text.bytes[scan->at] == '[') {
        return pin_fail(scan->err, PIN_E_PARSE,
                        "the array holds structures; expected plain numbers");
    }
    PIN_TRY(read_text(scan, &descr, "the type of the numbers, as '<f4'"));
    if (descr.length == 3 && is_order(descr.bytes[0])) {
        for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
            if (memcmp(descr.bytes + 1, types[i].name, 2) == 0) {
                out->number = types[i].number;
                out->big_endian = descr.bytes[0] == '>';
                return PIN_OK;
            }
        }
    }
    const bool objects = descr.length > 1 && descr.bytes[1] == 'O';
    return pin_fail(
        scan->err, PIN_E_PARSE, "numbers of type '%.*s'%s; expected f2, f4, f8, i1 or u1",
        pin_text_shown(descr), descr.bytes, objects ? ", which are Python objects" : "");
}

static enum pin_status read_size(struct npy_scan *scan, uint64_t *out)
{
    skip_blanks(scan);
    const char *from = scan->text.bytes + scan->at;
    size_t n = 0;
    while (scan->at + n < scan->text.length && from[n] >= '0' && from[n] <= '9') {
        n++;
    }
    if (n == 0 || pin_text_u64(out, (struct pin_text){from, n}, NULL) != PIN_OK) {
        return refuse(scan, "a whole number that is not negative and below 2^64");
    }
    scan->at += n;
    (void)take(scan, 'L'); /* as Python 2 wrote it */
    return PIN_OK;
}

static enum pin_status read_shape(struct npy_scan *scan, struct vector_layout *out)
{
    uint64_t sizes[2] = {0};
    uint32_t sizes_n = 0;
    bool more = true;
    if (!take(scan, '(')) {
        return refuse(scan, "a shape in brackets, as (1000, 512)");
    }
    while (!take(scan, ')')) {
        uint64_t size = 0;
        if (!more) {
            return refuse(scan, "a comma or a closing bracket");
        }
        PIN_TRY(read_size(scan, &size));
        if (sizes_n < 2) {
            sizes[sizes_n] = size;
        }
        sizes_n++;
        more = take(scan, ',');
    }
    if (sizes_n != 2) {
        return pin_fail(scan->err, PIN_E_PARSE,
                        "an array of %u dimension%s; expected rows and columns", sizes_n,
                        sizes_n == 1 ? "" : "s");
    }
    out->rows_n = sizes[0];
    out->dim = sizes[1];
    return PIN_OK;
}

static enum pin_status read_order(struct npy_scan *scan, struct vector_layout *out)
{
    out->by_column = take_word(scan, PIN_TEXT("True"));
    return out->by_column || take_word(scan, PIN_TEXT("False"))
               ? PIN_OK
               : refuse(scan, "True or False");
}

static enum pin_status read_member(struct npy_scan *scan, struct vector_layout *out,
                                   uint32_t *seen)
{
    static const char *const names[] = {"descr", "fortran_order", "shape"};
    struct pin_text key;
    uint32_t which = 0;
    PIN_TRY(read_text(scan, &key, "a key in quotes"));
    while (which < 3 && !pin_text_equal_cstring(key, names[which])) {
        which++;
    }
    if (which == 3 || (*seen & 1U << which)) {
        return pin_fail(scan->err, PIN_E_PARSE, "header: %s key '%.*s'",
                        which == 3 ? "an unknown" : "a second", pin_text_shown(key),
                        key.bytes);
    }
    *seen |= 1U << which;
    if (!take(scan, ':')) {
        return refuse(scan, "a colon");
    }
    return which == 0   ? read_descr(scan, out)
           : which == 1 ? read_order(scan, out)
                        : read_shape(scan, out);
}

enum pin_status npy_header_read(struct vector_layout *out, struct pin_text header,
                                struct pin_error *err)
{
    struct npy_scan scan = {.text = header, .err = err};
    uint32_t seen = 0;
    bool more = true;
    if (!take(&scan, '{')) {
        return refuse(&scan, "a dictionary, as {'descr': '<f4', …}");
    }
    while (!take(&scan, '}')) {
        if (!more) {
            return refuse(&scan, "a comma or a closing brace");
        }
        PIN_TRY(read_member(&scan, out, &seen));
        more = take(&scan, ',');
    }
    skip_blanks(&scan);
    if (scan.at < header.length) {
        return refuse(&scan, "blanks up to its end");
    }
    return seen == SEEN_ALL ? PIN_OK
                            : pin_fail(err, PIN_E_PARSE, "header: no key '%s'",
                                       !(seen & SEEN_DESCR)   ? "descr"
                                       : !(seen & SEEN_ORDER) ? "fortran_order"
                                                              : "shape");
}
