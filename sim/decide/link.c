/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/decide/link.h"

#include <math.h>

double link_round_trip_s(double fibre_m, double delay_s_per_m, double equipment_s)
{
    return 2.0 * fibre_m * delay_s_per_m + equipment_s;
}

double link_window_bytes_per_s(double window_b, double round_trip_s)
{
    return window_b / round_trip_s;
}

double link_loss_bytes_per_s(double segment_b, double round_trip_s, double loss_frac)
{
    return segment_b / round_trip_s * 1.22 / sqrt(loss_frac);
}

double link_replication_bytes_per_s(double change_bytes_per_s, double overhead_frac)
{
    return change_bytes_per_s * (1.0 + overhead_frac);
}

double link_transfer_s(double size_b, double rate_bytes_per_s, double usable_frac)
{
    return size_b / (rate_bytes_per_s * usable_frac);
}
