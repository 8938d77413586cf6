/* test_digest.c - against the examples of FIPS 180-4. */
#include "harness/base/digest.h"

#include <string.h>

#include <criterion/criterion.h>

static void digest_of(const char *bytes, size_t length, size_t piece, char *hex_out)
{
    struct pin_digest digest;
    pin_digest_init(&digest);
    for (size_t i = 0; i < length; i += piece) {
        pin_digest_update(&digest, bytes + i, length - i < piece ? length - i : piece);
    }
    pin_digest_finish(&digest, hex_out);
}

Test(digest, the_published_examples_come_out)
{
    char hex[PIN_DIGEST_HEX];
    digest_of("", 0, 1, hex);
    cr_assert_str_eq(hex, "e3b0c44298fc1c149afbf4c8996fb924"
                          "27ae41e4649b934ca495991b7852b855");
    digest_of("abc", 3, 3, hex);
    cr_assert_str_eq(hex, "ba7816bf8f01cfea414140de5dae2223"
                          "b00361a396177a9cb410ff61f20015ad");
    const char *two_blocks = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
    digest_of(two_blocks, strlen(two_blocks), 100, hex);
    cr_assert_str_eq(hex, "248d6a61d20638b8e5c026930c3e6039"
                          "a33ce45964ff2167f6ecedd419db06c1");
}

Test(digest, a_million_letters_in_pieces_of_any_size_give_the_published_sum)
{
    static char letters[1000000];
    memset(letters, 'a', sizeof(letters));
    static const size_t pieces[] = {1, 7, 63, 64, 65, 4096, 1000000};
    for (size_t i = 0; i < sizeof(pieces) / sizeof(pieces[0]); i++) {
        char hex[PIN_DIGEST_HEX];
        digest_of(letters, sizeof(letters), pieces[i], hex);
        cr_assert_str_eq(hex, "cdc76e5c9914fb9281a1c7e284d73e67"
                              "f1809a48a497200e046d39ccc7112cd0");
    }
}

Test(digest, a_copy_goes_on_alone)
{
    struct pin_digest first;
    char hex[PIN_DIGEST_HEX];
    char other[PIN_DIGEST_HEX];
    pin_digest_init(&first);
    pin_digest_update(&first, "ab", 2);
    struct pin_digest second = first;
    pin_digest_finish(&second, hex);
    pin_digest_update(&first, "c", 1);
    pin_digest_finish(&first, hex);
    digest_of("abc", 3, 1, other);
    cr_assert_str_eq(hex, other);
}
