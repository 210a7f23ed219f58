/* test_frontier.c - the power chain of a published machine, from its open configuration.
 *
 * The expected numbers are the same sums in exact arithmetic.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "tests/support/check_main.h"
#include "tests/support/frontier.h"

enum { NODES = 16, CHASSIS = 8 * 74 };

static const double switches_w = 4.0 * 250.0;
static const double cdus_w = 25.0 * 8473.47;

START_TEST(machine_draws_what_its_configuration_says)
{
    static const struct {
        const char *name;
        double host_frac;
        double gpu_frac;
        double expected_w;
    } states[] = {
        {"idle", 0.0, 0.0, 7306523.824829933},
        {"HPL", 0.33, 0.79, 22954453.076530616},
        {"all GPUs", 0.0, 1.0, 26314959.198979599},
        {"peak", 1.0, 1.0, 28227884.36904762},
    };
    const struct parts_params p = frontier_node();

    for (size_t i = 0; i < sizeof states / sizeof states[0]; i++) {
        const double node_w = frontier_power(&p, states[i].host_frac, states[i].gpu_frac).input_w;
        const double chassis_w = frontier_rectified_w(NODES * node_w + switches_w, 4.0, 17.0, 0.96);
        const double machine_w = CHASSIS * chassis_w + cdus_w;
        const double off = fabs(machine_w / states[i].expected_w - 1.0);
        /* Some twenty roundings of 1e-16 each. */
        ck_assert_msg(off < 1e-12, "%s: %.16g W, off by %.2g", states[i].name, machine_w, off);
    }
}
END_TEST

TCASE(tc_states, "states", machine_draws_what_its_configuration_says)
CHECK_MAIN("frontier", tc_states)
