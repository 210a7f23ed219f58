/* series.c - means, peaks and least values of every recorded column, one row an interval.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <string.h>

#include "sim/base/units.h"
#include "sim/record/inner.h"
#include "sim/results/layout.h"

/* Rows that go into the file at once; fewer where a row holds many cells of air. */
enum { BLOCK_ROWS = 64, BLOCK_CELLS = 1 << 18 };

/* Temperature and velocity along x, y and z. */
enum { N_AIR = 4 };

/* Bits of the mantissa that are stored: 0.002 K at 24 degC, 0.01 % of a power. Noise behind them
 * would be most of the file's size. */
enum { MANTISSA_BITS = 12 };

enum kind { KIND_MEAN, KIND_MAX, KIND_MIN, KIND_COUNT };

static const struct {
    unsigned flag;
    const char *word; /* in the name                           */
    const char *end;  /* of the long name                      */
    const char *cell_methods;
} kinds[KIND_COUNT] = {
    [KIND_MEAN] = {RECORD_MEAN, NULL, "", "time: mean"},
    [KIND_MAX] = {RECORD_MAX, "max", ", maximum", "time: maximum"},
    [KIND_MIN] = {RECORD_MIN, "min", ", minimum", "time: minimum"},
};

/* One dataset with the rows that wait for it. */
struct sink {
    struct h5_series h5;
    double *rows; /* (block rows, n) */
};

/* One column and what its steps have come to in this interval. */
struct track {
    enum dim dim;
    size_t offset;
    size_t n;
    const bool *is_known;       /* (n), NULL when all are */
    double *so_far[KIND_COUNT]; /* (n): value x time, greatest, least; NULL when not recorded */
    struct sink *sinks[KIND_COUNT];
};

struct series {
    struct record_file *file;
    struct track *tracks;
    size_t n_tracks;
    struct sink *sinks;
    size_t n_sinks;
    struct sink *margins;    /* NULL without limits */
    struct sink *air[N_AIR]; /* NULL unless the air is a field */
    size_t n_cells;
    size_t block_rows;
    const struct hall *hall; /* at the last step */
    double times_s[BLOCK_ROWS];
    size_t n_rows;    /* waiting */
    size_t n_written; /* in the file */
    size_t n_steps;   /* taken in since the last row */
    double weight_s;
};

/* ---------------------------------------------------------------- creation */

const char *series_name(struct arena *arena, enum dim d, const struct column *column,
                        const char *word)
{
    const struct dimension *const unit = units_dimension(column->unit);
    const char *const suffix = unit != NULL ? unit->suffix : "";
    const char *const name = text_print(arena, "%s_%s", dim_text(d), column->name);
    const size_t length = strlen(name);
    const size_t n_suffix = strlen(suffix);

    if (word == NULL) {
        return name;
    }
    if (length < n_suffix || strcmp(name + length - n_suffix, suffix) != 0) {
        return text_print(arena, "%s_%s", name, word);
    }
    return text_print(arena, "%.*s_%s%s", (int)(length - n_suffix), name, word, suffix);
}

static struct sink *add_sink(struct series *s, hid_t parent, const struct h5_var *var)
{
    struct record_file *const file = s->file;
    struct sink *const sink = &s->sinks[s->n_sinks++];
    size_t n = 1;

    for (size_t k = 0; var->dim != NULL && k < (var->is_grid ? 3 : 1); k++) {
        n *= var->dim[k].n;
    }
    sink->h5 = h5_series(&file->h5, parent, var, &file->time, file->chunk_rows, file->is_full);
    sink->rows = ARENA_ARRAY(file->arena, double, n * s->block_rows, "results");
    return sink;
}

static void add_track(struct series *s, enum dim d, const struct column *column,
                      const bool *is_known)
{
    struct record_file *const file = s->file;
    struct track *const track = &s->tracks[s->n_tracks++];
    const bool is_pure = strcmp(column->unit, "-") == 0;

    *track = (struct track){
        .dim = d, .offset = column->offset, .n = file->plan->n[d], .is_known = is_known};
    for (int k = 0; k < KIND_COUNT; k++) {
        if ((column->record & kinds[k].flag) == 0) {
            continue;
        }
        const struct h5_var var = {
            .name = series_name(file->arena, d, column, kinds[k].word),
            .dim = d == DIM_HALL ? NULL : &file->dims[d],
            .unit = is_pure ? "1" : column->unit,
            .long_name = text_print(file->arena, "%s%s", column->text, kinds[k].end),
            .cell_methods = kinds[k].cell_methods,
        };
        track->sinks[k] = add_sink(s, file->h5.id, &var);
        track->so_far[k] = ARENA_ARRAY(file->arena, double, track->n, "results");
    }
}

/* Which items are known, or NULL when all are: what an unknown rack draws is not zero. */
static const bool *known_items(const struct record_file *file, enum dim d)
{
    const size_t n = file->plan->n[d];

    if (d != DIM_RACK && d != DIM_NODE) {
        return NULL;
    }
    bool *const is_known = ARENA_ARRAY(file->arena, bool, n, "results");
    for (size_t i = 0; i < n; i++) {
        is_known[i] = static_is_known(file->plan, d, i);
    }
    return is_known;
}

static bool is_field(const struct series *s)
{
    return ((const struct air_model *)s->file->plan->air.info)->read != NULL;
}

/* Cells of the air's field, and the rows that wait in memory then. */
static void count_cells(struct series *s)
{
    const struct plan *const plan = s->file->plan;
    size_t n[3];

    s->block_rows = BLOCK_ROWS;
    if (is_field(s)) {
        ((const struct air_model *)plan->air.info)->grid(plan->air.params, &plan->layout, n);
        s->n_cells = n[0] * n[1] * n[2];
        while (s->block_rows > 1 && s->block_rows * s->n_cells > BLOCK_CELLS) {
            s->block_rows /= 2;
        }
    }
}

/* The field itself: centres of the cells, a temperature and a velocity in each. */
static void add_air(struct series *s)
{
    static const char *const names[] = {"z", "y", "x"};
    static const struct h5_var vars[N_AIR] = {
        {.name = "air_c",
         .unit = "degC",
         .long_name = "air in the cell, missing in racks and handlers"},
        {.name = "air_x_ms", .unit = "m/s", .long_name = "its velocity along x"},
        {.name = "air_y_ms", .unit = "m/s", .long_name = "its velocity along y"},
        {.name = "air_z_ms", .unit = "m/s", .long_name = "its velocity upwards"},
    };
    struct record_file *const file = s->file;
    const struct plan *const plan = file->plan;
    const struct air_model *const model = (const struct air_model *)plan->air.info;
    struct h5_dim *const dims = ARENA_ARRAY(file->arena, struct h5_dim, 3, "results");
    size_t n[3];

    model->grid(plan->air.params, &plan->layout, n);
    for (size_t k = 0; k < 3; k++) {
        const size_t axis = 2 - k;
        double *const at_m = ARENA_ARRAY(file->arena, double, n[axis], "results");
        for (size_t i = 0; i < n[axis]; i++) {
            at_m[i] = plan->layout.size_m[axis] * ((double)i + 0.5) / (double)n[axis];
        }
        dims[k] = h5_places(&file->h5, file->h5.id, names[k], n[axis], at_m);
    }
    for (size_t k = 0; k < N_AIR; k++) {
        struct h5_var var = vars[k];
        var.dim = dims;
        var.is_grid = true;
        var.cell_methods = "time: point";
        s->air[k] = add_sink(s, file->h5.id, &var);
    }
}

struct series *series_create(struct record_file *file)
{
    struct series *const s = arena_take(file->arena, 1, sizeof *s, "results");
    size_t n_all = 0;
    size_t n = 0;

    for (enum dim d = 0; d < DIM_COUNT; d++) {
        (void)hall_column_table(d, &n);
        n_all += n;
    }
    s->file = file;
    count_cells(s);
    s->tracks = ARENA_ARRAY(file->arena, struct track, n_all, "results");
    s->sinks = ARENA_ARRAY(file->arena, struct sink, n_all * KIND_COUNT + 1 + N_AIR, "results");
    for (enum dim d = 0; d < DIM_COUNT; d++) {
        const struct column *const rows = hall_column_table(d, &n);
        const bool *const is_known = known_items(file, d);
        for (size_t i = 0; i < n && file->plan->n[d] > 0; i++) {
            if (rows[i].record != RECORD_NONE) {
                add_track(s, d, &rows[i], is_known);
            }
        }
    }
    if (file->limit.n > 0) {
        const struct h5_var var = {
            .name = "margin_frac",
            .dim = &file->limit,
            .unit = "1",
            .long_name = "margin over limit less reference, least of normal service and N-1",
            .cell_methods = "time: point",
        };
        s->margins = add_sink(s, file->limits_group, &var);
    }
    if (is_field(s)) {
        add_air(s);
    }
    return s;
}

/* ------------------------------------------------------------------- steps */

static void add_mean(double *sum, const double *values, size_t n, double dt_s, bool is_first)
{
    for (size_t i = 0; i < n; i++) {
        sum[i] = (is_first ? 0.0 : sum[i]) + values[i] * dt_s;
    }
}

/* sign 1: the greatest, -1: the least. Not known once means not known. */
static void add_peak(double *peak, const double *values, size_t n, double sign, bool is_first)
{
    for (size_t i = 0; i < n; i++) {
        if (is_first || isnan(values[i]) || sign * values[i] > sign * peak[i]) {
            peak[i] = values[i];
        }
    }
}

void series_add(struct series *s, const struct hall *hall, double dt_s)
{
    /* A state has no length: it stands for the mean only until a step comes. */
    const bool is_state = dt_s <= 0.0;
    const bool is_first_mean = s->weight_s <= 0.0;

    for (size_t t = 0; t < s->n_tracks; t++) {
        const struct track *const track = &s->tracks[t];
        const double *const values = hall_column(hall->was, track->dim, track->offset);
        if (track->so_far[KIND_MEAN] != NULL && (!is_state || is_first_mean)) {
            add_mean(track->so_far[KIND_MEAN], values, track->n, is_state ? 1.0 : dt_s,
                     is_first_mean);
        }
        if (track->so_far[KIND_MAX] != NULL) {
            add_peak(track->so_far[KIND_MAX], values, track->n, 1.0, s->n_steps == 0);
        }
        if (track->so_far[KIND_MIN] != NULL) {
            add_peak(track->so_far[KIND_MIN], values, track->n, -1.0, s->n_steps == 0);
        }
    }
    s->hall = hall;
    s->weight_s += is_state ? 0.0 : dt_s;
    s->n_steps++;
}

static double stored(const struct series *s, double value)
{
    int exponent = 0;

    if (!isfinite(value) || s->file->is_full) {
        return isnan(value) ? PARAM_UNKNOWN : value;
    }
    const double mantissa = frexp(value, &exponent);
    return ldexp(rint(ldexp(mantissa, MANTISSA_BITS + 1)), exponent - MANTISSA_BITS - 1);
}

static void end_air(struct series *s)
{
    const struct plan *const plan = s->file->plan;
    const struct air_model *const model = (const struct air_model *)plan->air.info;
    double *rows[N_AIR];

    for (size_t k = 0; k < N_AIR; k++) {
        rows[k] = &s->air[k]->rows[s->n_rows * s->n_cells];
    }
    model->read(&plan->layout, s->hall->was->state[FAMILY_AIR], s->hall->air_memory, rows[0],
                rows + 1);
    for (size_t k = 0; k < N_AIR; k++) {
        for (size_t i = 0; i < s->n_cells; i++) {
            rows[k][i] = stored(s, rows[k][i]);
        }
    }
}

static void end_track(struct series *s, const struct track *track)
{
    const double weight_s = s->weight_s > 0.0 ? s->weight_s : 1.0;

    for (int k = 0; k < KIND_COUNT; k++) {
        if (track->sinks[k] == NULL) {
            continue;
        }
        double *const row = &track->sinks[k]->rows[s->n_rows * track->n];
        for (size_t i = 0; i < track->n; i++) {
            const bool is_known = s->n_steps > 0 && (track->is_known == NULL || track->is_known[i]);
            const double value = track->so_far[k][i] / (k == KIND_MEAN ? weight_s : 1.0);
            row[i] = is_known ? stored(s, value) : PARAM_UNKNOWN;
        }
    }
}

void series_end_row(struct series *s, double time_s)
{
    for (size_t t = 0; t < s->n_tracks; t++) {
        end_track(s, &s->tracks[t]);
    }
    for (size_t i = 0; s->margins != NULL && i < s->file->limit.n; i++) {
        s->margins->rows[s->n_rows * s->file->limit.n + i] =
            stored(s, record_limits_margin_frac(s->file, i));
    }
    if (is_field(s)) {
        end_air(s);
    }
    s->times_s[s->n_rows++] = time_s;
    s->n_steps = 0;
    s->weight_s = 0.0;
    if (s->n_rows == s->block_rows || series_fills_chunks(s)) {
        series_write(s);
    }
}

void series_write(struct series *s)
{
    struct h5_file *const h5 = &s->file->h5;
    const struct h5_series time = {.id = s->file->time.scale, .rank = 1};

    if (s->n_rows == 0) {
        return;
    }
    for (size_t i = 0; i < s->n_sinks; i++) {
        h5_append(h5, &s->sinks[i].h5, s->n_written, s->n_rows, s->sinks[i].rows);
    }
    h5_append(h5, &time, s->n_written, s->n_rows, s->times_s);
    s->n_written += s->n_rows;
    s->n_rows = 0;
}

bool series_has_rows(const struct series *s)
{
    return s->n_rows > 0;
}

bool series_fills_chunks(const struct series *s)
{
    return (s->n_written + s->n_rows) % s->file->chunk_rows == 0;
}
