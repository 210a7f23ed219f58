/* validate_money.h - prices that contradict each other.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_SCENARIO_VALIDATE_MONEY_H
#define SIM_SCENARIO_VALIDATE_MONEY_H

#include "sim/scenario/scenario.h"

/* Finds costs with two prices, two values of one waiting, a term or hours that are not whole, a
 * tariff that is both a file and written out. */
void validate_money(const struct scn_money *money, struct diag *diag);

#endif
