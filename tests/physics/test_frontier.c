/* test_frontier.c - the power chain of a published machine, from its open configuration.
 *
 * A node is a CPU and four GPUs behind its own converter (13 W and 98 %); 16 of them and four
 * switches of 250 W share the four rectifiers of a chassis (17 W each and 96 %); 8 chassis are a
 * rack, 74 racks and 25 CDUs the machine. The expected numbers are the same sums in exact
 * arithmetic.
 *
 * Source  ExaDigiT/RAPS, configuration of Frontier; Brewer et al. (2024).
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <string.h>

#include "models/node/parts.h"
#include "models/power_model.h"
#include "models/registry.h"
#include "tests/support/check_main.h"

enum { NODES = 16, CHASSIS = 8 * 74 };

static const double switches_w = 4.0 * 250.0;
static const double cdus_w = 25.0 * 8473.47;

/* The parameters of the node; all else at the defaults of the model's own rows. */
static struct parts_params node(void)
{
    struct parts_params p = {0};
    const struct model_info *const info = registry_find(FAMILY_NODE, "parts");

    ck_assert_uint_eq(info->params_size, sizeof p);
    for (const struct param *row = info->params; row->key != NULL; row++) {
        if (row->kind == PARAM_NUMBER || row->kind == PARAM_COUNT) {
            memcpy((char *)&p + row->offset, &row->fallback, sizeof row->fallback);
        }
    }
    p.accelerators = 4.0;
    p.accelerator_idle_w = 88.0;
    p.accelerator_max_w = 560.0;
    p.accelerator_exponent = 1.0;
    p.hosts = 1.0;
    p.host_idle_w = 90.0;
    p.host_max_w = 280.0;
    p.memory_w = 74.26;
    p.network_w = 4.0 * 20.0;
    p.storage_w = 30.0;
    p.board_w = 0.0;
    p.fan_w = 0.0;
    p.rest_idle_frac = 1.0;
    p.leak_frac = 0.0;
    p.psu_constant_w = 13.0;
    p.psu_efficiency_frac = 0.98;
    return p;
}

/* Four rectifiers that share a load. */
static double rectified_w(double load_w)
{
    const struct power_model *const model = &power_converter;
    const struct {
        double units, constant_w, efficiency_frac;
    } params = {4.0, 17.0, 0.96};
    const double one = 1.0;
    const double none = 0.0;
    double loss_w = PARAM_UNKNOWN;
    double input_var = PARAM_UNKNOWN;
    const struct power_block block = {
        .n = 1,
        .load_w = &load_w,
        .load_var = &none,
        .is_energised = &one,
        .loss_w = &loss_w,
        .input_var = &input_var,
    };

    ck_assert_uint_eq(model->info.params_size, sizeof params);
    ck_assert_int_eq(model->step(&params, &block), STATUS_OK);
    return load_w + loss_w;
}

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
    const struct parts_params p = node();

    for (size_t i = 0; i < sizeof states / sizeof states[0]; i++) {
        const struct parts_work work = {
            .util_frac = states[i].gpu_frac,
            .host_util_frac = states[i].host_frac,
            .die_c = PARAM_UNKNOWN,
            .inlet_c = 20.0,
            .clock_hz = p.clock_max_hz,
        };
        const double node_w = parts_power(&p, &work).input_w;
        const double machine_w = CHASSIS * rectified_w(NODES * node_w + switches_w) + cdus_w;
        const double off = fabs(machine_w / states[i].expected_w - 1.0);
        /* Some twenty roundings of 1e-16 each. */
        ck_assert_msg(off < 1e-12, "%s: %.16g W, off by %.2g", states[i].name, machine_w, off);
    }
}
END_TEST

TCASE(tc_states, "states", machine_draws_what_its_configuration_says)
CHECK_MAIN("frontier", tc_states)
