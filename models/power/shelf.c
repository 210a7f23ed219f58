/* shelf.c - "shelf": power supplies that share a load, by their efficiency curve (see loss.h).
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "models/curve.h"
#include "models/loss.h"
#include "models/power_model.h"
#include "models/registry.h"

struct shelf_params {
    double units;
    double unit_rating_w;
    struct curve curve;
};

static const struct param rows[] = {
    {PARAM(shelf_params, units), .kind = PARAM_COUNT, .unit = "-", .min = 1.0, .max = 1e4,
     .fallback = 6.0, .grade = GRADE_DATASHEET,
     .source = "OCP Open Rack V3: six rectifiers a shelf", .text = "supplies that share the load"},
    {PARAM(shelf_params, unit_rating_w), .kind = PARAM_NUMBER, .unit = "W", .min = 10.0, .max = 1e6,
     .fallback = 5500.0, .grade = GRADE_DATASHEET,
     .source = "OCP Open Rack V3 HPR: 5.5 kW a rectifier", .text = "rated output of one"},
    {PARAM(shelf_params, curve), .kind = PARAM_CURVE, .unit = "1", .min = 0.01, .max = 0.9999,
     .is_required = true, .text = "[share of the rating, efficiency], rising"},
    {0},
};

static enum status step(const void *params, const struct power_block *b)
{
    const struct shelf_params *const p = params;
    const double rating_w = p->units * p->unit_rating_w;

    for (size_t i = 0; i < b->n; i++) {
        const double load_frac = b->load_w[i] / rating_w;
        b->loss_w[i] = rating_w * loss_supply_frac(&p->curve, load_frac) * b->is_energised[i];
        b->input_var[i] = b->load_var[i];
    }
    return STATUS_OK;
}

/* Losses must not fall with load, or a light load would draw more than a heavier one. */
static const char *check(const void *params)
{
    const struct shelf_params *const p = params;

    for (size_t i = 1; i < p->curve.n; i++) {
        if (p->curve.x[i] * (1.0 / p->curve.y[i] - 1.0) <
            p->curve.x[i - 1] * (1.0 / p->curve.y[i - 1] - 1.0)) {
            return "'curve' loses less at a higher load: check its efficiencies";
        }
    }
    return NULL;
}

const struct power_model power_shelf = {
    .info =
        {
            .name = "shelf",
            .summary = "power shelf or supplies by their efficiency curve",
            .validity = "0 to rating; losses are straight lines between the points",
            .source = "OCP Open Rack V3 48 V power shelf specifications; 80 PLUS test points",
            .params = rows,
            .params_size = sizeof(struct shelf_params),
            .check = check,
        },
    .step = step,
};
