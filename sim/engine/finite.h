/* finite.h - stops at the first value that is not a number and says where.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_ENGINE_FINITE_H
#define SIM_ENGINE_FINITE_H

#include "sim/engine/engine.h"

/* Every column that may not be unknown must be finite. ret_fault names column, item and stage. */
MUST_CHECK enum status finite_check(const struct plan *plan, const struct columns *c,
                                    struct fault *ret_fault);

#endif
