/* link.h - what a line between two sites lets through, and how late.
 *
 *   round trip        2 d tau + equipment; d is the length of the fibre, not of the map
 *   window            B = W / RTT in bytes a second
 *   loss              B = (MSS / RTT) 1.22 / sqrt(p)         (Mathis)
 *   replication       the link must carry the rate of change and its overhead
 *   transfer          size / (rate x share that is usable)
 *
 * Source  fibre of index 1.468: 4.9 us/km; Mathis et al. 1997 for one loss-limited connection.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_DECIDE_LINK_H
#define SIM_DECIDE_LINK_H

#define LINK_FIBRE_S_PER_M 4.9e-9 /* one way */

/* delay_s_per_m: LINK_FIBRE_S_PER_M; equipment_s: of both ways together. */
double link_round_trip_s(double fibre_m, double delay_s_per_m, double equipment_s);

/* Greatest rate of one connection whose sender waits after window_b bytes; in bytes a second. */
double link_window_bytes_per_s(double window_b, double round_trip_s);

/* Greatest rate of one connection that loses the share loss_frac of its segments; in bytes/s. */
double link_loss_bytes_per_s(double segment_b, double round_trip_s, double loss_frac);

/* Least rate for copying changes as they come. */
double link_replication_bytes_per_s(double change_bytes_per_s, double overhead_frac);

/* Time to bring over what lies there. */
double link_transfer_s(double size_b, double rate_bytes_per_s, double usable_frac);

#endif
