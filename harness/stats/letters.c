/* Systems are numbered by their place in the order, and sets of systems are bits. A set
 * grows from a pair that no set holds yet: whoever differs from none of its members is
 * taken in until nobody is left, first those that bring the most pairs which no set holds
 * (of equals the better system). A set always holds a pair that no earlier one does, so
 * the superfluous are looked for from the first on. */
#include "harness/stats/letters.h"

#include <stdlib.h>
#include <string.h>

struct pin_set {
    struct pin_set *next;
    uint64_t *bits;
    uint32_t words_n;
    uint32_t members_n;
};

struct pin_cover {
    uint32_t n; /* systems */
    uint32_t words_n;
    uint64_t *near;   /* n rows of bits: those that do not differ, without itself */
    uint64_t *met;    /* n rows: those with whom it is in a set */
    uint32_t *shared; /* n rows of n: in how many sets two are together */
    uint64_t *left;   /* one row: who may still join the set that grows */
    uint32_t *gains;  /* with how many of its members each is in no set yet */
    uint32_t *members;
    struct pin_set *first, *last;
    uint32_t sets_n;
};

static enum pin_status no_memory(struct pin_error *err)
{
    return pin_fail(err, PIN_E_NOMEM, "no memory for the letters");
}

static bool has_bit(const uint64_t *bits, uint32_t i)
{
    return (bits[i / 64] >> i % 64 & 1) != 0;
}

static void set_bit(uint64_t *bits, uint32_t i)
{
    bits[i / 64] |= UINT64_C(1) << i % 64;
}

static uint64_t *row(uint64_t *rows, const struct pin_cover *cover, uint32_t i)
{
    return rows + (size_t)i * cover->words_n;
}

static enum pin_status cover_new(struct pin_cover *out,
                                 const struct pin_differences *differences,
                                 struct pin_arena *arena, struct pin_error *err)
{
    const uint32_t n = differences->systems_n;
    const uint32_t words_n = (n + 63) / 64;
    *out = (struct pin_cover){
        .n = n,
        .words_n = words_n,
        .near = PIN_NEW_N(arena, uint64_t, (size_t)n * words_n + 1),
        .met = PIN_NEW_N(arena, uint64_t, (size_t)n * words_n + 1),
        .shared = PIN_NEW_N(arena, uint32_t, (size_t)n * n + 1),
        .left = PIN_NEW_N(arena, uint64_t, words_n + 1U),
        .gains = PIN_NEW_N(arena, uint32_t, n + 1U),
        .members = PIN_NEW_N(arena, uint32_t, n + 1U),
    };
    if (!out->near || !out->met || !out->shared || !out->left || !out->gains ||
        !out->members) {
        return no_memory(err);
    }
    for (uint32_t i = 0; i < n; i++) {
        const bool *differ = differences->differ + (size_t)differences->order[i] * n;
        for (uint32_t j = 0; j < n; j++) {
            if (j != i && !differ[differences->order[j]]) {
                set_bit(row(out->near, out, i), j);
            }
        }
    }
    return PIN_OK;
}

static void join(struct pin_cover *cover, struct pin_set *set, uint32_t i)
{
    const uint64_t *near = row(cover->near, cover, i);
    const uint64_t *met = row(cover->met, cover, i);
    set_bit(set->bits, i);
    set->members_n++;
    for (uint32_t w = 0; w < cover->words_n; w++) {
        cover->left[w] &= near[w];
    }
    for (uint32_t v = 0; v < cover->n; v++) {
        cover->gains[v] += !has_bit(met, v);
    }
}

/* Who brings the most pairs that are in no set; n when nobody may join. */
static uint32_t best_to_join(const struct pin_cover *cover)
{
    uint32_t best = cover->n;
    for (uint32_t v = 0; v < cover->n; v++) {
        if (has_bit(cover->left, v) &&
            (best == cover->n || cover->gains[v] > cover->gains[best])) {
            best = v;
        }
    }
    return best;
}

/* Into members, in order. */
static void list_members(const struct pin_cover *cover, const struct pin_set *set)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < cover->n; i++) {
        if (has_bit(set->bits, i)) {
            cover->members[n++] = i;
        }
    }
}

/* i may be j. */
static enum pin_status grow_set(struct pin_cover *cover, uint32_t i, uint32_t j,
                                struct pin_arena *arena, struct pin_error *err)
{
    struct pin_set *set = PIN_NEW(arena, struct pin_set);
    uint64_t *bits = PIN_NEW_N(arena, uint64_t, cover->words_n);
    if (!set || !bits) {
        return no_memory(err);
    }
    *set = (struct pin_set){.bits = bits, .words_n = cover->words_n};
    memset(cover->left, 0xFF, cover->words_n * sizeof(*cover->left));
    memset(cover->gains, 0, cover->n * sizeof(*cover->gains));
    join(cover, set, i);
    if (j != i) {
        join(cover, set, j);
    }
    for (uint32_t v = best_to_join(cover); v < cover->n; v = best_to_join(cover)) {
        join(cover, set, v);
    }
    list_members(cover, set);
    for (uint32_t a = 0; a < set->members_n; a++) {
        uint64_t *met = row(cover->met, cover, cover->members[a]);
        uint32_t *shared = cover->shared + (size_t)cover->members[a] * cover->n;
        for (uint32_t w = 0; w < cover->words_n; w++) {
            met[w] |= bits[w];
        }
        for (uint32_t b = 0; b < set->members_n; b++) {
            shared[cover->members[b]]++;
        }
    }
    *(cover->last ? &cover->last->next : &cover->first) = set;
    cover->last = set;
    cover->sets_n++;
    return PIN_OK;
}

static enum pin_status cover_pairs(struct pin_cover *cover, struct pin_arena *arena,
                                   struct pin_error *err)
{
    for (uint32_t i = 0; i < cover->n; i++) {
        const uint64_t *near = row(cover->near, cover, i);
        const uint64_t *met = row(cover->met, cover, i);
        for (uint32_t j = i + 1; j < cover->n; j++) {
            if (has_bit(near, j) && !has_bit(met, j)) {
                PIN_TRY(grow_set(cover, i, j, arena, err));
            }
        }
        if (!has_bit(met, i)) { /* it differs from all */
            PIN_TRY(grow_set(cover, i, i, arena, err));
        }
    }
    return PIN_OK;
}

static bool superfluous(const struct pin_cover *cover, const struct pin_set *set)
{
    for (uint32_t a = 0; a < set->members_n; a++) {
        const uint32_t *shared = cover->shared + (size_t)cover->members[a] * cover->n;
        for (uint32_t b = 0; b <= a; b++) {
            if (shared[cover->members[b]] < 2) {
                return false;
            }
        }
    }
    return true;
}

static void drop_superfluous(struct pin_cover *cover)
{
    struct pin_set **link = &cover->first;
    while (*link) {
        const struct pin_set *set = *link;
        list_members(cover, set);
        if (!superfluous(cover, set)) {
            link = &(*link)->next;
            continue;
        }
        for (uint32_t a = 0; a < set->members_n; a++) {
            uint32_t *shared = cover->shared + (size_t)cover->members[a] * cover->n;
            for (uint32_t b = 0; b < set->members_n; b++) {
                shared[cover->members[b]]--;
            }
        }
        *link = set->next;
        cover->sets_n--;
    }
}

/* Of two sets the one that holds the best system which only one of them holds. */
static int by_best(const void *a, const void *b)
{
    const struct pin_set *x = *(const struct pin_set *const *)a;
    const struct pin_set *y = *(const struct pin_set *const *)b;
    for (uint32_t w = 0; w < x->words_n; w++) {
        const uint64_t either = x->bits[w] ^ y->bits[w];
        if (either != 0) {
            return (x->bits[w] & either & (0 - either)) != 0 ? -1 : 1;
        }
    }
    return 0;
}

enum { LETTER_BYTES_MAX = 8 };

/* 0 is a, 25 is z, 26 is aa: gives the length, without a NUL. */
static uint32_t spell(char *out, uint32_t letter)
{
    char reversed[LETTER_BYTES_MAX];
    uint32_t n = 0;
    for (uint64_t rest = (uint64_t)letter + 1; rest > 0; rest = (rest - 1) / 26) {
        reversed[n++] = (char)('a' + (rest - 1) % 26);
    }
    for (uint32_t i = 0; i < n; i++) {
        out[i] = reversed[n - 1 - i];
    }
    return n;
}

static const char *label_of(const struct pin_letters *letters, uint32_t system,
                            struct pin_arena *arena)
{
    const bool *has = letters->has + system;
    size_t own_n = 0;
    for (uint32_t l = 0; l < letters->letters_n; l++) {
        own_n += has[(size_t)l * letters->systems_n];
    }
    char *label = pin_arena_alloc(arena, own_n * LETTER_BYTES_MAX + 1, 1);
    char *end = label;
    for (uint32_t l = 0; label && l < letters->letters_n; l++) {
        if (has[(size_t)l * letters->systems_n]) {
            if (letters->letters_n > 26 && end > label) {
                *end++ = ',';
            }
            end += spell(end, l);
        }
    }
    return label;
}

static enum pin_status write_letters(struct pin_letters *out,
                                     const struct pin_cover *cover, const uint32_t *order,
                                     struct pin_arena *arena, struct pin_error *err)
{
    const size_t n = cover->n;
    const struct pin_set **sets =
        PIN_NEW_N(arena, const struct pin_set *, cover->sets_n + 1U);
    bool *has = PIN_NEW_N(arena, bool, cover->sets_n *n + 1);
    const char **labels = PIN_NEW_N(arena, const char *, n + 1);
    if (!sets || !has || !labels) {
        return no_memory(err);
    }
    uint32_t sets_n = 0;
    for (const struct pin_set *set = cover->first; set; set = set->next) {
        sets[sets_n++] = set;
    }
    qsort(sets, sets_n, sizeof(struct pin_set *), by_best);
    for (uint32_t l = 0; l < sets_n; l++) {
        for (uint32_t i = 0; i < n; i++) {
            has[l * n + order[i]] = has_bit(sets[l]->bits, i);
        }
    }
    *out = (struct pin_letters){cover->n, sets_n, has, labels};
    for (uint32_t i = 0; i < n; i++) {
        labels[i] = label_of(out, i, arena);
        if (!labels[i]) {
            return no_memory(err);
        }
    }
    return PIN_OK;
}

enum pin_status pin_letters_assign(struct pin_letters *out,
                                   const struct pin_differences *differences,
                                   struct pin_arena *arena, struct pin_error *err)
{
    struct pin_cover cover;
    if (differences->systems_n > PIN_LETTERS_SYSTEMS_MAX) {
        return pin_fail(err, PIN_E_RANGE,
                        "letters for %u systems; at most %d are written",
                        differences->systems_n, PIN_LETTERS_SYSTEMS_MAX);
    }
    PIN_TRY(cover_new(&cover, differences, arena, err));
    PIN_TRY(cover_pairs(&cover, arena, err));
    drop_superfluous(&cover);
    return write_letters(out, &cover, differences->order, arena, err);
}
