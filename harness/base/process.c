/* process.c - the program's input is a socket, because a write to one can be told not to
 * raise SIGPIPE; its outputs are pipes. posix_spawn, never fork: threads may run. */
#define _GNU_SOURCE /* posix_spawn_file_actions_addchdir_np, environ */
#include "harness/base/process.h"

#include "harness/base/buffer.h"
#include "harness/base/clock.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum { INPUT, OUTPUT, ERRORS, STREAMS_N };
enum { READ_BYTES = 1 << 16, PAUSE_MS = 2, NS_PER_MS = 1000000 };

struct stream {
    int ours, theirs; /* descriptors; -1: closed */
    struct pin_buffer kept;
    bool cut;
};

struct running {
    const struct pin_process *process;
    char **environment;
    struct stream streams[STREAMS_N];
    size_t written; /* bytes of the input */
    uint64_t deadline_ns;
    pid_t pid;
    bool timed_out;
};

static enum pin_status refuse(const struct pin_process *process, const char *what,
                              int number, struct pin_error *err)
{
    return pin_fail(err, PIN_E_IO, "cannot %s %.60s: %s", what, process->arguments[0],
                    strerror(number));
}

static void close_end(int *descriptor)
{
    if (*descriptor >= 0) {
        (void)close(*descriptor);
        *descriptor = -1;
    }
}

/* Above the three standard ones, so that putting one in its place overwrites no other. */
static bool settle(int *descriptor)
{
    const int higher = fcntl(*descriptor, F_DUPFD_CLOEXEC, STREAMS_N);
    const int number = errno;
    close_end(descriptor);
    *descriptor = higher;
    errno = number;
    return higher >= 0;
}

static bool open_stream(struct stream *stream, int which)
{
    int ends[2] = {-1, -1};
    if (which == INPUT) {
        if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) {
            return false;
        }
        stream->ours = ends[1];
        stream->theirs = ends[0];
    } else {
        if (pipe(ends) != 0) {
            return false;
        }
        stream->ours = ends[0];
        stream->theirs = ends[1];
    }
    return settle(&stream->ours) && settle(&stream->theirs) &&
           fcntl(stream->ours, F_SETFL, O_NONBLOCK) == 0;
}

static int add_actions(posix_spawn_file_actions_t *actions, const struct running *running)
{
    int number = 0;
    for (int i = 0; i < STREAMS_N && number == 0; i++) {
        number = posix_spawn_file_actions_adddup2(actions, running->streams[i].theirs, i);
    }
    return number;
}

static int set_signals(posix_spawnattr_t *attributes)
{
    sigset_t none;
    sigset_t broken_pipe;
    (void)sigemptyset(&none);
    (void)sigemptyset(&broken_pipe);
    (void)sigaddset(&broken_pipe, SIGPIPE);
    int number = posix_spawnattr_setsigmask(attributes, &none);
    if (number == 0) {
        number = posix_spawnattr_setsigdefault(attributes, &broken_pipe);
    }
    return number != 0 ? number
                       : posix_spawnattr_setflags(attributes, POSIX_SPAWN_SETSIGMASK |
                                                                  POSIX_SPAWN_SETSIGDEF);
}

/* The strings are not changed; the call lacks a const for reasons of history. */
static int spawn_program(struct running *running,
                         const posix_spawn_file_actions_t *actions,
                         const posix_spawnattr_t *attributes)
{
    char **arguments = NULL;
    memcpy(&arguments, &running->process->arguments, sizeof(arguments));
    return posix_spawnp(&running->pid, arguments[0], actions, attributes, arguments,
                        running->environment);
}

/* That of this process with another LC_ALL. */
static enum pin_status make_environment(struct running *running, struct pin_arena *arena,
                                        struct pin_error *err)
{
    static const char name[] = "LC_ALL=";
    const size_t name_length = sizeof(name) - 1;
    size_t n = 0;
    running->environment = environ;
    if (!running->process->locale) {
        return PIN_OK;
    }
    while (environ && environ[n]) {
        n++;
    }
    const size_t length = strlen(running->process->locale);
    char **made = PIN_NEW_N(arena, char *, n + 2);
    char *setting = pin_arena_alloc(arena, name_length + length + 1, 1);
    if (!made || !setting) {
        return pin_fail(err, PIN_E_NOMEM, "no memory to start a program");
    }
    memcpy(setting, name, name_length);
    memcpy(setting + name_length, running->process->locale, length + 1);
    size_t kept_n = 0;
    for (size_t i = 0; i < n; i++) {
        if (strncmp(environ[i], name, name_length) != 0) {
            made[kept_n++] = environ[i];
        }
    }
    made[kept_n] = setting;
    running->environment = made;
    return PIN_OK;
}

static enum pin_status start(struct running *running, struct pin_error *err)
{
    const struct pin_process *process = running->process;
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    for (int i = 0; i < STREAMS_N; i++) {
        if (!open_stream(&running->streams[i], i)) {
            return refuse(process, "talk to", errno, err);
        }
    }
    int number = posix_spawn_file_actions_init(&actions);
    if (number != 0) {
        return refuse(process, "start", number, err);
    }
    number = posix_spawnattr_init(&attributes);
    if (number == 0) {
        number = add_actions(&actions, running);
        number = number != 0 ? number : set_signals(&attributes);
        number = number != 0 ? number : spawn_program(running, &actions, &attributes);
        (void)posix_spawnattr_destroy(&attributes);
    }
    (void)posix_spawn_file_actions_destroy(&actions);
    for (int i = 0; i < STREAMS_N; i++) {
        close_end(&running->streams[i].theirs);
    }
    if (number == ENOENT || number == EACCES || number == ENOTDIR) {
        return pin_fail(err, PIN_E_UNAVAILABLE, "cannot start %.60s: %s",
                        process->arguments[0], strerror(number));
    }
    return number == 0 ? PIN_OK : refuse(process, "start", number, err);
}

/* A program may end without reading all: that is its own affair. */
static void feed(struct running *running)
{
    const struct pin_text input = running->process->input;
    int *socket = &running->streams[INPUT].ours;
    while (*socket >= 0 && running->written < input.length) {
        const ssize_t n = send(*socket, input.bytes + running->written,
                               input.length - running->written, MSG_NOSIGNAL);
        if (n < 0 && errno == EAGAIN) {
            return;
        }
        if (n < 0 && errno != EINTR) {
            close_end(socket);
        }
        running->written += n > 0 ? (size_t)n : 0;
    }
    close_end(socket);
}

static enum pin_status drain(struct stream *stream, size_t output_max,
                             struct pin_error *err)
{
    char bytes[READ_BYTES];
    const ssize_t n = read(stream->ours, bytes, sizeof(bytes));
    if (n < 0 && (errno == EAGAIN || errno == EINTR)) {
        return PIN_OK;
    }
    if (n <= 0) {
        close_end(&stream->ours);
        return PIN_OK;
    }
    const size_t room = output_max - stream->kept.length;
    const size_t taken = (size_t)n < room ? (size_t)n : room;
    stream->cut = stream->cut || taken < (size_t)n;
    return pin_buffer_put(&stream->kept, bytes, taken, err);
}

/* Milliseconds to the deadline, for poll; -1: there is none. */
static int time_left(const struct running *running)
{
    enum { LONGEST_MS = 1 << 20 };
    if (running->deadline_ns == 0) {
        return -1;
    }
    const uint64_t now_ns = pin_clock_ns();
    if (now_ns >= running->deadline_ns) {
        return 0;
    }
    const uint64_t left_ms = (running->deadline_ns - now_ns) / NS_PER_MS + 1;
    return left_ms < LONGEST_MS ? (int)left_ms : LONGEST_MS;
}

/* Until both outputs have ended, or the time is up. */
static enum pin_status converse(struct running *running, struct pin_error *err)
{
    struct stream *streams = running->streams;
    while (streams[OUTPUT].ours >= 0 || streams[ERRORS].ours >= 0) {
        struct pollfd ready[STREAMS_N];
        for (int i = 0; i < STREAMS_N; i++) {
            ready[i] = (struct pollfd){.fd = streams[i].ours,
                                       .events = i == INPUT ? POLLOUT : POLLIN};
        }
        const int wait_ms = time_left(running);
        if (wait_ms == 0) {
            running->timed_out = true;
            return PIN_OK;
        }
        if (poll(ready, STREAMS_N, wait_ms) < 0 && errno != EINTR) {
            return refuse(running->process, "talk to", errno, err);
        }
        if (ready[INPUT].revents != 0) {
            feed(running);
        }
        for (int i = OUTPUT; i < STREAMS_N; i++) {
            if (ready[i].revents != 0) {
                PIN_TRY(drain(&streams[i], running->process->output_max, err));
            }
        }
    }
    return PIN_OK;
}

/* With kill_it, or when the time is up, it is killed first; it is gone afterwards. */
static void await_end(struct running *running, bool kill_it, struct pin_process_end *out)
{
    int status = 0;
    pid_t ended = 0;
    for (;;) {
        if (kill_it || running->timed_out) {
            (void)kill(running->pid, SIGKILL);
            do {
                ended = waitpid(running->pid, &status, 0);
            } while (ended < 0 && errno == EINTR);
            break;
        }
        ended = waitpid(running->pid, &status, running->deadline_ns == 0 ? 0 : WNOHANG);
        if (ended == running->pid || (ended < 0 && errno != EINTR)) {
            break;
        }
        (void)poll(NULL, 0, PAUSE_MS);
        running->timed_out = time_left(running) == 0;
    }
    const bool exited = ended == running->pid && WIFEXITED(status);
    const bool killed = ended == running->pid && WIFSIGNALED(status);
    out->exit = exited ? WEXITSTATUS(status) : -1;
    out->signal = killed ? WTERMSIG(status) : 0;
    out->timed_out = running->timed_out;
}

static enum pin_status keep(struct pin_process_output *out, struct stream *stream,
                            struct pin_arena *arena, struct pin_error *err)
{
    out->length = stream->kept.length;
    out->cut = stream->cut;
    out->bytes = pin_buffer_move(&stream->kept, arena, err);
    return out->bytes ? PIN_OK : PIN_E_NOMEM;
}

enum pin_status pin_process_run(struct pin_process_end *out,
                                const struct pin_process *process,
                                struct pin_arena *arena, struct pin_error *err)
{
    struct running running = {.process = process};
    *out = (struct pin_process_end){.exit = -1};
    for (int i = 0; i < STREAMS_N; i++) {
        running.streams[i].ours = -1;
        running.streams[i].theirs = -1;
        pin_buffer_init(&running.streams[i].kept, 0, arena);
    }
    if (process->time_limit_ns > 0) {
        running.deadline_ns = pin_clock_ns() + process->time_limit_ns;
    }
    enum pin_status status = make_environment(&running, arena, err);
    bool started = false;
    if (status == PIN_OK) {
        status = start(&running, err);
        started = status == PIN_OK;
    }
    if (started) {
        status = converse(&running, err);
        close_end(&running.streams[INPUT].ours);
        await_end(&running, status != PIN_OK, out);
    }
    if (status == PIN_OK) {
        status = keep(&out->output, &running.streams[OUTPUT], arena, err);
    }
    if (status == PIN_OK) {
        status = keep(&out->errors, &running.streams[ERRORS], arena, err);
    }
    for (int i = 0; i < STREAMS_N; i++) {
        close_end(&running.streams[i].ours);
        close_end(&running.streams[i].theirs);
        pin_buffer_free(&running.streams[i].kept);
    }
    return status;
}
