/* schema_money.c - prices and terms. Money never reaches the physics; an absent price stays unknown.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "sim/scenario/scenario.h"
#include "sim/scenario/schema_tables.h"

static const char *const kind_words[] = {"equipment",   "migration", "connections", "staff",
                                         "maintenance", "other",     NULL};
static const struct param cost_rows[] = {
    {PARAM(scn_cost, name), .kind = PARAM_TEXT, .is_required = true, .text = "what is paid for"},
    {PARAM(scn_cost, kind), .kind = PARAM_CHOICE, .choices = kind_words, .fallback = COST_EQUIPMENT,
     .grade = GRADE_RULE, .source = "what is bought is equipment, what is paid every year is other",
     .text = "the heading under which a comparison puts it"},
    {PARAM(scn_cost, amount_usd), .kind = PARAM_NUMBER, .unit = "USD", .min = -1e12, .max = 1e12,
     .fallback = PARAM_UNKNOWN, .text = "the sum (a year, for yearly costs)"},
    {PARAM(scn_cost, per_power_usd_per_w), .kind = PARAM_NUMBER, .unit = "USD/W", .min = -1e6,
     .max = 1e6, .fallback = PARAM_UNKNOWN, .text = "or a price times the hall's IT limit"},
    {PARAM(scn_cost, per_rack_usd), .kind = PARAM_NUMBER, .unit = "USD", .min = -1e9, .max = 1e9,
     .fallback = PARAM_UNKNOWN, .text = "or a price times the hall's racks (a year, for yearly)"},
    {PARAM(scn_cost, year), .kind = PARAM_COUNT, .unit = "-", .min = 0.0, .max = 50.0,
     .fallback = 0.0, .grade = GRADE_RULE, .source = "paid before the first year",
     .text = "year in which it falls due; 0 is before the first (capital only)"},
    {0},
};
const struct table schema_cost = {
    .name = "cost", .rows = cost_rows, .size = sizeof(struct scn_cost), .text = "one line of cost"};

static const char *const basis_words[] = {"contracted", "used", NULL};
static const struct param money_rows[] = {
    {PARAM(scn_money, option), .kind = PARAM_TEXT,
     .text = "what this scenario is in a comparison: retrofit, colocation, ..."},
    {PARAM(scn_money, term_years), .kind = PARAM_NUMBER, .unit = "year", .min = 1.0, .max = 50.0,
     .is_required = true, .text = "years over which options are compared, whole years"},
    {PARAM(scn_money, discount_frac), .kind = PARAM_NUMBER, .unit = "1", .min = 0.0, .max = 1.0,
     .warn_min = 0.01, .warn_max = 0.25, .fallback = PARAM_UNKNOWN,
     .text = "discount rate a year, nominal"},
    {PARAM(scn_money, energy_usd_per_j), .kind = PARAM_NUMBER, .unit = "USD/J", .min = 0.0,
     .max = 1e-5, .fallback = PARAM_UNKNOWN, .text = "price of electrical energy"},
    {PARAM(scn_money, energy_escalation_frac), .kind = PARAM_NUMBER, .unit = "1", .min = -0.2,
     .max = 0.5, .fallback = 0.0, .grade = GRADE_ESTIMATE, .source = "constant prices",
     .text = "its rise a year"},
    {PARAM(scn_money, tariff), .kind = PARAM_MAP, .table = &schema_tariff,
     .fallback = PARAM_UNKNOWN, .text = "prices by time of use and by demand, as a utility bills"},
    {PARAM(scn_money, billed_pue), .kind = PARAM_NUMBER, .unit = "-", .min = 1.0, .max = 4.0,
     .fallback = PARAM_UNKNOWN,
     .text = "PUE by which a landlord bills energy, in place of the run's"},
    {PARAM(scn_money, load_factor_frac), .kind = PARAM_NUMBER, .unit = "1", .min = 0.0, .max = 1.0,
     .fallback = 1.0, .grade = GRADE_ESTIMATE, .source = "the year runs like the simulated time",
     .text = "year's mean power over the mean of the simulated time"},
    {PARAM(scn_money, ramp_frac), .kind = PARAM_NUMBERS, .unit = "1", .min = 0.0, .max = 1.0,
     .text = "share of the load in year 1, 2, ...; the last holds on"},
    {PARAM(scn_money, rent_usd_per_ws), .kind = PARAM_NUMBER, .unit = "USD/W/s", .min = 0.0,
     .max = 1e-3, .fallback = PARAM_UNKNOWN, .text = "rent per contracted power"},
    {PARAM(scn_money, rent_basis), .kind = PARAM_CHOICE, .choices = basis_words,
     .fallback = RENT_CONTRACTED, .grade = GRADE_RULE, .source = "wholesale contracts",
     .text = "rent for all contracted power, or for the peak that is used and at least the "
             "contract's minimum take"},
    {PARAM(scn_money, rent_premium_frac), .kind = PARAM_NUMBER, .unit = "1", .min = 0.0, .max = 2.0,
     .fallback = 0.0, .grade = GRADE_ESTIMATE, .source = "no premium when nothing is said",
     .text = "premium on the rent for density"},
    {PARAM(scn_money, premium_by_density_frac), .kind = PARAM_CURVE, .unit = "1", .min = 0.0,
     .max = 2.0, .text = "premium on the rent over kW a rack, in place of rent_premium"},
    {PARAM(scn_money, rent_escalation_frac), .kind = PARAM_NUMBER, .unit = "1", .min = 0.0,
     .max = 0.5, .fallback = 0.0, .grade = GRADE_ESTIMATE, .source = "flat when nothing is said",
     .text = "rise of the rent a year"},
    {PARAM(scn_money, contracted_w), .kind = PARAM_NUMBER, .unit = "W", .min = 1e3, .max = 1e9,
     .fallback = PARAM_UNKNOWN,
     .text = "power that the rent is paid for; when absent, the contract's"},
    {PARAM(scn_money, time_to_power_s), .kind = PARAM_NUMBER, .unit = "s", .min = 0.0, .max = 1e9,
     .fallback = PARAM_UNKNOWN, .text = "from the order to the first usable kW"},
    {PARAM(scn_money, waiting_usd_per_ws), .kind = PARAM_NUMBER, .unit = "USD/W/s", .min = 0.0,
     .max = 1e-2, .fallback = PARAM_UNKNOWN,
     .text = "what IT power would have been worth while there is none yet"},
    {PARAM(scn_money, waiting_gpu_usd_per_gpu_s), .kind = PARAM_NUMBER, .unit = "USD/GPU/s",
     .min = 0.0, .max = 1.0, .fallback = PARAM_UNKNOWN, .text = "or the same for a GPU"},
    {PARAM(scn_money, cloud), .kind = PARAM_MAP, .table = &schema_cloud, .fallback = PARAM_UNKNOWN,
     .text = "the load runs on rented GPUs: the hall only says what the load is"},
    {PARAM(scn_money, egress), .kind = PARAM_MAP, .table = &schema_egress,
     .fallback = PARAM_UNKNOWN, .text = "data that leaves and is billed"},
    {PARAM(scn_money, capital), .kind = PARAM_LIST, .table = &schema_cost,
     .text = "what is bought"},
    {PARAM(scn_money, yearly), .kind = PARAM_LIST, .table = &schema_cost,
     .text = "what is paid every year besides energy and rent"},
    {PARAM(scn_money, sunk), .kind = PARAM_LIST, .table = &schema_cost,
     .text = "what is used but there already: told beside the total, not in it"},
    {0},
};
const struct table schema_money = {
    .name = "money",
    .rows = money_rows,
    .size = sizeof(struct scn_money),
    .text = "prices and term; every price may carry a grade and a source"};
