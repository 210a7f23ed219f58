/* man_page.h - manual pages from the rows that parse the command line and print its help.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_CLI_MAN_PAGE_H
#define SIM_CLI_MAN_PAGE_H

#include "sim/base/text.h"
#include "sim/cli/cmd.h"

/* headroom(1), in the macros of man(7). */
void man_page_program(struct text *t);

/* headroom-COMMAND(1). */
void man_page_command(struct text *t, const struct command *command);

#endif
