/* ups.h - inside of the power model "ups": its parameters, its memory, its loss.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODELS_POWER_UPS_H
#define MODELS_POWER_UPS_H

#include "models/battery.h"
#include "models/loss.h"
#include "models/overload.h"
#include "models/power_model.h"

struct ups_params {
    double k0_frac;
    double k1_frac;
    double k2_frac;
    double efficiency_25_frac;
    double efficiency_50_frac;
    double efficiency_100_frac;
    double input_power_factor_frac;

    double battery_energy_j;
    double depth_of_discharge_frac;
    double state_of_health_frac;
    double discharge_exponent;
    double discharge_time_s;
    double recharge_frac;
    double charge_efficiency_frac;

    double walk_in_s;
    double transfer_s;
    double hold_up_s;

    double overload_110_s;
    double overload_125_s;
    double overload_150_s;
};

/* Rows of its memory, in the order of the state table. */
enum ups_state {
    UPS_CHARGE_J,
    UPS_REARM_J,
    UPS_WALK_S,
    UPS_GAP_S,
    UPS_CYCLE_S,
    UPS_OVERLOAD_FRAC,
    UPS_IS_BYPASSED,
    UPS_WAS_FED,
    UPS_IS_BEYOND,
    UPS_N_STATES,
};

/* Memory of one element. */
struct ups_memory {
    double charge_j;      /* left in the battery                                         */
    double rearm_j;       /* charge without which it does not carry again, 0 when ready  */
    double walk_s;        /* left of the walk-in, the battery's share falling with it    */
    double gap_s;         /* left of the transfer to the battery                         */
    double cycle_s;       /* left to a battery that holds less than this load leaves behind */
    double overload_frac; /* share used up of the time that an overload is allowed       */
    bool is_bypassed;     /* the overload's time was over: the static bypass carries     */
    bool was_fed;
    bool is_beyond; /* its battery gives more than its discharge law is good for   */
};

struct loss_ups ups_loss(const struct ups_params *p);
double ups_capacity_j(const struct ups_params *p);
bool ups_is_charging(const struct ups_params *p, const struct ups_memory *m, bool is_fed,
                     bool is_steady);
struct ups_memory ups_load(const double *state, size_t n, size_t i);
void ups_store(const struct ups_memory *m, double *state, size_t n, size_t i);

/* Functions of the model. */
enum status ups_start(const void *params, const struct power_block *b);
enum status ups_connect(const void *params, const struct power_block *b);
enum status ups_advance(const void *params, const struct power_block *b);

#endif
