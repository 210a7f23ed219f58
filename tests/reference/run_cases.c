/* run_cases.c - runs worked cases of physics against the models.
 *
 *   run_cases FILE.json                  a line a case: pass, fail or not modelled; then the totals
 *   run_cases FILE.json --must IDS.txt   as TAP, only the ids of the list: not modelled is a failure
 *
 * The file holds {"cases": [{id, eq, name, inputs, outputs, tolerance}]}; an input or output is
 * {"value": number, text or list, "unit": text}. Tolerances `rel` and `abs` hold for each output
 * unless suffixed with its name; a value passes when either of them is met.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <gsl/gsl_errno.h>

#include "tests/reference/cases.h"

enum { MOST_OUTPUTS = 24, MOST_VALUES = 64 };

struct output {
    const char *name;
    double values[MOST_VALUES];
    size_t n;
};

struct case_io {
    json_t *inputs;
    json_t *outputs;
    struct output got[MOST_OUTPUTS];
    size_t n_got;
    bool lacks_input;
    const char *strange_unit;
};

/* -------------------------------------------------------------------- units */

/* What does not stand here is SI already, or is refused. */
static const struct {
    const char *name;
    double factor;
} units[] = {
    {"$/GPU-h", 1.0 / 3600.0},
    {"$/kW", 1e-3},
    {"$/kW-month", 1e-3 * 12.0 / 31557600.0},
    {"$/kWh", 1.0 / 3.6e6},
    {"%", 1e-2},
    {"Ah", 3600.0},
    {"CFM", 0.3048 * 0.3048 * 0.3048 / 60.0},
    {"CFM/kW", 0.3048 * 0.3048 * 0.3048 / 60.0 / 1e3},
    {"GHz", 1e9},
    {"Gbit/s", 1e9 / 8.0},
    {"K/min", 1.0 / 60.0},
    {"L", 1e-3},
    {"L/kWh", 1e-3 / 3.6e6},
    {"L/min", 1e-3 / 60.0},
    {"L/min/kW", 1e-6 / 60.0},
    {"MW", 1e6},
    {"MWh", 3.6e9},
    {"TB/h", 1e12 / 3600.0},
    {"Wh/m2", 3600.0},
    {"h", 3600.0},
    {"kJ", 1e3},
    {"kJ/kg_da", 1e3},
    {"kPa", 1e3},
    {"kPa/(L/min)^2", 1e3 * 6e4 * 6e4},
    {"kVA", 1e3},
    {"kW", 1e3},
    {"kW/K", 1e3},
    {"kWh", 3.6e6},
    {"kg/kWh", 1.0 / 3.6e6},
    {"km", 1e3},
    {"m3/h", 1.0 / 3600.0},
    {"min", 60.0},
    {"min/yr", 60.0},
    {"mohm/m", 1e-3},
    {"ms", 1e-3},
    {"psi", 6894.757293168},
    {"us/km", 1e-9},
};

static const char *const si_units[] = {
    "",     "1/K",  "A",     "In",       "Is",   "J/K", "J/kg",        "J/kgK",
    "K",    "K/W",  "K/s",   "Pa",       "Pa s", "V",   "W",           "W/K",
    "W/mK", "degC", "kg/kg", "kg/m3",    "kg/s", "m",   "m/(m3/s)^2",  "m/K",
    "m/s",  "m2",   "m3",    "m3/kg_da", "m3/s", "s",   "gpm/psi^0.5", "m3/h/bar^0.5",
    "$",    "$/yr", "1/yr",  "byte",     "yr",
};

/* Of pure numbers the unit says what they count: "1 of supply", "[load fraction, efficiency]". */
static double factor_of(struct case_io *io, const char *unit)
{
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        if (strcmp(unit, units[i].name) == 0) {
            return units[i].factor;
        }
    }
    for (size_t i = 0; i < sizeof si_units / sizeof si_units[0]; i++) {
        if (strcmp(unit, si_units[i]) == 0) {
            return 1.0;
        }
    }
    const bool is_plain = (unit[0] == '1' && (unit[1] == '\0' || unit[1] == ' ')) ||
                          unit[0] == '[' || strstr(unit, "default") != NULL;
    if (!is_plain && io->strange_unit == NULL) {
        io->strange_unit = unit;
    }
    return 1.0;
}

static double factor_at(struct case_io *io, const json_t *quantity)
{
    const char *const unit = json_string_value(json_object_get(quantity, "unit"));

    return factor_of(io, unit != NULL ? unit : "");
}

/* ---------------------------------------------------------- what rows call */

static const json_t *value_of(const json_t *quantities, const char *name)
{
    return json_object_get(json_object_get(quantities, name), "value");
}

bool case_has(const struct case_io *io, const char *name)
{
    return value_of(io->inputs, name) != NULL;
}

double case_in(struct case_io *io, const char *name)
{
    const json_t *const value = value_of(io->inputs, name);

    if (!json_is_number(value)) {
        io->lacks_input = true;
        return (double)NAN;
    }
    return json_number_value(value) * factor_at(io, json_object_get(io->inputs, name));
}

const char *case_text(const struct case_io *io, const char *name)
{
    return json_string_value(value_of(io->inputs, name));
}

/* A list of numbers, or of lists of numbers such as pairs; no case nests deeper. */
static size_t flatten(const json_t *list, double factor, double *ret_values, size_t room)
{
    size_t n = 0;

    for (size_t i = 0; i < json_array_size(list); i++) {
        const json_t *const item = json_array_get(list, i);
        const bool is_list = json_is_array(item);
        const size_t n_numbers = is_list ? json_array_size(item) : 1;
        for (size_t k = 0; k < n_numbers && n < room; k++) {
            const json_t *const number = is_list ? json_array_get(item, k) : item;
            if (json_is_array(number)) {
                fprintf(stderr, "run_cases: a list is nested more than two deep\n");
                exit(EXIT_FAILURE);
            }
            ret_values[n++] = json_number_value(number) * factor;
        }
    }
    return n;
}

size_t case_in_list(struct case_io *io, const char *name, double *ret_values, size_t room)
{
    const json_t *const value = value_of(io->inputs, name);

    if (!json_is_array(value)) {
        io->lacks_input = true;
        return 0;
    }
    return flatten(value, factor_at(io, json_object_get(io->inputs, name)), ret_values, room);
}

void case_out_list(struct case_io *io, const char *name, const double *values, size_t n)
{
    if (io->n_got == MOST_OUTPUTS || n > MOST_VALUES) {
        fprintf(stderr, "run_cases: too many values of %s\n", name);
        exit(EXIT_FAILURE);
    }
    struct output *const out = &io->got[io->n_got++];
    out->name = name;
    out->n = n;
    memcpy(out->values, values, n * sizeof *values);
}

void case_out(struct case_io *io, const char *name, double value)
{
    case_out_list(io, name, &value, 1);
}

/* --------------------------------------------------------------- which rows */

/* The number after "E3." of an equation of this section; -1 for another section. */
static double number_of(const char *eq, const char *section, size_t length)
{
    return strncmp(eq, section, length) == 0 ? strtod(eq + length, NULL) : -1.0;
}

/* Whether "E1.1,E1.9" or "E3.3-E3.8" names the equation. */
static bool names_equation(const char *list, const char *eq)
{
    const size_t section = (size_t)(strchr(eq, '.') - eq) + 1;
    const double wanted = number_of(eq, eq, section);

    for (const char *at = list; at != NULL; at = strchr(at, ',') ? strchr(at, ',') + 1 : NULL) {
        const char *const first = at + strspn(at, " ");
        const size_t length = strcspn(first, ",");
        const char *const dash = memchr(first, '-', length);
        const double low = number_of(first, eq, section);
        const double high = dash != NULL ? number_of(dash + 1, eq, section) : low;
        if (low >= 0.0 && wanted >= low && wanted <= high) {
            return true;
        }
    }
    return false;
}

static bool fits(const struct case_row *row, const struct case_io *io, const char *eq)
{
    char names[256];
    char *rest = NULL;

    if (!names_equation(eq, row->eq) ||
        (row->output != NULL && json_object_get(io->outputs, row->output) == NULL)) {
        return false;
    }
    snprintf(names, sizeof names, "%s", row->inputs);
    for (const char *name = strtok_r(names, " ", &rest); name != NULL;
         name = strtok_r(NULL, " ", &rest)) {
        if (!case_has(io, name)) {
            return false;
        }
    }
    return true;
}

/* ----------------------------------------------------------------- verdicts */

enum verdict { PASS, FAIL, NOT_MODELLED };

static double tolerance(const json_t *c, const char *kind, const char *output)
{
    const json_t *const all = json_object_get(c, "tolerance");
    char key[128];

    snprintf(key, sizeof key, "%s_%s", kind, output);
    const json_t *const own = json_object_get(all, key);
    return json_number_value(own != NULL ? own : json_object_get(all, kind));
}

static const struct output *find_output(const struct case_io *io, const char *name)
{
    for (size_t i = 0; i < io->n_got; i++) {
        if (strcmp(io->got[i].name, name) == 0) {
            return &io->got[i];
        }
    }
    return NULL;
}

static enum verdict judge(const json_t *c, struct case_io *io, const char *name,
                          const json_t *quantity, char *ret_why, size_t room)
{
    const struct output *const got = find_output(io, name);
    const json_t *const value = json_object_get(quantity, "value");
    const double factor = factor_at(io, quantity);
    double wanted[MOST_VALUES] = {json_number_value(value)};
    const size_t n = json_is_array(value) ? flatten(value, 1.0, wanted, MOST_VALUES) : 1;

    if (got == NULL) {
        snprintf(ret_why, room, "no model gives %s", name);
        return NOT_MODELLED;
    }
    if (io->strange_unit != NULL || got->n != n) {
        snprintf(ret_why, room, "%s: %s", name,
                 got->n != n ? "another number of values" : "unknown unit");
        return FAIL;
    }
    const double rel = tolerance(c, "rel", name);
    const double abs = tolerance(c, "abs", name);
    for (size_t i = 0; i < n; i++) {
        const double is = got->values[i] / factor;
        if (!(fabs(is - wanted[i]) <= fmax(rel * fabs(wanted[i]), abs))) {
            snprintf(ret_why, room, "%s is %.10g, expected %.10g (rel %g, abs %g)", name, is,
                     wanted[i], rel, abs);
            return FAIL;
        }
    }
    return PASS;
}

static enum verdict run_case(const json_t *c, char *ret_why, size_t room)
{
    static const struct case_row *const tables[] = {cases_power, cases_air,     cases_liquid,
                                                    cases_plant, cases_thermal, cases_money};
    struct case_io io = {.inputs = json_object_get(c, "inputs"),
                         .outputs = json_object_get(c, "outputs")};
    const char *const eq = json_string_value(json_object_get(c, "eq"));
    enum verdict verdict = PASS;
    const char *name = NULL;
    json_t *quantity = NULL;

    for (size_t t = 0; t < sizeof tables / sizeof tables[0]; t++) {
        for (const struct case_row *row = tables[t]; row->eq != NULL; row++) {
            if (eq != NULL && fits(row, &io, eq)) {
                row->run(&io);
            }
        }
    }
    ret_why[0] = '\0';
    if (io.n_got == 0 || io.lacks_input) {
        snprintf(ret_why, room, "no model for its inputs");
        return NOT_MODELLED;
    }
    json_object_foreach(io.outputs, name, quantity)
    {
        char why[256];
        const enum verdict one = judge(c, &io, name, quantity, why, sizeof why);
        if (one == FAIL || (one == NOT_MODELLED && verdict == PASS)) {
            verdict = one;
            snprintf(ret_why, room, "%s", why);
        }
    }
    return verdict;
}

static const char *text_of(const json_t *c, const char *key)
{
    const char *const text = json_string_value(json_object_get(c, key));

    return text != NULL ? text : "?";
}

static int run_all(const json_t *cases)
{
    static const char *const words[] = {"pass", "FAIL", "not modelled"};
    size_t n[3] = {0};

    for (size_t i = 0; i < json_array_size(cases); i++) {
        const json_t *const c = json_array_get(cases, i);
        char why[256];
        const enum verdict verdict = run_case(c, why, sizeof why);
        n[verdict]++;
        printf("%-12s  %-7s %s%s%s\n", words[verdict], text_of(c, "id"), text_of(c, "name"),
               why[0] != '\0' ? ": " : "", why);
    }
    printf("%zu pass, %zu fail, %zu not modelled\n", n[PASS], n[FAIL], n[NOT_MODELLED]);
    return n[FAIL] == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

static const json_t *find_case(const json_t *cases, const char *id)
{
    for (size_t i = 0; i < json_array_size(cases); i++) {
        if (strcmp(text_of(json_array_get(cases, i), "id"), id) == 0) {
            return json_array_get(cases, i);
        }
    }
    return NULL;
}

static int run_must(const json_t *cases, FILE *list)
{
    char line[128];
    size_t n = 0;

    while (fgets(line, sizeof line, list) != NULL) {
        line[strcspn(line, "# \t\r\n")] = '\0';
        if (line[0] == '\0') {
            continue;
        }
        char why[256] = "no such case";
        const json_t *const c = find_case(cases, line);
        const bool passes = c != NULL && run_case(c, why, sizeof why) == PASS;
        n++;
        printf("%s %zu - %s %s\n", passes ? "ok" : "not ok", n, line,
               passes ? text_of(c, "name") : why);
    }
    printf("1..%zu\n", n);
    return EXIT_SUCCESS; /* TAP tells */
}

int main(int argc, char **argv)
{
    json_error_t error;

    if (argc != 2 && (argc != 4 || strcmp(argv[2], "--must") != 0)) {
        fprintf(stderr, "usage: run_cases FILE.json [--must IDS.txt]\n");
        return 2;
    }
    json_t *const file = json_load_file(argv[1], 0, &error);
    if (file == NULL || !json_is_array(json_object_get(file, "cases"))) {
        fprintf(stderr, "%s:%d:%d: %s\n", argv[1], error.line, error.column,
                file == NULL ? error.text : "no list of 'cases'");
        return 2;
    }
    (void)gsl_set_error_handler_off(); /* a root that is refused fails its case, not all */
    int status = 2;
    FILE *const list = argc == 4 ? fopen(argv[3], "r") : NULL;
    if (argc == 4 && list == NULL) {
        perror(argv[3]);
    } else if (list != NULL) {
        status = run_must(json_object_get(file, "cases"), list);
        fclose(list);
    } else {
        status = run_all(json_object_get(file, "cases"));
    }
    json_decref(file);
    return status;
}
