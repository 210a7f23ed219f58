/* water_plant.c - "water_plant": chillers, a rejector, an economiser, a tank and a heat user.
 *
 *     C dT/dt = load - removed          C: loop and FOM x tank
 *     removed = heat user + economiser(T) + n machines of Q_av, never more than holds the set point
 *
 * Machines follow the load, n = ceil(load / (stage Q_av)), with a time to start, a least time between
 * changes and a restart after a loss of power; water that became too warm calls all of them until it is
 * back. Q_av is that of eir.h with the condensers at full load. An economiser by switch-over cools alone
 * or not at all; an integrated one takes what it can of the return, machines the rest. The rejector
 * (rejector.h) serves the condensers of water-cooled machines and the economiser. Power is that of the
 * machines at their part load, of fans by the cube of the speed that the heat needs, of a set of pumps for
 * each machine, and of a heat pump where the user wants warmer water. All of it leaves with the heat.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "models/plant/water_plant.h"

#include <math.h>

#include "models/fanlaw.h"
#include "models/heat_pump.h"
#include "models/plant_model.h"
#include "models/registry.h"

static const char *const rejector_words[] = {"none", "dry", "adiabatic", "tower", NULL};
static const char *const economiser_words[] = {"none", "switch", "integrated", NULL};
static const char *const tower_words[] = {"merkel", "york", NULL};

static const struct param rows[] = {
    {PARAM(water_plant_params, supply_c), .kind = PARAM_NUMBER, .unit = "degC", .min = 3.0,
     .max = 60.0, .fallback = 18.0, .grade = GRADE_ESTIMATE,
     .source = "legacy halls 7 to 12, warm-water halls 18 to 30 degC",
     .text = "set point of the water to the hall"},
    {PARAM(water_plant_params, machines), .kind = PARAM_COUNT, .unit = "-", .min = 0.0, .max = 64.0,
     .is_required = true, .text = "chillers, spare ones included; 0 for a cooler alone"},
    {PARAM(water_plant_params, machine_w), .kind = PARAM_NUMBER, .unit = "W", .min = 1e4,
     .max = 1e8, .fallback = PARAM_UNKNOWN,
     .text = "capacity of one chiller at its reference; when absent, that of its curves"},
    {PARAM(water_plant_params, curves), .kind = PARAM_CHOICE, .choices = eir_words, .fallback = 6.0,
     .grade = GRADE_ESTIMATE, .source = "EnergyPlus's test of Chiller:Electric: no product",
     .text = "published curves of the chillers; all but air-cooled have condensers with water"},
    {PARAM(water_plant_params, cop), .kind = PARAM_NUMBER, .unit = "-", .min = 1.0, .max = 15.0,
     .fallback = PARAM_UNKNOWN, .text = "COP at the reference; when absent, that of the curves"},
    {PARAM(water_plant_params, unload_frac), .kind = PARAM_NUMBER, .unit = "1", .min = 0.0,
     .max = 1.0, .fallback = 0.2, .grade = GRADE_ESTIMATE,
     .source = "centrifugal machines unload to 10 to 25 %",
     .text = "load of a chiller below which hot-gas bypass holds it"},
    {PARAM(water_plant_params, lift_k), .kind = PARAM_NUMBER, .unit = "K", .min = 2.0, .max = 20.0,
     .fallback = 8.0, .grade = GRADE_ESTIMATE, .source = "both exchangers of a chiller, 6 to 10 K",
     .text = "added to the lift where Carnot's ratio carries the curves beyond their range"},
    {PARAM(water_plant_params, head_k), .kind = PARAM_NUMBER, .unit = "K", .min = 0.0, .max = 20.0,
     .fallback = 3.0, .grade = GRADE_RULE,
     .source = "YORK YK engineering guide: 3 to 4 K over the leaving water, by load",
     .text = "least by which head pressure keeps air or water to the condenser above the supply"},
    {PARAM(water_plant_params, condenser_c), .kind = PARAM_NUMBER, .unit = "degC", .min = 5.0,
     .max = 35.0, .fallback = 18.0, .grade = GRADE_RULE,
     .source = "head pressure: 13 to 24 degC by maker", .text = "coldest water to the condensers"},
    {PARAM(water_plant_params, stage_frac), .kind = PARAM_NUMBER, .unit = "1", .min = 0.3,
     .max = 0.98, .fallback = 0.9, .grade = GRADE_RULE, .source = "next machine at 80 to 95 %",
     .text = "load of the running chillers above which another starts"},
    {PARAM(water_plant_params, start_s), .kind = PARAM_NUMBER, .unit = "s", .min = 0.0,
     .max = 3600.0, .fallback = 180.0, .grade = GRADE_RULE,
     .source = "pre-lubrication and loading, 2 to 5 min",
     .text = "from the call of a chiller until it cools"},
    {PARAM(water_plant_params, restart_s), .kind = PARAM_NUMBER, .unit = "s", .min = 0.0,
     .max = 7200.0, .fallback = 900.0, .grade = GRADE_RULE,
     .source = "quick-start 1 to 5 min, standard 10 to 20 min",
     .text = "from the return of power until the chillers cool"},
    {PARAM(water_plant_params, minimum_cycle_s), .kind = PARAM_NUMBER, .unit = "s", .min = 0.0,
     .max = 7200.0, .fallback = 900.0, .grade = GRADE_RULE,
     .source = "3 to 4 starts an hour at most", .text = "least time between a start and a stop"},
    {PARAM(water_plant_params, warm_k), .kind = PARAM_NUMBER, .unit = "K", .min = 0.2, .max = 10.0,
     .fallback = 2.0, .grade = GRADE_ESTIMATE, .source = "plant managers call all at 1 to 3 K",
     .text = "water above its set point that calls all chillers"},
    {PARAM(water_plant_params, rejector), .kind = PARAM_CHOICE, .choices = rejector_words,
     .fallback = REJECTOR_NONE, .grade = GRADE_RULE,
     .source = "air-cooled chillers bring their condensers",
     .text = "cools condensers and economiser"},
    {PARAM(water_plant_params, economiser), .kind = PARAM_CHOICE, .choices = economiser_words,
     .fallback = ECONOMISER_NONE, .grade = GRADE_RULE, .source = "must be built to be there",
     .text = "cooling without compressors: in place of the chillers, or before them"},
    {PARAM(water_plant_params, exchanger_k), .kind = PARAM_NUMBER, .unit = "K", .min = 0.0,
     .max = 8.0, .fallback = 2.0, .grade = GRADE_RULE, .source = "plate exchangers, 1 to 3 K",
     .text = "approach of the exchanger between tower and hall"},
    {PARAM(water_plant_params, rejector_heat_w), .kind = PARAM_NUMBER, .unit = "W", .min = 1e4,
     .max = 1e9, .fallback = PARAM_UNKNOWN,
     .text = "heat at its rating; when absent, that of all chillers"},
    {PARAM(water_plant_params, approach_k), .kind = PARAM_NUMBER, .unit = "K", .min = 1.1,
     .max = 40.0, .warn_min = 2.5, .warn_max = 15.0, .fallback = 6.0, .grade = GRADE_RULE,
     .source = "towers 3 to 6 K to the wet bulb, dry coolers 6 to 12 K to the dry bulb",
     .text = "leaving water above the outdoor air at the rating; YorkCalc brings its own"},
    {PARAM(water_plant_params, range_k), .kind = PARAM_NUMBER, .unit = "K", .min = 2.2, .max = 22.0,
     .warn_min = 4.0, .warn_max = 12.0, .fallback = 6.0, .grade = GRADE_RULE,
     .source = "condenser water 5 to 6 K, facility water 6 to 10 K",
     .text = "cooling of the rejector's water at the rating"},
    {PARAM(water_plant_params, air_rise_frac), .kind = PARAM_NUMBER, .unit = "1", .min = 0.1,
     .max = 0.9, .fallback = 0.6, .grade = GRADE_ESTIMATE,
     .source = "air 8 to 12 K warmer of 14 to 20 K, makers' catalogues",
     .text = "dry cooler: warming of its air over entering water less entering air"},
    {PARAM(water_plant_params, tower), .kind = PARAM_CHOICE, .choices = tower_words,
     .fallback = TOWER_MERKEL, .grade = GRADE_RULE, .source = "holds at any wet bulb",
     .text = "tower: by heat and mass transfer, or by the YorkCalc correlation"},
    {PARAM(water_plant_params, wet_bulb_c), .kind = PARAM_NUMBER, .unit = "degC", .min = 5.0,
     .max = 32.0, .fallback = 25.55, .grade = GRADE_DATASHEET,
     .source = "rating of cooling towers, 78 degF, CTI STD-201", .text = "tower: of its rating"},
    {PARAM(water_plant_params, water_over_air), .kind = PARAM_NUMBER, .unit = "-", .min = 0.3,
     .max = 3.0, .fallback = 1.2, .grade = GRADE_RULE,
     .source = "mechanical draught, mass over mass, 0.75 to 1.5",
     .text = "tower: water over air at the rating"},
    {PARAM(water_plant_params, fan_frac), .kind = PARAM_NUMBER, .unit = "1", .min = 0.0, .max = 0.2,
     .fallback = 0.02, .grade = GRADE_ESTIMATE,
     .source = "dry coolers 1.5 to 3 %, towers 1 to 2 % of the heat",
     .text = "fans at full speed over the rated heat"},
    {PARAM(water_plant_params, natural_frac), .kind = PARAM_NUMBER, .unit = "1", .min = 0.0,
     .max = 0.5, .fallback = 0.125, .grade = GRADE_RULE,
     .source = "EnergyPlus default of cooling towers", .text = "capacity left with fans stopped"},
    {PARAM(water_plant_params, pad_frac), .kind = PARAM_NUMBER, .unit = "1", .min = 0.0, .max = 1.0,
     .warn_min = 0.5, .warn_max = 0.95, .fallback = 0.8, .grade = GRADE_RULE,
     .source = "pads 0.7 to 0.9, sprays 0.5 to 0.7",
     .text = "adiabatic: effectiveness of its pads"},
    {PARAM(water_plant_params, pads_above_c), .kind = PARAM_NUMBER, .unit = "degC", .min = -20.0,
     .max = 50.0, .fallback = 22.0, .grade = GRADE_ESTIMATE,
     .source = "water is spent only when it is warm",
     .text = "adiabatic: outdoor air above which the pads are wetted"},
    {PARAM(water_plant_params, latent_frac), .kind = PARAM_NUMBER, .unit = "1", .min = 0.3,
     .max = 1.0, .fallback = 0.9, .grade = GRADE_RULE,
     .source = "0.75 in the cold to 0.95 in the heat",
     .text = "tower: of its heat, by evaporation"},
    {PARAM(water_plant_params, drift_frac), .kind = PARAM_NUMBER, .unit = "1", .min = 0.0,
     .max = 0.002, .fallback = 5e-5, .grade = GRADE_RULE,
     .source = "drift eliminators, 0.0005 to 0.005 %", .text = "tower: water blown away"},
    {PARAM(water_plant_params, cycles), .kind = PARAM_NUMBER, .unit = "-", .min = 1.5, .max = 20.0,
     .warn_min = 2.0, .warn_max = 8.0, .fallback = 4.0, .grade = GRADE_RULE, .source = "3 to 7",
     .text = "cycles of concentration: how often salts may gather before blow-down"},
    {PARAM(water_plant_params, pump_frac), .kind = PARAM_NUMBER, .unit = "1", .min = 0.0,
     .max = 0.2, .fallback = 0.03, .grade = GRADE_ESTIMATE,
     .source = "facility and condenser pumps, 3 to 5 % with chillers, less without",
     .text = "pumps over the heat of the chiller that they serve; they run at constant speed"},
    {PARAM(water_plant_params, volume_m3), .kind = PARAM_NUMBER, .unit = "m3", .min = 0.01,
     .max = 1e5, .fallback = 5.0, .grade = GRADE_ESTIMATE, .source = "about 8 L per kW",
     .text = "water in its loop, without the tank"},
    {PARAM(water_plant_params, tank_m3), .kind = PARAM_NUMBER, .unit = "m3", .min = 0.0, .max = 1e5,
     .fallback = 0.0, .grade = GRADE_RULE, .source = "must be built to be there",
     .text = "water of the buffer tank"},
    {PARAM(water_plant_params, merit_frac), .kind = PARAM_NUMBER, .unit = "1", .min = 0.3,
     .max = 1.0, .fallback = 0.9, .grade = GRADE_RULE, .source = "stratified tanks 0.85 to 0.95",
     .text = "figure of merit of the tank: what a charge gives back"},
    {PARAM(water_plant_params, reuse_w), .kind = PARAM_NUMBER, .unit = "W", .min = 0.0, .max = 1e9,
     .fallback = 0.0, .grade = GRADE_RULE, .source = "must be built to be there",
     .text = "most heat that a user takes out of the return"},
    {PARAM(water_plant_params, reuse_supply_c), .kind = PARAM_NUMBER, .unit = "degC", .min = 35.0,
     .max = 110.0, .fallback = PARAM_UNKNOWN,
     .text = "temperature that the user wants, by a heat pump; when absent, as it comes"},
    {PARAM(water_plant_params, carnot_frac), .kind = PARAM_NUMBER, .unit = "1", .min = 0.2,
     .max = 0.8, .fallback = 0.5, .grade = GRADE_RULE, .source = "large heat pumps 0.45 to 0.60",
     .text = "COP of the heat pump over Carnot's"},
    {PARAM(water_plant_params, pumps), .kind = PARAM_CHOICE, .choices = supply_pumps_words,
     .fallback = SUPPLY_PUMPS_RUN_ON, .grade = GRADE_ESTIMATE,
     .source = "pumps of critical loops stand on the UPS; others stop with their plant",
     .text =
         "of its loop when it is lost: run on, and the water warms; or stop, and nothing flows"},
    {0},
};

static const struct state states[] = {
    {"water_c", "degC", "water to the hall, end of the step"},
    {"machines", "-", "chillers that cool"},
    {"start_s", "s", "until those that start cool"},
    {"hold_s", "s", "until a chiller may stop"},
    {"is_restarting", "-", "1 from a loss of power until the chillers may start"},
    {"is_recovering", "-", "1 while too warm water calls all chillers"},
    {0},
};
enum { N_STATES = sizeof(struct water_plant_state) / sizeof(double) };

static double rated_w(const void *params)
{
    const struct water_plant_params *const p = params;

    return p->reuse_w +
           (p->machines > 0.0 ? p->machines * water_plant_machine_w(p) : water_plant_rejector_w(p));
}

static double set_c(const void *params)
{
    return ((const struct water_plant_params *)params)->supply_c;
}

/* --------------------------------------------------------------- power, water */

struct use {
    double power_w;
    double water_kgs;
    double reused_w;
    bool is_held;
};

/* Fans for the heat that the rejector gives away during a share of the step. */
static enum status add_fans(const struct water_plant *w, double heat_w, double entering_c,
                            double share_frac, struct use *use)
{
    double speed_frac = 0.0;
    const enum status st = rejector_speed(&w->rejector, heat_w, entering_c, &speed_frac);

    use->power_w += w->design.fan_w * fanlaw_power(speed_frac) * share_frac;
    use->water_kgs += rejector_water_kgs(&w->rejector, heat_w, speed_frac) * share_frac;
    use->is_held = use->is_held || w->rejector.is_held;
    return st;
}

static enum status add_economiser(const struct water_plant *w, const struct water_plant_flows *f,
                                  double dt_s, struct use *use)
{
    if (!(f->free_w > 0.0)) {
        return STATUS_OK;
    }
    const double behind_k = w->design.kind == REJECTOR_TOWER ? w->params->exchanger_k : 0.0;
    const double return_c = f->supply_c + (w->load_w - w->reuse_w) / w->rejector.water_w_per_k;

    return add_fans(w, f->free_w * dt_s / f->free_s, return_c - behind_k, f->free_s / dt_s, use);
}

static enum status add_machines(const struct water_plant *w, const struct water_plant_flows *f,
                                double dt_s, struct use *use)
{
    if (!(f->machine_s > 0.0)) {
        return STATUS_OK;
    }
    const double machines = f->machine_s / f->running_s;
    const double heat_w = fmax(0.0, f->chilled_w) * dt_s / f->machine_s;
    double entering_c = 0.0;
    const struct eir_result r = water_plant_condense(w, machines, heat_w, &entering_c);

    use->power_w += r.power_w * f->machine_s / dt_s;
    use->is_held = use->is_held || r.is_held;
    if (w->machine.curves->is_air_cooled) {
        return STATUS_OK;
    }
    const double out_w = machines * (heat_w + r.power_w);
    return add_fans(w, out_w, entering_c + out_w / w->rejector.water_w_per_k, f->running_s / dt_s,
                    use);
}

/* A heat pump takes its heat out of the return and adds its own power to it. */
static void add_user(const struct water_plant *w, const struct water_plant_flows *f,
                     struct use *use)
{
    const double source_c = f->supply_c + w->params->range_k;

    use->reused_w = f->reused_w;
    if (!isnan(w->params->reuse_supply_c) && w->params->reuse_supply_c > source_c) {
        const double cop =
            heat_pump_cop(w->params->reuse_supply_c, source_c, w->params->carnot_frac);
        const double power_w = cop > 1.0 ? f->reused_w / (cop - 1.0) : 0.0;
        use->reused_w += power_w;
        use->power_w += power_w;
    }
}

/* A set of pumps goes with each chiller: as many run as chillers do, or as the load needs where an
 * economiser takes it. A cooler alone has one. */
static double pumps_w(const struct water_plant *w, const struct water_plant_flows *f, double dt_s)
{
    const double machine_w = w->machine.capacity_w;
    const double needed = fmax(1.0, fmin(w->most, ceil(w->load_w / machine_w)));

    return w->params->pump_frac *
           (w->most > 0.0 ? machine_w * fmax(needed, f->machine_s / dt_s) : w->design.heat_w);
}

static enum status use_of(const struct water_plant *w, const struct water_plant_flows *f,
                          double dt_s, struct use *use)
{
    if (!w->is_powered) {
        return STATUS_OK;
    }
    use->power_w = pumps_w(w, f, dt_s);
    add_user(w, f, use);
    const enum status st = add_economiser(w, f, dt_s, use);
    return st == STATUS_OK ? add_machines(w, f, dt_s, use) : st;
}

/* ----------------------------------------------------------------------- step */

static struct water_plant_state load_state(const struct plant_block *b, size_t i)
{
    return (struct water_plant_state){
        .water_c = b->state[i],
        .machines = b->state[b->n + i],
        .start_s = b->state[2 * b->n + i],
        .hold_s = b->state[3 * b->n + i],
        .is_restarting = b->state[4 * b->n + i],
        .is_recovering = b->state[5 * b->n + i],
    };
}

static void store_state(const struct plant_block *b, size_t i, const struct water_plant_state *s)
{
    const double values[N_STATES] = {s->water_c, s->machines,      s->start_s,
                                     s->hold_s,  s->is_restarting, s->is_recovering};

    for (size_t k = 0; k < N_STATES; k++) {
        b->state[k * b->n + i] = values[k];
    }
}

static enum status prepare(const struct water_plant_params *p, const struct plant_block *b,
                           size_t i, struct water_plant *w)
{
    const struct rejector_weather weather = {b->dry_bulb_c[i], b->wet_bulb_c[i], b->pressure_pa};

    return water_plant_prepare(p, &weather, b->load_w[i], b->is_running[i] > 0.0, w);
}

static enum status step_one(const struct water_plant_params *p, const struct plant_block *b,
                            size_t i)
{
    struct water_plant w;
    struct water_plant_state s = load_state(b, i);
    struct water_plant_flows f = {0};
    struct use use = {0};
    enum status st = prepare(p, b, i, &w);

    if (st == STATUS_OK && b->is_steady) {
        water_plant_settle(&w, b->dt_s, &s, &f);
    } else if (st == STATUS_OK) {
        st = water_plant_advance(&w, b->dt_s, &s, &f);
    }
    if (st == STATUS_OK) {
        st = use_of(&w, &f, b->dt_s, &use);
    }
    store_state(b, i, &s);
    b->supply_c[i] = f.supply_c;
    b->removed_w[i] = f.removed_w;
    b->capacity_w[i] = f.capacity_w;
    b->power_w[i] = use.power_w;
    b->reject_w[i] = f.removed_w + b->booked_w[i];
    b->water_kgs[i] = use.water_kgs;
    b->reused_w[i] = use.reused_w;
    b->free_w[i] = f.free_w;
    b->is_held[i] = use.is_held ? 1.0 : 0.0;
    b->stored_j[i] = w.water_j_per_k * s.water_c;
    return st;
}

static enum status step(const void *params, const struct plant_block *b)
{
    enum status st = STATUS_OK;

    for (size_t i = 0; i < b->n && st == STATUS_OK; i++) {
        st = step_one(params, b, i);
    }
    return st;
}

/* At rest under its load. */
static enum status start(const void *params, const struct plant_block *b)
{
    struct plant_block rest = *b;

    rest.is_steady = true;
    rest.dt_s = 1.0;
    for (size_t i = 0; i < b->n; i++) {
        b->state[i] = set_c(params);
    }
    return step(params, &rest);
}

static const char *check(const void *params)
{
    const struct water_plant_params *const p = params;
    const bool has_machines = p->machines > 0.0;
    const bool needs_water = has_machines && !eir_set((size_t)p->curves)->is_air_cooled;

    if (p->rejector == REJECTOR_NONE) {
        return needs_water ? "these chillers need condenser water: give a 'rejector', or 'curves: "
                             "air-cooled'"
               : p->economiser != ECONOMISER_NONE ? "an economiser needs a 'rejector'"
               : !has_machines                    ? "without chillers it needs a 'rejector'"
                                                  : NULL;
    }
    if (!has_machines && p->economiser == ECONOMISER_NONE) {
        return "without chillers the rejector cools the hall: 'economiser: switch'";
    }
    if (!has_machines && isnan(p->rejector_heat_w)) {
        return "without chillers 'rejector_heat' must be given";
    }
    if (needs_water && p->economiser == ECONOMISER_INTEGRATED) {
        return "an integrated economiser needs a rejector of its own: chillers with 'curves: "
               "air-cooled', or 'economiser: switch'";
    }
    if (needs_water && water_plant_rejector_w(p) < 0.5 * p->machines * water_plant_machine_w(p)) {
        return "the rejector takes less than half of the chillers' heat";
    }
    const struct rejector_design design = water_plant_design(p);
    return rejector_check(&design);
}

static bool stops_water(const void *params)
{
    return ((const struct water_plant_params *)params)->pumps == SUPPLY_PUMPS_STOP;
}

const struct plant_model plant_water = {
    .info =
        {
            .name = "water_plant",
            .summary = "chillers by curves, dry cooler or tower, economiser, tank, heat user",
            .validity =
                "well-mixed loop, constant water flow; beyond the curves' range they are held and "
                "it is said; Carnot's ratio carries on where it is warmer",
            .source =
                "EnergyPlus Engineering Reference; Braun, Klein, Mitchell 1989; Kays and London",
            .params = rows,
            .params_size = sizeof(struct water_plant_params),
            .states = states,
            .check = check,
        },
    .start = start,
    .step = step,
    .rated_w = rated_w,
    .set_c = set_c,
    .stops_water = stops_water,
};
