#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Results open in xarray by both engines, in netCDF4 and in ncdump, with names, units and times."""
import shutil
import subprocess

import netCDF4
import numpy
import xarray

import tap

FILE = "run.h5"
GROUPS = ["limits", "ledger", "provenance", "tables/levels"]


def make():
    tap.run("colo-pod", FILE, "time={duration: 10 min, step: 10 s, record: 60 s}")


def engines_agree():
    for group in [None] + GROUPS:
        one = xarray.open_dataset(FILE, engine="h5netcdf", group=group)
        two = xarray.open_dataset(FILE, engine="netcdf4", group=group)
        tap.check(f"both engines give the same of {group or 'the root'}", one.equals(two),
                  f"{one}\n{two}")


def coordinates():
    run = xarray.open_dataset(FILE, engine="h5netcdf")
    time = run.time.values
    tap.check("the start and ten intervals of a minute, as dates",
              time.dtype.kind == "M" and len(time) == 11
              and set(numpy.diff(time).astype("timedelta64[s]").astype(int)) == {60}, time)
    racks = [str(name) for name in run.rack.values]
    tap.check("racks have their names", racks == sorted(racks) and len(racks) == 4, racks)
    one = run.rack_power_w.sel(rack=racks[0])
    tap.check("a rack is chosen by its name", one.dims == ("time",) and bool((one > 0).all()), one)


def descriptions():
    run = xarray.open_dataset(FILE, engine="h5netcdf")
    silent = [name for name, v in run.variables.items() if not v.attrs.get("long_name")]
    tap.check("every variable has a long name", not silent, silent)
    numbers = [name for name, v in run.data_vars.items() if v.dtype.kind == "f"]
    bare = [name for name in numbers if "units" not in run[name].attrs]
    tap.check("every quantity has a unit", not bare, bare)
    units = sorted({run[name].attrs["units"] for name in numbers})
    if shutil.which("udunits2"):
        strange = [unit for unit in units if subprocess.run(
            ["udunits2", "-H", unit, "-W", ""], capture_output=True, check=False).returncode]
        tap.check("udunits knows every unit", not strange, strange)
    else:
        tap.skip("udunits knows every unit", "there is no udunits2")
    methods = [name for name in numbers if "time" in run[name].dims
               and "cell_methods" not in run[name].attrs]
    tap.check("every series says whether it is a mean or an extreme", not methods, methods)
    suffix = {"W": "_w", "degC": "_c", "m3/s": "_m3s", "W/K": "_w_per_k", "A": "_a", "VA": "_va",
              "Pa": "_pa", "kg": "_kg", "m": "_m", "1": "_frac"}
    odd = [name for name in numbers if run[name].attrs["units"] in suffix and
           run[name].attrs["units"] != "1" and not name.endswith(suffix[run[name].attrs["units"]])]
    tap.check("names end with their units", not odd, odd)


def extremes_hold_means():
    run = xarray.open_dataset(FILE, engine="h5netcdf")
    wrong = []
    for name in run.data_vars:
        for word, sign in (("_max_", 1), ("_min_", -1)):
            mean = name.replace(word, "_")
            if word in name and mean in run:
                # Both are rounded to 12 bits of mantissa.
                slack = 2e-3 * numpy.abs(run[mean]) + 1e-9
                if bool((sign * (run[name] - run[mean]) < -slack).any()):
                    wrong.append(name)
    tap.check("no mean is beyond its extremes", not wrong, wrong)


def known_numbers():
    run = xarray.open_dataset(FILE, engine="h5netcdf")
    for name in ["rack_power_w", "rack_inlet_c", "hall_utility_w", "crah_coil_w", "cdu_heat_w"]:
        tap.check(f"{name} is known everywhere", bool(numpy.isfinite(run[name]).all()), run[name])


def the_field():
    tap.run("first-hall", "air.h5", "hall.air={model: field, cell: 0.6 m, supply: 20 degC}",
            "time={duration: 20 s, step: 2 s, record: 10 s}")
    run = xarray.open_dataset("air.h5", engine="h5netcdf")
    air = run.air_c
    tap.check("the field stands on centres of cells", air.dims == ("time", "z", "y", "x")
              and air.shape[0] == 3 and numpy.allclose(numpy.diff(air.x), 2 * air.x[0]), air)
    rack = run.sel(rack="A-05")
    inside = air.sel(x=float(rack.rack_x_m + rack.rack_width_m / 2),
                     y=float(rack.rack_y_m + rack.rack_depth_m / 2), z=1.0, method="nearest")
    tap.check("in a rack there is no room air", bool(inside.isnull().all()), inside)
    # Means of the march's last minute and one moment of it: half a kelvin apart at most.
    floor, most = float(air.min()), float(air.max())
    tap.check("all air lies between supply and exhaust",
              floor > float(run.hall_supply_air_c.min()) - 0.5
              and most < float(run.rack_outlet_c.max()) + 0.5, (floor, most))
    tap.check("the program reads it too", subprocess.run(
        [tap.PROGRAM, "report", "air.h5"], stdout=subprocess.DEVNULL, check=False).returncode == 0)
    two = xarray.open_dataset("air.h5", engine="netcdf4")
    tap.check("both engines give the same field", air.equals(two.air_c), two.air_c)


def other_readers():
    with netCDF4.Dataset(FILE) as file:
        tap.check("netCDF4 sees dimensions and groups", len(file.dimensions["rack"]) == 4
                  and file["limits"].dimensions["limit"].size > 20
                  and file.run_status == "complete", file)
    said = subprocess.run(["ncdump", "-h", FILE], capture_output=True, text=True, check=False)
    tap.check("ncdump reads it", said.returncode == 0 and "float rack_power_w(time, rack)"
              in said.stdout, said.stderr)


if __name__ == "__main__":
    tap.main(make, engines_agree, coordinates, descriptions, extremes_hold_means, known_numbers,
             the_field, other_readers)
