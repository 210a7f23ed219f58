#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What a run says of a hall's air, and its field as ParaView's reader takes it."""
import csv
import json
import os
import subprocess
import sys

import numpy
import xarray

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import tap  # noqa: E402

FIELD = "hall.air={model: field, cell: 0.3 m, supply: 20 degC}"
COARSE = "hall.air={model: field, cell: 0.6 m, supply: 20 degC}"
NAMES = ["air_c", "air_x_ms", "air_y_ms", "air_z_ms"]


def make():
    tap.run("first-hall", "rest.h5", FIELD)
    tap.run("first-hall", "march.h5", COARSE, "time={duration: 60 s, step: 2 s, record: 20 s}")
    tap.run("first-hall", "zones.h5", "time={duration: 2 h, step: 60 s, record: 10 min}")


def table(file, name):
    folder = file + ".csv"
    subprocess.run([tap.PROGRAM, "report", file, "--csv", folder], check=True,
                   stdout=subprocess.DEVNULL)
    path = os.path.join(folder, name + ".csv")
    if not os.path.exists(path):
        return None
    with open(path, newline="", encoding="utf-8") as rows:
        return list(csv.DictReader(rows))


def said(file):
    return subprocess.run([tap.PROGRAM, "report", file, "--all"], check=True, capture_output=True,
                          text=True).stdout


def origins():
    rest = xarray.open_dataset("rest.h5", engine="h5netcdf")
    racks = {row["rack"]: row for row in table("rest.h5", "air_racks")}
    shares = {}
    for row in table("rest.h5", "recirculation"):
        shares.setdefault(row["rack"], {})[row["source"]] = float(row["share_frac"])
    sums = {rack: sum(of.values()) for rack, of in shares.items()}
    # 28 sources below 5e-4 may be missing, half of that on average.
    tap.check("shares of every inlet add up to one", set(sums) == set(racks) and
              all(abs(total - 1.0) < 0.01 for total in sums.values()), sums)
    tap.check("cold capture is the share of the supply", all(
        abs(float(racks[rack]["cold_capture_frac"]) - of["supply"]) < 1e-6
        for rack, of in shares.items()), racks)
    tap.check("the main source is the greatest share", all(
        racks[rack]["main_source"] == max((k for k in of if k != "supply"), key=of.get, default="")
        for rack, of in shares.items()), racks)
    # Air put together from its origins has the inlets' temperature: the tracers are of first order,
    # the field of second, and its temperatures are means of a minute.
    supply_c = float(rest.hall_supply_air_c)
    outlet_c = dict(zip(rest.rack.values, rest.rack_outlet_c.values[0]))
    inlet_c = dict(zip(rest.rack.values, rest.rack_inlet_c.values[0]))
    missed = {rack: supply_c + sum(share * (outlet_c[k] - supply_c) for k, share in of.items()
                                   if k != "supply") - inlet_c[rack] for rack, of in shares.items()}
    tap.check("air put together from its origins has the inlets' temperature",
              max(map(abs, missed.values())) < 1.0, missed)


def figures():
    rest = xarray.open_dataset("rest.h5", engine="h5netcdf")
    found = {row["figure"]: float(row["value"] or "nan") for row in table("rest.h5", "air")}
    flow = rest.rack_airflow_m3s[0]
    supply_c, back_c = float(rest.hall_supply_air_c), float(rest.hall_return_air_c)
    before = float((flow * (rest.rack_inlet_c[0] - supply_c)).sum())
    after = float((flow * (rest.rack_outlet_c[0] - supply_c)).sum())
    rise_k = (after - before) / float(flow.sum())
    # The file holds 12 bits of each number: 0.01 K of 30 degC, of a rise of some 10 K.
    tap.check("SHI is by its definition", abs(found["shi"] - before / after) < 0.005, found)
    tap.check("RHI is the rest", abs(found["shi"] + found["rhi"] - 1.0) < 1e-9, found)
    tap.check("RTI is by its definition", abs(found["rti"] - (back_c - supply_c) / rise_k) < 0.005,
              (found, back_c, supply_c, rise_k))
    # What the racks draw of the supply and what goes past them is all of it.
    caught = found["cold_capture"] * float(flow.sum()) / float(rest.hall_supply_flow_m3s)
    tap.check("supply goes to racks or past them", abs(caught + found["bypass"] - 1.0) < 0.005,
              found)
    zones = {row["figure"]: row["value"] for row in table("zones.h5", "air")}
    tap.check("zone means have figures too, but no capture",
              float(zones["shi"]) > 0.0 and zones["cold_capture"] == "", zones)
    tap.check("and no matrix", table("zones.h5", "recirculation") is None)


def classes():
    for file, seconds in (("march.h5", 60.0), ("zones.h5", 7200.0)):
        racks = table(file, "air_racks")
        sums = [sum(float(row[k]) for k in row if k.endswith("_s")) for row in racks]
        tap.check(f"{file}: a rack is in one class at any time",
                  numpy.allclose(sums, seconds, rtol=1e-9), sums)
    rest = xarray.open_dataset("rest.h5", engine="h5netcdf")
    racks = table("rest.h5", "air_racks")
    hottest = dict(zip(rest.rack.values, rest.rack_inlet_hottest_c.values[0]))
    wrong = [row for row in racks
             if (row["class"] == "recommended") != (18.0 <= hottest[row["rack"]] <= 27.0)
             and abs(hottest[row["rack"]] - 27.0) > 0.01]
    tap.check("recommended is 18 to 27 degC where it is hottest", not wrong, wrong)


def report():
    rest, zones = said("rest.h5"), said("zones.h5")
    tap.check("what nobody compared is said", "not validated: jets of perforated tiles" in rest
              and "a supply of" in rest, rest)
    tap.check("the field's books stand in the receipt", "the air's field misses" in rest
              and "ABOVE" not in rest and "it rests" in rest, rest)
    tap.check("inlets of a compared field are known to 1.1 K", "+-1.1 K" in rest, rest)
    tap.check("zone means claim none of it", "not validated" not in zones
              and "+-1.1 K" not in zones and "field misses" not in zones, zones)
    file = xarray.open_dataset("rest.h5", engine="h5netcdf", group="limits")
    bands = file.band[[name == "inlet maximum" for name in file.name.values]]
    tap.check("and so are their limits", set(bands.values) == {1.1, 1.8}, set(bands.values))


def one_handler_lost():
    answer = json.loads(subprocess.run(
        [tap.PROGRAM, "contingency", "@first-hall", "--set", COARSE, "--racks", "crah-2", "--horizon",
         "1 min", "--json"], check=False, capture_output=True, text=True).stdout)
    inlets = answer["losses"][0]["inlets"]
    rises_k = [row["most_c"] - row["before_c"] for row in inlets]
    tap.check("inlets of a case come in the order of their rise",
              len(rises_k) > 20 and rises_k == sorted(rises_k, reverse=True), rises_k)
    # Three of four handlers blow on: some racks are short of air, none gets colder than it was.
    tap.check("a lost handler warms some inlets by kelvins, none by less than nothing",
              rises_k[0] > 1.0 and rises_k[-1] >= 0.0, rises_k)
    # Limits of first-hall's servers are 30 degC and more.
    tap.check("what passes its limit says when", all(
        row["passes_s"] is None or row["most_c"] > 27.0 for row in inlets), inlets)


def velocities():
    march = xarray.open_dataset("march.h5", engine="h5netcdf")
    still = march.air_c.isnull()
    tap.check("velocities stand where there is air", all(
        (march[name].isnull() == still).all() for name in NAMES), march)
    # Above racks and handlers there is no opening: what rises through a plane falls through it, but for
    # the 12 bits that the file holds of each number.
    for z in (2.8, 3.1):
        up = march.air_z_ms.isel(time=-1).sel(z=z, method="nearest")
        tap.check(f"as much air rises as falls {z} m above the floor",
                  abs(float(up.sum())) < 1e-3 * float(abs(up).sum()), (up.sum(), abs(up).sum()))


def paraview():
    try:
        import vtk  # pylint: disable=import-outside-toplevel
        from vtkmodules.util.numpy_support import vtk_to_numpy  # pylint: disable=import-outside-toplevel
    except ImportError:
        tap.skip("ParaView's reader opens the field", "no python3-vtk9")
        return
    march = xarray.open_dataset("march.h5", engine="h5netcdf")
    vtk.vtkObject.GlobalWarningDisplayOff()  # names of racks are texts, which it does not read
    reader = vtk.vtkNetCDFCFReader()
    reader.SetFileName(os.path.abspath("march.h5"))
    reader.SphericalCoordinatesOff()
    reader.UpdateMetaData()
    arrays = reader.GetAllVariableArrayNames()
    for i in range(arrays.GetNumberOfValues()):
        reader.SetVariableArrayStatus(arrays.GetValue(i), arrays.GetValue(i) in NAMES)
    reader.Update()
    image = reader.GetOutput()
    size = (march.sizes["x"], march.sizes["y"], march.sizes["z"])
    tap.check("ParaView's reader opens the field as image data",
              image.IsA("vtkImageData") and image.GetDimensions() == size, image)
    times = reader.GetOutputInformation(0).Get(vtk.vtkStreamingDemandDrivenPipeline.TIME_STEPS())
    tap.check("with its times", times == (0.0, 20.0, 40.0, 60.0), times)
    tap.check("at its place", numpy.allclose(image.GetOrigin(), [march.x[0], march.y[0], march.z[0]])
              and numpy.allclose(image.GetSpacing(), [float(march[k][1] - march[k][0]) for k in "xyz"]),
              (image.GetOrigin(), image.GetSpacing()))
    wrong = []
    for t, time in enumerate(times):
        reader.UpdateTimeStep(time)
        points = reader.GetOutput().GetPointData()
        for name in NAMES:
            read = vtk_to_numpy(points.GetArray(name)).reshape(size[::-1])
            if not numpy.array_equal(read, march[name].values[t], equal_nan=True):
                wrong.append((name, time))
    tap.check("with every number at every time", not wrong, wrong)


if __name__ == "__main__":
    tap.main(make, origins, figures, classes, report, one_handler_lost, velocities, paraview)
