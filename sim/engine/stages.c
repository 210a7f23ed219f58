/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/engine/stages.h"

#include <math.h>
#include <string.h>

double *stages_state(const struct step *s, enum family f, const struct group *g)
{
    const size_t n = model_n_states(g->info) * g->n;
    double *const now = s->now->state[f] + g->first_state;

    memcpy(now, s->was->state[f] + g->first_state, n * sizeof *now);
    return now;
}

/* NOLINTNEXTLINE(readability-function-size): a balance has four terms, and a place */
enum status stages_check_energy(struct step *s, enum stage stage, enum dim dim, size_t index,
                                double in_j, double out_j, double stored_was_j, double stored_now_j)
{
    const double residual_j = in_j - out_j - (stored_now_j - stored_was_j);
    const double scale_j = fabs(in_j) + fabs(out_j) + fabs(stored_was_j) + fabs(stored_now_j) + 1.0;

    if (fabs(residual_j) <= STAGES_MOST_RESIDUAL * scale_j) {
        return STATUS_OK;
    }
    s->fault->stage = stage;
    s->fault->dim = dim;
    s->fault->index = index;
    s->fault->value = residual_j;
    return STATUS_IMBALANCE;
}
