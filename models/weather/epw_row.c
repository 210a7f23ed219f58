/* SPDX-License-Identifier: Apache-2.0 */
#include "models/weather/epw_row.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "models/model.h"
#include "models/psychro.h"

enum { LEAST_FIELDS = 10, MOST_FIELDS = 22, FIELD_ROOM = 32 };

/* A field that is a number within its limits, else unknown. */
static double number_of(const char *at, size_t length, double least, double most)
{
    char text[FIELD_ROOM];
    char *end = NULL;

    if (length == 0 || length >= sizeof text) {
        return PARAM_UNKNOWN;
    }
    memcpy(text, at, length);
    text[length] = '\0';
    const double value = strtod(text, &end);
    while (*end == ' ' || *end == '\r') {
        end++;
    }
    return end != text && *end == '\0' && value >= least && value <= most ? value : PARAM_UNKNOWN;
}

/* Where the fields lie; returns how many were met. */
static size_t split(const char *at, size_t length, const char *field[MOST_FIELDS],
                    size_t size[MOST_FIELDS])
{
    size_t n = 0;

    for (size_t first = 0; n < MOST_FIELDS && first <= length; n++) {
        const char *const comma = memchr(at + first, ',', length - first);
        const size_t end = comma != NULL ? (size_t)(comma - at) : length;
        field[n] = at + first;
        size[n] = end - first;
        first = end + 1;
    }
    return n;
}

enum status epw_row_parse(const char *at, size_t length, struct epw_row *ret)
{
    /* Outside of these no weather was ever measured; every code for "missing" lies there. */
    static const struct {
        size_t field;
        double least;
        double most;
    } places[] = {{1, 1.0, 12.0},   {2, 1.0, 31.0},    {3, 1.0, 24.0},
                  {6, -70.0, 60.0}, {7, -80.0, 40.0},  {8, 0.5, 110.0},
                  {9, 31e3, 120e3}, {15, 0.0, 2000.0}, {21, 0.0, 40.0}};
    const char *field[MOST_FIELDS];
    size_t size[MOST_FIELDS];
    double value[sizeof places / sizeof places[0]];
    const size_t n = split(at, length, field, size);

    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        value[i] = places[i].field < n ? number_of(field[places[i].field], size[places[i].field],
                                                   places[i].least, places[i].most)
                                       : PARAM_UNKNOWN;
    }
    if (n < LEAST_FIELDS || isnan(value[0]) || isnan(value[1]) || isnan(value[2])) {
        return STATUS_BAD_INPUT;
    }
    *ret = (struct epw_row){
        .month = (int)value[0],
        .day = (int)value[1],
        .hour = (int)value[2],
        .dry_bulb_c = value[3],
        .dew_point_c = value[4],
        .humidity_frac = fmin(1.0, value[5] / 100.0),
        .pressure_pa = value[6],
        .diffuse_wh_per_m2 = value[7],
        .wind_m_per_s = value[8],
    };
    if (isnan(value[5])) { /* fmin drops it */
        ret->humidity_frac = PARAM_UNKNOWN;
    }
    return STATUS_OK;
}

enum status epw_row_air(const struct epw_row *row, struct epw_air *ret)
{
    const double saturated_pa = psychro_saturation_pa(row->dry_bulb_c);
    const double vapour_pa = !isnan(row->humidity_frac)
                                 ? row->humidity_frac * saturated_pa
                                 : fmin(saturated_pa, psychro_saturation_pa(row->dew_point_c));

    ret->ratio = psychro_ratio(vapour_pa, row->pressure_pa);
    if (!(ret->ratio > 0.0)) {
        return STATUS_OUT_OF_RANGE;
    }
    enum status st = psychro_dew_point_c(vapour_pa, &ret->dew_point_c);
    if (st == STATUS_OK) {
        st = psychro_wet_bulb_c(row->dry_bulb_c, ret->ratio, row->pressure_pa, &ret->wet_bulb_c);
    }
    /* The dew point over ice and the wet bulb over water part by some hundredths of a kelvin. */
    ret->wet_bulb_c = fmin(ret->wet_bulb_c, row->dry_bulb_c);
    ret->dew_point_c = fmin(ret->dew_point_c, ret->wet_bulb_c);
    return st;
}
