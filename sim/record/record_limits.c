/* record_limits.c - every limit with its worst look, its band and its verdict.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "sim/record/inner.h"
#include "sim/results/layout.h"

static const char *const verdict_words[] = {
    [VERDICT_FITS] = "fits",
    [VERDICT_DOES_NOT_FIT] = "does_not_fit",
    [VERDICT_UNCERTAIN] = "uncertain",
    [VERDICT_UNKNOWN] = "unknown",
    [VERDICT_COUNT] = NULL,
};
_Static_assert((int)LIMIT_FITS == (int)VERDICT_FITS &&
                   (int)LIMIT_DOES_NOT_FIT == (int)VERDICT_DOES_NOT_FIT &&
                   (int)LIMIT_UNCERTAIN == (int)VERDICT_UNCERTAIN &&
                   (int)LIMIT_UNKNOWN == (int)VERDICT_UNKNOWN,
               "the engine's verdicts are stored as they are");

static const char *const bool_words[] = {"no", "yes", NULL};

/* True when what is looked at is the draw of a rack of unknown content: no number then means
 * anything. A height or a mass does not come from a column and stays known. */
static bool is_unseen(const struct plan *plan, const struct limit *l)
{
    return l->has_value_column && !static_is_known(plan, l->dim, l->index);
}

/* True when racks of unknown content may draw on the subject besides what is counted. */
static bool has_unknown(const struct plan *plan, const struct limit *l)
{
    const bool is_shared = l->dim != DIM_RACK && l->dim != DIM_NODE;

    return is_shared ? plan->n_unknown_racks > 0 : is_unseen(plan, l);
}

/* The worst look, or nothing where there was none. */
static struct margin worst_of(const struct record_file *file, const struct limits *limits, size_t i)
{
    const struct limit *const l = &file->plan->limits[i];
    struct margin m = limits->worst[i];
    const bool was_looked_at = !isnan(m.margin) || isnan(m.value) || isnan(m.limit);

    if (is_unseen(file->plan, l) || !was_looked_at) {
        m = (struct margin){.value = PARAM_UNKNOWN,
                            .limit = was_looked_at ? m.limit : l->limit,
                            .reference = PARAM_UNKNOWN,
                            .margin = PARAM_UNKNOWN,
                            .margin_frac = PARAM_UNKNOWN,
                            .further_w = PARAM_UNKNOWN};
    }
    return m;
}

double record_limits_margin_frac(const struct record_file *file, size_t i)
{
    const struct limits *const limits = file->limits;

    if (is_unseen(file->plan, &file->plan->limits[i])) {
        return PARAM_UNKNOWN;
    }
    return fmin(limits->now[i].margin_frac, limits->n1[i].margin_frac);
}

/* ------------------------------------------------------------ before the run */

/* Texts about each limit, and flags. */
struct drafts {
    const char **subject;
    const char **name;
    const char **unit;
    const char **dim;
    const char **grade;
    uint8_t *is_lower;
    uint8_t *is_advisory;
};

static struct drafts take_drafts(struct arena *arena, size_t n)
{
    return (struct drafts){
        .subject = ARENA_ARRAY(arena, const char *, n, "results"),
        .name = ARENA_ARRAY(arena, const char *, n, "results"),
        .unit = ARENA_ARRAY(arena, const char *, n, "results"),
        .dim = ARENA_ARRAY(arena, const char *, n, "results"),
        .grade = ARENA_ARRAY(arena, const char *, n, "results"),
        .is_lower = ARENA_ARRAY(arena, uint8_t, n, "results"),
        .is_advisory = ARENA_ARRAY(arena, uint8_t, n, "results"),
    };
}

static void texts(struct record_file *file, const char *name, const char *long_name,
                  const char *const *values)
{
    const struct h5_var var = {.name = name, .dim = &file->limit, .long_name = long_name};

    h5_texts(&file->h5, file->limits_group, &var, values);
}

static void flags(struct record_file *file, const char *name, const char *long_name,
                  const char *const *words, const uint8_t *values)
{
    const struct h5_var var = {
        .name = name, .dim = &file->limit, .long_name = long_name, .flags = words};

    h5_flags(&file->h5, file->limits_group, &var, values);
}

void record_limits_begin(struct record_file *file)
{
    const struct plan *const plan = file->plan;
    const size_t n = plan->n_limits;
    const struct drafts to = take_drafts(file->arena, n);
    const char **const labels = ARENA_ARRAY(file->arena, const char *, n, "results");

    file->limits_group = h5_group(&file->h5, file->h5.id, LAYOUT_LIMITS);
    if (n == 0) {
        return;
    }
    for (size_t i = 0; i < n; i++) {
        const struct limit *const l = &plan->limits[i];
        to.subject[i] = l->dim == DIM_HALL ? plan->hall_name : plan->names[l->dim][l->index];
        to.name[i] = l->name;
        to.unit[i] = l->unit;
        to.dim[i] = dim_text(l->dim);
        to.grade[i] = grade_text(l->grade);
        to.is_lower[i] = l->is_lower;
        to.is_advisory[i] = l->is_advisory;
        labels[i] = text_print(file->arena, "%s: %s", to.subject[i], l->name);
    }
    file->limit = h5_names(&file->h5, file->limits_group, LAYOUT_LIMIT, n, labels);
    texts(file, "subject", "what is limited", to.subject);
    texts(file, "name", "kind of limit", to.name);
    texts(file, "unit", "unit of value, limit, reference, margins and band", to.unit);
    texts(file, "dim", "dimension of the subject", to.dim);
    texts(file, "grade", "how well the limit is known", to.grade);
    flags(file, "is_lower", "whether the value must stay above", bool_words, to.is_lower);
    flags(file, "is_advisory", "whether it is only recommended", bool_words, to.is_advisory);
}

/* ---------------------------------------------------------------- at its end */

static void doubles(struct record_file *file, const struct h5_var *what, const double *values)
{
    struct h5_var var = *what;

    var.dim = &file->limit;
    h5_doubles(&file->h5, file->limits_group, &var, values);
}

static void write_margins(struct record_file *file, const struct limits *limits)
{
    static const struct {
        const char *name;
        size_t offset;
        const char *unit;
        const char *long_name;
    } fields[] = {
        {"value", offsetof(struct margin, value), NULL, "value at the least margin"},
        {"limit_value", offsetof(struct margin, limit), NULL, "limit at the least margin"},
        {"reference", offsetof(struct margin, reference), NULL, "value without load"},
        {"margin", offsetof(struct margin, margin), NULL, "least margin of the run"},
        {"worst_margin_frac", offsetof(struct margin, margin_frac), "1",
         "least margin over limit less reference"},
        {"further_w", offsetof(struct margin, further_w), "W",
         "load that the subject may still take; infinite: does not hang on load"},
    };
    const size_t n = file->plan->n_limits;
    double *const values = ARENA_ARRAY(file->arena, double, n, "results");

    for (size_t f = 0; f < sizeof fields / sizeof fields[0]; f++) {
        for (size_t i = 0; i < n; i++) {
            const struct margin m = worst_of(file, limits, i);
            values[i] = *(const double *)(const void *)((const char *)&m + fields[f].offset);
        }
        doubles(file,
                &(struct h5_var){.name = fields[f].name,
                                 .unit = fields[f].unit,
                                 .long_name = fields[f].long_name},
                values);
    }
}

static void write_verdicts(struct record_file *file, const struct limits *limits)
{
    const struct plan *const plan = file->plan;
    const size_t n = plan->n_limits;
    double *const bands = ARENA_ARRAY(file->arena, double, n, "results");
    double *const times_s = ARENA_ARRAY(file->arena, double, n, "results");
    double *const beyond_s = ARENA_ARRAY(file->arena, double, n, "results");
    uint8_t *const verdicts = ARENA_ARRAY(file->arena, uint8_t, n, "results");
    uint8_t *const is_n1 = ARENA_ARRAY(file->arena, uint8_t, n, "results");

    for (size_t i = 0; i < n; i++) {
        const struct limit *const l = &plan->limits[i];
        const struct margin m = worst_of(file, limits, i);
        bands[i] = limits_band(l, m.value);
        verdicts[i] = (uint8_t)limits_verdict(m.margin, bands[i], has_unknown(plan, l));
        times_s[i] = isnan(m.margin) ? PARAM_UNKNOWN : limits->worst_time_s[i];
        beyond_s[i] = isnan(m.margin) ? PARAM_UNKNOWN : limits->beyond_s[i];
        is_n1[i] = limits->worst_is_n1[i];
    }
    doubles(file, &(struct h5_var){.name = "band", .long_name = "uncertainty of the value"}, bands);
    flags(file, "verdict", "whether it is kept, given the band", verdict_words, verdicts);
    doubles(file,
            &(struct h5_var){.name = "worst_time_s",
                             .unit = "s",
                             .long_name = "time of the least margin, since the start"},
            times_s);
    flags(file, "worst_is_n1", "whether a partner was lost at the least margin", bool_words, is_n1);
    doubles(file,
            &(struct h5_var){.name = "beyond_s", .unit = "s", .long_name = "time beyond the limit"},
            beyond_s);
}

/* The margin of another study, NULL when it was not made. */
static void write_level(struct record_file *file, const char *name, const char *long_name,
                        const double *margins)
{
    const size_t n = file->plan->n_limits;
    double *const values = ARENA_ARRAY(file->arena, double, n, "results");

    for (size_t i = 0; i < n; i++) {
        const bool is_seen = margins != NULL && !is_unseen(file->plan, &file->plan->limits[i]);
        values[i] = is_seen ? margins[i] : PARAM_UNKNOWN;
    }
    doubles(file, &(struct h5_var){.name = name, .long_name = long_name}, values);
}

void record_limits_end(struct record_file *file, const struct recorder_end *end)
{
    if (file->limit.n == 0) {
        return;
    }
    write_margins(file, end->limits);
    write_verdicts(file, end->limits);
    write_level(file, "nameplate_margin", "margin with every node at its nameplate",
                end->nameplate_margin);
    write_level(file, "capped_margin", "margin with every node at its cap", end->capped_margin);
}
