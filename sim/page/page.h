/* page.h - a finished run as one HTML page that stands alone.
 *
 * Drawings are inline SVG, style and script are inline, nothing is fetched: the page can be mailed,
 * archived, printed, and read without script. The script sorts and filters the racks' table, and
 * moves the hall's map through time. Every number that is shown stands beside it in SI and in full,
 * in the attribute data-v of its element. What comes from the file is escaped, for a rack may be
 * named "<script>".
 *
 * Reads results, and nothing else: no scenario, no engine.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_PAGE_PAGE_H
#define SIM_PAGE_PAGE_H

#include "sim/base/arena.h"
#include "sim/base/text.h"
#include "sim/base/units.h"
#include "sim/results/results.h"

enum { PAGE_MOST_RUNS = 8 };

/* Writes the page of runs[0]; the others stand beside it in the comparison.
 *
 *   arena  for what money is reckoned with
 *   names  what the user called them, n of them
 *
 * Errors  STATUS_NO_MEMORY.
 */
MUST_CHECK enum status page_write(struct arena *arena, const struct results *const *runs,
                                  const char *const *names, size_t n, enum unit_system units,
                                  struct text *ret_text);

#endif
