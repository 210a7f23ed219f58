/* model.h - what a model tells the engine about itself.
 *
 * A model is a constant table: its name, its parameter rows, its state rows and
 * the functions of its family. It owns no memory, keeps no globals, prints
 * nothing and includes nothing from sim/. The engine allocates the parameter
 * block by its size, the loader fills it from the rows, and the same rows feed
 * the scenario reference, the diagnostics, the recorder and the contract tests.
 *
 * Families (workload, weather, node, power, cooling, loop, handler, air, plant,
 * control) each have a header with their block and their model type; every
 * model type begins with a struct model_info.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef MODELS_MODEL_H
#define MODELS_MODEL_H

#include <math.h>
#include <stdbool.h>
#include <stddef.h>

#include "models/status.h"

/* How well a number is known. The order is from best to worst. */
enum grade {
    GRADE_GIVEN,     /* the user wrote it                                  */
    GRADE_MEASURED,  /* published measurement                              */
    GRADE_DATASHEET, /* maker's datasheet, standard or code                */
    GRADE_RULE,      /* rule of thumb of the trade                         */
    GRADE_ESTIMATE,  /* plausible, not to be shown as a fact               */
    GRADE_COUNT,
};
const char *grade_text(enum grade g);

/* What a parameter is in the file, and what it is in the parameter block. */
enum param_kind {
    PARAM_NUMBER,  /* "132 kW"          double, SI                            */
    PARAM_COUNT,   /* "18"              double, a whole number                */
    PARAM_CHOICE,  /* one of choices    int, the index of the choice          */
    PARAM_SWITCH,  /* true or false     bool                                  */
    PARAM_CURVE,   /* list of [x, y]    struct curve (models/curve.h)         */
    PARAM_WEATHER, /* an EPW file's name const struct weather_hours * (weather/hours.h) */
    PARAM_TRACE,   /* a CSV file's name const struct trace * (models/trace.h) */
    /* Kinds that only the scenario's own tables use (sim/scenario/schema.h). */
    PARAM_TARIFF,  /* a URDB file's name const struct tariff * (sim/scenario/tariff.h) */
    PARAM_TEXT,    /* any text          const char *                          */
    PARAM_NAME,    /* a name            struct name_ref                       */
    PARAM_NAMES,   /* names             struct name_list                      */
    PARAM_POINT,   /* [x, y]            double[2], SI                         */
    PARAM_NUMBERS, /* [x, y, z, ...]  struct number_list, SI                */
    PARAM_TREE,    /* anything          const struct doc_node *, read by whoever asked */
    PARAM_DATE,    /* ISO 8601          int64_t, microseconds since 1970      */
    PARAM_MAP,     /* a mapping         the struct of another table           */
    PARAM_LIST,    /* a list of those   struct list                           */
    PARAM_MODEL,   /* a model's name    struct model_ref; its rows join in    */
};

struct table; /* sim/scenario/schema.h */

/* One row: a scenario key and where its value goes.
 *
 * The key is the field's name less the suffix of its unit: fluid_mass_kg with
 * unit "kg" is written `fluid_mass: 731 kg`. unit is the SI unit of the value
 * ("1" for a fraction, "-" for a pure number, NULL where there is none).
 * Outside min..max is an error (physics); outside warn_min..warn_max is a
 * warning (practice); both warn limits 0 means none.
 */
struct param {
    const char *key;
    enum param_kind kind;
    size_t offset;
    const char *unit;
    double min;
    double max;
    double warn_min;
    double warn_max;
    bool is_required;
    double fallback;            /* when absent; NAN stays "not known", never zero       */
    enum grade grade;           /* of the fallback                                      */
    const char *source;         /* of the fallback                                      */
    const char *const *choices; /* PARAM_CHOICE: ends with NULL; fallback is an index   */
    const struct table *table;  /* PARAM_MAP, PARAM_LIST                                */
    const char *text;           /* one line of help                                     */
};

/* Fills key and offset from the field itself, so the two cannot drift apart. */
#define PARAM(block, field) .key = #field, .offset = offsetof(struct block, field)

/* NAN is a float in C; the cast keeps -Wdouble-promotion quiet. */
#define PARAM_UNKNOWN ((double)NAN)

/* Private memory of a model. A row lets it be recorded and plotted; only the
 * model itself may write it. Double k of item i is state[k * n + i], where k
 * counts through the rows in order. */
struct state {
    const char *name; /* with its unit suffix, for example "bath_c" */
    const char *unit;
    const char *text;
};

struct model_info {
    const char *name;           /* scenario keyword                                     */
    const char *summary;        /* one line of help                                     */
    const char *validity;       /* what it assumes and where it stops, one line         */
    const char *source;         /* where the equations come from                        */
    const struct param *params; /* ends with a row whose key is NULL                    */
    size_t params_size;         /* bytes of the parameter block                         */
    const struct state *states; /* ends with a row whose name is NULL; NULL for none    */

    /* Checks what single limits cannot. NULL when the block is sound, else a
     * sentence for the user; the loader adds file, line and column. Optional. */
    const char *(*check)(const void *params);

    /* Doubles of private scratch that a block of n items needs besides its
     * state, given as work in the block. Optional: none. */
    size_t (*work_size)(const void *params, size_t n_items);
};

/* Number of state rows. */
size_t model_n_states(const struct model_info *info);

/* The row of a parameter by its field name, or NULL. */
const struct param *model_param(const struct model_info *info, const char *key);

/* Value of a number by its field name; NAN when the model has no such number. */
double model_number(const struct model_info *info, const void *params, const char *key);

#endif
