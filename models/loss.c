/* SPDX-License-Identifier: Apache-2.0 */
#include "models/loss.h"

#include <assert.h>
#include <math.h>

static double loss_at(const struct curve *c, size_t i)
{
    return c->x[i] * (1.0 / c->y[i] - 1.0);
}

double loss_supply_frac(const struct curve *efficiency, double load_frac)
{
    const struct curve *const c = efficiency;
    size_t i = 1;

    assert(c->n > 0);
    if (c->n == 1 || load_frac <= c->x[0]) {
        return load_frac * (1.0 / c->y[0] - 1.0);
    }
    while (i + 1 < c->n && c->x[i] < load_frac) {
        i++;
    }
    const double low = loss_at(c, i - 1);
    const double slope = (loss_at(c, i) - low) / (c->x[i] - c->x[i - 1]);
    return low + slope * (load_frac - c->x[i - 1]);
}

double loss_converter_input_w(double output_w, double constant_w, double efficiency_frac)
{
    return (output_w + constant_w) / efficiency_frac;
}

double loss_ups_frac(const struct loss_ups *ups, double load_frac)
{
    return ups->k0_frac + load_frac * (ups->k1_frac + load_frac * ups->k2_frac);
}

struct loss_ups loss_ups_fit(const double load_frac[3], const double efficiency_frac[3])
{
    const double *const x = load_frac;
    double loss[3];

    for (size_t i = 0; i < 3; i++) {
        loss[i] = x[i] * (1.0 / efficiency_frac[i] - 1.0);
    }
    const double low = (loss[1] - loss[0]) / (x[1] - x[0]);
    const double high = (loss[2] - loss[1]) / (x[2] - x[1]);
    const double k2 = (high - low) / (x[2] - x[0]);
    const double k1 = low - k2 * (x[0] + x[1]);
    return (struct loss_ups){loss[0] - x[0] * (k1 + k2 * x[0]), k1, k2};
}

struct loss_transformer loss_transformer_split(double rating_va, double efficiency_frac)
{
    const double optimum = 0.35;
    const double core_w = 0.5 * optimum * rating_va * (1.0 / efficiency_frac - 1.0);

    return (struct loss_transformer){.core_w = core_w, .load_w = core_w / (optimum * optimum)};
}

double loss_transformer_w(const struct loss_transformer *t, double load_frac)
{
    return t->core_w + t->load_w * load_frac * load_frac;
}

double loss_copper_factor(double winding_c, double reference_c)
{
    const double per_k = 0.0039;

    return 1.0 + per_k * (winding_c - reference_c) / (1.0 + per_k * (reference_c - 20.0));
}

double loss_line_v(double current_a, double length_m, double ohm_per_m, double reactance_ohm_per_m,
                   double power_factor)
{
    const double reactive = sqrt(fmax(0.0, 1.0 - power_factor * power_factor));

    return sqrt(3.0) * current_a * length_m *
           (ohm_per_m * power_factor + reactance_ohm_per_m * reactive);
}

double loss_line_dc_v(double current_a, double length_m, double ohm_per_m)
{
    return 2.0 * current_a * length_m * ohm_per_m;
}

double loss_line_w(int conductors, double current_a, double length_m, double ohm_per_m)
{
    return conductors * current_a * current_a * ohm_per_m * length_m;
}
