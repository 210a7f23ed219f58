/* outdoor.c - outdoor air in a handler: mixed into the return, or across an exchanger.
 *
 *     direct      share x of the return goes out, as much outdoor air comes in:
 *                 T_mix = T_ret - x (T_ret - T_out), x <= size of the dampers
 *     indirect    outdoor air cools the return across an exchanger of a known effectiveness:
 *                 T_mix = T_ret - y (T_ret - T_o), y <= eps; pads bring T_o down to
 *                 T_db - eff (T_db - T_wb)
 *
 * Dampers, or the outdoor fans, modulate until the mix is at the set point (models/air/streams.h); the
 * coil takes what is left. Shares are of mass: flows are counted at the density of the hall's air, which
 * falls with altitude. Direct outdoor air is locked out while its dry bulb, dew point or enthalpy is
 * beyond its limits, or while its moisture would make the supply, at its set point, damper than the
 * envelope allows. Air that is warmer than the return is never taken.
 *
 * Fans: what filters (direct) or the exchanger (indirect) drop on the hall's side at full flow costs
 * flow x drop / efficiency, by the cube of speed, always; what louvres, dampers and prefilters, or the
 * exchanger's other side, drop at full outdoor flow costs the same by the cube of the outdoor flow. In
 * an indirect handler that flow is taken to go with y, which needs up to a tenth more air at part load
 * than the exchanger does. Heat of the outdoor fans of an indirect handler stays outside.
 *
 * Holds   dry coil; still dampers (they follow within the step); effectiveness at equal air on both
 *         sides; outdoor states of psychro.h. Not in it: humidifiers, minimum outdoor air, leakage of
 *         shut dampers, filters that load.
 * Source  ASHRAE Handbook HVAC Applications 2019, ch. 20 (data centres), Fundamentals 2017, ch. 1;
 *         lock-outs as ASHRAE 90.1-2019, 6.5.1.1.3, and Thermal Guidelines (2021).
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "models/envelope.h"
#include "models/fanlaw.h"
#include "models/handler/crah.h"
#include "models/phys.h"
#include "models/psychro.h"
#include "models/tower.h"

static double given_or(double given, double otherwise)
{
    return isnan(given) ? otherwise : given;
}

/* A limit that is not known holds nothing back. */
static bool is_locked_out(const struct crah_params *p, const struct handler_block *b, double set_c)
{
    const struct envelope_class *const air = envelope_at((size_t)p->envelope);
    const double dew_min_c = given_or(p->dew_point_min_c, air->dew_point_min_c);
    const double dew_max_c = given_or(p->dew_point_max_c, air->dew_point_max_c);
    const double wettest = given_or(p->humidity_max_frac, air->relative_humidity_max_frac);
    const double vapour_pa = psychro_saturation_pa(b->dew_point_c);
    const double humidity = vapour_pa / psychro_saturation_pa(set_c);
    const double enthalpy =
        psychro_enthalpy_j_per_kg(b->dry_bulb_c, psychro_ratio(vapour_pa, b->pressure_pa));

    return crah_is_above(b->dry_bulb_c, p->dry_bulb_max_c) || b->dew_point_c > dew_max_c ||
           b->dew_point_c < dew_min_c || humidity > wettest ||
           humidity < air->relative_humidity_min_frac ||
           crah_is_above(enthalpy, p->enthalpy_max_j_per_kg);
}

static bool are_pads_wet(const struct crah_params *p, const struct handler_block *b)
{
    return p->economiser == ECONOMISER_INDIRECT && p->pad_frac > 0.0 &&
           b->dry_bulb_c >= p->pads_above_c;
}

/* Power at full flow against a drop. */
static double drop_w(const struct crah_params *p, double drop_pa)
{
    return p->economiser == ECONOMISER_NONE ? 0.0
                                            : p->airflow_m3s * drop_pa / p->fan_efficiency_frac;
}

void outdoor_prepare(const struct crah_params *p, const struct handler_block *b, size_t i)
{
    const bool is_direct = p->economiser == ECONOMISER_DIRECT;
    const bool is_cold = crah_is_above(p->dry_bulb_min_c, b->dry_bulb_c);
    const bool is_out = p->economiser == ECONOMISER_NONE || is_cold || b->is_shut[i] != 0.0 ||
                        b->is_running[i] == 0.0 || (is_direct && is_locked_out(p, b, b->set_c[i]));
    const double most = is_direct ? p->outdoor_most_frac : p->exchanger_frac;

    b->outside_c[i] = are_pads_wet(p, b)
                          ? psychro_evaporative_c(b->dry_bulb_c, b->wet_bulb_c, p->pad_frac)
                          : b->dry_bulb_c;
    b->outside_most_frac[i] = is_out ? 0.0 : most;
    b->fan_w[i] += b->is_running[i] * drop_w(p, p->economiser_drop_pa) *
                   fanlaw_power(b->speed_frac[i] * b->is_running[i]);
}

/* Evaporated by pads that wet the outdoor air, and blown down. */
static double wetted_kgs(const struct crah_params *p, const struct handler_block *b, size_t i,
                         double outdoor_m3s)
{
    const double dry_air_kgs = outdoor_m3s * b->air_j_per_m3k / PHYS_AIR_CP_J_PER_KGK;
    const double before = psychro_ratio_from_wet_bulb(b->dry_bulb_c, b->wet_bulb_c, b->pressure_pa);
    const double behind =
        psychro_ratio_from_wet_bulb(b->outside_c[i], b->wet_bulb_c, b->pressure_pa);

    return are_pads_wet(p, b)
               ? tower_water(dry_air_kgs * fmax(0.0, behind - before), 0.0, p->cycles).makeup_kgs
               : 0.0;
}

void outdoor_finish(const struct crah_params *p, const struct handler_block *b, size_t i)
{
    const double w_per_k = b->flow_m3s[i] * b->air_j_per_m3k;
    const double most = b->outside_most_frac[i];
    const double greatest_w = w_per_k * fmax(0.0, b->return_c[i] - b->outside_c[i]);
    const double share =
        b->outside_w[i] > 0.0 ? fmin(most, b->outside_w[i] / fmax(greatest_w, 1e-300)) : 0.0;
    const bool is_indirect = p->economiser == ECONOMISER_INDIRECT;
    /* Of the full outdoor flow: all the return, or all that the exchanger is rated for. */
    const double flow_frac = is_indirect && most > 0.0 ? share / most : share;
    const double outdoor_w = drop_w(p, p->outdoor_drop_pa) *
                             fanlaw_power(flow_frac * b->speed_frac[i] * b->is_running[i]);

    b->outside_frac[i] = share;
    b->outdoor_m3s[i] = is_indirect ? 0.0 : share * b->flow_m3s[i];
    b->outdoor_fan_w[i] = is_indirect ? outdoor_w : 0.0;
    b->fan_w[i] += outdoor_w;
    b->wetted_kgs[i] = share > 0.0 ? wetted_kgs(p, b, i, flow_frac * b->flow_m3s[i]) : 0.0;
}

double outdoor_mixed_c(const struct handler_block *b, size_t i)
{
    const double w_per_k = b->flow_m3s[i] * b->air_j_per_m3k;

    return w_per_k > 0.0 ? b->return_c[i] - b->outside_w[i] / w_per_k : b->return_c[i];
}
