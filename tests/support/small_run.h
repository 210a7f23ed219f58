/* small_run.h - results files of random size and numbers, and what they hold.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef TESTS_SUPPORT_SMALL_RUN_H
#define TESTS_SUPPORT_SMALL_RUN_H

#include <stdlib.h>

#include <gsl/gsl_rng.h>

#include "tests/support/small_results.h"

enum { CASES = 12, MOST_RECORDS = 3000, MOST_RACKS = 80 };
static const char *const small_run_kinds[] = {"rack power", "inlet maximum"};
enum { N_KINDS = 2 };

/* What a file holds, and what a test reckons from. */
struct small_run {
    size_t n_times;
    size_t n_racks;
    size_t n_nodes;
    double step_s;
    double limit_w;
    double *power_w;     /* (n_times, n_racks), with gaps */
    double *margin_frac; /* (n_times, N_KINDS n_racks), kind by kind */
    double *ceiling;     /* (n_times, n_nodes) */
    double *shut;        /* likewise */
    size_t rack_of[2 * MOST_RACKS];
    struct results *r;
    char path[64];
};

static inline size_t small_run_between(gsl_rng *rng, size_t least, size_t most)
{
    return least + gsl_rng_uniform_int(rng, most - least + 1);
}

/* In single precision, so that a file holds the very number. */
static inline double small_run_number(gsl_rng *rng, double least, double most)
{
    return (double)(float)(least + (most - least) * gsl_rng_uniform(rng));
}

static inline void small_run_draw(gsl_rng *rng, struct small_run *c)
{
    c->n_times = small_run_between(rng, 1, MOST_RECORDS);
    c->n_racks = small_run_between(rng, 1, MOST_RACKS);
    c->n_nodes = small_run_between(rng, 1, 2 * c->n_racks);
    c->step_s = small_run_number(rng, 0.5, 97.0);
    c->limit_w = small_run_number(rng, 11e3, 29e3);
    c->power_w = calloc(c->n_times * c->n_racks, sizeof(double));
    c->margin_frac = calloc(c->n_times * c->n_racks * N_KINDS, sizeof(double));
    c->ceiling = calloc(c->n_times * c->n_nodes, sizeof(double));
    c->shut = calloc(c->n_times * c->n_nodes, sizeof(double));
    for (size_t k = 0; k < c->n_times * c->n_racks; k++) {
        c->power_w[k] =
            gsl_rng_uniform(rng) < 0.05 ? (double)NAN : small_run_number(rng, 1e3, 31e3);
    }
    for (size_t k = 0; k < c->n_times * c->n_racks * N_KINDS; k++) {
        c->margin_frac[k] =
            gsl_rng_uniform(rng) < 0.1 ? (double)NAN : small_run_number(rng, -0.02, 0.9);
    }
    /* Seldom enough that many a rack never throttles, and many a record waits for another block. */
    const double often = 1.0 / (double)small_run_between(rng, 200, 20000);
    for (size_t k = 0; k < c->n_times * c->n_nodes; k++) {
        c->ceiling[k] = gsl_rng_uniform(rng) < often ? 0.731 : 1.0;
        c->shut[k] = gsl_rng_uniform(rng) < 0.3 * often ? 3.0 : 0.0;
    }
    for (size_t i = 0; i < c->n_nodes; i++) {
        c->rack_of[i] = i * c->n_racks / c->n_nodes;
    }
}

static inline void small_run_write_limits(const struct small_results *f, const struct small_run *c)
{
    enum { MOST = N_KINDS * MOST_RACKS };
    const size_t n = N_KINDS * c->n_racks;
    char labels[MOST_RACKS][32];
    const char *subjects[MOST];
    const char *names[MOST];
    const char *dims[MOST];
    double values[MOST];
    const hid_t group = H5Gcreate2(f->file, "limits", H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT);

    ck_assert_uint_gt(c->n_racks, 0);
    for (size_t i = 0; i < n; i++) {
        const size_t rack = i % c->n_racks;
        (void)snprintf(labels[rack], sizeof labels[rack], "R-%zu", rack);
        subjects[i] = labels[rack];
        names[i] = small_run_kinds[i / c->n_racks];
        dims[i] = "rack";
        values[i] = c->limit_w;
    }
    small_dim(group, "limit", n);
    small_texts(group, "subject", subjects, n, false);
    small_texts(group, "name", names, n, false);
    small_texts(group, "dim", dims, n, false);
    small_numbers(group, "limit_value", values, n);
    small_series(f, group, "margin_frac", c->margin_frac, n, true);
    H5Gclose(group);
}

static inline void small_run_write_file(struct small_run *c, bool is_single)
{
    const struct small_results f = small_results_create(c->n_times, c->step_s);
    char labels[2 * MOST_RACKS][32];
    const char *racks[2 * MOST_RACKS];
    const char *why = "";

    for (size_t i = 0; i < c->n_nodes; i++) {
        (void)snprintf(labels[i], sizeof labels[i], "R-%zu", c->rack_of[i]);
        racks[i] = labels[i];
    }
    small_dim(f.file, "rack", c->n_racks);
    small_dim(f.file, "node", c->n_nodes);
    small_texts(f.file, "node_rack", racks, c->n_nodes, false);
    small_series(&f, f.file, "rack_power_max_w", c->power_w, c->n_racks, is_single);
    small_series(&f, f.file, "node_ceiling_min_frac", c->ceiling, c->n_nodes, is_single);
    small_series(&f, f.file, "node_shut_nodes_max", c->shut, c->n_nodes, is_single);
    small_run_write_limits(&f, c);
    H5Fclose(f.file);
    (void)snprintf(c->path, sizeof c->path, "%s", f.path);
    ck_assert_msg(results_open(c->path, &c->r, &why) == STATUS_OK, "%s", why);
}

static inline void small_run_finish(struct small_run *c)
{
    results_close(c->r);
    (void)remove(c->path);
    free(c->power_w);
    free(c->margin_frac);
    free(c->ceiling);
    free(c->shut);
}

/* Of more than one block of records. */
static inline void small_run_draw_long(gsl_rng *rng, struct small_run *c)
{
    do {
        free(c->power_w);
        free(c->margin_frac);
        free(c->ceiling);
        free(c->shut);
        small_run_draw(rng, c);
    } while (c->n_times < 1100);
}

#endif
