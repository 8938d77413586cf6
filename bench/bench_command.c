/* bench_command.c - wall time, processor time and peak memory of a whole program.
 *
 * Usage: bench_command RUNS COMMAND [ARGUMENT...]. The command's output is thrown away.
 * Prints one line: the medians of wall and of processor time in milliseconds, and the
 * largest peak of memory in MB (10^6 bytes). */
#include "harness/base/clock.h"
#include "harness/base/text.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum { RUNS_MAX = 1000 };

struct sample {
    double wall_ms;
    double cpu_ms;
    double peak_mb;
};

static double milliseconds(struct timeval time)
{
    return 1e3 * (double)time.tv_sec + 1e-3 * (double)time.tv_usec;
}

static _Noreturn void become(char **command)
{
    const int nothing = open("/dev/null", O_WRONLY);
    if (nothing >= 0 && dup2(nothing, 1) >= 0 && dup2(nothing, 2) >= 0) {
        (void)execvp(command[0], command);
    }
    _exit(127);
}

static bool run_once(struct sample *out, char **command)
{
    const uint64_t start_ns = pin_clock_ns();
    const pid_t child = fork();
    if (child == 0) {
        become(command);
    }
    int status = 0;
    struct rusage usage;
    if (child < 0 || wait4(child, &status, 0, &usage) != child) {
        return false;
    }
    out->wall_ms = 1e-6 * (double)(pin_clock_ns() - start_ns);
    out->cpu_ms = milliseconds(usage.ru_utime) + milliseconds(usage.ru_stime);
    out->peak_mb = 1e-6 * 1024 * (double)usage.ru_maxrss;
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static int by_size(const void *a, const void *b)
{
    const double left = *(const double *)a;
    const double right = *(const double *)b;
    return (left > right) - (left < right);
}

int main(int argc, char **argv)
{
    static double wall[RUNS_MAX];
    static double cpu[RUNS_MAX];
    double peak_mb = 0.0;
    uint32_t runs_n = 0;
    if (argc < 3 || pin_text_u32(&runs_n, pin_text_of(argv[1]), NULL) != PIN_OK ||
        runs_n < 1 || runs_n > RUNS_MAX) {
        (void)fputs("usage: bench_command RUNS COMMAND [ARGUMENT...]\n", stderr);
        return 2;
    }
    for (uint32_t i = 0; i < runs_n; i++) {
        struct sample sample;
        if (!run_once(&sample, argv + 2)) {
            (void)fprintf(stderr, "bench_command: %s failed\n", argv[2]);
            return 1;
        }
        wall[i] = sample.wall_ms;
        cpu[i] = sample.cpu_ms;
        peak_mb = sample.peak_mb > peak_mb ? sample.peak_mb : peak_mb;
    }
    qsort(wall, runs_n, sizeof(double), by_size);
    qsort(cpu, runs_n, sizeof(double), by_size);
    (void)printf("%.1f %.1f %.1f\n", wall[runs_n / 2], cpu[runs_n / 2], peak_mb);
    return 0;
}
