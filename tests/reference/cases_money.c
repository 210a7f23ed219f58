/* cases_money.c - worked cases of money, availability and links.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "sim/decide/availability.h"
#include "sim/decide/link.h"
#include "sim/decide/npv.h"
#include "sim/decide/tariff.h"
#include "tests/reference/cases.h"

enum { MOST_FLOWS = 64 };

static void recovery_factor(struct case_io *io)
{
    case_out(io, "crf", npv_recovery_factor(case_in(io, "i"), case_in(io, "n")));
}

static void value_and_rate(struct case_io *io)
{
    const size_t n = (size_t)case_in(io, "n");
    double flows_usd[MOST_FLOWS] = {case_in(io, "cf0")};
    double rate_frac = 0.0;

    for (size_t k = 1; k <= n && k < MOST_FLOWS; k++) {
        flows_usd[k] = case_in(io, "cf");
    }
    case_out(io, "npv", npv_of(flows_usd, n + 1, case_in(io, "i")));
    case_out(io, "irr",
             npv_internal_rate(flows_usd, n + 1, &rate_frac) == STATUS_OK ? rate_frac
                                                                          : (double)NAN);
}

/* A year's rent is that of money.c: power times rent times the year. */
static void rent(struct case_io *io)
{
    case_out(io, "cost", case_in(io, "p") * case_in(io, "rate") * NPV_YEAR_S);
}

/* One month with shares of its energy in two periods, and its peak. */
static void month_bill(struct case_io *io)
{
    const double drawn_w = case_in(io, "p_it") * case_in(io, "pue");
    const double energy_j = drawn_w * case_in(io, "load_factor") * case_in(io, "hours");
    const double on_frac = case_in(io, "on_share");
    const double month_s = NPV_YEAR_S / 12.0;
    struct tariff t = {
        .energy = {{.n = 1, .steps = {{(double)INFINITY, case_in(io, "on")}}},
                   {.n = 1, .steps = {{(double)INFINITY, case_in(io, "off")}}}},
        .n_energy = 2,
        .flat = {{.n = 1, .steps = {{(double)INFINITY, case_in(io, "demand") * month_s}}}},
        .n_flat = 1};
    const struct tariff_use use = {.energy_j = {{on_frac * energy_j, (1.0 - on_frac) * energy_j}},
                                   .flat_w = {drawn_w}};
    struct tariff_bill bill;

    tariff_bill(&t, &use, 1.0, 1.0, &bill);
    case_out(io, "energy", energy_j);
    case_out(io, "bill", bill.energy_usd + bill.demand_usd + bill.fixed_usd);
}

static void one_element(struct case_io *io)
{
    const double off_frac = availability_off_frac(case_in(io, "mtbf"), case_in(io, "mttr"));

    case_out(io, "a", 1.0 - off_frac);
    case_out(io, "downtime", availability_off_s_per_year(off_frac));
}

static void k_of_n(struct case_io *io)
{
    const double off_frac = availability_k_of_n_off_frac(
        (unsigned)case_in(io, "k"), (unsigned)case_in(io, "n"), 1.0 - case_in(io, "a"));

    case_out(io, "a", 1.0 - off_frac);
    case_out(io, "u", off_frac);
}

static void checkpoint(struct case_io *io)
{
    double interval_s = (double)NAN;
    double waste_frac = (double)NAN;

    if (availability_checkpoint(case_in(io, "delta"), 0.0, case_in(io, "mtbf"), &interval_s,
                                &waste_frac) == STATUS_OK) {
        case_out(io, "t_young", interval_s);
        case_out(io, "waste", waste_frac);
    }
}

static void fibre(struct case_io *io)
{
    const double round_trip_s = link_round_trip_s(case_in(io, "d"), case_in(io, "tau"), 0.0);

    case_out(io, "rtt", round_trip_s);
    case_out(io, "throughput", link_window_bytes_per_s(case_in(io, "window"), round_trip_s));
}

static void replication(struct case_io *io)
{
    case_out(io, "bw",
             link_replication_bytes_per_s(case_in(io, "change"), case_in(io, "overhead")));
}

static void owned_gpu(struct case_io *io)
{
    const struct npv_gpu gpu = {.capital_usd = case_in(io, "capex_gpu"),
                                .rate_frac = case_in(io, "i1"),
                                .years = case_in(io, "n1"),
                                .power_w = case_in(io, "p"),
                                .pue = case_in(io, "pue"),
                                .energy_usd_per_j = case_in(io, "price"),
                                .room_usd_per_w = case_in(io, "infra"),
                                .room_rate_frac = case_in(io, "i2"),
                                .room_years = case_in(io, "n2"),
                                .used_frac = case_in(io, "util")};

    case_out(io, "cost_per_gpu_hour", npv_gpu_usd_per_gpu_s(&gpu));
}

const struct case_row cases_money[] = {
    {"E7.1", "i n", "crf", recovery_factor},
    {"E7.2", "cf0 cf n i", "npv", value_and_rate},
    {"E7.3", "p rate", "cost", rent},
    {"E7.4", "p_it load_factor on_share on off demand pue hours", "bill", month_bill},
    {"E7.6", "mtbf mttr", "a", one_element},
    {"E7.7", "k n a", "u", k_of_n},
    {"E7.8", "delta mtbf", "t_young", checkpoint},
    {"E7.9", "d tau window", "rtt", fibre},
    {"E7.10", "change overhead", "bw", replication},
    {"E7.11", "capex_gpu i1 n1 p pue price infra i2 n2 util", "cost_per_gpu_hour", owned_gpu},
    {0},
};
