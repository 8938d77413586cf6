#include "harness/base/clock.h"
#include "harness/base/process.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <criterion/criterion.h>

enum { SECOND_NS = 1000000000 };

static struct pin_arena arena;

static void begin(void)
{
    pin_arena_init(&arena, 0);
}

static void end(void)
{
    pin_arena_free(&arena);
}

TestSuite(process, .init = begin, .fini = end);

/* A script for sh, in place of programs of our own. */
static struct pin_process shell(const char *const arguments[4], const char *input)
{
    return (struct pin_process){.arguments = arguments,
                                .input = pin_text_of(input),
                                .time_limit_ns = 20ULL * SECOND_NS,
                                .output_max = 1 << 20};
}

static struct pin_process_end ran(const char *script, const char *input)
{
    const char *const arguments[4] = {"sh", "-c", script, NULL};
    const struct pin_process process = shell(arguments, input);
    struct pin_process_end ended;
    struct pin_error err = {0};
    cr_assert_eq(pin_process_run(&ended, &process, &arena, &err), PIN_OK, "%s", err.text);
    return ended;
}

/* Descriptors that are open: the same number before and after, or one leaked. */
static int open_descriptors(void)
{
    int n = 0;
    for (int i = 0; i < 256; i++) {
        n += fcntl(i, F_GETFD) != -1;
    }
    return n;
}

Test(process, input_goes_in_and_both_outputs_come_back_apart)
{
    const struct pin_process_end ended = ran("cat; echo oops >&2; exit 7", "a\nb");
    cr_assert_eq(ended.exit, 7);
    cr_assert_eq(ended.signal, 0);
    cr_assert_not(ended.timed_out);
    cr_assert_str_eq(ended.output.bytes, "a\nb");
    cr_assert_eq(ended.output.length, 3U);
    cr_assert_not(ended.output.cut);
    cr_assert_str_eq(ended.errors.bytes, "oops\n");
}

Test(process, arguments_are_passed_as_they_are_and_no_shell_reads_them)
{
    const char *const arguments[4] = {"printf", "%s", "`touch x`; $(y) '\"\\\n*", NULL};
    const struct pin_process process = shell(arguments, "");
    struct pin_process_end ended;
    cr_assert_eq(pin_process_run(&ended, &process, &arena, NULL), PIN_OK);
    cr_assert_eq(ended.exit, 0);
    cr_assert_str_eq(ended.output.bytes, arguments[2]);
}

Test(process, much_goes_in_and_out_at_once_without_a_deadlock)
{
    enum { LENGTH = 3000000 };
    char *input = pin_arena_alloc(&arena, LENGTH + 1, 1);
    memset(input, 'x', LENGTH);
    const char *const arguments[4] = {"sh", "-c", "tee /dev/stderr", NULL};
    struct pin_process process = shell(arguments, input);
    process.output_max = LENGTH;
    struct pin_process_end ended;
    cr_assert_eq(pin_process_run(&ended, &process, &arena, NULL), PIN_OK);
    cr_assert_eq(ended.output.length, (size_t)LENGTH);
    cr_assert_eq(ended.errors.length, (size_t)LENGTH);
    cr_assert_eq(memcmp(ended.output.bytes, input, LENGTH), 0);
    cr_assert_not(ended.output.cut);
}

Test(process, what_is_above_the_bound_is_read_and_thrown_away)
{
    const char *const arguments[4] = {"sh", "-c", "yes | head -c 500000; echo end >&2",
                                      NULL};
    struct pin_process process = shell(arguments, "");
    process.output_max = 10;
    struct pin_process_end ended;
    cr_assert_eq(pin_process_run(&ended, &process, &arena, NULL), PIN_OK);
    cr_assert_eq(ended.exit, 0);
    cr_assert_str_eq(ended.output.bytes, "y\ny\ny\ny\ny\n");
    cr_assert(ended.output.cut);
    cr_assert_str_eq(ended.errors.bytes, "end\n");
    cr_assert_not(ended.errors.cut);
}

Test(process, a_program_that_does_not_read_raises_no_signal_here)
{
    enum { LENGTH = 3000000 };
    char *input = pin_arena_alloc(&arena, LENGTH + 1, 1);
    memset(input, 'x', LENGTH);
    const struct pin_process_end ended = ran("exec <&-; echo done; exit 3", input);
    cr_assert_eq(ended.exit, 3);
    cr_assert_str_eq(ended.output.bytes, "done\n");
}

Test(process, a_program_that_a_signal_ends_has_no_status)
{
    const struct pin_process_end ended = ran("kill -TERM $$", "");
    cr_assert_eq(ended.exit, -1);
    cr_assert_eq(ended.signal, SIGTERM);
    cr_assert_not(ended.timed_out);
}

Test(process, a_program_that_hangs_is_killed_at_its_limit)
{
    static const char *const scripts[] = {
        "echo begun; exec sleep 60", "exec >&- 2>&-; exec sleep 60", "sleep 5 & exit 0"};
    for (size_t i = 0; i < sizeof(scripts) / sizeof(scripts[0]); i++) {
        const char *const arguments[4] = {"sh", "-c", scripts[i], NULL};
        struct pin_process process = shell(arguments, "");
        process.time_limit_ns = SECOND_NS / 4;
        struct pin_process_end ended;
        const uint64_t start_ns = pin_clock_ns();
        cr_assert_eq(pin_process_run(&ended, &process, &arena, NULL), PIN_OK);
        cr_assert(ended.timed_out, "%s", scripts[i]);
        cr_assert_geq(pin_clock_ns() - start_ns, SECOND_NS / 4U);
        cr_assert_lt(pin_clock_ns() - start_ns, 4ULL * SECOND_NS);
        cr_assert_str_eq(ended.output.bytes, i == 0 ? "begun\n" : "");
    }
}

Test(process, a_program_that_is_not_there_is_unavailable)
{
    static const char *const names[] = {"no-such-program-pin", "/no/such/program",
                                        "/dev/null", "/"};
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        const char *const arguments[4] = {names[i], NULL};
        const struct pin_process process = shell(arguments, "text");
        struct pin_process_end ended;
        struct pin_error err = {0};
        cr_assert_eq(pin_process_run(&ended, &process, &arena, &err), PIN_E_UNAVAILABLE,
                     "%s", names[i]);
        cr_assert_not_null(strstr(err.text, names[i]));
    }
}

Test(process, the_locale_is_that_which_is_named_and_the_rest_of_the_environment_stays)
{
    const char *const arguments[4] = {"sh", "-c", "echo $LC_ALL $PIN_KEPT", NULL};
    struct pin_process process = shell(arguments, "");
    struct pin_process_end ended;
    cr_assert_eq(setenv("LC_ALL", "C", 1), 0);
    cr_assert_eq(setenv("PIN_KEPT", "kept", 1), 0);
    cr_assert_eq(pin_process_run(&ended, &process, &arena, NULL), PIN_OK);
    cr_assert_str_eq(ended.output.bytes, "C kept\n");
    process.locale = "C.UTF-8";
    cr_assert_eq(pin_process_run(&ended, &process, &arena, NULL), PIN_OK);
    cr_assert_str_eq(ended.output.bytes, "C.UTF-8 kept\n");
}

Test(process, no_descriptor_and_no_child_is_left)
{
    const int before = open_descriptors();
    (void)ran("cat", "x");
    const char *const arguments[4] = {"no-such-program-pin", NULL};
    const struct pin_process process = shell(arguments, "");
    struct pin_process_end ended;
    cr_assert_eq(pin_process_run(&ended, &process, &arena, NULL), PIN_E_UNAVAILABLE);
    cr_assert_eq(open_descriptors(), before);
    cr_assert_eq(waitpid(-1, NULL, WNOHANG), -1);
    cr_assert_eq(errno, ECHILD);
}

Test(process, it_inherits_only_its_three_streams)
{
    const struct pin_process_end ended = ran("ls /proc/self/fd | wc -l", "");
    const int own = open("/dev/null", O_RDONLY | O_CLOEXEC);
    const struct pin_process_end again = ran("ls /proc/self/fd | wc -l", "");
    cr_assert_geq(own, 0);
    cr_assert_eq(close(own), 0);
    cr_assert_str_eq(again.output.bytes, ended.output.bytes);
}

Test(process, works_with_the_standard_streams_closed)
{
    const int kept = fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 10);
    cr_assert_eq(close(STDIN_FILENO), 0);
    const struct pin_process_end ended = ran("cat; echo err >&2", "in");
    cr_assert_str_eq(ended.output.bytes, "in");
    cr_assert_str_eq(ended.errors.bytes, "err\n");
    cr_assert_eq(dup2(kept, STDIN_FILENO), STDIN_FILENO);
    cr_assert_eq(close(kept), 0);
}

Test(process, each_allocation_may_fail)
{
    const char *const arguments[4] = {"sh", "-c", "cat; echo x >&2", NULL};
    struct pin_process process = shell(arguments, "in");
    process.locale = "C";
    const int before = open_descriptors();
    for (uint64_t call = 1;; call++) {
        struct pin_arena failing;
        struct pin_process_end ended;
        pin_arena_init(&failing, 0);
        failing.fail_at_call = call;
        const enum pin_status status = pin_process_run(&ended, &process, &failing, NULL);
        pin_arena_free(&failing);
        if (status == PIN_OK) {
            cr_assert_gt(call, 4U);
            break;
        }
        cr_assert_eq(status, PIN_E_NOMEM);
        cr_assert_lt(call, 50U);
    }
    cr_assert_eq(open_descriptors(), before);
}
