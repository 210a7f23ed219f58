/* generator.c - "generator": a standby engine that starts when it is called (see models/genset.h).
 *
 *     called       after its start time it carries; until then nothing
 *     not called   runs on for its cool-down, then stops
 *     frequency    by swing and governor; below its limit it stalls, and stays dead
 *     fuel         by a straight line over the load, from a tank that lasts a given time at rating;
 *                  what is made is drawn from the tank, which is no store of the hall
 *
 * Its rating is lowered by altitude and by the temperature of its intake air.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "models/genset.h"
#include "models/power_model.h"
#include "models/registry.h"

struct generator_params {
    double start_s;
    double cooldown_s;
    double inertia_s;
    double lag_s;
    double droop_frac;
    double most_frac;
    double stall_frac;
    double nominal_hz;
    double altitude_m;
    double intake_c;
    double run_time_s;
    double idle_fuel_frac;
    int class; /* 0: none; else 1 + its place in genset.h */
};

/* "none", and the names of genset_class_at. */
static const char *const class_words[] = {"none", "G1", "G2", "G3", NULL};

static const struct param rows[] = {
    {PARAM(generator_params, start_s), .kind = PARAM_NUMBER, .unit = "s", .min = 0.0, .max = 600.0,
     .warn_min = 5.0, .warn_max = 60.0, .fallback = 10.0, .grade = GRADE_DATASHEET,
     .source = "NFPA 110 type 10: 10 s to load acceptance; sites see 10 to 30 s",
     .text = "from the call until it carries"},
    {PARAM(generator_params, cooldown_s), .kind = PARAM_NUMBER, .unit = "s", .min = 0.0,
     .max = 7200.0, .fallback = 300.0, .grade = GRADE_RULE,
     .source = "makers' manuals: 3 to 10 min without load; NFPA 110 asks for 5 min",
     .text = "for which it runs on when the call is over"},
    {PARAM(generator_params, inertia_s), .kind = PARAM_NUMBER, .unit = "s", .min = 0.1, .max = 20.0,
     .warn_min = 0.3, .warn_max = 6.0, .fallback = 0.8, .grade = GRADE_ESTIMATE,
     .source = "diesel sets 0.5 to 1.5 s; with lag and droop a step of 70 % stays within -10 %",
     .text = "H: kinetic energy of its rotor over rating"},
    {PARAM(generator_params, lag_s), .kind = PARAM_NUMBER, .unit = "s", .min = 0.02, .max = 10.0,
     .fallback = 0.5, .grade = GRADE_ESTIMATE,
     .source = "actuator 0.1 s and turbocharger 0.3 to 1 s",
     .text = "lag from its speed to its power"},
    {PARAM(generator_params, droop_frac), .kind = PARAM_NUMBER, .unit = "1", .min = 0.002,
     .max = 0.1, .warn_min = 0.01, .warn_max = 0.05, .fallback = 0.04, .grade = GRADE_DATASHEET,
     .source = "ISO 8528-5: at most 5 % in class G2, 3 % in G3",
     .text = "fall of frequency from no load to rating"},
    {PARAM(generator_params, most_frac), .kind = PARAM_NUMBER, .unit = "1", .min = 1.0, .max = 1.5,
     .fallback = 1.1, .grade = GRADE_DATASHEET, .source = "ISO 8528-1: 10 % overload for an hour",
     .text = "most that its engine gives, over rating"},
    {PARAM(generator_params, stall_frac), .kind = PARAM_NUMBER, .unit = "1", .min = 0.02,
     .max = 0.5, .fallback = 0.15, .grade = GRADE_DATASHEET,
     .source = "ISO 8528-5: dip allowed in class G1; underfrequency trips stand at 5 to 15 %",
     .text = "fall of frequency at which it is lost"},
    {PARAM(generator_params, nominal_hz), .kind = PARAM_NUMBER, .unit = "Hz", .min = 16.0,
     .max = 400.0, .warn_min = 50.0, .warn_max = 60.0, .fallback = 50.0, .grade = GRADE_RULE,
     .source = "50 Hz outside the Americas, 60 Hz in them", .text = "nominal frequency"},
    {PARAM(generator_params, altitude_m), .kind = PARAM_NUMBER, .unit = "m", .min = -400.0,
     .max = 5000.0, .fallback = 0.0, .grade = GRADE_RULE, .source = "sea level: no derating",
     .text = "of the site"},
    {PARAM(generator_params, intake_c), .kind = PARAM_NUMBER, .unit = "degC", .min = -40.0,
     .max = 60.0, .fallback = 25.0, .grade = GRADE_DATASHEET,
     .source = "ISO 3046-1 reference condition: no derating",
     .text = "air that its engine takes in"},
    {PARAM(generator_params, run_time_s), .kind = PARAM_NUMBER, .unit = "s", .min = 60.0,
     .max = 1e7, .fallback = PARAM_UNKNOWN,
     .text = "for which a full tank lasts at rating; without it fuel never ends"},
    {PARAM(generator_params, idle_fuel_frac), .kind = PARAM_NUMBER, .unit = "1", .min = 0.0,
     .max = 0.5, .fallback = 0.08, .grade = GRADE_RULE,
     .source = "0.26 to 0.28 L/kWh at 75 % load: trade practice",
     .text = "fuel without load over fuel at rating"},
    {PARAM(generator_params, class), .kind = PARAM_CHOICE, .choices = class_words, .fallback = 0.0,
     .grade = GRADE_RULE, .source = "no class was asked for",
     .text = "class of ISO 8528-5 whose frequency limits are to be kept: what its loads were "
             "bought for"},
    {0},
};

/* In the order of the table. */
enum generator_state { START_S, COOL_S, FREQUENCY_HZ, POWER_FRAC, FUEL_FRAC, IS_STALLED };

static const struct state states[] = {
    [START_S] = {"start_s", "s", "left of its start, 0 when it runs"},
    [COOL_S] = {"cool_s", "s", "left of its run without a call"},
    [FREQUENCY_HZ] = {"frequency_hz", "Hz", "0 at rest"},
    [POWER_FRAC] = {"power_frac", "1", "what its engine gives, over rating"},
    [FUEL_FRAC] = {"fuel_frac", "1", "left in its tank"},
    [IS_STALLED] = {"is_stalled", "-", "1 after its frequency has fallen too far"},
    {0},
};

struct memory {
    double start_s;
    double cool_s;
    double frequency_hz;
    double power_frac;
    double fuel_frac;
    bool is_stalled;
};

/* A time that is left over by rounding is over. */
static const double over_s = 1e-9;

static struct memory load(const double *state, size_t n, size_t i)
{
    return (struct memory){
        .start_s = state[START_S * n + i],
        .cool_s = state[COOL_S * n + i],
        .frequency_hz = state[FREQUENCY_HZ * n + i],
        .power_frac = state[POWER_FRAC * n + i],
        .fuel_frac = state[FUEL_FRAC * n + i],
        .is_stalled = state[IS_STALLED * n + i] > 0.0,
    };
}

static void store(const struct memory *m, double *state, size_t n, size_t i)
{
    state[START_S * n + i] = m->start_s;
    state[COOL_S * n + i] = m->cool_s;
    state[FREQUENCY_HZ * n + i] = m->frequency_hz;
    state[POWER_FRAC * n + i] = m->power_frac;
    state[FUEL_FRAC * n + i] = m->fuel_frac;
    state[IS_STALLED * n + i] = m->is_stalled ? 1.0 : 0.0;
}

static struct memory at_rest(const struct generator_params *p, double fuel_frac, bool is_stalled)
{
    return (struct memory){.start_s = p->start_s, .fuel_frac = fuel_frac, .is_stalled = is_stalled};
}

static bool is_able(const struct memory *m)
{
    return !m->is_stalled && m->fuel_frac > 0.0;
}

static bool is_carrying(const struct memory *m, bool is_called, bool is_steady)
{
    if (is_steady) {
        return is_able(m) && is_called;
    }
    return is_able(m) && m->start_s <= 0.0 && (is_called || m->cool_s > 0.0);
}

static enum status start(const void *params, const struct power_block *b)
{
    const struct memory full = at_rest(params, 1.0, false);

    for (size_t i = 0; i < b->n; i++) {
        store(&full, b->state, b->n, i);
        b->stored_j[i] = 0.0;
    }
    return STATUS_OK;
}

static enum status connect(const void *params, const struct power_block *b)
{
    (void)params;
    for (size_t i = 0; i < b->n; i++) {
        const struct memory m = load(b->state, b->n, i);
        b->is_energised[i] = is_carrying(&m, b->is_called[i] > 0.0, b->is_steady) ? 1.0 : 0.0;
        b->parent[i] = -1.0;
    }
    return STATUS_OK;
}

static enum status step(const void *params, const struct power_block *b)
{
    (void)params;
    for (size_t i = 0; i < b->n; i++) {
        b->loss_w[i] = 0.0;
        b->input_var[i] = b->load_var[i];
    }
    return STATUS_OK;
}

/* Books a time that something takes; true when the step is over it. */
static bool takes(double time_s, double dt_s, double *switch_s)
{
    *switch_s = fmin(*switch_s, time_s);
    return dt_s >= time_s - over_s;
}

static enum status swing(const struct generator_params *p, double load_frac, double dt_s,
                         struct memory *m, double *switch_s)
{
    const struct genset g = {p->inertia_s, p->lag_s, p->droop_frac, p->most_frac};
    const struct genset_motion from = {m->frequency_hz / p->nominal_hz - 1.0, m->power_frac};
    double stall_s = 0.0;
    const enum status st = genset_stall_s(&g, from, load_frac, p->stall_frac, &stall_s);

    if (st != STATUS_OK) {
        return st;
    }
    const struct genset_motion to = genset_move(&g, from, load_frac, dt_s);
    m->is_stalled = takes(stall_s, dt_s, switch_s);
    m->frequency_hz = p->nominal_hz * (1.0 + to.speed_frac);
    m->power_frac = to.power_frac;
    return STATUS_OK;
}

static void burn(const struct generator_params *p, double load_frac, double dt_s, struct memory *m,
                 double *switch_s)
{
    if (isnan(p->run_time_s)) {
        return;
    }
    const double per_s = genset_fuel_frac(p->idle_fuel_frac, load_frac) / p->run_time_s;
    const double left_s = per_s > 0.0 ? m->fuel_frac / per_s : (double)INFINITY;
    m->fuel_frac = takes(left_s, dt_s, switch_s) ? 0.0 : fmax(0.0, m->fuel_frac - per_s * dt_s);
}

static enum status run(const struct generator_params *p, const struct power_block *b, size_t i,
                       struct memory *m)
{
    const double rating_w = b->rating_w[i] * genset_derate_frac(p->altitude_m, p->intake_c);
    const double load_frac = b->load_w[i] / rating_w;
    if (m->frequency_hz <= 0.0) {
        m->frequency_hz = p->nominal_hz; /* one that needs no time to start */
    }
    const enum status st = swing(p, load_frac, b->dt_s, m, &b->switch_s[i]);

    burn(p, load_frac, b->dt_s, m, &b->switch_s[i]);
    if (b->is_called[i] > 0.0) {
        m->cool_s = p->cooldown_s;
    } else {
        m->cool_s = takes(m->cool_s, b->dt_s, &b->switch_s[i]) ? 0.0 : m->cool_s - b->dt_s;
    }
    if (!is_able(m) || m->cool_s <= 0.0) {
        const bool is_going_on = is_able(m) && b->is_called[i] > 0.0;
        *m = is_going_on ? *m : at_rest(p, m->fuel_frac, m->is_stalled);
    }
    return st;
}

static void wait(const struct generator_params *p, const struct power_block *b, size_t i,
                 struct memory *m)
{
    const bool is_starting = b->is_called[i] > 0.0 && is_able(m);
    const double left_s = is_starting ? m->start_s : p->start_s;

    *m = at_rest(p, m->fuel_frac, m->is_stalled);
    if (!is_starting) {
        return;
    }
    m->start_s = left_s - b->dt_s;
    if (takes(left_s, b->dt_s, &b->switch_s[i])) {
        m->start_s = 0.0;
        m->cool_s = p->cooldown_s;
        m->frequency_hz = p->nominal_hz;
    }
}

/* A steady question: on its droop when called, with what fuel there is. */
static void settle(const struct generator_params *p, const struct power_block *b, size_t i,
                   struct memory *m)
{
    const double rating_w = b->rating_w[i] * genset_derate_frac(p->altitude_m, p->intake_c);
    const double load_frac = b->load_w[i] / rating_w;
    const bool is_on = is_carrying(m, b->is_called[i] > 0.0, true);

    *m = at_rest(p, m->fuel_frac, m->is_stalled);
    if (is_on) {
        m->start_s = 0.0;
        m->cool_s = p->cooldown_s;
        m->frequency_hz = p->nominal_hz * (1.0 - p->droop_frac * load_frac);
        m->power_frac = load_frac;
    }
}

static enum status advance(const void *params, const struct power_block *b)
{
    for (size_t i = 0; i < b->n; i++) {
        struct memory m = load(b->state, b->n, i);
        enum status st = STATUS_OK;

        b->input_w[i] = b->load_w[i] + b->loss_w[i];
        b->stored_j[i] = 0.0;
        b->switch_s[i] = (double)INFINITY;
        if (b->is_steady) {
            settle(params, b, i, &m);
        } else if (is_carrying(&m, b->is_called[i] > 0.0, false)) {
            /* One that is taken out of service stops, and starts anew when it is back. */
            if (b->is_energised[i] > 0.0) {
                st = run(params, b, i, &m);
            } else {
                m = at_rest(params, m.fuel_frac, m.is_stalled);
            }
        } else {
            wait(params, b, i, &m);
        }
        if (st != STATUS_OK) {
            return st;
        }
        store(&m, b->state, b->n, i);
    }
    return STATUS_OK;
}

static bool frequency_limits(const void *params, double *ret_low_hz, double *ret_high_hz)
{
    const struct generator_params *const p = params;

    if (p->class == 0) {
        return false;
    }
    const struct genset_class *const class = genset_class_at((size_t)p->class - 1);
    *ret_low_hz = p->nominal_hz * (1.0 - class->below_frac);
    *ret_high_hz = p->nominal_hz * (1.0 + class->above_frac);
    return true;
}

static const char *check(const void *params)
{
    const struct generator_params *const p = params;

    if (p->droop_frac * p->most_frac >= 0.9 * p->stall_frac) {
        return "'stall' must be well above 'droop' times 'most': it would stall in normal service";
    }
    return genset_derate_frac(p->altitude_m, p->intake_c) < 0.2
               ? "'altitude' and 'intake' leave less than a fifth of the rating"
               : NULL;
}

const struct power_model power_generator = {
    .info =
        {
            .name = "generator",
            .summary = "standby generator: start, step load, frequency, fuel, cool-down",
            .validity = "constant-power loads; one lag for actuator and turbocharger, no smoke "
                        "limit; a start never fails; what is lost before its terminals is not "
                        "counted; a steady question finds it running when it is called",
            .source = "Kundur (1994) 11.1; ISO 8528-1, ISO 8528-5; NFPA 110",
            .params = rows,
            .params_size = sizeof(struct generator_params),
            .states = states,
            .check = check,
        },
    .needs_rating_w = true,
    .is_source = true,
    .is_standby = true,
    .frequency_limits = frequency_limits,
    .step = step,
    .start = start,
    .connect = connect,
    .advance = advance,
};
