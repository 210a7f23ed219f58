/* SPDX-License-Identifier: Apache-2.0 */
#include "models/tower.h"

#include <math.h>
#include <stddef.h>

#include "models/psychro.h"
#include "models/root.h"

/* ---------------------------------------------------------------- YorkCalc */

static const double york[27] = {
    -0.359741205,     -0.055053608,       0.0023850432,     0.173926877,         -0.0248473764,
    0.00048430224,    -0.005589849456,    0.0005770079712,  -0.00001342427256,   2.84765801111111,
    -0.121765149,     0.0014599242,       1.680428651,      -0.0166920786,       -0.0007190532,
    -0.025485194448,  0.0000487491696,    0.00002719234152, -0.0653766255555556, -0.002278167,
    0.0002500254,     -0.0910565458,      0.00318176316,    0.000038621772,      -0.0034285382352,
    0.00000856589904, -0.000001516821552,
};

static double held(double value, double least, double most)
{
    return fmax(least, fmin(most, value));
}

enum status tower_york_approach_k(double range_k, double wet_bulb_c, double liquid_to_gas,
                                  double *ret_k)
{
    const double at_c = held(wet_bulb_c, -34.4, 26.7);
    const double at_k = held(range_k, 1.1, 22.2);
    const double at_ratio = held(liquid_to_gas, 0.125, 8.0);
    double approach_k = 0.0;

    for (size_t c = 3; c-- > 0;) {
        double by_range = 0.0;
        for (size_t b = 3; b-- > 0;) {
            const double *const k = york + 9 * c + 3 * b;
            by_range = by_range * at_k + k[0] + at_c * (k[1] + at_c * k[2]);
        }
        approach_k = approach_k * at_ratio + by_range;
    }
    *ret_k = held(approach_k, 1.1, 40.0);
    return at_c == wet_bulb_c && at_k == range_k && at_ratio == liquid_to_gas &&
                   *ret_k == approach_k
               ? STATUS_OK
               : STATUS_OUT_OF_RANGE;
}

/* ------------------------------------------------------------------ Merkel */

/* Hotter water is not met in towers, and near 100 degC saturated air has no end. */
#define MOST_ENTERING_C 80.0

double tower_saturated_j_per_kg(double temp_c, double pressure_pa)
{
    return psychro_enthalpy_j_per_kg(temp_c,
                                     psychro_ratio(psychro_saturation_pa(temp_c), pressure_pa));
}

/* As for a counterflow exchanger, but m* may pass 1. */
static double effectiveness(double ntu, double ratio)
{
    const double less = -expm1(-ntu * (1.0 - ratio));

    return fabs(1.0 - ratio) * fmax(1.0, ntu) < 1e-9 ? ntu / (1.0 + ntu)
                                                     : less / (1.0 - ratio + ratio * less);
}

/* What does not move while the leaving temperature is sought. */
struct search {
    const struct tower *tower;
    const struct tower_air *air;
    double entering_c;
    double entering_j_per_kg;
};

static struct tower_result run_between(const struct search *s, double leaving_c)
{
    const struct tower *const t = s->tower;
    struct tower_result r = {.leaving_c = leaving_c};

    r.saturation_j_per_kgk =
        (s->entering_j_per_kg - tower_saturated_j_per_kg(leaving_c, t->pressure_pa)) /
        (s->entering_c - leaving_c);
    r.capacity_ratio = t->air_kgs * r.saturation_j_per_kgk / t->water_w_per_k;
    r.effectiveness_frac = effectiveness(t->ntu, r.capacity_ratio);
    r.heat_w =
        r.effectiveness_frac * t->air_kgs * (s->entering_j_per_kg - s->air->enthalpy_j_per_kg);
    return r;
}

static double leaving_error(double leaving_c, void *params)
{
    const struct search *const s = params;

    return s->entering_c - run_between(s, leaving_c).heat_w / s->tower->water_w_per_k - leaving_c;
}

enum status tower_run(const struct tower *t, const struct tower_air *air, double entering_c,
                      struct tower_result *ret)
{
    const double above_k = entering_c - air->wet_bulb_c;
    struct search s = {t, air, entering_c, tower_saturated_j_per_kg(entering_c, t->pressure_pa)};

    *ret = (struct tower_result){.leaving_c = entering_c};
    if (!(entering_c < MOST_ENTERING_C)) {
        return STATUS_OUT_OF_RANGE;
    }
    if (above_k <= 0.0 || s.entering_j_per_kg <= air->enthalpy_j_per_kg) {
        return STATUS_OK;
    }
    /* The enthalpy of air at its wet bulb is a little less than that of saturated air: water may come
     * within rounding of it from below, never by a kelvin. */
    const enum status st = root_find(leaving_error, &s, air->wet_bulb_c - 1.0,
                                     entering_c - 1e-7 * above_k, 1e-9, &ret->leaving_c);
    if (st == STATUS_OK) {
        *ret = run_between(&s, ret->leaving_c);
    }
    return st;
}

double tower_heat_w(const struct tower *t, const struct tower_air *air, double entering_c,
                    double leaving_c)
{
    const struct search s = {t, air, entering_c,
                             tower_saturated_j_per_kg(entering_c, t->pressure_pa)};

    return run_between(&s, leaving_c).heat_w;
}

enum status tower_ntu(const struct tower *t, const struct tower_air *air, double entering_c,
                      double leaving_c, double *ret_ntu)
{
    const double heat_w = t->water_w_per_k * (entering_c - leaving_c);
    const struct search s = {t, air, entering_c,
                             tower_saturated_j_per_kg(entering_c, t->pressure_pa)};
    const double ratio = run_between(&s, leaving_c).capacity_ratio;
    const double frac = heat_w / (t->air_kgs * (s.entering_j_per_kg - air->enthalpy_j_per_kg));

    if (!(frac > 0.0 && frac < 1.0 && frac * ratio < 1.0)) {
        return STATUS_OUT_OF_RANGE;
    }
    *ret_ntu = fabs(1.0 - ratio) < 1e-9 ? frac / (1.0 - frac)
                                        : log((1.0 - frac * ratio) / (1.0 - frac)) / (1.0 - ratio);
    return STATUS_OK;
}

double tower_scaled_ntu(double ntu, double air_frac)
{
    return ntu * pow(air_frac, -0.4);
}

/* ------------------------------------------------------------------- water */

double tower_evaporated_kgs(double heat_w, double latent_frac, double latent_j_per_kg)
{
    return latent_frac * heat_w / latent_j_per_kg;
}

struct tower_water tower_water(double evaporated_kgs, double drift_kgs, double cycles)
{
    struct tower_water w = {.evaporated_kgs = evaporated_kgs, .drift_kgs = drift_kgs};

    w.blowdown_kgs = fmax(0.0, evaporated_kgs / (cycles - 1.0) - drift_kgs);
    w.makeup_kgs = w.evaporated_kgs + w.drift_kgs + w.blowdown_kgs;
    return w;
}
