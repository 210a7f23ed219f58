/* SPDX-License-Identifier: Apache-2.0 */
#include "models/phase.h"

#include <math.h>

double phase_power_w(int phases, double volt_v, double current_a, double power_factor)
{
    return (phases == 3 ? sqrt(3.0) : 1.0) * volt_v * current_a * power_factor;
}

double phase_current_a(int phases, double volt_v, double apparent_va)
{
    return apparent_va / ((phases == 3 ? sqrt(3.0) : 1.0) * volt_v);
}

double phase_neutral_a(double a_a, double b_a, double c_a)
{
    /* Half the sum of squared differences: the same number, without cancellation near balance. */
    const double ab = a_a - b_a;
    const double bc = b_a - c_a;
    const double ca = c_a - a_a;

    return sqrt(0.5 * (ab * ab + bc * bc + ca * ca));
}

static double line_a(double x_a, double y_a)
{
    return sqrt(x_a * x_a + y_a * y_a + x_a * y_a);
}

struct phase_lines phase_line_currents(double ab_a, double bc_a, double ca_a)
{
    return (struct phase_lines){
        .a_a = line_a(ab_a, ca_a), .b_a = line_a(ab_a, bc_a), .c_a = line_a(bc_a, ca_a)};
}

double phase_unbalance(const struct phase_lines *l)
{
    const double mean_a = (l->a_a + l->b_a + l->c_a) / 3.0;
    const double off_a =
        fmax(fabs(l->a_a - mean_a), fmax(fabs(l->b_a - mean_a), fabs(l->c_a - mean_a)));

    return mean_a > 0.0 ? off_a / mean_a : 0.0;
}

double phase_dc_a(double power_w, double volt_v)
{
    return power_w / volt_v;
}
