#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The page's plan: aisles, panels, openings and units stand where the file says, on the scale of its floor."""
import os
import re
import sys

import h5py
import numpy

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from pages import page_of, tap  # noqa: E402

DRAWN_PX = 0.02   # five digits of up to 960
AJAR_FRAC = 0.005
PARTS = ("x", "y", "width", "depth")


def layer_of(text, name="inlet"):
    return re.search(rf'<figure class="layer" id="layer-{name}".*?</figure>', text, re.S).group(0)


def numbers(tag, *names):
    return [float(re.search(rf'\b{name}="([^"]*)"', tag).group(1)) for name in names]


def rects(drawing, kind):
    """Boxes of a kind with what a pointer on them is told."""
    found = re.findall(rf'<title>([^<]*)</title>\s*<rect ([^>]*class="{kind}"/>)', drawing)
    return [(title, numbers(tag, "x", "y", "width", "height")) for title, tag in found]


def lines(drawing, kind):
    """Ends of lines of a kind, without those of the legend."""
    found = re.findall(rf'<path d="M([\d.-]+) ([\d.-]+)L([\d.-]+) ([\d.-]+)" class="{kind}"/>', drawing)
    return [tuple(map(float, ends)) for ends in found]


class Plan:
    """Boxes of the file on the drawing: the floor's own rectangle gives the scale; y goes up in the hall."""

    def __init__(self, file, drawing):
        self.file = file
        floor = re.search(r'<rect ([^>]*class="floor"/>)', drawing).group(1)
        self.x, self.y, width, self.height = numbers(floor, "x", "y", "width", "height")
        self.scale = width / file["hall_size_x_m"][()]

    def box(self, values):
        x_m, y_m, width_m, depth_m = values
        return [self.x + x_m * self.scale, self.y + self.height - (y_m + depth_m) * self.scale,
                width_m * self.scale, depth_m * self.scale]

    def boxes(self, kind):
        """Of those that have a place; and which they are."""
        all_m = numpy.array([self.file[f"{kind}_{part}_m"][()] for part in PARTS]).T
        return [(i, self.box(m)) for i, m in enumerate(all_m) if not numpy.isnan(m).any()]


def off(found, expected):
    """Greatest distance of boxes in pixels; infinite where there are more or fewer."""
    if len(found) != len(expected):
        return numpy.inf
    return max((numpy.abs(numpy.array(a) - b).max() for a, b in zip(found, expected)), default=0.0)


def a_closed_aisle_stands_and_opens():
    """The inlets are hottest while the door in the east stands open, from the fifth minute, which the layer of
    inlets shows. On coarse cells: of the air only which record is the hottest matters here."""
    tap.run("contained-aisle", "aisle.h5", "time.duration=7 min", "time.step=10 s", "hall.air.cell=0.6 m")
    text, _ = page_of("aisle.h5", "aisle.html")
    drawing = layer_of(text)
    with h5py.File("aisle.h5") as file:
        plan = Plan(file, drawing)
        (_, box), = plan.boxes("aisle")
        closed = [(title, at) for title, at in rects(drawing, "cold-aisle") if "closed" in title]
        tap.check("the closed aisle stands where the file says", [t for t, _ in closed] == ["cold: closed cold aisle"]
                  and off([at for _, at in closed], [box]) < DRAWN_PX, closed)
        step = int(file["rack_inlet_hottest_max_c"][()].max(axis=1).argmax())
        names = [name.decode() for name in file["panel"][()]]
        ajar = {name for name, frac in zip(names, file["panel_opened_frac"][()][step]) if frac > AJAR_FRAC}
    x, y, width, depth = box
    ends = {"cold/west": (x, y, x, y + depth), "cold/east": (x + width, y, x + width, y + depth),
            "cold/north": (x, y, x + width, y), "cold/south": (x, y + depth, x + width, y + depth)}
    tap.check("the case is one with one door open", ajar == {"cold/east"}, ajar)
    for kind, expected in (("panel ajar", ajar), ("panel", set(ends) - ajar)):
        found = [line for line in lines(drawing, kind) if line[0] < x + width + 1]  # the legend is further right
        wrong = off(sorted(found), sorted(ends[name] for name in expected))
        tap.check(f"lines of a {kind} are those of {sorted(expected)}", wrong < DRAWN_PX, (found, wrong))
    tap.check("the legend tells both", "containment</text>" in drawing and "panel that is open</text>" in drawing)


def perforated_panels_lie_before_their_racks():
    tap.run("leaky-floor", "floor.h5")
    text, _ = page_of("floor.h5", "floor.html")
    drawing = layer_of(text)
    with h5py.File("floor.h5") as file:
        expected = [box for _, box in Plan(file, drawing).boxes("rack_tiles")]
    found = [at for _, at in rects(drawing, "tile")]
    tap.check(f"{len(found)} stretches of perforated floor lie where the file says",
              len(found) > 50 and off(found, expected) < DRAWN_PX, off(found, expected))
    tap.check("no panel is drawn that is not there", not lines(drawing, "panel"))


def power_stands_on_the_floor_or_hangs():
    tap.run("retrofit-pod", "pod.h5")
    text, page = page_of("pod.h5", "pod.html")
    drawing = layer_of(text)
    with h5py.File("pod.h5") as file:
        plan = Plan(file, drawing)
        names = [name.decode() for name in file["feed"][()]]
        hangs = file["feed_overhead"][()]
        feeds = plan.boxes("feed")
        units = [(file["crah"][()][i].decode(), box) for i, box in plan.boxes("crah")]
    overhead = [(f"{names[i]}: overhead", box) for i, box in feeds if hangs[i]]
    floor = [(names[i], box) for i, box in feeds if not hangs[i]]
    for what, found, expected in (("busways", rects(drawing, "overhead"), overhead),
                                  ("units on the floor", rects(drawing, "unit"), floor + units)):
        found, expected = sorted(found), sorted(expected)
        tap.check(f"{what}: each with its name in its place", [t for t, _ in found] == [t for t, _ in expected]
                  and len(found) > 1 and off([at for _, at in found], [at for _, at in expected]) < DRAWN_PX,
                  (found, expected))
    racks = re.findall(r'<g class="rack[^"]*" data-i="\d+"[^>]*><title>[^<]*</title>\s*<rect ([^>]*)/>', drawing)
    with h5py.File("pod.h5") as file:
        expected = [box for _, box in Plan(file, drawing).boxes("rack")]
    tap.check("racks stand on the same scale", off([numbers(tag, "x", "y", "width", "height") for tag in racks],
                                                   expected) < DRAWN_PX)
    tap.check("every layer shows it", all(rects(layer_of(text, a["id"][6:]), "overhead") == rects(drawing, "overhead")
                                         for a in page.named("figure") if a.get("class") == "layer"))


tap.main(a_closed_aisle_stands_and_opens, perforated_panels_lie_before_their_racks, power_stands_on_the_floor_or_hangs)
