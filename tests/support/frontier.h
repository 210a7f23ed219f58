/* frontier.h - a published machine: its nodes behind their own converters, and a chassis's rectifiers.
 *
 * A node is a CPU and four GPUs behind a converter (13 W and 98 %); 16 of them and four switches of
 * 250 W share the four rectifiers of a chassis (17 W each and 96 %); 8 chassis are a rack, 74 racks
 * and 25 CDUs the machine.
 *
 * Source  ExaDigiT/RAPS, configuration of Frontier; Brewer et al. (2024).
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef TESTS_SUPPORT_FRONTIER_H
#define TESTS_SUPPORT_FRONTIER_H

#include <string.h>

#include "models/node/parts.h"
#include "models/power_model.h"
#include "models/registry.h"

/* The parameters of the node; all else at the defaults of the model's own rows. */
static inline struct parts_params frontier_node(void)
{
    struct parts_params p = {0};
    const struct model_info *const info = registry_find(FAMILY_NODE, "parts");

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

static inline struct parts_power frontier_power(const struct parts_params *p, double host_frac,
                                                double gpu_frac)
{
    const struct parts_const k = parts_const(p);
    const struct parts_load load = parts_load(p, gpu_frac, host_frac, 1.0);
    const struct parts_place place = {.inlet_c = 20.0, .supply_frac = 1.0};

    return parts_power(&k, &load, &place, load.accelerator_w);
}

/* What rectifiers side by side draw for a load that they share. */
static inline double frontier_rectified_w(double load_w, double units, double constant_w,
                                          double efficiency_frac)
{
    const struct {
        double units, constant_w, efficiency_frac;
    } params = {units, constant_w, efficiency_frac};
    double one = 1.0;
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

    return power_converter.step(&params, &block) == STATUS_OK ? load_w + loss_w : PARAM_UNKNOWN;
}

#endif
