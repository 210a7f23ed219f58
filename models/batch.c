/* SPDX-License-Identifier: Apache-2.0 */
#include "models/batch.h"

double batch_share(double batch, double half)
{
    return half > 0.0 ? batch / (batch + half) : batch;
}

double batch_level(const struct batch_curve *c, double batch)
{
    return c->least + c->rise * batch_share(batch, c->half);
}
