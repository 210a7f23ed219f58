/* SPDX-License-Identifier: Apache-2.0 */
#include "models/thermal_cap.h"

#include <math.h>

/* Time is counted in microseconds by those who call: less than one is none. */
#define TICK_S 1e-6

double thermal_cap_due_s(const struct thermal_cap_state *s)
{
    return s->is_hot != s->is_capped ? s->wait_s : (double)INFINITY;
}

/* How far a temperature is above its threshold; nothing watched is as cool as can be. */
static double above_k(double temp_c, double threshold_c)
{
    const double k = temp_c - threshold_c;

    return isnan(k) ? -(double)INFINITY : k;
}

static bool is_hot_now(const struct thermal_cap *cap, const struct thermal_cap_sight *sight,
                       bool was_hot)
{
    const double most_k =
        fmax(above_k(sight->inlet_c, cap->inlet_c),
             fmax(above_k(sight->coolant_c, cap->coolant_c), above_k(sight->die_c, cap->die_c)));

    return most_k >= (was_hot ? -cap->hysteresis_k : 0.0);
}

void thermal_cap_step(const struct thermal_cap *cap, const struct thermal_cap_sight *sight,
                      double dt_s, struct thermal_cap_state *s)
{
    if (s->is_hot != s->is_capped) {
        s->wait_s -= dt_s;
        s->is_capped = s->wait_s < TICK_S ? s->is_hot : s->is_capped;
    }
    const bool was_hot = s->is_hot;
    s->is_hot = is_hot_now(cap, sight, was_hot);
    if (s->is_hot == s->is_capped) {
        s->wait_s = 0.0;
    } else if (s->is_hot != was_hot) {
        s->wait_s = s->is_hot ? cap->latency_s : cap->release_s;
        s->is_capped = s->wait_s < TICK_S ? s->is_hot : s->is_capped;
    }
}
