/* converter.c - "converter": a constant and a proportional loss (see loss.h).
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "models/loss.h"
#include "models/power_model.h"
#include "models/registry.h"

struct converter_params {
    double units;
    double constant_w;
    double efficiency_frac;
};

static const struct param rows[] = {
    {PARAM(converter_params, units), .kind = PARAM_COUNT, .unit = "-", .min = 1.0, .max = 1e5,
     .fallback = 1.0, .grade = GRADE_RULE, .source = "one when nothing is said",
     .text = "converters side by side, each with its constant loss"},
    {PARAM(converter_params, constant_w), .kind = PARAM_NUMBER, .unit = "W", .min = 0.0, .max = 1e5,
     .fallback = 17.0, .grade = GRADE_MEASURED,
     .source = "Brewer et al., ExaDigiT (2024): rectifiers of Frontier",
     .text = "constant loss of one, before its efficiency"},
    {PARAM(converter_params, efficiency_frac), .kind = PARAM_NUMBER, .unit = "1", .min = 0.5,
     .max = 1.0, .fallback = 0.96, .grade = GRADE_MEASURED,
     .source = "Brewer et al., ExaDigiT (2024): rectifiers of Frontier",
     .text = "efficiency besides the constant loss"},
    {0},
};

static enum status step(const void *params, const struct power_block *b)
{
    const struct converter_params *const p = params;

    for (size_t i = 0; i < b->n; i++) {
        const double input_w =
            loss_converter_input_w(b->load_w[i], p->units * p->constant_w, p->efficiency_frac);
        b->loss_w[i] = (input_w - b->load_w[i]) * b->is_energised[i];
        b->input_var[i] = b->load_var[i];
    }
    return STATUS_OK;
}

const struct power_model power_converter = {
    .info =
        {
            .name = "converter",
            .summary = "rectifiers or converters with a constant loss and an efficiency",
            .validity = "0 to rating",
            .source = "Brewer et al., A Digital Twin Framework for Liquid-cooled Supercomputers "
                      "as Demonstrated at Exascale (2024)",
            .params = rows,
            .params_size = sizeof(struct converter_params),
        },
    .step = step,
};
