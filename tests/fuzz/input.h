/* input.h - what a fuzzer made up, as a file that the readers open by its name.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef TESTS_FUZZ_INPUT_H
#define TESTS_FUZZ_INPUT_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "sim/base/arena.h"
#include "sim/base/diag.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A file in memory; the caller closes it. */
struct input {
    int fd;
    char path[32];
};

static inline struct input input_open(const uint8_t *data, size_t size)
{
    struct input in = {.fd = memfd_create("fuzz", 0)};

    if (in.fd < 0 || write(in.fd, data, size) != (ssize_t)size) {
        abort();
    }
    (void)snprintf(in.path, sizeof in.path, "/proc/self/fd/%d", in.fd);
    return in;
}

static inline void input_exhausted(size_t bytes, const char *label)
{
    (void)fprintf(stderr, "out of memory: %zu bytes for %s\n", bytes, label);
    abort();
}

#endif
