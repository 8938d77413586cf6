#include "harness/base/digest_thread.h"
#include "harness/base/rng.h"

#include <stdlib.h>
#include <string.h>

#include <criterion/criterion.h>

/* Pieces of many sizes, larger than a slot too, against one update. */
Test(digest_thread, the_digest_is_the_same_however_the_bytes_come)
{
    enum { BYTES = 3000000 };
    char *bytes = malloc(BYTES);
    cr_assert_not_null(bytes);
    for (uint32_t i = 0; i < BYTES; i++) {
        bytes[i] = (char)pin_rng_u64(5, 0, i);
    }
    struct pin_digest whole;
    char expected[PIN_DIGEST_HEX];
    pin_digest_init(&whole);
    pin_digest_update(&whole, bytes, BYTES);
    pin_digest_finish(&whole, expected);
    static const size_t pieces[] = {1021, 65536, 262144, 262145, 1000000, BYTES};
    for (size_t i = 0; i < sizeof(pieces) / sizeof(pieces[0]); i++) {
        struct pin_digest_thread *thread = pin_digest_thread_start();
        cr_assert_not_null(thread);
        for (size_t at = 0; at < BYTES; at += pieces[i]) {
            const size_t left = BYTES - at;
            pin_digest_thread_feed(thread, bytes + at,
                                   left < pieces[i] ? left : pieces[i]);
        }
        struct pin_digest digest = pin_digest_thread_result(thread);
        char hex[PIN_DIGEST_HEX];
        pin_digest_finish(&digest, hex);
        cr_assert_str_eq(hex, expected, "pieces of %zu", pieces[i]);
        pin_digest_thread_stop(thread);
    }
    free(bytes);
}

Test(digest_thread, it_stops_with_work_left_and_without_any)
{
    static char bytes[1 << 18];
    pin_digest_thread_stop(NULL);
    pin_digest_thread_stop(pin_digest_thread_start());
    struct pin_digest_thread *thread = pin_digest_thread_start();
    cr_assert_not_null(thread);
    pin_digest_thread_feed(thread, bytes, sizeof(bytes));
    pin_digest_thread_feed(thread, bytes, sizeof(bytes));
    pin_digest_thread_stop(thread);
}
