/* SPDX-License-Identifier: Apache-2.0 */
#include "models/wave.h"

#include <math.h>
#include <stdbool.h>

#include "models/batch.h"

#define DAY_H 24.0

static const double pi = 3.14159265358979323846;

double wave_mean(const struct wave *w)
{
    return w->high * w->duty_frac + w->low * (1.0 - w->duty_frac);
}

double wave_rms(const struct wave *w)
{
    const bool has_edges = w->duty_frac > 0.0 && w->duty_frac < 1.0;
    const double r = has_edges ? w->ramp_s / w->period_s : 0.0;
    const double edge = (w->high * w->high + w->high * w->low + w->low * w->low) / 3.0;

    return sqrt(w->high * w->high * (w->duty_frac - r) +
                w->low * w->low * (1.0 - w->duty_frac - r) + 2.0 * r * edge);
}

double wave_harmonic(const struct wave *w, int k)
{
    const double square = 2.0 / (k * pi) * (w->high - w->low) * fabs(sin(k * pi * w->duty_frac));
    const double x = k * pi * w->ramp_s / w->period_s;

    return x > 0.0 ? square * fabs(sin(x) / x) : square;
}

double wave_smoothing(const struct wave *w)
{
    return (w->high - w->low) * w->duty_frac * (1.0 - w->duty_frac) * (w->period_s - w->ramp_s);
}

/* A wave that never leaves one level has that level only, and no edges. */
double wave_first(const struct wave *w)
{
    return w->duty_frac > 0.0 ? w->high : w->low;
}

static double wave_last(const struct wave *w)
{
    return w->duty_frac < 1.0 ? w->low : w->high;
}

/* Where a time stands in the wave. */
struct phase {
    double rounds;
    double rest_s; /* since the begin of this period */
    bool is_low;
};

static struct phase phase_of(const struct wave *w, double t_s)
{
    const double rounds = floor(t_s / w->period_s);
    const double rest_s = t_s - rounds * w->period_s;

    return (struct phase){rounds, rest_s, rest_s >= w->duty_frac * w->period_s};
}

static double square_level(const struct wave *w, const struct phase *at)
{
    return at->is_low ? wave_last(w) : wave_first(w);
}

/* Integral of the square wave from 0 to a time. */
static double square_integral(const struct wave *w, const struct phase *at)
{
    const double high_s = fmin(at->rest_s, w->duty_frac * w->period_s);

    return at->rounds * w->period_s * wave_mean(w) + high_s * w->high +
           (at->rest_s - high_s) * w->low;
}

/* The ramped level is the square one, s, averaged over the last ramp_s, r. Its integral lags:
 *
 *     G(t) = F(t) - s(t) r / 2 + sum over edges younger than r of  height (r - age)^2 / (2 r)
 *
 * where F is the integral of s; G is continuous across edges. This is one term of the sum. */
static double edge_term(const struct wave *w, double height, double age_s)
{
    const double left_s = w->ramp_s - age_s;

    return left_s > 0.0 ? height * left_s * left_s / (2.0 * w->ramp_s) : 0.0;
}

/* Terms of the wave's own edges, later_s after a time at which the wave ended. before is the level
 * that the first period rose from. */
static double edge_terms(const struct wave *w, const struct phase *at, double before,
                         double later_s)
{
    const double from = at->rounds > 0.0 ? wave_last(w) : before;
    double sum = edge_term(w, wave_first(w) - from, at->rest_s + later_s);

    if (at->is_low) {
        const double age_s = at->rest_s - w->duty_frac * w->period_s + later_s;
        sum += edge_term(w, wave_last(w) - wave_first(w), age_s);
    }
    return sum;
}

/* G of the wave alone, and of one interval from its begin to t_s within it. */
static double wave_integral(const struct wave *w, double before, double t_s)
{
    const struct phase at = phase_of(w, t_s);

    return square_integral(w, &at) - 0.5 * w->ramp_s * square_level(w, &at) +
           edge_terms(w, &at, before, 0.0);
}

static double interval_integral(const struct wave_training *t, double t_s)
{
    const struct wave *const w = &t->wave;
    const double train_s = t->interval_s - t->checkpoint_s;

    if (t_s <= train_s) {
        return wave_integral(w, t->checkpoint, t_s);
    }
    const struct phase at = phase_of(w, train_s);
    const double since_s = t_s - train_s;
    return square_integral(w, &at) + (since_s - 0.5 * w->ramp_s) * t->checkpoint +
           edge_terms(w, &at, t->checkpoint, since_s) +
           edge_term(w, t->checkpoint - square_level(w, &at), since_s);
}

/* Times are taken from the begin of a period or interval: large clocks lose no digits. */
static double within(double time_s, double cycle_s)
{
    const double rest_s = fmod(time_s, cycle_s);

    return rest_s < 0.0 ? rest_s + cycle_s : rest_s;
}

double wave_training_mean(const struct wave_training *t, double from_s, double span_s)
{
    if (isinf(t->interval_s)) {
        const double low = wave_last(&t->wave);
        const double begin_s = within(from_s, t->wave.period_s);
        return (wave_integral(&t->wave, low, begin_s + span_s) -
                wave_integral(&t->wave, low, begin_s)) /
               span_s;
    }
    const double begin_s = within(from_s, t->interval_s);
    const double rounds = floor((begin_s + span_s) / t->interval_s);
    const double end_s = begin_s + span_s - rounds * t->interval_s;
    double total = interval_integral(t, end_s) - interval_integral(t, begin_s);

    if (rounds > 0.0) {
        total += rounds * (interval_integral(t, t->interval_s) - interval_integral(t, 0.0));
    }
    return total / span_s;
}

/* ---------------------------------------------------------------------- days */

/* One weekday's load as a wave of the angle. */
struct load {
    double level;
    double swing;
    double half;
    double cut_x; /* the angle up to which the load is cut at 1 */
};

static struct load load_of(const struct wave_day *d, bool is_weekend)
{
    struct load l = {is_weekend ? d->mean * d->weekend_frac : d->mean, d->swing_frac, d->half, 0.0};

    if (l.level > 0.0 && l.swing > 0.0) {
        const double cut = (1.0 / l.level - 1.0) / l.swing; /* its cosine */
        l.cut_x = cut <= -1.0 ? pi : cut < 1.0 ? acos(cut) : 0.0;
    }
    return l;
}

/* Integral from 0 to x, 0 <= x <= pi, of the load that is not cut. */
static double open_integral(const struct load *l, double x)
{
    if (l->half <= 0.0) {
        return l->level * (x + l->swing * sin(x));
    }
    /* Integral of 1 - half / (p + q cos x): the closed form by the tangent of half the angle. */
    const double p = l->level + l->half;
    const double q = l->level * l->swing;
    const double root = sqrt((p - q) * (p + q));
    return x - l->half * 2.0 / root * atan(sqrt((p - q) / (p + q)) * tan(0.5 * x));
}

/* Integral over the angle from 0 to x, 0 <= x <= pi. */
static double half_integral(const struct load *l, double x)
{
    const double top = batch_share(1.0, l->half);

    if (x <= l->cut_x) {
        return x * top;
    }
    return l->cut_x * top + open_integral(l, x) - open_integral(l, l->cut_x);
}

/* The same from 0 to any angle: even about 0, with period 2 pi. */
static double angle_integral(const struct load *l, double x)
{
    const double rounds = floor((x + pi) / (2.0 * pi));
    const double rest = x - rounds * 2.0 * pi; /* -pi to pi, but for rounding */
    const double part = half_integral(l, fmin(pi, fabs(rest)));

    return (rounds != 0.0 ? rounds * 2.0 * half_integral(l, pi) : 0.0) + copysign(part, rest);
}

/* Integral over one day's hours from a_h to b_h. */
static double day_integral(const struct wave_day *d, const struct load *l, double a_h, double b_h)
{
    const double per_h = 2.0 * pi / DAY_H;

    if (l->level <= 0.0) {
        return 0.0;
    }
    if (l->swing <= 0.0) {
        return batch_share(fmin(l->level, 1.0), l->half) * (b_h - a_h);
    }
    return (angle_integral(l, (b_h - d->peak_h) * per_h) -
            angle_integral(l, (a_h - d->peak_h) * per_h)) /
           per_h;
}

double wave_day_mean(const struct wave_day *d, double clock_h, int weekday, double span_s)
{
    const struct load loads[2] = {load_of(d, false), load_of(d, true)};
    const double span_h = span_s / 3600.0;
    double left_h = span_h;
    double total = 0.0;

    for (int day = weekday; left_h > 0.0; day = (day + 1) % 7) {
        const double here_h = fmin(left_h, DAY_H - clock_h);
        total += day_integral(d, &loads[day >= 5], clock_h, clock_h + here_h);
        left_h -= here_h;
        clock_h = 0.0;
    }
    return total / span_h;
}
