/* tariff.h - what a utility bills by: energy by the hour, demand by the month.
 *
 * The form is that of the US Utility Rate Database, which also holds what a
 * scenario writes out itself: periods by month, weekday or weekend, and hour;
 * each with steps of price by the quantity of a month.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_SCENARIO_TARIFF_H
#define SIM_SCENARIO_TARIFF_H

#include <stddef.h>

enum { TARIFF_MOST_PERIODS = 24, TARIFF_MOST_STEPS = 8, TARIFF_MONTHS = 12, TARIFF_HOURS = 24 };

/* Price of what lies between the step before and `most` of a month: J or W. */
struct tariff_step {
    double most;  /* INFINITY in the last step */
    double price; /* USD/J, or USD/W for a month; NAN: not known */
};

struct tariff_period {
    struct tariff_step steps[TARIFF_MOST_STEPS];
    size_t n;
};

enum tariff_days { TARIFF_WEEKDAYS, TARIFF_WEEKENDS, TARIFF_DAYS };

/* The period of each hour. */
struct tariff_hours {
    unsigned char period[TARIFF_DAYS][TARIFF_MONTHS][TARIFF_HOURS];
};

struct tariff {
    struct tariff_period energy[TARIFF_MOST_PERIODS];
    struct tariff_period demand[TARIFF_MOST_PERIODS]; /* greatest in its hours */
    struct tariff_period flat[TARIFF_MOST_PERIODS];   /* greatest at any hour  */
    size_t n_energy;
    size_t n_demand;
    size_t n_flat;
    struct tariff_hours energy_hours;
    struct tariff_hours demand_hours;
    unsigned char flat_period[TARIFF_MONTHS];
    double ratchet_frac[TARIFF_MONTHS]; /* of the greatest demand of the eleven months before */
    double window_s;                    /* demand is the mean over this time */
    double fixed_usd_per_s;
};

#endif
