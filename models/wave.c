/* SPDX-License-Identifier: Apache-2.0 */
#include "models/wave.h"

#include <math.h>

#define DAY_H 24.0

static const double pi = 3.14159265358979323846;

double wave_mean(const struct wave *w)
{
    return w->high * w->duty_frac + w->low * (1.0 - w->duty_frac);
}

double wave_rms(const struct wave *w)
{
    return sqrt(w->high * w->high * w->duty_frac + w->low * w->low * (1.0 - w->duty_frac));
}

double wave_harmonic(const struct wave *w, int k)
{
    return 2.0 / (k * pi) * (w->high - w->low) * fabs(sin(k * pi * w->duty_frac));
}

double wave_smoothing(const struct wave *w)
{
    return (w->high - w->low) * w->duty_frac * (1.0 - w->duty_frac) * w->period_s;
}

/* Integral of the wave from 0 to t_s. */
static double wave_integral(const struct wave *w, double t_s)
{
    const double rounds = floor(t_s / w->period_s);
    const double rest_s = t_s - rounds * w->period_s;
    const double high_s = fmin(rest_s, w->duty_frac * w->period_s);

    return rounds * w->period_s * wave_mean(w) + high_s * w->high + (rest_s - high_s) * w->low;
}

/* Integral of one interval from its begin to t_s within it. */
static double interval_integral(const struct wave_training *t, double t_s)
{
    const double train_s = t->interval_s - t->checkpoint_s;

    if (t_s <= train_s) {
        return wave_integral(&t->wave, t_s);
    }
    return wave_integral(&t->wave, train_s) + (t_s - train_s) * t->checkpoint;
}

double wave_training_mean(const struct wave_training *t, double from_s, double span_s)
{
    /* Times are taken from the begin of a period or interval: large clocks lose no digits. */
    if (isinf(t->interval_s)) {
        const double begin_s = fmod(from_s, t->wave.period_s);
        return (wave_integral(&t->wave, begin_s + span_s) - wave_integral(&t->wave, begin_s)) /
               span_s;
    }
    const double begin_s = fmod(from_s, t->interval_s);
    const double rounds = floor((begin_s + span_s) / t->interval_s);
    const double end_s = begin_s + span_s - rounds * t->interval_s;
    const double total = rounds * interval_integral(t, t->interval_s) +
                         interval_integral(t, end_s) - interval_integral(t, begin_s);

    return total / span_s;
}

/* Integral over the angle from 0 to x, 0 <= x <= pi, of min(1, level (1 + swing cos)). */
static double half_integral(double level, double swing, double x)
{
    const double cut = (1.0 / level - 1.0) / swing; /* the cosine above which the wave is cut */
    double cut_x = 0.0;

    if (cut <= -1.0) {
        cut_x = pi; /* cut everywhere */
    } else if (cut < 1.0) {
        cut_x = acos(cut);
    }
    if (x <= cut_x) {
        return x;
    }
    return cut_x + level * (x - cut_x) + level * swing * (sin(x) - sin(cut_x));
}

/* The same from 0 to any angle: even about 0, with period 2 pi. */
static double angle_integral(double level, double swing, double x)
{
    const double rounds = floor((x + pi) / (2.0 * pi));
    const double rest = x - rounds * 2.0 * pi; /* -pi to pi */

    return rounds * 2.0 * half_integral(level, swing, pi) +
           copysign(half_integral(level, swing, fabs(rest)), rest);
}

/* Integral over one day's hours from a_h to b_h. */
static double day_integral(const struct wave_day *d, double level, double a_h, double b_h)
{
    const double per_h = 2.0 * pi / DAY_H;

    if (level <= 0.0) {
        return 0.0;
    }
    if (d->swing_frac <= 0.0) {
        return fmin(level, 1.0) * (b_h - a_h);
    }
    return (angle_integral(level, d->swing_frac, (b_h - d->peak_h) * per_h) -
            angle_integral(level, d->swing_frac, (a_h - d->peak_h) * per_h)) /
           per_h;
}

double wave_day_mean(const struct wave_day *d, double clock_h, int weekday, double span_s)
{
    const double span_h = span_s / 3600.0;
    double left_h = span_h;
    double total = 0.0;

    for (int day = weekday; left_h > 0.0; day = (day + 1) % 7) {
        const double here_h = fmin(left_h, DAY_H - clock_h);
        const double level = day >= 5 ? d->mean * d->weekend_frac : d->mean;
        total += day_integral(d, level, clock_h, clock_h + here_h);
        left_h -= here_h;
        clock_h = 0.0;
    }
    return total / span_h;
}
