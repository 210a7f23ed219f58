/* fuzz_csv.c - any bytes as a trace in CSV: what is read holds what a trace promises.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "sim/base/text.h"
#include "sim/scenario/import_trace.h"
#include "tests/fuzz/input.h"

/* Times rise from zero; a utilisation is a share, a power is not negative. */
static void check(const struct trace *t)
{
    for (size_t i = 0; i < t->n; i++) {
        const bool rises = i == 0 ? t->time_s[i] >= 0.0 : t->time_s[i] > t->time_s[i - 1];
        const bool is_value = t->value[i] >= 0.0 && isfinite(t->value[i]);
        if (!rises || !isfinite(t->time_s[i]) || !is_value) {
            abort();
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct input in = input_open(data, size);
    struct arena *const arena = arena_create(input_exhausted);
    struct diag *const diag = diag_create(arena);
    const struct trace_request request = {.path = in.path};
    const struct trace *trace = NULL;
    struct text said = {0};

    const enum status st = import_trace(arena, &request, diag, &trace);
    if ((st == STATUS_OK) != (diag_n_errors(diag) == 0)) {
        abort();
    }
    if (st == STATUS_OK) {
        check(trace);
    }
    diag_render(diag, 20, &said);
    text_release(&said);
    arena_destroy(arena);
    (void)close(in.fd);
    return 0;
}
