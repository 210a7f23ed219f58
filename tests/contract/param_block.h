/* param_block.h - random parameter blocks of any model, drawn between the limits of its own rows.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef TESTS_CONTRACT_PARAM_BLOCK_H
#define TESTS_CONTRACT_PARAM_BLOCK_H

#include <math.h>
#include <string.h>

#include <check.h>

#include "models/curve.h"
#include "models/model.h"
#include "models/trace.h"
#include "models/weather/hours.h"
#include "sim/base/units.h"
#include "tests/support/draw.h"

enum {
    PARAM_BLOCK_MOST = 2048,
    PARAM_BLOCK_TRACE = 6,
    PARAM_BLOCK_HOURS = 30,
    PARAM_BLOCK_TRIES = 100000
};

/* Holds the parameters of one model, and the trace that they may point to. */
struct param_block {
    _Alignas(max_align_t) unsigned char bytes[PARAM_BLOCK_MOST];
    double time_s[PARAM_BLOCK_TRACE];
    double value[PARAM_BLOCK_TRACE];
    double integral[PARAM_BLOCK_TRACE];
    struct trace trace;
    double hour[4][PARAM_BLOCK_HOURS];
    struct weather_hours hours;
};

/* Corners are where models break: one number in four stands on one of its limits. */
static inline double param_draw_number(const struct param *row, const gsl_rng *rng)
{
    if (!row->is_required && draw_index(rng, 3) == 0) {
        return row->fallback; /* NAN among them: not known */
    }
    switch (draw_index(rng, 8)) {
    case 0:
        return row->min;
    case 1:
        return row->max;
    default:
        return draw_decades(rng, row->min, row->max);
    }
}

/* Rising in x from 0 to 1 and in y between the row's limits; one optional curve in two is absent. */
static inline struct curve param_draw_curve(const struct param *row, const gsl_rng *rng)
{
    struct curve c = {.n = 2 + draw_index(rng, 3)};

    if (!row->is_required && draw_index(rng, 2) == 0) {
        return (struct curve){0};
    }
    for (size_t i = 0; i < c.n; i++) {
        const double last_y = i > 0 ? c.y[i - 1] : row->min;
        c.x[i] = ((double)i + draw_between(rng, 0.0, 0.9)) / (double)c.n;
        c.y[i] = draw_between(rng, last_y, row->max);
    }
    return c;
}

/* Of utilisation, or of a power in kilowatts. */
static inline void param_draw_trace(struct param_block *b, const struct param *row,
                                    const gsl_rng *rng)
{
    const bool is_power = draw_index(rng, 2) == 0;
    double time_s = 0.0;

    for (size_t i = 0; i < PARAM_BLOCK_TRACE; i++) {
        b->time_s[i] = time_s;
        b->value[i] = (is_power ? 1e3 : 1.0) * draw_between(rng, row->min, row->max);
        time_s += draw_decades(rng, 0.01, 1e4);
    }
    b->trace = (struct trace){.n = 1 + draw_index(rng, PARAM_BLOCK_TRACE),
                              .time_s = b->time_s,
                              .value = b->value,
                              .integral = b->integral,
                              .is_power = is_power};
    trace_integrate(b->trace.n, b->time_s, b->value, b->integral);
}

static inline size_t param_n_choices(const struct param *row)
{
    size_t n = 0;

    while (row->choices[n] != NULL) {
        n++;
    }
    return n;
}

/* A short "year" of hours, dry and moist ones, none that no air has. */
static inline void param_draw_weather(struct param_block *b, const gsl_rng *rng)
{
    for (size_t i = 0; i < PARAM_BLOCK_HOURS; i++) {
        b->hour[0][i] = draw_between(rng, -30.0, 45.0);
        b->hour[1][i] = b->hour[0][i] - draw_between(rng, 0.0, 10.0);
        b->hour[2][i] = b->hour[1][i] - draw_between(rng, 0.0, 10.0);
        b->hour[3][i] = draw_between(rng, 7e4, 1.03e5);
    }
    b->hours = (struct weather_hours){.n = PARAM_BLOCK_HOURS,
                                      .dry_bulb_c = b->hour[0],
                                      .wet_bulb_c = b->hour[1],
                                      .dew_point_c = b->hour[2],
                                      .pressure_pa = b->hour[3],
                                      .place = "nowhere"};
}

static inline void param_draw_row(struct param_block *b, const struct param *row,
                                  const gsl_rng *rng)
{
    void *const field = b->bytes + row->offset;

    switch (row->kind) {
    case PARAM_NUMBER:
        *(double *)field = param_draw_number(row, rng);
        return;
    case PARAM_COUNT:
        *(double *)field = floor(param_draw_number(row, rng));
        return;
    case PARAM_SWITCH:
        *(bool *)field = draw_index(rng, 2) == 1;
        return;
    case PARAM_CHOICE:
        *(int *)field = (int)draw_index(rng, param_n_choices(row));
        return;
    case PARAM_CURVE:
        *(struct curve *)field = param_draw_curve(row, rng);
        return;
    case PARAM_TEXT:
        *(const char **)field = NULL; /* names for the loader */
        return;
    case PARAM_WEATHER:
        param_draw_weather(b, rng);
        *(const struct weather_hours **)field = &b->hours;
        return;
    case PARAM_TRACE:
        param_draw_trace(b, row, rng);
        *(const struct trace **)field = &b->trace;
        return;
    default:
        ck_abort_msg("a model's row '%s' has a kind that this does not draw", row->key);
    }
}

/* Draws until the model's own check finds the block sound. The block must stay where it is. */
static inline void param_block_draw(struct param_block *b, const struct model_info *info,
                                    const gsl_rng *rng)
{
    ck_assert_uint_le(info->params_size, sizeof b->bytes);
    for (int k = 0; k < PARAM_BLOCK_TRIES; k++) {
        memset(b->bytes, 0, sizeof b->bytes);
        for (const struct param *row = info->params; row->key != NULL; row++) {
            param_draw_row(b, row, rng);
        }
        if (info->check == NULL || info->check(b->bytes) == NULL) {
            return;
        }
    }
    ck_abort_msg("%s: no sound parameters between the limits of its rows", info->name);
}

static inline bool param_ends_with(const char *text, const char *tail)
{
    const size_t n = strlen(text);
    const size_t n_tail = strlen(tail);

    return n >= n_tail && strcmp(text + n - n_tail, tail) == 0;
}

/* Length of the key that a scenario writes: the field's name less the suffix of its unit. */
static inline size_t param_key_length(const struct param *row)
{
    const struct dimension *const d = row->unit != NULL ? units_dimension(row->unit) : NULL;
    const bool has_suffix = d != NULL && param_ends_with(row->key, d->suffix);

    return strlen(row->key) - (has_suffix ? strlen(d->suffix) : 0);
}

static inline bool param_keys_equal(const struct param *a, const struct param *b)
{
    const size_t n = param_key_length(a);

    return n == param_key_length(b) && strncmp(a->key, b->key, n) == 0;
}

/* Every row says what a reader and the scenario reference need; a default has its source. */
static inline void param_rows_check(const struct model_info *info)
{
    for (const struct param *row = info->params; row->key != NULL; row++) {
        const bool is_number = row->kind == PARAM_NUMBER || row->kind == PARAM_COUNT;
        const bool has_default = is_number && !row->is_required && !isnan(row->fallback);

        for (const struct param *other = info->params; other != row; other++) {
            ck_assert_msg(!param_keys_equal(row, other), "%s: %s and %s have one key", info->name,
                          other->key, row->key);
        }
        ck_assert_msg(row->text != NULL && row->text[0] != '\0', "%s: %s has no text", info->name,
                      row->key);
        ck_assert_msg(row->offset < info->params_size, "%s: %s lies outside", info->name, row->key);
        ck_assert_msg(!is_number || (row->unit != NULL && row->min < row->max),
                      "%s: %s lacks a unit or limits", info->name, row->key);
        if (is_number) {
            const struct dimension *const d = units_dimension(row->unit);
            ck_assert_msg(d != NULL && param_ends_with(row->key, d->suffix),
                          "%s: %s does not end with the suffix of %s", info->name, row->key,
                          row->unit);
        }
        ck_assert_msg(!has_default || (row->min <= row->fallback && row->fallback <= row->max),
                      "%s: the default of %s is outside its limits", info->name, row->key);
        ck_assert_msg(!has_default || (row->grade != GRADE_GIVEN && row->source != NULL),
                      "%s: the default of %s has no grade or source", info->name, row->key);
    }
}

#endif
