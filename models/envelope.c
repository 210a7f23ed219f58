/* SPDX-License-Identifier: Apache-2.0 */
#include "models/envelope.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Source  ASHRAE TC 9.9, Thermal Guidelines for Data Processing Environments, 5th ed. (2021); humidity
 * recommended where no corrosion was measured. */
static const struct envelope_class classes[] = {
    {"recommended", ENVELOPE_RECOMMENDED_MIN_C, ENVELOPE_RECOMMENDED_MAX_C, -9.0, 15.0, 0.0, 0.70,
     (double)INFINITY, 1.0},
    {"A1", 15.0, 32.0, -12.0, 17.0, 0.08, 0.80, 900.0, 300.0},
    {"A2", 10.0, 35.0, -12.0, 21.0, 0.08, 0.80, 900.0, 300.0},
    {"A3", 5.0, 40.0, -12.0, 24.0, 0.08, 0.85, 900.0, 175.0},
    {"A4", 5.0, 45.0, -12.0, 24.0, 0.08, 0.90, 900.0, 125.0},
    {"H1", 5.0, 25.0, -12.0, 17.0, 0.08, 0.80, 900.0, 500.0},
};
enum { N_CLASSES = sizeof classes / sizeof classes[0] };

const char *const envelope_names[] = {"recommended", "A1", "A2", "A3", "A4", "H1", NULL};

const struct envelope_class *envelope_at(size_t index)
{
    return index < N_CLASSES ? &classes[index] : NULL;
}

const struct envelope_class *envelope_find(const char *name)
{
    for (size_t i = 1; i < N_CLASSES; i++) {
        if (strcmp(classes[i].name, name) == 0) {
            return &classes[i];
        }
    }
    return NULL;
}

const struct envelope_class *envelope_of_max_c(double max_c)
{
    static const char *const names[] = {"A2", "A3", "A4"};
    const struct envelope_class *widest = envelope_find("A1");

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const struct envelope_class *const wider = envelope_find(names[i]);
        widest = wider->max_c <= max_c ? wider : widest;
    }
    return widest;
}

double envelope_class_max_c(const struct envelope_class *c, double altitude_m)
{
    return c->max_c - fmax(0.0, altitude_m - c->derate_above_m) / c->derate_m_per_k;
}

double envelope_derated_max_c(double max_c, double altitude_m)
{
    const struct envelope_class like_a2 = {
        .max_c = max_c, .derate_above_m = 900.0, .derate_m_per_k = 300.0};

    return envelope_class_max_c(&like_a2, altitude_m);
}

/* The class is named after its limit: W32 is facility water up to 32 degC, S40 technology coolant up
 * to 40 degC. */
double envelope_liquid_max_c(const char *name)
{
    static const char *const names[] = {"W17", "W27", "W32", "W40", "W45", "S20",
                                        "S25", "S30", "S35", "S40", "S45", "S50"};

    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (strcmp(names[i], name) == 0) {
            return strtod(name + 1, NULL);
        }
    }
    return (double)NAN;
}
