/* SPDX-License-Identifier: Apache-2.0 */
#include "models/containment.h"

#define PRACTICE                                                                                   \
    "typical of field surveys; Herrlin, ASHRAE Trans. 111(2) (2005); VanGilder and Shrivastava "   \
    "(2007)"

/* Open aisles: recirculation 0.05 to 0.25, bypass 0.2 to 0.5. Contained cold aisle: 0.01 to 0.05
 * and 0.03 to 0.10. Contained hot aisle and chimney: recirculation at most 0.02. */
static const struct containment containments[] = {
    {"open", 0.12, 0.35, 3.0, GRADE_ESTIMATE, PRACTICE},
    {"cold_aisle", 0.03, 0.06, 1.0, GRADE_ESTIMATE, PRACTICE},
    {"hot_aisle", 0.01, 0.05, 0.5, GRADE_ESTIMATE, PRACTICE},
    {"chimney", 0.01, 0.05, 0.5, GRADE_ESTIMATE, PRACTICE},
};

const struct containment *containment_at(size_t kind)
{
    return kind < CONTAINMENT_COUNT ? &containments[kind] : NULL;
}
