/* completions.h - completion scripts of shells, from the rows that parse the command line.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_CLI_COMPLETIONS_H
#define SIM_CLI_COMPLETIONS_H

#include "sim/base/text.h"

void completions_bash(struct text *t);
void completions_zsh(struct text *t);
void completions_fish(struct text *t);

#endif
