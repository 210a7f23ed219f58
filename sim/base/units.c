/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/base/units.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

static const struct dimension dimensions[] = {
    {"number", "-", "", "1.5", false},
    {"fraction", "1", "_frac", "80 %", false},
    {"power", "W", "_w", "30 kW", true},
    {"apparent power", "VA", "_va", "500 kVA", true},
    {"reactive power", "var", "_var", "20 kvar", true},
    {"energy", "J", "_j", "500 kWh", true},
    {"temperature", "degC", "_c", "24 °C", true},
    {"temperature difference", "K", "_k", "10 K", true},
    {"flow", "m3/s", "_m3s", "80 L/min", true},
    {"flow per power", "m3/J", "_m3_per_j", "1.5 L/min/kW", true},
    {"mass per energy", "kg/J", "_kg_per_j", "0.35 kg/kWh", true},
    {"energy per mass", "J/kg", "_j_per_kg", "66 kJ/kg", true},
    {"mass flow", "kg/s", "_kgs", "31 kg/s", true},
    {"pressure", "Pa", "_pa", "25 Pa", true},
    {"length", "m", "_m", "600 mm", true},
    {"area", "m2", "_m2", "400 m2", true},
    {"volume", "m3", "_m3", "200 L", true},
    {"time", "s", "_s", "15 min", true},
    {"time of day", "h", "_h", "15 h", true},
    {"duration in years", "year", "_years", "5 years", true},
    {"mass", "kg", "_kg", "1360 kg", true},
    {"floor load", "kg/m2", "_kg_per_m2", "1200 kg/m2", true},
    {"voltage", "V", "_v", "415 V", true},
    {"current", "A", "_a", "60 A", true},
    {"resistance per length", "Ohm/m", "_ohm_per_m", "0.075 mOhm/m", true},
    {"frequency", "Hz", "_hz", "1.98 GHz", true},
    {"speed", "m/s", "_m_per_s", "1.5 m/s", true},
    {"conductance", "W/K", "_w_per_k", "400 W/K", true},
    {"heat capacity", "J/K", "_j_per_k", "700 kJ/K", true},
    {"heat capacity per area", "J/(m2 K)", "_j_per_m2k", "80 kJ/m2/K", true},
    {"conductance per area", "W/(m2 K)", "_w_per_m2k", "5 W/m2/K", true},
    {"specific heat", "J/(kg K)", "_j_per_kgk", "2217 J/kg/K", true},
    {"heat capacity per volume", "J/(m3 K)", "_j_per_m3k", "1206 J/m3/K", true},
    {"thermal resistance", "K/W", "_k_per_w", "0.03 K/W", true},
    {"rate per kelvin", "1/K", "_per_k", "0.015 1/K", true},
    {"flow resistance", "Pa/(m3/s)2", "_pa_per_m3s2", "1e9 Pa/(m3/s)2", true},
    {"height in rack units", "U", "_u", "8 U", true},
    {"money", "USD", "_usd", "2.4 MUSD", true},
    {"price of energy", "USD/J", "_usd_per_j", "0.094 USD/kWh", true},
    {"price of power", "USD/W", "_usd_per_w", "1500 USD/kW", true},
    {"data", "B", "_bytes", "500 TB", true},
    {"data rate", "B/s", "_bytes_per_s", "50 TB/month", true},
    {"price of storage", "USD/B/s", "_usd_per_byte_s", "20 USD/TB/month", true},
    {"price of data", "USD/B", "_usd_per_byte", "0.09 USD/GB", true},
    {"price of GPU time", "USD/GPU/s", "_usd_per_gpu_s", "2.5 USD/GPU-h", true},
    {"rent of power", "USD/W/s", "_usd_per_ws", "184 USD/kW/month", true},
    {"cost per time", "USD/s", "_usd_per_s", "250 kUSD/year", true},
};
enum { N_DIMENSIONS = sizeof dimensions / sizeof dimensions[0] };

#define FOOT     0.3048
#define INCH     0.0254
#define POUND    0.45359237
#define GALLON   3.785411784e-3
#define BTU_H    0.29307107017222
#define TON      3516.8528420667 /* 12,000 Btu/h */
#define CFM      (FOOT * FOOT * FOOT / 60.0)
#define GPM      (GALLON / 60.0)
#define ZERO_C_K 273.15
#define YEAR_S   31557600.0 /* Julian year */

/* The first unit of a dimension is its SI unit. */
static const struct unit units[] = {
    {"-", "-", 1.0, 0.0},
    {"1", "1", 1.0, 0.0},
    {"1", "%", 0.01, 0.0},
    {"W", "W", 1.0, 0.0},
    {"W", "kW", 1e3, 0.0},
    {"W", "MW", 1e6, 0.0},
    {"W", "ton", TON, 0.0},
    {"W", "tons", TON, 0.0},
    {"W", "TR", TON, 0.0},
    {"W", "Btu/h", BTU_H, 0.0},
    {"W", "MBH", BTU_H * 1e3, 0.0},
    {"W", "hp", 745.69987158227, 0.0},
    {"VA", "VA", 1.0, 0.0},
    {"VA", "kVA", 1e3, 0.0},
    {"VA", "MVA", 1e6, 0.0},
    {"var", "var", 1.0, 0.0},
    {"var", "kvar", 1e3, 0.0},
    {"J", "J", 1.0, 0.0},
    {"J", "kJ", 1e3, 0.0},
    {"J", "MJ", 1e6, 0.0},
    {"J", "Wh", 3600.0, 0.0},
    {"J", "kWh", 3.6e6, 0.0},
    {"J", "MWh", 3.6e9, 0.0},
    {"degC", "degC", 1.0, 0.0},
    {"degC", "°C", 1.0, 0.0},
    {"degC", "C", 1.0, 0.0},
    {"degC", "degF", 5.0 / 9.0, -160.0 / 9.0},
    {"degC", "°F", 5.0 / 9.0, -160.0 / 9.0},
    {"degC", "F", 5.0 / 9.0, -160.0 / 9.0},
    {"degC", "K", 1.0, -ZERO_C_K},
    {"K", "K", 1.0, 0.0},
    {"K", "degC", 1.0, 0.0},
    {"K", "°C", 1.0, 0.0},
    {"K", "C", 1.0, 0.0},
    {"K", "degF", 5.0 / 9.0, 0.0},
    {"K", "°F", 5.0 / 9.0, 0.0},
    {"K", "F", 5.0 / 9.0, 0.0},
    {"m3/s", "m3/s", 1.0, 0.0},
    {"m3/s", "m3/h", 1.0 / 3600.0, 0.0},
    {"m3/s", "L/s", 1e-3, 0.0},
    {"m3/s", "L/min", 1e-3 / 60.0, 0.0},
    {"m3/s", "LPM", 1e-3 / 60.0, 0.0},
    {"m3/s", "CFM", CFM, 0.0},
    {"m3/s", "gpm", GPM, 0.0},
    {"m3/J", "m3/J", 1.0, 0.0},
    {"m3/J", "L/min/kW", 1e-6 / 60.0, 0.0},
    {"m3/J", "LPM/kW", 1e-6 / 60.0, 0.0},
    {"m3/J", "gpm/kW", GPM * 1e-3, 0.0},
    {"m3/J", "CFM/kW", CFM * 1e-3, 0.0},
    {"kg/J", "kg/J", 1.0, 0.0},
    {"kg/J", "kg/kWh", 1.0 / 3.6e6, 0.0},
    {"kg/J", "g/kWh", 1e-3 / 3.6e6, 0.0},
    {"kg/J", "t/MWh", 1.0 / 3.6e6, 0.0},
    {"J/kg", "J/kg", 1.0, 0.0},
    {"J/kg", "kJ/kg", 1e3, 0.0},
    {"J/kg", "Btu/lb", 2326.0, 0.0}, /* exact, of the international table */
    {"kg/s", "kg/s", 1.0, 0.0},
    {"kg/s", "kg/h", 1.0 / 3600.0, 0.0},
    {"kg/s", "lb/h", POUND / 3600.0, 0.0},
    {"Pa", "Pa", 1.0, 0.0},
    {"Pa", "kPa", 1e3, 0.0},
    {"Pa", "bar", 1e5, 0.0},
    {"Pa", "mbar", 100.0, 0.0},
    {"Pa", "psi", 6894.757293168, 0.0},
    {"Pa", "inH2O", 249.08891, 0.0},
    {"Pa", "ftH2O", 2989.06692, 0.0},
    {"m", "m", 1.0, 0.0},
    {"m", "mm", 1e-3, 0.0},
    {"m", "cm", 1e-2, 0.0},
    {"m", "km", 1e3, 0.0},
    {"m", "ft", FOOT, 0.0},
    {"m", "in", INCH, 0.0},
    {"m", "mi", FOOT * 5280.0, 0.0},
    {"m2", "m2", 1.0, 0.0},
    {"m2", "ft2", FOOT *FOOT, 0.0},
    {"m2", "sqft", FOOT *FOOT, 0.0},
    {"m3", "m3", 1.0, 0.0},
    {"m3", "L", 1e-3, 0.0},
    {"m3", "gal", GALLON, 0.0},
    {"m3", "ft3", FOOT *FOOT *FOOT, 0.0},
    {"s", "s", 1.0, 0.0},
    {"s", "ms", 1e-3, 0.0},
    {"s", "min", 60.0, 0.0},
    {"s", "h", 3600.0, 0.0},
    {"s", "d", 86400.0, 0.0},
    {"s", "days", 86400.0, 0.0},
    {"s", "day", 86400.0, 0.0},
    {"s", "weeks", 604800.0, 0.0},
    {"s", "week", 604800.0, 0.0},
    {"s", "months", YEAR_S / 12.0, 0.0},
    {"s", "month", YEAR_S / 12.0, 0.0},
    {"s", "years", YEAR_S, 0.0},
    {"s", "year", YEAR_S, 0.0},
    {"h", "h", 1.0, 0.0},
    {"year", "years", 1.0, 0.0},
    {"year", "year", 1.0, 0.0},
    {"year", "months", 1.0 / 12.0, 0.0},
    {"kg", "kg", 1.0, 0.0},
    {"kg", "t", 1e3, 0.0},
    {"kg", "lb", POUND, 0.0},
    {"kg", "lbs", POUND, 0.0},
    {"kg/m2", "kg/m2", 1.0, 0.0},
    {"kg/m2", "lb/ft2", POUND / (FOOT * FOOT), 0.0},
    {"kg/m2", "psf", POUND / (FOOT * FOOT), 0.0},
    {"kg/m2", "kN/m2", 1e3 / 9.80665, 0.0},
    {"V", "V", 1.0, 0.0},
    {"V", "kV", 1e3, 0.0},
    {"A", "A", 1.0, 0.0},
    {"A", "kA", 1e3, 0.0},
    {"Ohm/m", "Ohm/m", 1.0, 0.0},
    {"Ohm/m", "mOhm/m", 1e-3, 0.0},
    {"Ohm/m", "mOhm/ft", 1e-3 / FOOT, 0.0},
    {"Hz", "Hz", 1.0, 0.0},
    {"Hz", "MHz", 1e6, 0.0},
    {"Hz", "GHz", 1e9, 0.0},
    {"m/s", "m/s", 1.0, 0.0},
    {"W/K", "W/K", 1.0, 0.0},
    {"W/K", "kW/K", 1e3, 0.0},
    {"J/K", "J/K", 1.0, 0.0},
    {"J/K", "kJ/K", 1e3, 0.0},
    {"J/(m2 K)", "J/m2/K", 1.0, 0.0},
    {"J/(m2 K)", "kJ/m2/K", 1e3, 0.0},
    {"W/(m2 K)", "W/m2/K", 1.0, 0.0},
    {"J/(kg K)", "J/kg/K", 1.0, 0.0},
    {"J/(kg K)", "kJ/kg/K", 1e3, 0.0},
    {"J/(m3 K)", "J/m3/K", 1.0, 0.0},
    {"K/W", "K/W", 1.0, 0.0},
    {"K/W", "K/kW", 1e-3, 0.0},
    {"1/K", "1/K", 1.0, 0.0},
    {"1/K", "%/K", 0.01, 0.0},
    {"Pa/(m3/s)2", "Pa/(m3/s)2", 1.0, 0.0},
    {"U", "U", 1.0, 0.0},
    {"B", "B", 1.0, 0.0},
    {"B", "MB", 1e6, 0.0},
    {"B", "GB", 1e9, 0.0},
    {"B", "TB", 1e12, 0.0},
    {"B", "PB", 1e15, 0.0},
    {"B/s", "B/s", 1.0, 0.0},
    {"B/s", "MB/s", 1e6, 0.0},
    {"B/s", "GB/s", 1e9, 0.0},
    {"B/s", "Mbit/s", 1e6 / 8.0, 0.0},
    {"B/s", "Gbit/s", 1e9 / 8.0, 0.0},
    {"B/s", "TB/h", 1e12 / 3600.0, 0.0},
    {"B/s", "TB/day", 1e12 / 86400.0, 0.0},
    {"B/s", "TB/month", 1e12 * 12.0 / YEAR_S, 0.0},
    {"USD/B", "USD/GB", 1e-9, 0.0},
    {"USD/B", "USD/TB", 1e-12, 0.0},
    {"USD/B/s", "USD/TB/month", 1e-12 * 12.0 / YEAR_S, 0.0},
    {"USD/B/s", "USD/GB/month", 1e-9 * 12.0 / YEAR_S, 0.0},
    {"USD/GPU/s", "USD/GPU-h", 1.0 / 3600.0, 0.0},
    {"USD/GPU/s", "USD/GPU/h", 1.0 / 3600.0, 0.0},
    {"USD", "USD", 1.0, 0.0},
    {"USD/J", "USD/kWh", 1.0 / 3.6e6, 0.0},
    {"USD/J", "USD/MWh", 1.0 / 3.6e9, 0.0},
    {"USD/W", "USD/kW", 1e-3, 0.0},
    {"USD/W", "USD/W", 1.0, 0.0},
    {"USD/W", "USD/MW", 1e-6, 0.0},
    {"USD/W/s", "USD/kW/month", 1e-3 * 12.0 / YEAR_S, 0.0},
    {"USD/W/s", "USD/kW-month", 1e-3 * 12.0 / YEAR_S, 0.0},
    {"USD/W/s", "USD/kW/year", 1e-3 / YEAR_S, 0.0},
    {"USD/s", "USD/year", 1.0 / YEAR_S, 0.0},
    {"USD/s", "USD/month", 12.0 / YEAR_S, 0.0},
};
enum { N_UNITS = sizeof units / sizeof units[0] };

const struct dimension *units_dimension(const char *si)
{
    for (size_t i = 0; i < N_DIMENSIONS; i++) {
        if (strcmp(dimensions[i].si, si) == 0) {
            return &dimensions[i];
        }
    }
    return NULL;
}

const struct dimension *units_dimension_at(size_t i)
{
    return i < N_DIMENSIONS ? &dimensions[i] : NULL;
}

const struct unit *units_at(size_t i)
{
    return i < N_UNITS ? &units[i] : NULL;
}

/* "m³/h" -> "m3/h": superscript two and three are the only ones in use. */
static void plain_name(const char *name, char *ret_plain, size_t room)
{
    size_t n = 0;

    for (size_t i = 0; name[i] != '\0' && n + 1 < room; i++) {
        if (strncmp(name + i, "²", 2) == 0 || strncmp(name + i, "³", 2) == 0) {
            ret_plain[n++] = strncmp(name + i, "²", 2) == 0 ? '2' : '3';
            i++;
        } else {
            ret_plain[n++] = name[i];
        }
    }
    ret_plain[n] = '\0';
}

const struct unit *units_find(const struct dimension *d, const char *name)
{
    char plain[48];
    const struct unit *hit = NULL;
    int n_hits = 0;

    plain_name(name, plain, sizeof plain);
    for (size_t i = 0; i < N_UNITS; i++) {
        if (strcmp(units[i].si, d->si) == 0 && strcmp(units[i].name, plain) == 0) {
            return &units[i];
        }
    }
    for (size_t i = 0; i < N_UNITS; i++) {
        if (strcmp(units[i].si, d->si) == 0 && strcasecmp(units[i].name, plain) == 0) {
            hit = &units[i];
            n_hits++;
        }
    }
    const bool is_milli_for_mega = hit != NULL && plain[0] == 'm' && hit->name[0] == 'M';
    return n_hits == 1 && !is_milli_for_mega ? hit : NULL;
}

const struct dimension *units_other(const struct dimension *d, const char *name)
{
    for (size_t i = 0; i < N_DIMENSIONS; i++) {
        if (&dimensions[i] != d && dimensions[i].needs_unit &&
            units_find(&dimensions[i], name) != NULL) {
            return &dimensions[i];
        }
    }
    return NULL;
}

const char *units_nearest(const struct dimension *d, const char *name)
{
    struct nearest near = {.word = name};

    for (size_t i = 0; i < N_UNITS; i++) {
        if (strcmp(units[i].si, d->si) == 0) {
            nearest_try(&near, units[i].name);
        }
    }
    return nearest_found(&near);
}

void units_list(const struct dimension *d, struct text *ret_text)
{
    const char *between = "";

    for (size_t i = 0; i < N_UNITS; i++) {
        if (strcmp(units[i].si, d->si) == 0) {
            text_add(ret_text, "%s%s", between, units[i].name);
            between = ", ";
        }
    }
}

bool units_split_money(const char *name, struct money_unit *ret_money)
{
    const bool has_multiple =
        (name[0] == 'k' || name[0] == 'M') && (name[1] == '$' || isupper((unsigned char)name[1]));
    const char *at = name + has_multiple;
    const char *currency = at;

    if (at[0] == '$') {
        currency = "USD";
        at++;
    } else if (isupper((unsigned char)at[0]) && isupper((unsigned char)at[1]) &&
               isupper((unsigned char)at[2]) && (at[3] == '\0' || at[3] == '/')) {
        at += 3;
    } else {
        return false;
    }
    const double multiple = name[0] == 'k' ? 1e3 : 1e6;
    ret_money->factor = has_multiple ? multiple : 1.0;
    (void)snprintf(ret_money->currency, sizeof ret_money->currency, "%.3s", currency);
    return (size_t)snprintf(ret_money->plain, sizeof ret_money->plain, "USD%s", at) <
           sizeof ret_money->plain;
}

/* What is shown for each dimension: from the smallest magnitude on. */
static const struct {
    const char *si;
    enum unit_system system;
    double from;
    const char *name;
} shown[] = {
    {"W", UNITS_SI, 0.0, "W"},
    {"W", UNITS_SI, 1e3, "kW"},
    {"W", UNITS_SI, 1e6, "MW"},
    {"VA", UNITS_SI, 0.0, "VA"},
    {"VA", UNITS_SI, 1e3, "kVA"},
    {"VA", UNITS_SI, 1e6, "MVA"},
    {"J", UNITS_SI, 0.0, "J"},
    {"J", UNITS_SI, 3.6e6, "kWh"},
    {"J", UNITS_SI, 3.6e9, "MWh"},
    {"degC", UNITS_SI, 0.0, "°C"},
    {"degC", UNITS_US, 0.0, "°F"},
    {"K", UNITS_SI, 0.0, "K"},
    {"K", UNITS_US, 0.0, "°F"},
    {"m3/s", UNITS_SI, 0.0, "L/min"},
    {"m3/s", UNITS_SI, 0.1, "m3/s"},
    {"m3/s", UNITS_US, 0.0, "gpm"},
    {"m3/s", UNITS_US, 0.1, "CFM"},
    {"kg/J", UNITS_SI, 0.0, "kg/kWh"},
    {"kg/s", UNITS_SI, 0.0, "kg/h"},
    {"kg/s", UNITS_SI, 1.0, "kg/s"},
    {"m3/J", UNITS_SI, 0.0, "L/min/kW"},
    {"m3/J", UNITS_US, 0.0, "gpm/kW"},
    {"Pa", UNITS_SI, 0.0, "Pa"},
    {"Pa", UNITS_SI, 1e3, "kPa"},
    {"Pa", UNITS_US, 0.0, "inH2O"},
    {"Pa", UNITS_US, 5e3, "psi"},
    {"m", UNITS_SI, 0.0, "m"},
    {"m", UNITS_US, 0.0, "ft"},
    {"m2", UNITS_US, 0.0, "ft2"},
    {"m3", UNITS_SI, 0.0, "L"},
    {"m3", UNITS_SI, 1.0, "m3"},
    {"m3", UNITS_US, 0.0, "gal"},
    {"s", UNITS_SI, 0.0, "s"},
    {"s", UNITS_SI, 120.0, "min"},
    {"s", UNITS_SI, 7200.0, "h"},
    {"kg", UNITS_US, 0.0, "lb"},
    {"kg/m2", UNITS_US, 0.0, "lb/ft2"},
    {"1", UNITS_SI, 0.0, "%"},
    {"kg/s", UNITS_US, 0.0, "lb/h"},
    {"B", UNITS_SI, 0.0, "GB"},
    {"B", UNITS_SI, 1e12, "TB"},
    {"B/s", UNITS_SI, 0.0, "Gbit/s"},
    {"USD/B", UNITS_SI, 0.0, "USD/GB"},
    {"USD/B/s", UNITS_SI, 0.0, "USD/TB/month"},
    {"USD/GPU/s", UNITS_SI, 0.0, "USD/GPU-h"},
    {"USD/J", UNITS_SI, 0.0, "USD/kWh"},
    {"USD/W", UNITS_SI, 0.0, "USD/kW"},
    {"USD/W/s", UNITS_SI, 0.0, "USD/kW/month"},
    {"USD/s", UNITS_SI, 0.0, "USD/year"},
    {"Hz", UNITS_SI, 1e9, "GHz"},
    {"W/K", UNITS_SI, 1e3, "kW/K"},
    {"J/K", UNITS_SI, 1e3, "kJ/K"},
};

const struct unit *units_shown(const struct dimension *d, double scale, enum unit_system system)
{
    const struct unit *best = NULL;
    const struct unit *first = NULL;
    bool has_own = false; /* US rows for this dimension win over SI rows */

    for (size_t i = 0; i < sizeof shown / sizeof shown[0]; i++) {
        const bool is_own = shown[i].system == system;
        if (strcmp(shown[i].si, d->si) != 0 || (shown[i].system == UNITS_US && !is_own)) {
            continue;
        }
        if (is_own && !has_own) {
            has_own = true;
            best = NULL;
        }
        if ((is_own || !has_own) && fabs(scale) >= shown[i].from) {
            best = units_find(d, shown[i].name);
        }
    }
    for (size_t i = 0; i < N_UNITS && first == NULL; i++) {
        if (strcmp(units[i].si, d->si) == 0) {
            first = &units[i];
        }
    }
    return best != NULL ? best : first;
}

void units_print(struct text *ret_text, const char *si, double value, int digits,
                 enum unit_system system)
{
    const struct dimension *const d = units_dimension(si);

    if (!isfinite(value)) {
        text_add(ret_text, "%s", isnan(value) ? "unknown" : "no limit");
        return;
    }
    if (d == NULL) {
        text_add(ret_text, "%.*g %s", digits, value, si);
        return;
    }
    const struct unit *const u = units_shown(d, value, system);
    const double number = (value - u->offset) / u->factor;
    char plain[32];
    /* %g turns 1060 into 1.06e+03 at three digits: show whole numbers whole. */
    if (fabs(number) >= pow(10.0, digits)) {
        (void)snprintf(plain, sizeof plain, "%.0f", number);
    } else {
        (void)snprintf(plain, sizeof plain, "%.*g", digits, number);
    }
    text_add(ret_text, "%s%s%s", plain,
             strcmp(u->name, "%") == 0 || strcmp(u->name, "-") == 0 ? "" : " ",
             strcmp(u->name, "-") == 0 || strcmp(u->name, "1") == 0 ? "" : u->name);
}
