/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/decide/migration.h"

#include <math.h>

#include "sim/decide/link.h"

const char *migration_reason_text(enum migration_reason reason)
{
    static const char *const texts[] = {
        [MIGRATION_GO] = "go",
        [MIGRATION_HALL] = "a limit is passed, or racks lose power or clock",
        [MIGRATION_DATA] = "the data comes too late",
        [MIGRATION_NO_WAY_BACK] = "there is no way back once the last wave has moved",
    };

    return texts[reason];
}

/* --------------------------------------------------------------------- data */

double migration_transfer_s(double size_bytes, double rate_bytes_per_s, double usable_frac,
                            double change_bytes_per_s)
{
    const double left_bytes_per_s = rate_bytes_per_s * usable_frac - change_bytes_per_s;

    return left_bytes_per_s > 0.0 ? link_transfer_s(size_bytes, left_bytes_per_s, 1.0)
                                  : (double)INFINITY;
}

static size_t wave_of(const struct scn_migration_data *t)
{
    return t->wave.index >= 0 ? (size_t)t->wave.index : 0;
}

static double cut_s(const struct scn_migration *m, size_t wave)
{
    const struct scn_wave *const w = &((const struct scn_wave *)m->waves.items)[wave];

    return w->at_s + w->overlap_s;
}

static void reckon_transfers(struct arena *arena, struct migration_answer *a)
{
    const struct scn_migration *const m = a->migration;
    const struct scn_migration_data *const all = m->transfers.items;

    a->n_transfers = m->transfers.n;
    a->transfers = ARENA_ARRAY(arena, struct migration_transfer, a->n_transfers, "migration");
    for (size_t i = 0; i < a->n_transfers; i++) {
        const struct scn_migration_data *const t = &all[i];
        struct migration_transfer *const r = &a->transfers[i];
        *r = (struct migration_transfer){.what = t, .wave = wave_of(t)};
        r->takes_s = migration_transfer_s(t->size_bytes, t->rate_bytes_per_s, t->usable_frac,
                                          t->change_bytes_per_s);
        r->done_s = t->start_s + r->takes_s;
        r->needed_s = cut_s(m, r->wave);
        r->sent_bytes = t->size_bytes +
                        (t->change_bytes_per_s > 0.0 ? t->change_bytes_per_s * r->takes_s : 0.0);
        r->egress_usd = r->sent_bytes * t->egress_usd_per_byte;
        a->egress_usd += r->egress_usd;
    }
}

/* ------------------------------------------------------------------ way back */

double migration_back_s(const struct scn_migration *m, double t_s)
{
    const struct scn_wave *const waves = m->waves.items;
    const struct scn_migration_data *const transfers = m->transfers.items;
    double back_s = 0.0;

    for (size_t i = 0; i < m->waves.n; i++) {
        back_s += waves[i].at_s <= t_s ? waves[i].back_s : 0.0;
    }
    for (size_t i = 0; i < m->transfers.n; i++) {
        const struct scn_migration_data *const t = &transfers[i];
        const double written_s = fmax(0.0, t_s - cut_s(m, wave_of(t)));
        back_s +=
            link_transfer_s(t->change_bytes_per_s * written_s, t->rate_bytes_per_s, t->usable_frac);
    }
    return back_s;
}

/* t + B(t) never falls, so the times from which there is a way back are a beginning of the window. B
 * jumps where a wave begins and rises at a constant rate from cut to cut. */
double migration_rollback_s(const struct scn_migration *m)
{
    double low_s = 0.0;
    double high_s = m->window_s;

    if (migration_back_s(m, 0.0) > m->window_s) {
        return PARAM_UNKNOWN;
    }
    if (high_s + migration_back_s(m, high_s) <= m->window_s) {
        return high_s;
    }
    /* Halving the window sixty times leaves less than rounding of it. */
    for (int k = 0; k < 60; k++) {
        const double middle_s = 0.5 * (low_s + high_s);
        if (middle_s + migration_back_s(m, middle_s) <= m->window_s) {
            low_s = middle_s;
        } else {
            high_s = middle_s;
        }
    }
    return low_s;
}

/* -------------------------------------------------------------------- verdict */

static void judge_side(struct migration_side *s)
{
    for (size_t k = 0; k < s->window.n; k++) {
        const struct window_row *const row = &s->window.rows[k];
        if (row->margin_frac < s->window.rows[s->worst].margin_frac) {
            s->worst = k;
        }
        s->n_bad += row->fails_frac > 0.05 ? 1 : 0;
    }
}

static bool is_data_late(const struct migration_answer *a)
{
    bool is_late = false;

    for (size_t i = 0; i < a->n_transfers; i++) {
        is_late = is_late || a->transfers[i].done_s > a->transfers[i].needed_s;
    }
    return is_late;
}

static void judge(struct migration_answer *a)
{
    const struct scn_migration *const m = a->migration;
    bool holds = true;

    a->rollback_s = migration_rollback_s(m);
    a->beyond = -1;
    for (size_t i = 0; i < m->waves.n; i++) {
        const double cut = cut_s(m, i);
        a->last_cut_s = fmax(a->last_cut_s, cut);
        /* A millisecond: the point is found by halving. */
        if (a->beyond < 0 && !(cut <= a->rollback_s + 1e-3)) {
            a->beyond = (long)i;
        }
    }
    for (size_t i = 0; i < a->n_sides; i++) {
        judge_side(&a->sides[i]);
        holds = holds && a->sides[i].n_bad == 0;
    }
    a->reason = !holds            ? MIGRATION_HALL
                : is_data_late(a) ? MIGRATION_DATA
                : a->beyond >= 0  ? MIGRATION_NO_WAY_BACK
                                  : MIGRATION_GO;
}

/* ------------------------------------------------------------------------ run */

static enum status run_side(struct arena *arena, const struct migration_request *q,
                            const struct plan *plan, struct migration_answer *a)
{
    struct migration_side *const side = &a->sides[a->n_sides];
    const struct window_request window = {
        .plan = plan,
        .migration = a->migration,
        .number = a->n_sides,
        .n_draws = q->n_draws,
        .seed = q->seed,
        .points_s = isnan(q->points_s) ? a->migration->window_s : q->points_s,
        .n_workers = q->n_workers,
        .stop = q->stop,
    };

    *side = (struct migration_side){.name = plan->hall_name, .plan = plan};
    const enum status st = window_run(arena, &window, &side->window);
    if (st != STATUS_OK) {
        a->fault = side->window.fault;
        a->fault_hall = plan->hall_name;
    }
    a->n_sides++;
    return st;
}

enum status migration_run(struct arena *arena, const struct migration_request *request,
                          struct migration_answer *ret_answer)
{
    const struct scenario *const s = request->scenario;
    struct migration_answer *const a = ret_answer;
    size_t n_halls = 0;

    *a = (struct migration_answer){.migration = s->tree->migration};
    for (size_t i = 0; i < s->n_sites; i++) {
        n_halls += s->sites[i].halls.n;
    }
    a->sides = ARENA_ARRAY(arena, struct migration_side, n_halls, "migration");
    for (size_t i = 0; i < s->n_sites; i++) {
        for (size_t h = 0; h < s->sites[i].halls.n; h++) {
            const struct plan *plan = NULL;
            enum status st = window_plan(arena, s, i, h, request->diag, &plan);
            if (st == STATUS_OK && plan != NULL) {
                struct migration_side *const side = &a->sides[a->n_sides];
                st = run_side(arena, request, plan, a);
                side->site = i;
                side->hall = h;
            }
            if (st != STATUS_OK) {
                return st;
            }
        }
    }
    reckon_transfers(arena, a);
    judge(a);
    return STATUS_OK;
}

/* Racks that a hall has gained by the end of the window. */
static double gained(const struct migration_side *side)
{
    const struct window_answer *const w = &side->window;

    return w->n > 0 ? w->rows[w->n - 1].n_carrying - w->rows[0].n_carrying : -(double)INFINITY;
}

const struct migration_side *migration_receiver(const struct migration_answer *answer)
{
    const struct migration_side *best = NULL;

    for (size_t i = 0; i < answer->n_sides; i++) {
        const struct migration_side *const side = &answer->sides[i];
        best = best == NULL || gained(side) > gained(best) ? side : best;
    }
    return best;
}
