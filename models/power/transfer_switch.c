/* transfer_switch.c - "transfer_switch": takes all from one of several feeds (ATS, STS).
 *
 *     its feed dies       goes to the first that lives; dead meanwhile, unless the transfer is
 *                         shorter than the hold-up of the supplies behind it
 *     an earlier returns  goes back after the retransfer delay, if that feed still lives then
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include "models/power_model.h"
#include "models/registry.h"

struct transfer_params {
    double transfer_s;
    double retransfer_s;
    double hold_up_s;
    double loss_frac;
};

static const struct param rows[] = {
    {PARAM(transfer_params, transfer_s), .kind = PARAM_NUMBER, .unit = "s", .min = 0.0,
     .max = 600.0, .fallback = 0.1, .grade = GRADE_RULE,
     .source = "ATS 50 to 200 ms and more; static switches 4 to 8 ms: makers' datasheets",
     .text = "from the loss of one feed to the next"},
    {PARAM(transfer_params, retransfer_s), .kind = PARAM_NUMBER, .unit = "s", .min = 0.0,
     .max = 86400.0, .fallback = 300.0, .grade = GRADE_RULE,
     .source = "ATS are set to 5 to 30 min before they go back to the utility; NFPA 110: 5 min",
     .text = "for which an earlier feed must live before it goes back"},
    {PARAM(transfer_params, hold_up_s), .kind = PARAM_NUMBER, .unit = "s", .min = 0.0, .max = 1.0,
     .fallback = 0.02, .grade = GRADE_DATASHEET,
     .source = "OCP Open Rack V3 HPR: 20 ms hold-up; ITIC curve (2000): 20 ms",
     .text = "gap that the supplies behind it bridge"},
    {PARAM(transfer_params, loss_frac), .kind = PARAM_NUMBER, .unit = "1", .min = 0.0, .max = 0.1,
     .warn_min = 0.0, .warn_max = 0.01, .fallback = 0.0, .grade = GRADE_RULE,
     .source = "contacts lose next to nothing; thyristors of static switches 0.5 to 1 %",
     .text = "loss over load"},
    {0},
};

enum transfer_state { PLACE, GAP_S, BACK_S };

static const struct state states[] = {
    [PLACE] = {"place", "-", "feed on which it stands, by its place among them; -1 for none yet"},
    [GAP_S] = {"gap_s", "s", "left of its transfer"},
    [BACK_S] = {"back_s", "s", "left until it goes back to an earlier feed; -1 when it stays"},
    {0},
};

struct stand {
    double place;
    double gap_s;
    double back_s;
};

static const double stays_s = -1.0;

/* A time that is left over by rounding is over. */
static const double over_s = 1e-9;

/* Whether the feed at a place is among those that live. Who is not told of them all knows only the
 * first, and then goes back to it at once. */
static bool is_alive(const struct power_block *b, size_t i, double place)
{
    const double alive =
        b->alive_parents != NULL ? b->alive_parents[i] : ldexp(1.0, (int)b->alive_parent[i]);

    return fmod(floor(ldexp(alive, -(int)place)), 2.0) > 0.0;
}

static struct stand moved(const struct transfer_params *p, double place)
{
    return (struct stand){
        .place = place,
        .gap_s = p->transfer_s > p->hold_up_s ? p->transfer_s : 0.0,
        .back_s = stays_s,
    };
}

/* Where it stands in this step, by its memory and by who lives. */
static struct stand decide(const struct transfer_params *p, struct stand was,
                           const struct power_block *b, size_t i)
{
    const double first = b->alive_parent[i];

    if (first < 0.0) {
        was.back_s = stays_s;
        return was;
    }
    if (b->is_steady || was.place < 0.0) {
        return (struct stand){.place = first, .back_s = stays_s};
    }
    if (!is_alive(b, i, was.place)) {
        return moved(p, first);
    }
    if (first >= was.place) {
        was.back_s = stays_s;
        return was;
    }
    const double back_s = was.back_s < 0.0 ? p->retransfer_s : was.back_s;
    if (back_s <= 0.0) {
        return moved(p, first);
    }
    was.back_s = back_s;
    return was;
}

static struct stand load(const double *state, size_t n, size_t i)
{
    return (struct stand){state[PLACE * n + i], state[GAP_S * n + i], state[BACK_S * n + i]};
}

static void store(struct stand s, double *state, size_t n, size_t i)
{
    state[PLACE * n + i] = s.place;
    state[GAP_S * n + i] = s.gap_s;
    state[BACK_S * n + i] = s.back_s;
}

static enum status start(const void *params, const struct power_block *b)
{
    (void)params;
    for (size_t i = 0; i < b->n; i++) {
        store((struct stand){.place = -1.0, .back_s = stays_s}, b->state, b->n, i);
        b->stored_j[i] = 0.0;
    }
    return STATUS_OK;
}

static enum status connect(const void *params, const struct power_block *b)
{
    for (size_t i = 0; i < b->n; i++) {
        const struct stand now = decide(params, load(b->state, b->n, i), b, i);
        b->is_energised[i] = b->alive_parent[i] >= 0.0 && now.gap_s <= 0.0 ? 1.0 : 0.0;
        b->parent[i] = now.place;
    }
    return STATUS_OK;
}

static enum status step(const void *params, const struct power_block *b)
{
    const struct transfer_params *const p = params;

    for (size_t i = 0; i < b->n; i++) {
        b->loss_w[i] = p->loss_frac * b->load_w[i] * b->is_energised[i];
        b->input_var[i] = b->load_var[i];
    }
    return STATUS_OK;
}

/* Counts down what is left, if anything is. */
static double count_down(double left_s, double dt_s, double *switch_s)
{
    if (left_s <= 0.0) {
        return left_s;
    }
    *switch_s = fmin(*switch_s, left_s);
    return dt_s >= left_s - over_s ? 0.0 : left_s - dt_s;
}

static enum status advance(const void *params, const struct power_block *b)
{
    for (size_t i = 0; i < b->n; i++) {
        struct stand now = decide(params, load(b->state, b->n, i), b, i);

        b->switch_s[i] = (double)INFINITY;
        /* Nothing moves while nothing lives. */
        if (b->alive_parent[i] >= 0.0) {
            now.gap_s = count_down(now.gap_s, b->dt_s, &b->switch_s[i]);
            now.back_s = count_down(now.back_s, b->dt_s, &b->switch_s[i]);
        }
        store(now, b->state, b->n, i);
        b->input_w[i] = b->load_w[i] + b->loss_w[i];
        b->stored_j[i] = 0.0;
    }
    return STATUS_OK;
}

const struct power_model power_transfer_switch = {
    .info =
        {
            .name = "transfer_switch",
            .summary = "automatic or static transfer switch: takes all from the first live feed",
            .validity = "open transition both ways; the call of a generator is the generator's, so "
                        "its start is waited for; up to 53 feeds",
            .source = "NFPA 110; makers' datasheets of static transfer switches",
            .params = rows,
            .params_size = sizeof(struct transfer_params),
            .states = states,
        },
    .takes_first = true,
    .step = step,
    .start = start,
    .connect = connect,
    .advance = advance,
};
