/* SPDX-License-Identifier: Apache-2.0 */
#include "models/storage.h"

double storage_j_per_k(double volume_m3, double j_per_m3k, double merit_frac)
{
    return volume_m3 * j_per_m3k * merit_frac;
}
