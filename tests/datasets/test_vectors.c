#include "datasets/table.h"
#include "tests/datasets/vectors_case.h"

enum { SETTINGS_MAX = 12 };

struct vectors_case {
    struct folder folder;
    struct pin_arena arena;
    struct pin_error err;
    const struct pin_dataset *dataset;
    struct pin_setting rows[SETTINGS_MAX];
    uint32_t rows_n;
};

static const float items[] = {1, 0, 0, 1, 1, 1};   /* three */
static const float queries[] = {1, 0, 0, 1, 0, 0}; /* three, the last of zeros */

static void set(struct vectors_case *c, const char *name, const char *value)
{
    cr_assert_lt(c->rows_n, SETTINGS_MAX);
    c->rows[c->rows_n++] = (struct pin_setting){name, value};
}

/* A corpus and texts; qrels is the text of that file. */
static void init(struct vectors_case *c, const char *qrels)
{
    *c = (struct vectors_case){.rows_n = 0};
    folder_init(&c->folder);
    pin_arena_init(&c->arena, 0);
    set(c, "corpus", npy_floats(&c->folder, "items.npy", 3, 2, items));
    set(c, "text", npy_floats(&c->folder, "text.npy", 3, 2, queries));
    set(c, "qrels", folder_text(&c->folder, "qrels.txt", qrels));
}

static void give(struct vectors_case *c, const char *option, const char *text)
{
    set(c, option, folder_text(&c->folder, option, text));
}

static enum pin_status load(struct vectors_case *c)
{
    const struct pin_settings settings = {.rows = c->rows, .rows_n = c->rows_n};
    const struct pin_head *head = &pin_loader_vectors.head;
    struct pin_dataset_builder *builder = NULL;
    const void *options = NULL;
    PIN_TRY(pin_options_fill(&options, head, &settings, &c->arena, &c->err));
    PIN_TRY(pin_dataset_builder_new(&builder, "vectors", "v", &c->arena, &c->err));
    PIN_TRY(pin_loader_vectors.load(builder, options, &c->err));
    return pin_dataset_freeze(builder, &c->dataset, &c->err);
}

static void done(struct vectors_case *c)
{
    pin_arena_free(&c->arena);
    folder_free(&c->folder);
}

static uint64_t count(const struct vectors_case *c, const char *what)
{
    const struct pin_tally *tally = pin_tally_find(&c->dataset->tallies, what);
    return tally ? tally->count : 0;
}

Test(vectors, a_dataset_is_made_of_all_its_files)
{
    struct vectors_case c;
    init(&c, "b 0 y 1\n a\t0\tx  2 \n\na 0 z -1\nnobody 0 x 1\n");
    give(&c, "corpus_ids", "x\ny\nz\n");
    give(&c, "query_ids", "a\r\nb\r\nc");
    give(&c, "groups", "query\tgroup\na\tg\nb\tg\n");
    give(&c, "attributes", "query\tcolour\tsize\na\tred\t\nb\tblue\t3\nd\tx\ty\n");
    give(&c, "exclude", "a\ty\nd\tx\nb\tunknown\n");
    cr_assert_eq(load(&c), PIN_OK, "%s", c.err.text);
    const struct pin_dataset *d = c.dataset;
    cr_assert_eq(d->corpus.items_n, 3);
    cr_assert_eq(d->corpus.vectors.rows_n, 3);
    cr_assert_eq(d->queries.text.dim, 2);
    cr_assert_eq(d->queries.images_n, 0);
    cr_assert_str_eq(d->queries.names[2], "c");
    cr_assert_eq(d->judgments.row_start[1], 2);
    cr_assert_eq(d->judgments.rows[0].grade, 2);
    cr_assert_eq(d->judgments.rows[1].grade, PIN_GRADE_HARD_NEGATIVE);
    cr_assert_eq(d->groups.groups_n, 1);
    const struct pin_attribute *size = pin_dataset_query_attribute(d, "size");
    cr_assert_eq(size->value_of[0], PIN_IX_NONE);
    cr_assert_str_eq(pin_ids_name(size->values, size->value_of[1]), "3");
    cr_assert_eq(d->queries.excluded.start[1], 1);
    cr_assert_eq(d->queries.excluded.items[0].ix, 1);
    cr_assert_eq(count(&c, "label of an unknown query (passed over)"), 1);
    cr_assert_eq(count(&c, "attributes of an unknown query (passed over)"), 1);
    cr_assert_eq(count(&c, "exclusion of an unknown query (passed over)"), 1);
    cr_assert_eq(count(&c, "excluded item that is not in the corpus (passed over)"), 1);
    cr_assert_eq(count(&c, "text vector of zeros"), 1);
    done(&c);
}

Test(vectors, rows_are_the_ids_where_there_are_none_and_images_may_be_several)
{
    struct vectors_case c;
    init(&c, "0 0 2 1\n");
    set(&c, "image", npy_floats(&c.folder, "one.npy", 3, 2, items));
    set(&c, "image", npy_floats(&c.folder, "two.npy", 3, 2, queries));
    give(&c, "galleries", "0\t2\n0\t1\n0\t2\n");
    cr_assert_eq(load(&c), PIN_OK, "%s", c.err.text);
    const struct pin_queries *q = &c.dataset->queries;
    cr_assert_eq(q->images_n, 2);
    cr_assert_str_eq(q->names[2], "2");
    cr_assert_str_eq(pin_ids_name(c.dataset->corpus.ids, 2), "2");
    cr_assert_eq(count(&c, "image vector of zeros"), 0); /* in the second: no image */
    cr_assert_eq(q->galleries.start[3], 2);
    cr_assert_eq(q->galleries.items[0].ix, 1);
    done(&c);
}

static void refused(struct vectors_case *c, const char *text, const char *file,
                    uint32_t line, uint32_t column)
{
    cr_assert_neq(load(c), PIN_OK);
    cr_assert_str_eq(c->err.text, text);
    cr_assert(file == NULL || strstr(c->err.where, file), "%s", c->err.where);
    cr_assert_eq(c->err.line, line);
    cr_assert_eq(c->err.column, column);
    done(c);
}

Test(vectors, files_that_do_not_fit_together_are_refused)
{
    static const struct {
        const char *option;
        const char *text;
        const char *says;
        uint32_t line, column;
    } cases[] = {
        {"corpus_ids", "x\ny\n", "2 ids for the 3 rows of items.npy", 0, 0},
        {"query_ids", "a\nb\nc\nd\n", "4 ids for the 3 rows of text.npy", 0, 0},
        {"corpus_ids", "x\ny\nx\n", "the id \"x\" is that of row 1 already", 3, 1},
        {"query_ids", "x\nx\n", "the id \"x\" is that of row 1 already", 2, 1},
        {"corpus_ids", "x\n\ny\n", "expected the id of a row, found an empty line", 2, 1},
        {"query_ids", "\n", "expected the id of a row, found an empty line", 1, 1},
        {"exclude", "0\t1\n0\n", "expected a query, a tab and an item", 2, 2},
        {"galleries", "0\t\n", "expected a query, a tab and an item", 1, 3},
        {"attributes", "query\n",
         "expected a header with an attribute's name behind the first column", 1, 1},
        {"attributes", "q\tx\n0\n", "expected a query and 1 values, as the header has", 2,
         1},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct vectors_case c;
        init(&c, "0 0 0 1\n");
        give(&c, cases[i].option, cases[i].text);
        refused(&c, cases[i].says, cases[i].option, cases[i].line, cases[i].column);
    }
}

Test(vectors, labels_are_refused_with_their_place)
{
    static const struct {
        const char *text;
        const char *says;
        uint32_t line, column;
    } cases[] = {
        {"0 0 1 1\n0 0 1\n", "expected query, iteration, item and grade, found 3 fields",
         2, 0},
        {"0 0 1 1 x\n",
         "expected query, iteration, item and grade, found more than 4 fields", 1, 0},
        {"0 0 1 1.5\n", "expected a grade from -1 to 1000000, found \"1.5\"", 1, 7},
        {"0 0 1 -2\n", "expected a grade from -1 to 1000000, found \"-2\"", 1, 7},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct vectors_case c;
        init(&c, cases[i].text);
        refused(&c, cases[i].says, "qrels.txt", cases[i].line, cases[i].column);
    }
}

Test(vectors, matrices_must_agree_and_hold_numbers)
{
    struct vectors_case c;
    init(&c, "0 0 0 1\n");
    set(&c, "image", npy_floats(&c.folder, "image.npy", 2, 3, items));
    refused(&c, "vectors of 3 numbers, and those of the corpus (items.npy) have 2",
            "image.npy", 0, 0);
    init(&c, "0 0 0 1\n");
    set(&c, "image", npy_floats(&c.folder, "image.npy", 2, 2, items));
    refused(&c, "2 rows, and text.npy has 3: expected one a query", "image.npy", 0, 0);
    const float bad[] = {1, 2, 3, (float)NAN, 5, (float)INFINITY};
    init(&c, "0 0 0 1\n");
    set(&c, "image", npy_floats(&c.folder, "image.npy", 3, 2, bad));
    refused(&c, "row 2, column 2: NaN is not a finite float32", "image.npy", 0, 0);
}

Test(vectors, a_corpus_is_given_once_and_queries_have_some_vector)
{
    struct vectors_case c;
    init(&c, "0 0 0 1\n");
    set(&c, "path", c.rows[0].value);
    refused(&c, "loader vectors needs the corpus once, as path or as corpus", NULL, 0, 0);
    init(&c, "0 0 0 1\n");
    c.rows[1] = (struct pin_setting){"groups", "none"};
    refused(
        &c,
        "loader vectors needs \"text\", \"image\" or both: the vectors of the queries",
        NULL, 0, 0);
}

Test(vectors, memory_may_end_at_any_allocation)
{
    enum pin_status status = PIN_E_NOMEM;
    for (uint64_t call = 1; status != PIN_OK; call++) {
        struct vectors_case c;
        init(&c, "0 0 0 1\n0 0 1 -1\n");
        give(&c, "groups", "0\tg\n");
        give(&c, "exclude", "0\t1\n1\t0\n");
        c.arena.fail_at_call = call;
        status = load(&c);
        cr_assert(status == PIN_OK || status == PIN_E_NOMEM, "call %llu: %s",
                  (unsigned long long)call, c.err.text);
        cr_assert_lt(call, 1000);
        done(&c);
    }
}
