#include "datasets/npy.h"
#include "harness/model/matrix.h"
#include "tests/datasets/vectors_case.h"

struct npy_case {
    struct folder folder;
    struct pin_arena arena;
    struct pin_error err;
    struct pin_matrix matrix;
};

static void init(struct npy_case *c)
{
    *c = (struct npy_case){.err = {0}};
    folder_init(&c->folder);
    pin_arena_init(&c->arena, 0);
}

static enum pin_status read_path(struct npy_case *c, const char *path)
{
    struct pin_source *source = NULL;
    PIN_TRY(pin_source_open(&source, path, &c->arena, &c->err));
    return npy_read(&c->matrix, source, &c->arena, &c->err);
}

static void done(struct npy_case *c)
{
    pin_arena_free(&c->arena);
    folder_free(&c->folder);
}

/* The bytes of 1 2 3 / -1 0 4 in a type, order and layout. */
static size_t encode(unsigned char *into, const char *type, bool big, bool by_column)
{
    static const int numbers[2][3] = {{1, 2, 3}, {-1, 0, 4}};
    size_t n = 0;
    for (uint32_t i = 0; i < 6; i++) {
        const int number = by_column ? numbers[i % 2][i / 2] : numbers[i / 3][i % 3];
        uint64_t bits = 0;
        size_t bytes_n = (size_t)(type[1] - '0');
        if (type[0] == 'f' && bytes_n == 8) {
            memcpy(&bits, &(double){number}, 8);
        } else if (type[0] == 'f') {
            uint32_t single = 0;
            memcpy(&single, &(float){(float)number}, 4);
            const uint32_t exponent = (single >> 23 & 255U) - 112U;
            const uint32_t half =
                number == 0
                    ? 0
                    : (single >> 16 & 0x8000U) | exponent << 10 | (single >> 13 & 0x3FFU);
            bits = bytes_n == 4 ? single : half;
        } else {
            bits = (unsigned char)number;
        }
        for (size_t b = 0; b < bytes_n; b++) {
            into[n++] = (unsigned char)(bits >> 8 * (big ? bytes_n - 1 - b : b));
        }
    }
    return n;
}

Test(npy, every_type_byte_order_layout_and_version_gives_the_same_numbers)
{
    static const struct {
        const char *type;
        enum pin_dtype plain; /* what it stays as, in rows and little-endian */
    } types[] = {{"f2", PIN_F16},
                 {"f4", PIN_F32},
                 {"f8", PIN_F32},
                 {"i1", PIN_I8},
                 {"u1", PIN_F32}};
    for (uint32_t i = 0; i < 5 * 2 * 2 * 3; i++) {
        const char *type = types[i % 5].type;
        const bool big = i / 5 % 2;
        const bool by_column = i / 10 % 2;
        unsigned char bytes[48];
        char header[128];
        struct npy_case c;
        init(&c);
        const size_t bytes_n = encode(bytes, type, big, by_column);
        (void)snprintf(header, sizeof(header),
                       "{\"shape\": (2L,3), 'descr':'%c%s','fortran_order' : %s}",
                       type[1] == '1' ? '|'
                       : big          ? '>'
                                      : '<',
                       type, by_column ? "True" : "False");
        const char *path =
            npy_write(&c.folder, "a.npy", 1 + (int)(i / 20), header, bytes, bytes_n);
        cr_assert_eq(read_path(&c, path), PIN_OK, "%s: %s", header, c.err.text);
        cr_assert_eq(c.matrix.rows_n, 2);
        cr_assert_eq(c.matrix.dim, 3);
        const bool plain = !by_column && (!big || type[1] == '1');
        cr_assert_eq(c.matrix.dtype, plain ? types[i % 5].plain : PIN_F32, "%s", header);
        const float negative = type[0] == 'u' ? 255.0F : -1.0F;
        const float wanted[2][3] = {{1, 2, 3}, {negative, 0, 4}};
        for (uint32_t row = 0; row < 2; row++) {
            float got[3];
            pin_matrix_row(got, &c.matrix, row);
            cr_assert_eq(memcmp(got, wanted[row], sizeof(got)), 0, "%s", header);
        }
        done(&c);
    }
}

#define TAIL "'fortran_order': False, 'shape': (2, 3)}"

Test(npy, what_is_wrong_with_a_header_is_said)
{
    static const struct {
        const char *header;
        const char *text;
    } cases[] = {
        {"{'descr': '|O', " TAIL,
         "numbers of type '|O', which are Python objects; expected f2, f4, f8, i1 or u1"},
        {"{'descr': '<i4', " TAIL,
         "numbers of type '<i4'; expected f2, f4, f8, i1 or u1"},
        {"{'descr': '', " TAIL, "numbers of type ''; expected f2, f4, f8, i1 or u1"},
        {"{'descr': [('x', '<f4')], " TAIL,
         "the array holds structures; expected plain numbers"},
        {"{'descr': '<f4', 'fortran_order': False, 'shape': (6,)}",
         "an array of 1 dimension; expected rows and columns"},
        {"{'descr': '<f4', 'fortran_order': False, 'shape': ()}",
         "an array of 0 dimensions; expected rows and columns"},
        {"{'descr': '<f4', 'fortran_order': False, 'shape': (1, 2, 3)}",
         "an array of 3 dimensions; expected rows and columns"},
        {"{'descr': '<f4', 'fortran_order': False, 'shape': (-1, 3)}",
         "header, byte 52: expected a whole number that is not negative and below 2^64"},
        {"{'descr': '<f4', 'fortran_order': False, 'shape': (2 3)}",
         "header, byte 54: expected a comma or a closing bracket"},
        {"{'descr': '<f4', 'fortran_order': Maybe, 'shape': (2, 3)}",
         "header, byte 35: expected True or False"},
        {"{'descr': '<f4', 'shape': (2, 3)}", "header: no key 'fortran_order'"},
        {"{'descr': '<f4', 'descr': '<f4', " TAIL, "header: a second key 'descr'"},
        {"{'name': 1, " TAIL, "header: an unknown key 'name'"},
        {"{'descr': '<f4', " TAIL "}", "header, byte 58: expected blanks up to its end"},
        {"{'descr", "header, byte 3: expected a text that ends, without escapes"},
        {"[]", "header, byte 1: expected a dictionary, as {'descr': '<f4', …}"},
        {"{'descr': '<f4', 'fortran_order': False, 'shape': (0, 3)}",
         "0 rows of 3 numbers: nothing to search"},
        {"{'descr': '<f4', 'fortran_order': False, 'shape': (4294967295, 1048576)}",
         "4294967295 rows of 1048576 numbers: expected at most 4294967040 rows of "
         "1048576"},
        {"{'descr': '<f4', 'fortran_order': False, 'shape': (4000000000, 1000000)}",
         "4000000000 rows of 1000000 numbers need 16000000000000000 bytes behind the "
         "header of 128, and the file has 24"},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        static const float numbers[6] = {1, 2, 3, 4, 5, 6};
        struct npy_case c;
        init(&c);
        const char *path =
            npy_write(&c.folder, "a.npy", 1, cases[i].header, numbers, sizeof(numbers));
        cr_assert_eq(read_path(&c, path), PIN_E_PARSE, "%s", cases[i].header);
        cr_assert_str_eq(c.err.text, cases[i].text);
        cr_assert_str_eq(c.err.where, path);
        done(&c);
    }
}

Test(npy, a_file_cut_anywhere_or_with_more_behind_it_is_refused)
{
    static const float numbers[6] = {1, 2, 3, 4, 5, 6};
    struct npy_case c;
    char whole[256];
    init(&c);
    FILE *file = fopen(npy_floats(&c.folder, "a.npy", 2, 3, numbers), "rb");
    cr_assert_not_null(file);
    const size_t n = fread(whole, 1, sizeof(whole) - 1, file);
    cr_assert_eq(fclose(file), 0);
    done(&c);
    cr_assert_eq(n, 128 + sizeof(numbers));
    for (size_t length = 0; length <= n + 1; length++) {
        init(&c);
        const char *path = folder_write(&c.folder, "a.npy", whole, length);
        cr_assert_eq(read_path(&c, path), length == n ? PIN_OK : PIN_E_PARSE,
                     "%zu bytes: %s", length, c.err.text);
        cr_assert(length == n || strcmp(c.err.where, path) == 0);
        done(&c);
    }
}

Test(npy, numpys_signature_version_and_length_are_checked)
{
    static const struct {
        const char *bytes;
        size_t length;
        const char *text;
    } cases[] = {
        {"\x93NUMPX\1\0\2\0{}", 12, "no .npy file: it does not begin with \\x93NUMPY"},
        {"\x93NUMPY\4\0\2\0{}", 12, "a .npy file of version 4; versions 1 to 3 are read"},
        {"\x93NUMPY\2\0\xff\xff\xff\xff{}", 14,
         "a header of 4294967295 bytes; expected at most 65536"},
    };
    for (size_t i = 0; i < 3; i++) {
        struct npy_case c;
        init(&c);
        const char *path =
            folder_write(&c.folder, "a.npy", cases[i].bytes, cases[i].length);
        cr_assert_eq(read_path(&c, path), PIN_E_PARSE);
        cr_assert_str_eq(c.err.text, cases[i].text);
        done(&c);
    }
}

Test(npy, an_array_of_several_pieces_is_converted_whole)
{
    enum { ROWS = 300, DIM = 100 }; /* 240,000 bytes, of 65,536 a piece */
    static double numbers[DIM][ROWS];
    static float got[DIM];
    struct npy_case c;
    char header[128];
    for (uint32_t i = 0; i < ROWS * DIM; i++) {
        numbers[i / ROWS][i % ROWS] = i;
    }
    init(&c);
    (void)snprintf(header, sizeof(header),
                   "{'descr': '<f8', 'fortran_order': True, 'shape': (%d, %d)}", ROWS,
                   DIM);
    const char *path = npy_write(&c.folder, "a.npy", 1, header, numbers, sizeof(numbers));
    cr_assert_eq(read_path(&c, path), PIN_OK, "%s", c.err.text);
    for (uint32_t row = 0; row < ROWS; row++) {
        pin_matrix_row(got, &c.matrix, row);
        for (uint32_t column = 0; column < DIM; column++) {
            cr_assert_float_eq(got[column], (float)(column * ROWS + row), 0.0F);
        }
    }
    done(&c);
}
