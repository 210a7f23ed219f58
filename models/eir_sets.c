/* eir_sets.c - published curves of chillers.
 *
 * The six water-cooled machines are of EnergyPlus's data set Chillers.idf, as in the Modelica Buildings
 * Library, Buildings.Fluid.Chillers.Data.ElectricEIR: makers' performance, fitted. At their reference
 * points all curves are 1 within 2.1 %. The air-cooled set is that of EnergyPlus's test of
 * Chiller:Electric: a plausible machine, but no product.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "models/eir.h"

/* Each its own row, so that a set is read as it was published. */
static const struct eir_curves sets[] = {
    {.capacity_w = 1055e3,
     .cop = 5.96,
     .leaving_c = 6.67,
     .entering_c = 29.44,
     .least_plr = 0.10,
     .most_plr = 1.05,
     .leaving_min_c = 4.44,
     .leaving_max_c = 8.89,
     .entering_min_c = 12.78,
     .entering_max_c = 35.00,
     .capacity = {1.785912e-1, -5.900023e-2, -5.946963e-4, 9.297889e-2, -2.841024e-3, 4.974221e-3},
     .input = {5.245110e-1, -2.850126e-2, 8.034720e-4, 1.893133e-2, 1.151629e-4, -9.340642e-5},
     .part_load = {2.619878e-1, 2.393605e-1, 4.988306e-1}},
    {.capacity_w = 742e3,
     .cop = 5.42,
     .leaving_c = 5.56,
     .entering_c = 21.11,
     .least_plr = 0.19,
     .most_plr = 1.02,
     .leaving_min_c = 5.56,
     .leaving_max_c = 10.00,
     .entering_min_c = 11.25,
     .entering_max_c = 23.89,
     .capacity = {9.797101e-1, -2.895701e-3, -8.970718e-4, 1.031440e-2, -7.431651e-4, 1.453508e-3},
     .input = {9.946139e-1, -4.829399e-2, 4.674277e-4, -1.158726e-3, 5.762583e-4, 2.148192e-4},
     .part_load = {1.202277e-1, 1.396384e-1, 7.394038e-1}},
    {.capacity_w = 815.8e3,
     .cop = 6.74,
     .leaving_c = 8.89,
     .entering_c = 26.67,
     .least_plr = 0.09,
     .most_plr = 1.03,
     .leaving_min_c = 7.22,
     .leaving_max_c = 12.78,
     .entering_min_c = 12.78,
     .entering_max_c = 26.67,
     .capacity = {9.862590e-1, 5.799373e-2, -5.355626e-3, -8.941705e-4, -1.670098e-3, 4.733054e-3},
     .input = {7.335321e-1, 4.465107e-4, -3.448575e-3, 3.770822e-3, -2.189675e-4, 2.400267e-3},
     .part_load = {3.070136e-1, 8.654874e-2, 6.081551e-1}},
    {.capacity_w = 819.3e3,
     .cop = 8.11,
     .leaving_c = 4.44,
     .entering_c = 12.78,
     .least_plr = 0.09,
     .most_plr = 1.05,
     .leaving_min_c = 4.44,
     .leaving_max_c = 8.89,
     .entering_min_c = 12.78,
     .entering_max_c = 29.44,
     .capacity = {7.392673e-1, 4.328784e-2, -4.529446e-3, 1.525410e-2, -1.141458e-3, 2.651124e-3},
     .input = {5.925176e-1, -1.908391e-2, -1.852692e-3, 4.051551e-2, -2.908719e-4, 1.059047e-3},
     .part_load = {2.830681e-1, 2.254147e-1, 4.916649e-1}},
    {.capacity_w = 822.9e3,
     .cop = 6.28,
     .leaving_c = 5.56,
     .entering_c = 23.89,
     .least_plr = 0.10,
     .most_plr = 1.03,
     .leaving_min_c = 5.56,
     .leaving_max_c = 10.00,
     .entering_min_c = 12.78,
     .entering_max_c = 23.89,
     .capacity = {5.573150e-1, 8.714616e-2, -2.917582e-3, 2.5e-2, -8.861538e-4, -3.184615e-4},
     .input = {8.029134e-1, 2.171359e-2, 2.388123e-4, -1.096173e-2, 1.065277e-3, -2.057538e-3},
     .part_load = {2.965419e-1, 4.689744e-1, 2.332341e-1}},
    {.capacity_w = 868.6e3,
     .cop = 5.57,
     .leaving_c = 8.89,
     .entering_c = 26.67,
     .least_plr = 0.18,
     .most_plr = 1.03,
     .leaving_min_c = 7.22,
     .leaving_max_c = 12.78,
     .entering_min_c = 12.78,
     .entering_max_c = 26.67,
     .capacity = {5.406799e-1, 1.253709e-1, -8.025360e-3, -7.357554e-3, -4.477789e-4, 2.140733e-3},
     .input = {3.943721e-1, 1.079147e-1, -8.912223e-3, -3.229487e-4, 1.302402e-5, 1.561862e-3},
     .part_load = {1.501042e-1, -6.804336e-2, 9.171460e-1}},
    {.capacity_w = 1000e3,
     .cop = 3.0,
     .leaving_c = 6.67,
     .entering_c = 35.0,
     .least_plr = 0.10,
     .most_plr = 1.0,
     .leaving_min_c = 5.0,
     .leaving_max_c = 10.0,
     .entering_min_c = 10.0,
     .entering_max_c = 45.0,
     .rise = 2.778,
     .capacity = {0.944836, -0.0570088, 0.00185486},
     .input = {2.333, -1.975, 0.6121},
     .part_load = {0.03303, 0.6852, 0.2818},
     .is_air_cooled = true},
};

const char *const eir_words[] = {
    "york-yt-1055kw",     "carrier-19xr-742kw-vsd", "mcquay-wsc-816kw", "mcquay-peh-819kw",
    "carrier-19xr-823kw", "carrier-19xr-869kw-vsd", "air-cooled",       0};

_Static_assert(sizeof eir_words / sizeof eir_words[0] == sizeof sets / sizeof sets[0] + 1,
               "every set needs its word");

const struct eir_curves *eir_set(size_t i)
{
    return &sets[i];
}
