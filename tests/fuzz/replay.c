/* replay.c - runs a fuzz target over the files, and the files of the folders, that are
 * named on the command line. It stands where libFuzzer's main stands in a fuzzing build,
 * so that every build replays what fuzzing has found. */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The input lies at the end of its own allocation, so that a checker sees any overrun. */
static size_t replay_file(const char *path, size_t size)
{
    FILE *file = fopen(path, "rb");
    uint8_t *data = malloc(size + 1);
    if (!file || !data || fread(data + 1, 1, size, file) != size) {
        (void)fprintf(stderr, "%s: cannot be read\n", path);
        exit(2);
    }
    (void)fclose(file);
    (void)LLVMFuzzerTestOneInput(data + 1, size);
    free(data);
    return 1;
}

static size_t replay_path(const char *path)
{
    struct stat status;
    if (stat(path, &status) != 0) {
        (void)fprintf(stderr, "%s: is not there\n", path);
        exit(2);
    }
    if (S_ISREG(status.st_mode)) {
        return replay_file(path, (size_t)status.st_size);
    }
    DIR *folder = opendir(path);
    size_t n = 0;
    const struct dirent *entry = NULL;
    while (folder && (entry = readdir(folder)) != NULL) {
        char inside[4096];
        const int length = snprintf(inside, sizeof(inside), "%s/%s", path, entry->d_name);
        if (entry->d_name[0] != '.' && length > 0 && (size_t)length < sizeof(inside)) {
            n += replay_path(inside);
        }
    }
    if (folder) {
        (void)closedir(folder);
    }
    return n;
}

int main(int argc, char **argv)
{
    size_t n = 0;
    for (int i = 1; i < argc; i++) {
        n += replay_path(argv[i]);
    }
    (void)printf("%zu inputs\n", n);
    return n == 0 ? 1 : 0;
}
