/* import_print.h - what an import found, for people and for programs.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_CLI_IMPORT_PRINT_H
#define SIM_CLI_IMPORT_PRINT_H

#include "sim/scenario/inventory.h"

void import_print(const struct inventory *inventory, const struct diag *diag, const char *path);
void import_print_json(const struct inventory *inventory, const struct diag *diag,
                       const char *path);

#endif
