/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/scenario/import_series.h"

#include <math.h>
#include <string.h>

enum { MOST_PROBLEMS = 5 };

void series_problem(struct series *s, struct series_place place, const char *what)
{
    if (s->n_problems++ >= MOST_PROBLEMS) {
        return;
    }
    if (place.dataset == NULL) {
        diag_add(s->diag, DIAG_BAD_TRACE, place.at, "%s", what);
    } else {
        /* One place for the whole file: the value's number tells them apart. */
        place.at.line = 0;
        diag_add(s->diag, DIAG_BAD_TRACE, place.at, "value %zu of dataset '%s': %s", place.index,
                 place.dataset, what);
    }
}

static void unit_problem(struct series *s, struct series_place place, const char *word,
                         const char *what)
{
    const char *const dataset = place.dataset;

    diag_add(s->diag, DIAG_BAD_TRACE, place.at, "%s%s%s'%s' is not a unit of %s",
             dataset != NULL ? "dataset '" : "", dataset != NULL ? dataset : "",
             dataset != NULL ? "': " : "", word, what);
    s->n_problems++;
}

/* "s" of "seconds since 2026-01-01", as time axes are often labelled. */
static const char *time_word(struct arena *arena, struct view word)
{
    static const char since[] = " since ";
    const char *const tail = memmem(word.at, word.length, since, sizeof since - 1);

    if (tail != NULL) {
        word.length = (size_t)(tail - word.at);
    }
    return view_is(word, "seconds") ? "s" : text_copy(arena, word);
}

bool series_units(struct series *s, struct view time_view, struct series_place time_place,
                  struct view value_view, struct series_place value_place)
{
    const struct doc_node *const said = s->request->unit;
    const struct dimension *const power = units_dimension("W");
    const char *word = text_copy(s->arena, value_view);

    s->time_unit = units_find(units_dimension("s"), "s");
    s->value_unit = units_find(units_dimension("1"), "1");
    if (time_view.length > 0) {
        s->time_unit = units_find(units_dimension("s"), time_word(s->arena, time_view));
    }
    if (s->time_unit == NULL) {
        unit_problem(s, time_place, text_copy(s->arena, time_view), "time");
    }
    if (said != NULL) {
        word = said->text;
        value_place = (struct series_place){.at = said->at};
    }
    if (word[0] != '\0') {
        s->is_power = units_find(power, word) != NULL;
        s->value_unit = units_find(s->is_power ? power : units_dimension("1"), word);
    }
    if (s->value_unit == NULL) {
        unit_problem(s, value_place, word, "power or utilisation (W, kW, MW, %, 1)");
    }
    return s->time_unit != NULL && s->value_unit != NULL;
}

void series_room(struct series *s, size_t n)
{
    s->time_s = ARENA_ARRAY(s->arena, double, n, "trace");
    s->value = ARENA_ARRAY(s->arena, double, n, "trace");
}

/* What is wrong with a value, or NULL. */
static const char *trouble_of(const struct series *s, double value)
{
    if (s->is_power) {
        return isfinite(value) && value >= 0.0 ? NULL : "the power must not be negative";
    }
    return value >= 0.0 && value <= 1.0 ? NULL : "the utilisation must lie between 0 and 1";
}

void series_take(struct series *s, double time, struct series_place time_place, double value,
                 struct series_place value_place)
{
    const double time_s = time * s->time_unit->factor;
    const double si = value * s->value_unit->factor;
    const char *const trouble = trouble_of(s, si);
    const double last_s = s->n > 0 ? s->time_s[s->n - 1] : 0.0;

    if (trouble != NULL) {
        const size_t n_before = s->n_problems;
        series_problem(s, value_place, trouble);
        if (!s->is_power && si > 1.0 && n_before == 0) {
            diag_note(s->diag, "a power needs its unit: 'unit: kW' beside the file, a heading "
                               "'power [kW]', or the attribute 'units' of a dataset");
        }
        return;
    }
    if (s->n == 0 ? time_s != 0.0 : !(time_s > last_s)) {
        series_problem(s, time_place,
                       s->n == 0 ? "the first time must be 0" : "the times must rise");
        return;
    }
    s->time_s[s->n] = time_s;
    s->value[s->n] = si;
    s->n++;
}

enum status series_finish(struct series *s, const struct trace **ret_trace)
{
    if (s->n == 0 && s->n_problems == 0) {
        diag_add(s->diag, DIAG_BAD_TRACE, (struct span){.source = s->source},
                 "the file has no values below its heading");
    }
    if (s->n == 0 || s->n_problems > 0) {
        return STATUS_BAD_INPUT;
    }
    double *const integral = ARENA_ARRAY(s->arena, double, s->n, "trace");
    struct trace *const trace = arena_take(s->arena, 1, sizeof *trace, "trace");
    trace_integrate(s->n, s->time_s, s->value, integral);
    *trace = (struct trace){.n = s->n,
                            .time_s = s->time_s,
                            .value = s->value,
                            .integral = integral,
                            .is_power = s->is_power};
    *ret_trace = trace;
    return STATUS_OK;
}
