/* fuzz_scenario.c - any text as a scenario: read, checked, and built when it is sound.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "sim/base/text.h"
#include "sim/hall/build.h"
#include "tests/fuzz/input.h"

/* A scenario without errors has a plan, or says why not. */
static void build(struct arena *arena, const struct scenario *scenario, struct diag *diag)
{
    for (size_t i = 0; i < scenario->n_sites; i++) {
        for (size_t h = 0; h < scenario->sites[i].halls.n; h++) {
            const struct plan *plan = NULL;
            if (build_plan(arena, scenario, i, h, diag, &plan) != STATUS_OK &&
                diag_n_errors(diag) == 0) {
                abort();
            }
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct input in = input_open(data, size);
    struct arena *const arena = arena_create(input_exhausted);
    struct diag *const diag = diag_create(arena);
    const struct scenario_request request = {.path = in.path};
    struct scenario *scenario = NULL;
    struct text said = {0};

    const enum status st = scenario_load(arena, &request, diag, &scenario);
    if ((st == STATUS_OK) != (diag_n_errors(diag) == 0)) {
        abort(); /* a refusal without a reason, or a reason without a refusal */
    }
    if (st == STATUS_OK) {
        build(arena, scenario, diag);
    }
    diag_render(diag, 20, &said);
    text_release(&said);
    arena_destroy(arena);
    (void)close(in.fd);
    return 0;
}
