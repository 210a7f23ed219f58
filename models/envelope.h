/* envelope.h - what air and water IT equipment is promised: ASHRAE classes.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODELS_ENVELOPE_H
#define MODELS_ENVELOPE_H

#include <stddef.h>

#define ENVELOPE_RECOMMENDED_MIN_C 18.0
#define ENVELOPE_RECOMMENDED_MAX_C 27.0

/* ASHRAE TC 9.9 air class: dry bulb and dew point at the inlet. */
struct envelope_class {
    const char *name; /* "A1" .. "A4", "H1" */
    double min_c;
    double max_c;
    double dew_point_min_c;
    double dew_point_max_c;
    double relative_humidity_min_frac;
    double relative_humidity_max_frac;
    double derate_above_m; /* the maximum falls above this altitude ... */
    double derate_m_per_k; /* ... by 1 K for so many metres             */
};
const struct envelope_class *envelope_find(const char *name);

/* By number: 0 what ASHRAE recommends for all classes (its maximum is not derated), then A1, A2, A3, A4,
 * H1, in the order of envelope_names. */
const struct envelope_class *envelope_at(size_t index);
extern const char *const envelope_names[];

/* Class of equipment that is promised inlets up to max_c: the widest whose maximum is not above that,
 * A1 for all below. */
const struct envelope_class *envelope_of_max_c(double max_c);

/* Greatest allowable inlet of class A2 equipment at an altitude: max_c less 1 K for each 300 m above
 * 900 m (ASHRAE Thermal Guidelines 2021). */
double envelope_derated_max_c(double max_c, double altitude_m);
double envelope_class_max_c(const struct envelope_class *c, double altitude_m);

/* Facility and technology coolant classes: greatest supply temperature, W17..W45, S20..S50; NAN for
 * a name that is not one. */
double envelope_liquid_max_c(const char *name);

#endif
