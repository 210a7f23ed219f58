/* SPDX-License-Identifier: Apache-2.0 */
#include "viz/choice.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum status choice_open(const struct pair *pair, struct choice *ret_choice)
{
    struct choice *const c = ret_choice;

    *c = (struct choice){
        .is_in = calloc(pair->own.n_racks + 1, sizeof *c->is_in),
        .is_there = pair->has_other ? calloc(pair->other.n_racks + 1, sizeof *c->is_there) : NULL,
        .scratch_w = calloc(pair->own.n_racks + 1, sizeof *c->scratch_w)};
    const bool has_memory =
        c->is_in != NULL && c->scratch_w != NULL && (c->is_there != NULL || !pair->has_other);
    course_begin(&c->sum_w, results_n_times(pair->own.results));
    return has_memory ? STATUS_OK : STATUS_NO_MEMORY;
}

void choice_close(struct choice *c)
{
    free(c->is_in);
    free(c->is_there);
    free(c->scratch_w);
}

/* After a change: counts, finds the racks of the second file, and lets the sum begin anew. */
static void settle(struct choice *c, const struct pair *pair)
{
    c->n = 0;
    course_begin(&c->sum_w, results_n_times(pair->own.results));
    for (size_t i = 0; c->is_there != NULL && i < pair->other.n_racks; i++) {
        c->is_there[i] = false;
    }
    for (size_t i = 0; i < pair->own.n_racks; i++) {
        c->n += c->is_in[i];
        if (c->is_there != NULL && c->is_in[i] && pair->difference.twins[i] >= 0) {
            c->is_there[pair->difference.twins[i]] = true;
        }
    }
}

static void fill(struct choice *c, const struct pair *pair, bool is_in)
{
    for (size_t i = 0; i < pair->own.n_racks; i++) {
        c->is_in[i] = is_in;
    }
    settle(c, pair);
}

void choice_none(struct choice *c, const struct pair *pair)
{
    fill(c, pair, false);
}

void choice_all(struct choice *c, const struct pair *pair)
{
    fill(c, pair, true);
}

void choice_toggle(struct choice *c, const struct pair *pair, long rack)
{
    c->is_in[rack] = !c->is_in[rack];
    settle(c, pair);
}

void choice_add_row(struct choice *c, const struct pair *pair, long rack)
{
    const char *const *const rows = pair->own.rack_rows;

    c->is_in[rack] = true;
    for (size_t i = 0; rows != NULL && i < pair->own.n_racks; i++) {
        c->is_in[i] = c->is_in[i] || strcmp(rows[i], rows[rack]) == 0;
    }
    settle(c, pair);
}

static bool touches(const struct box *a, const struct box *b)
{
    return a->x_m < b->x_m + b->width_m && a->x_m + a->width_m > b->x_m &&
           a->y_m < b->y_m + b->depth_m && a->y_m + a->depth_m > b->y_m;
}

void choice_add_box(struct choice *c, const struct pair *pair, const struct scene *s,
                    const struct box *floor)
{
    for (size_t i = 0; i < s->n_racks; i++) {
        const long rack =
            s == &pair->other ? scene_find_rack(&pair->own, s->rack_names[i]) : (long)i;
        if (rack >= 0 && touches(&s->racks[i], floor)) {
            c->is_in[rack] = true;
        }
    }
    settle(c, pair);
}

static double sum_of_record(const struct choice *c, const struct scene *s, size_t time_index)
{
    const struct results_variable *const v = results_variable(s->results, "rack_power_w");
    double sum_w = (double)NAN;

    if (v == NULL || results_frame(s->results, v, time_index, c->scratch_w) != STATUS_OK) {
        return sum_w;
    }
    for (size_t i = 0; i < s->n_racks; i++) {
        if (c->is_in[i] && !isnan(c->scratch_w[i])) {
            sum_w = (isnan(sum_w) ? 0.0 : sum_w) + c->scratch_w[i];
        }
    }
    return sum_w;
}

bool choice_sum(struct choice *c, const struct scene *s, size_t n)
{
    for (; n > 0 && c->sum_w.n_read < c->sum_w.n_records; n--) {
        course_take(&c->sum_w, sum_of_record(c, s, c->sum_w.n_read));
    }
    return choice_is_summed(c);
}

bool choice_is_summed(const struct choice *c)
{
    return c->n < 2 || c->sum_w.n_read == c->sum_w.n_records;
}
