/* SPDX-License-Identifier: Apache-2.0 */
#include "models/status.h"

#include <gsl/gsl_errno.h>

const char *status_text(enum status st)
{
    switch (st) {
    case STATUS_OK:
        return "done";
    case STATUS_NO_CONVERGENCE:
        return "no numerical solution was found";
    case STATUS_SWITCHES:
        return "something switches within the step";
    case STATUS_BAD_INPUT:
        return "the input is wrong";
    case STATUS_NO_MEMORY:
        return "out of memory";
    case STATUS_IO:
        return "a file could not be read or written";
    case STATUS_OUT_OF_RANGE:
        return "a value left the range that its correlation holds for";
    case STATUS_NOT_FINITE:
        return "a value is not finite";
    case STATUS_IMBALANCE:
        return "the energy ledger does not close";
    case STATUS_INTERRUPTED:
        return "interrupted";
    }
    return "unknown status";
}

enum status status_from_gsl(int code)
{
    switch (code) {
    case GSL_SUCCESS:
        return STATUS_OK;
    case GSL_EMAXITER:
    case GSL_EFAILED:
    case GSL_ERUNAWAY:
    case GSL_ETOL:
        return STATUS_NO_CONVERGENCE;
    case GSL_ENOMEM:
        return STATUS_NO_MEMORY;
    case GSL_EDOM:
    case GSL_ERANGE:
        return STATUS_OUT_OF_RANGE;
    default:
        return STATUS_NOT_FINITE;
    }
}
