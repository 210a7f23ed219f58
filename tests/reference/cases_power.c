/* cases_power.c - worked cases of devices and of the electrical tree.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "models/batch.h"
#include "models/battery.h"
#include "models/breaker.h"
#include "models/chip.h"
#include "models/fanlaw.h"
#include "models/loss.h"
#include "models/phase.h"
#include "models/redundancy.h"
#include "models/relay.h"
#include "models/wave.h"
#include "tests/reference/block.h"
#include "tests/reference/cases.h"
#include "tests/support/frontier.h"

/* A model that refuses gives no number: the case then fails. */
static double unless(enum status refused, double value)
{
    return refused == STATUS_OK ? value : PARAM_UNKNOWN;
}

/* ------------------------------------------------------------------ devices */

static void node(struct case_io *io)
{
    struct parts_params p = frontier_node();

    p.host_idle_w = case_in(io, "p_cpu_idle");
    p.host_max_w = case_in(io, "p_cpu_max");
    p.accelerator_idle_w = case_in(io, "p_gpu_idle");
    p.accelerator_max_w = case_in(io, "p_gpu_max");
    p.memory_w = case_in(io, "p_mem");
    p.network_w = case_in(io, "n_nic") * case_in(io, "p_nic");
    p.storage_w = case_in(io, "p_nvme");
    p.psu_constant_w = case_in(io, "sivoc_const");
    p.psu_efficiency_frac = case_in(io, "sivoc_eff");
    const struct parts_power power =
        frontier_power(&p, case_in(io, "cpu_util"), case_in(io, "gpu_util_sum") / p.accelerators);
    case_out(io, "p_node", power.input_w - power.psu_loss_w);
    case_out(io, "p_node_with_sivoc", power.input_w);
    case_out(io, "p_sivoc_loss", power.psu_loss_w);
}

static void machine(struct case_io *io)
{
    const struct parts_params p = frontier_node();
    const double node_w =
        frontier_power(&p, case_in(io, "cpu_util"), case_in(io, "gpu_util_sum") / p.accelerators)
            .input_w;
    const double load_w = case_in(io, "nodes_per_chassis") * node_w +
                          case_in(io, "switches_per_chassis") * case_in(io, "p_switch");
    const double rack_w = case_in(io, "chassis_per_rack") *
                          frontier_rectified_w(load_w, case_in(io, "rect_per_chassis"),
                                               case_in(io, "rect_const"), case_in(io, "rect_eff"));

    case_out(io, "p_rack", rack_w);
    case_out(io, "p_system",
             case_in(io, "racks") * rack_w + case_in(io, "cdus") * case_in(io, "p_cdu"));
}

static void utilisation(struct case_io *io)
{
    const double idle_w = case_in(io, "p_idle");
    const double shape = chip_shape_fan2007(case_in(io, "u"), case_in(io, "r"));

    case_out(io, "p", idle_w + (case_in(io, "p_max") - idle_w) * shape);
}

/* The case's chip; what it does not state about clocks or leakage is not asked for. */
static struct chip chip_of(struct case_io *io)
{
    const bool has_clock = case_has(io, "f0");
    const bool has_heat = case_has(io, "beta");

    return (struct chip){
        .clock_max_hz = has_clock ? case_in(io, "f0") : 1.0,
        .clock_knee_hz = has_clock ? case_in(io, "f_at_vmin") : 1.0,
        .clock_min_hz = has_clock ? 0.1 * case_in(io, "f_at_vmin") : 1.0,
        .volt_max_v = has_clock ? case_in(io, "v0") : 1.0,
        .volt_knee_v = has_clock ? case_in(io, "v_min") : 1.0,
        .dynamic_w = case_in(io, case_has(io, "p_dyn") ? "p_dyn" : "p_dyn0"),
        .leak_w = case_in(io, "p_leak0"),
        .leak_per_k = has_heat ? case_in(io, "beta") : 0.0,
        .leak_ref_c = has_heat ? case_in(io, "t0") : 65.0,
    };
}

static void clocked(struct case_io *io)
{
    const struct chip chip = chip_of(io);
    const double clock_hz = case_in(io, "f");

    case_out(io, "v", chip_volt_v(&chip, clock_hz));
    case_out(io, "p",
             chip_dynamic_w(&chip, clock_hz, 1.0) + chip_leak_w(&chip, clock_hz, chip.leak_ref_c));
}

static void capped(struct case_io *io)
{
    const struct chip chip = chip_of(io);

    case_out(io, "f", chip_clock_hz(&chip, case_in(io, "p_cap"), 1.0, chip.leak_ref_c));
}

static void settled(struct case_io *io)
{
    const struct chip chip = chip_of(io);
    struct chip_steady steady = {0};
    const enum status st = chip_settle(&chip, case_in(io, "r_th"), case_in(io, "t_in"), &steady);

    case_out(io, "t_j", unless(st, steady.die_c));
    case_out(io, "p", unless(st, steady.power_w));
}

static void runaway(struct case_io *io)
{
    const struct chip chip = chip_of(io);

    case_out(io, "t_in_max", chip_runaway_sink_c(&chip, case_in(io, "r_th")));
}

static void supply(struct case_io *io)
{
    double pairs[2 * CURVE_MOST_POINTS];
    const size_t n = case_in_list(io, "cert_points", pairs, sizeof pairs / sizeof pairs[0]) / 2;
    struct curve efficiency = {.n = n};

    for (size_t i = 0; i < n; i++) {
        efficiency.x[i] = pairs[2 * i];
        efficiency.y[i] = pairs[2 * i + 1];
    }
    const double load_frac = case_in(io, "load");
    const double loss_frac = loss_supply_frac(&efficiency, load_frac);
    case_out(io, "loss_frac_of_rating", loss_frac);
    case_out(io, "eta", load_frac / (load_frac + loss_frac));
}

static void fan(struct case_io *io)
{
    const double speed_frac = case_in(io, "n_ratio");

    case_out(io, "p_fan", case_in(io, "p_fan0") * fanlaw_power(speed_frac));
    case_out(io, "flow_ratio", fanlaw_flow(speed_frac));
    case_out(io, "dp_ratio", fanlaw_pressure(speed_frac));
}

/* ---------------------------------------------------------------- workloads */

static void square_wave(struct case_io *io)
{
    const struct wave w = {.period_s = case_in(io, "period"),
                           .duty_frac = case_in(io, "duty"),
                           .high = case_in(io, "p_hi"),
                           .low = case_in(io, "p_lo")};

    case_out(io, "mean", wave_mean(&w));
    case_out(io, "rms", wave_rms(&w));
    case_out(io, "first_harmonic_amplitude", wave_harmonic(&w, 1));
    case_out(io, "smoothing_energy", wave_smoothing(&w));
}

static void batch(struct case_io *io)
{
    const struct batch_curve c = {case_in(io, "p0"), case_in(io, "dp"), case_in(io, "b_half")};

    case_out(io, "p_gpu", batch_level(&c, case_in(io, "batch")));
}

static void checkpoints(struct case_io *io)
{
    const double interval_s = case_in(io, "interval");
    struct wave_training t = {
        .wave = {10.0, 0.5, case_in(io, "p_train"), case_in(io, "p_train"), 0.0},
        .interval_s = interval_s,
        .checkpoint_s = case_in(io, "t_ckpt"),
        .checkpoint = case_in(io, "p_ckpt"),
    };

    case_out(io, "mean", wave_training_mean(&t, 0.0, interval_s));
    t.wave.high = t.wave.low = 1.0;
    t.checkpoint = 0.0;
    case_out(io, "duty_train", wave_training_mean(&t, 0.0, interval_s));
}

/* The mean over a second about the hour, of half load: the swing there is its own mean to 1e-9. */
static void diurnal(struct case_io *io)
{
    const struct wave_day day = {.mean = 0.5,
                                 .swing_frac = case_in(io, "amp"),
                                 .peak_h = case_in(io, "t_peak") / 3600.0,
                                 .weekend_frac = 1.0};
    const double half_h = 0.5 / 3600.0;

    case_out(io, "p",
             case_in(io, "p_mean") / day.mean *
                 wave_day_mean(&day, case_in(io, "t") / 3600.0 - half_h, 0, 1.0));
}

/* --------------------------------------------------------------------- tree */

static void circuit(struct case_io *io)
{
    const double full_w =
        phase_power_w(3, case_in(io, "v_ll"), case_in(io, "i_breaker"), case_in(io, "pf"));

    case_out(io, "p_full", full_w);
    case_out(io, "p_cont", full_w * case_in(io, "derate"));
}

static void delta(struct case_io *io)
{
    const struct phase_lines l =
        phase_line_currents(case_in(io, "i_ab"), case_in(io, "i_bc"), case_in(io, "i_ca"));

    case_out(io, "i_a", l.a_a);
    case_out(io, "i_b", l.b_a);
    case_out(io, "i_c", l.c_a);
    case_out(io, "unbalance", phase_unbalance(&l));
}

static void neutral(struct case_io *io)
{
    case_out(io, "i_n",
             phase_neutral_a(case_in(io, "i_a"), case_in(io, "i_b"), case_in(io, "i_c")));
}

static void ups(struct case_io *io)
{
    const struct loss_ups coefficients = {case_in(io, "k0"), case_in(io, "k1"), case_in(io, "k2")};
    const double load_frac = case_in(io, "load");
    const double loss_frac = loss_ups_frac(&coefficients, load_frac);

    case_out(io, "loss", case_in(io, "rating") * loss_frac);
    case_out(io, "eta", load_frac / (load_frac + loss_frac));
}

static void transformer(struct case_io *io)
{
    const double rating_va = case_in(io, "s_rated");
    const double load_frac = case_in(io, "load");
    const struct loss_transformer t =
        loss_transformer_split(rating_va, case_in(io, "eta_at_35pct"));
    const double loss_w = loss_transformer_w(&t, load_frac);
    const double output_w = load_frac * rating_va * (case_has(io, "pf") ? case_in(io, "pf") : 1.0);

    case_out(io, "p0", t.core_w);
    case_out(io, "p_ll", t.load_w);
    case_out(io, "loss", loss_w);
    case_out(io, "eta", output_w / (output_w + loss_w));
}

static void line(struct case_io *io)
{
    const double drop_v = loss_line_v(case_in(io, "i"), case_in(io, "l"), case_in(io, "r"),
                                      case_in(io, "x"), case_in(io, "pf"));

    case_out(io, "dv", drop_v);
    case_out(io, "dv_pct", drop_v / case_in(io, "v"));
}

/* Stages that lose in proportion to their load, from the load up. */
static void chain(struct case_io *io)
{
    enum { MOST_STAGES = 8 };
    double etas[MOST_STAGES];
    const size_t n = case_in_list(io, "etas", etas, MOST_STAGES);
    const double load_w = case_in(io, "p_load");
    double input_w = load_w;

    for (size_t i = n; i-- > 0;) {
        double params[8] = {0};
        double one = 1.0;
        const double none = 0.0;
        double loss_w = PARAM_UNKNOWN;
        double input_var = PARAM_UNKNOWN;
        const struct power_block block = {
            .n = 1,
            .load_w = &input_w,
            .load_var = &none,
            .is_energised = &one,
            .loss_w = &loss_w,
            .input_var = &input_var,
        };
        block_fill(params, &power_proportional.info);
        block_set(params, &power_proportional.info, "loss_frac", 1.0 / etas[i] - 1.0);
        const enum status st = power_proportional.step(params, &block);
        input_w += unless(st, loss_w);
    }
    case_out(io, "p_in", input_w);
    case_out(io, "eta", load_w / input_w);
}

static void direct_current(struct case_io *io)
{
    case_out(io, "i_54", phase_dc_a(case_in(io, "p"), 54.0));
    case_out(io, "i_800", phase_dc_a(case_in(io, "p"), 800.0));
}

static void breaker(struct case_io *io)
{
    const struct breaker_curve c = {.trip_frac = case_in(io, "i_trip"),
                                    .tau_s = case_in(io, "tau")};
    const double preload = case_in(io, "preload");

    case_out(io, "t", breaker_thermal_s(&c, preload * preload, case_in(io, "i")));
}

/* The curve is found by its constants, so that the model's own table is under test. */
static void relay(struct case_io *io)
{
    double trip_s = PARAM_UNKNOWN;

    for (int i = RELAY_STANDARD_INVERSE; i <= RELAY_EXTREMELY_INVERSE; i++) {
        const struct relay_curve c =
            relay_standard_curve((enum relay_standard)i, case_in(io, "tms"));
        if (c.k_s == case_in(io, "k") && c.alpha == case_in(io, "alpha")) {
            trip_s = relay_trip_s(&c, case_in(io, "multiple"));
        }
    }
    case_out(io, "t", trip_s);
}

static void peukert(struct case_io *io)
{
    case_out(
        io, "t",
        battery_peukert_s(case_in(io, "c"), case_in(io, "h"), case_in(io, "k"), case_in(io, "i")));
}

static void ride_through(struct case_io *io)
{
    const double usable_j =
        battery_usable_j(case_in(io, "e_nom"), case_in(io, "dod"), case_in(io, "soh"));
    const double drain_w =
        loss_converter_input_w(case_in(io, "p_load"), 0.0, case_in(io, "eta_inv"));

    case_out(io, "t", battery_hold_s(usable_j, drain_w));
}

static void needed_energy(struct case_io *io)
{
    case_out(io, "e", battery_needed_j(case_in(io, "p"), case_in(io, "t")));
}

/* A load on every system and its next: AB, BC, CA of three. */
static void distributed(struct case_io *io)
{
    enum { MOST_SYSTEMS = 8 };
    struct redundancy_pair pairs[MOST_SYSTEMS];
    const double n = case_in(io, "n_ups");
    const size_t n_systems = n > 0.0 && n <= MOST_SYSTEMS ? (size_t)n : 0;
    const double rating_w = case_in(io, "ups_rating");

    for (size_t k = 0; k < n_systems; k++) {
        pairs[k] = (struct redundancy_pair){k, (k + 1) % n_systems, case_in(io, "load_per_pair")};
    }
    const double normal_w = redundancy_load_w(pairs, n_systems, 1, REDUNDANCY_NONE_LOST);
    const double failed_w = redundancy_load_w(pairs, n_systems, 1, 0);
    case_out(io, "normal_per_ups", normal_w);
    case_out(io, "failed_per_ups", failed_w);
    case_out(io, "normal_fraction", normal_w / rating_w);
    case_out(io, "failed_fraction", failed_w / rating_w);
}

static void utilisation_limits(struct case_io *io)
{
    case_out(io, "u_2n", redundancy_limit_frac(1.0, 1.0));
    case_out(io, "u_3n2", redundancy_limit_frac(2.0, 1.0));
    case_out(io, "u_4n3", redundancy_limit_frac(3.0, 1.0));
    case_out(io, "u_nplus1_n4", redundancy_limit_frac(4.0, 1.0));
}

const struct case_row cases_power[] = {
    {"E1.1", "cpu_util gpu_util_sum p_cpu_idle p_gpu_idle sivoc_eff", "p_node", node},
    {"E1.9", "cpu_util gpu_util_sum rect_per_chassis racks p_cdu", "p_rack", machine},
    {"E1.2", "p_idle p_max u r", "p", utilisation},
    {"E1.3", "f f0 v0 f_at_vmin v_min", "p", clocked},
    {"E1.6", "p_cap f0 v0 f_at_vmin v_min", "f", capped},
    {"E1.5", "t_in r_th p_dyn beta", "t_j", settled},
    {"E1.5", "r_th p_dyn beta", "t_in_max", runaway},
    {"E1.8", "cert_points load", "eta", supply},
    {"E1.7", "p_fan0 n_ratio", "p_fan", fan},
    {"E1.12", "p_hi p_lo period duty", "rms", square_wave},
    {"E1.13", "p0 dp b_half batch", "p_gpu", batch},
    {"E1.14", "p_train p_ckpt interval t_ckpt", "mean", checkpoints},
    {"E1.15", "p_mean amp t_peak t", "p", diurnal},
    {"E2.1", "v_ll i_breaker pf derate", "p_cont", circuit},
    {"E2.3", "i_ab i_bc i_ca", "i_a", delta},
    {"E2.2", "i_a i_b i_c", "i_n", neutral},
    {"E2.4", "i preload i_trip tau", "t", breaker},
    {"E2.5", "multiple k alpha tms", "t", relay},
    {"E2.6", "k0 k1 k2 load rating", "loss", ups},
    {"E2.7", "s_rated eta_at_35pct load", "loss", transformer},
    {"E2.8", "i l r x pf v", "dv", line},
    {"E2.9", "c h k i", "t", peukert},
    {"E2.10", "e_nom dod soh eta_inv p_load", "t", ride_through},
    {"E2.10", "p t", "e", needed_energy},
    {"E2.11", "load_per_pair n_ups ups_rating", "normal_per_ups", distributed},
    {"E2.11", "", "u_2n", utilisation_limits},
    {"E2.13", "etas p_load", "p_in", chain},
    {"E2.14", "p", "i_54", direct_current},
    {0},
};
