#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Pixels of the air in a plane, of sections and of rows from the front, against the numbers of the file."""
import math
import os
import shutil
import sys
from collections import Counter

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "files"))
import tap  # noqa: E402
from test_picture import ALARM, GREY, decode, headroom  # noqa: E402

try:
    import h5py
    import numpy
except ImportError:
    print("1..0 # SKIP there is no h5py")
    sys.exit(0)

# viz/palette.c: straight lines between points of equal distance.
RISING = [(0, 34, 78), (18, 53, 112), (59, 73, 108), (87, 93, 109), (112, 113, 115),
          (138, 134, 120), (165, 156, 116), (195, 179, 105), (254, 232, 56)]
TEXT = bytes((233, 236, 241))  # pen_text of viz/screen/pen.c
PANEL = bytes((214, 219, 228))  # plan_panel_ink of viz/screen/plan_room.c
WIDTH, HEIGHT = 800, 500
SIDE, HEAD, TIMELINE, EDGE = 300, 64, 70, 28  # of viz/screen/painter.c


DIVERGING = [(33, 102, 172), (103, 169, 207), (209, 229, 240), (247, 247, 247), (253, 219, 199), (239, 138, 98),
             (178, 24, 43)]


def palette(share, points=RISING):
    last = len(points) - 1
    at = min(1.0, max(0.0, share)) * last
    low = min(last - 1, int(at))
    return tuple(a + (at - low) * (b - a) for a, b in zip(points[low], points[low + 1]))


def is_near(pixel, colour):
    """Within a level: a colour is rounded once."""
    return all(abs(p - c) <= 1.0 for p, c in zip(pixel, colour))


class Picture:
    def __init__(self, *words):
        answer = headroom("plot", *words, "--size", f"{WIDTH}x{HEIGHT}", "-o", "view.png")
        assert answer.returncode == 0, answer.stderr
        self.n, self.rows = decode("view.png")[2:]

    def at(self, x, y):
        return bytes(self.rows[y][x * self.n:x * self.n + 3])

    def box(self, x0, y0, x1, y1):
        """How many pixels of which colour lie between two corners, each a pixel inside."""
        return Counter(self.at(x, y) for y in range(math.ceil(y0) + 1, math.floor(y1) - 1)
                       for x in range(math.ceil(x0) + 1, math.floor(x1) - 1))


def scale_of(file):
    """The rule that docs/viewer.md states for the colours of the air."""
    least = min(numpy.nanmin(file["crah_supply_c"]), numpy.nanmin(file["rack_inlet_c"]))
    most = max(numpy.nanmax(file["rack_outlet_max_c"]),
               numpy.nanmax(file["rack_inlet_hottest_max_c"]))
    return float(least), float(most)


def upright_place(width_m, height_m, beside, below, timeline=0):
    """Pixels of a metre, of across = 0, of up = 0: as viz/screen/sheet.c lays an upright plane."""
    plan_w, plan_h = WIDTH - SIDE, HEIGHT - HEAD - timeline
    per_m = min((plan_w - 2 * beside) / width_m, (plan_h - beside - below) / height_m)
    middle_y = HEAD + plan_h / 2 + (beside - below) / 2
    return per_m, (plan_w - width_m * per_m) / 2, middle_y + height_m / 2 * per_m


def plan_place(size_m, below=0):
    """The same of the hall's plan; a steady state has no timeline below it."""
    room = WIDTH - SIDE, HEIGHT - HEAD - below
    per_m = min((room[0] - 2 * EDGE) / size_m[0], (room[1] - 2 * EDGE) / size_m[1])
    return per_m, (room[0] - size_m[0] * per_m) / 2, HEAD + (room[1] + size_m[1] * per_m) / 2


def cells_agree(picture, plane, cell, scale, place):
    """How many cells were looked at, and those whose most frequent pixel is not of their colour.
    Arrows, names and edges cover less than half of a cell."""
    per_m, left, base = place
    wrong, n = [], 0
    for j in range(plane.shape[0]):
        for i in range(plane.shape[1]):
            box = picture.box(left + i * cell[0] * per_m, base - (j + 1) * cell[1] * per_m,
                              left + (i + 1) * cell[0] * per_m, base - j * cell[1] * per_m)
            value = plane[j, i]
            if math.isnan(value) or not box:
                continue
            n += 1
            expected = palette((value - scale[0]) / (scale[1] - scale[0]))
            if not is_near(box.most_common(1)[0][0], expected):
                wrong.append((i, j, value, box.most_common(2), expected))
    return n, wrong


def make_files():
    tap.run("contained-aisle", "aisle.h5", "time={duration: 20 s, step: 2 s, record: 10 s}",
            "hall.air.cell=0.6 m")
    tap.run("first-hall", "mixed.h5")


def air_at_heights():
    with h5py.File("aisle.h5") as file:
        scale = scale_of(file)
        cells = [float(file[a][1] - file[a][0]) for a in "xyz"]
        size = [float(file[f"hall_size_{a}_m"][()]) for a in "xy"]
        place = plan_place(size, TIMELINE)
        seen = []
        for height_m, at_s, record in ((0.5, 10, 1), (1.6, 10, 1), (1.6, 20, 2)):
            level = int(height_m / cells[2])
            picture = Picture("aisle.h5", "--layer", "air", "--height", str(height_m),
                              "--at", f"{at_s} s")
            n, wrong = cells_agree(picture, file["air_c"][record, level], cells[:2], scale, place)
            tap.check(f"the air {height_m} m above the floor at {at_s} s has the file's colours",
                      n > 150 and not wrong, (n, wrong[:3]))
            seen.append(picture.rows)
        tap.check("another height is another picture", seen[0] != seen[1])
        lowest, highest = numpy.nanmin(file["air_c"]), numpy.nanmax(file["air_c"])
        # What racks have stored leaves with their exhaust later: a twentieth of the scale.
        room = 0.05 * (scale[1] - scale[0])
        tap.check("the scale holds the air of the run", scale[0] - room < lowest
                  and highest < scale[1] + room, (scale, lowest, highest))


def sections():
    """At x = 4.1 m: racks grey, air behind them in the file's colours, the roof as a line of panels."""
    with h5py.File("aisle.h5") as file:
        scale = scale_of(file)
        cells = [float(file[a][1] - file[a][0]) for a in "xyz"]
        hall_m = float(file["hall_size_y_m"][()]), float(file["hall_height_m"][()])
        names = [name.decode() for name in file["rack"][:]]
        rack = names.index("A-03")
        rack_y = float(file["rack_y_m"][rack]), float(file["rack_depth_m"][rack])
        rack_top = float(file["rack_height_m"][rack])
        roof = [name.decode() for name in file["panel"][:]].index("cold/roof")
        roof_y = float(file["panel_y_m"][roof]), float(file["panel_depth_m"][roof])
        plane = numpy.array(file["air_c"][1, :, :, int(4.1 / cells[0])])
    place = upright_place(*hall_m, 40, 56, TIMELINE)
    per_m, left, base = place
    picture = Picture("aisle.h5", "--section", "x=4.1", "--at", "10 s")
    # What stands before the air, the panels and the floor are drawn over it.
    plane[:math.ceil(rack_top / cells[2]), :] = math.nan
    n, wrong = cells_agree(picture, plane, cells[1:], scale, place)
    tap.check("a section shows the air above the racks", n > 20 and not wrong, (n, wrong[:3]))
    inside = picture.box(left + rack_y[0] * per_m, base - rack_top * per_m,
                         left + sum(rack_y) * per_m, base)
    tap.check("a rack that it cuts stands there to scale",
              inside[GREY] > 0.8 * sum(inside.values()), inside.most_common(3))

    def roof_pixels(picture, colour):
        y = round(base - rack_top * per_m)
        return sum(colour in (picture.at(x, y - 1), picture.at(x, y))
                   for x in range(math.ceil(left + roof_y[0] * per_m) + 1,
                                  math.floor(left + sum(roof_y) * per_m) - 1))

    n_shut = roof_pixels(picture, PANEL)
    tap.check("the roof of the aisle is a line", n_shut > 0.9 * roof_y[1] * per_m, n_shut)
    shutil.copy("aisle.h5", "opened.h5")
    with h5py.File("opened.h5", "r+") as file:
        file["panel_opened_frac"][1, roof] = 0.5
    n_open = roof_pixels(Picture("opened.h5", "--section", "x=4.1", "--at", "10 s"), ALARM)
    tap.check("and dashed where it stands open", 0.3 * n_shut < n_open < 0.8 * n_shut,
              (n_shut, n_open))


def fitted(least, most):
    """The scale of a layer about its values: viz/values.c."""
    room = 0.04 * (most - least)
    return (max(0.0, least - room) if least >= 0.0 else least - room), most + room


def about(limit, value, least, most):
    """Colours about a limit: viz/scale.c. The limit is in the middle, each side reaches its end at the scale's."""
    most = max(most, limit + 0.25 * (limit - least))
    end = most if value > limit else least
    return palette(0.5 + 0.5 * (value - limit) / abs(end - limit), DIVERGING)


def a_section_without_a_field():
    """The racks that are cut have the colours of the layer."""
    with h5py.File("mixed.h5") as file:
        hall_m = float(file["hall_size_y_m"][()]), float(file["hall_height_m"][()])
        boxes = list(zip(*[numpy.array(file[f"rack_{name}_m"])
                           for name in ("x", "y", "width", "depth", "height")]))
        power_w = numpy.array(file["rack_power_max_w"][0])
        # The strictest limit of a rack lies within the powers, so it does not stretch the scale.
        assert numpy.nanmin(file["rack_limit_w"]) < power_w.max()
    least, most = fitted(power_w.min(), power_w.max())
    at_m = boxes[0][0] + 0.1
    per_m, left, base = upright_place(*hall_m, 40, 56)
    picture = Picture("mixed.h5", "--layer", "power", "--section", f"x={at_m}")
    found = []
    for (x, y, width, depth, height), value in zip(boxes, power_w):
        if x <= at_m < x + width:
            box = picture.box(left + y * per_m, base - height * per_m,
                              left + (y + depth) * per_m, base)
            found.append((box.most_common(1)[0][0], palette((value - least) / (most - least))))
    tap.check("racks that are cut have the colours of the layer", len(found) >= 2
              and all(is_near(colour, expected) for colour, expected in found), found)


def a_hot_top():
    """One rack breathes hot air in its top third: that third alone has the colour, and is hatched."""
    shutil.copy("aisle.h5", "hot.h5")
    with h5py.File("hot.h5", "r+") as file:
        names = [name.decode() for name in file["rack"][:]]
        rack = names.index("B-04")
        limit = 35.0
        for band, value in (("bottom", 23.0), ("middle", 27.5), ("top", limit + 3.0),
                            ("hottest", limit + 3.0)):
            file[f"rack_inlet_{band}_max_c"][:, rack] = value
        hottest = numpy.array(file["rack_inlet_hottest_max_c"])
        row = [i for i, name in enumerate(names) if name.startswith("B-")]
        x0 = min(float(file["rack_x_m"][i]) for i in row)
        x1 = max(float(file["rack_x_m"][i] + file["rack_width_m"][i]) for i in row)
        at_m, width_m = float(file["rack_x_m"][rack]) - x0, float(file["rack_width_m"][rack])
        height_m = float(file["rack_height_m"][rack])
    least, most = numpy.nanmin(hottest), max(numpy.nanmax(hottest), limit)
    least, most = fitted(least, most)
    per_m, left, base = upright_place(x1 - x0, height_m, 56, 112, TIMELINE)
    picture = Picture("hot.h5", "--elevation", "B", "--at", "10 s")
    found = {}
    for k, (band, value) in enumerate((("bottom", 23.0), ("middle", 27.5), ("top", limit + 3.0))):
        # Row B faces south: west is on the left. The band is two fifths of the front.
        box = picture.box(left + at_m * per_m, base - (k + 1) * height_m / 3 * per_m,
                          left + (at_m + 0.4 * width_m) * per_m, base - k * height_m / 3 * per_m)
        expected = about(limit, value, least, most)
        found[band] = box
        colour = next(c for c, _ in box.most_common() if c != ALARM)
        tap.check(f"the {band} third of a front has the colour of its inlet",
                  is_near(colour, expected), (colour, expected, box.most_common(3)))
    tap.check("past its limit the top is hatched, and nothing else",
              found["top"][ALARM] > 20 and not found["middle"][ALARM]
              and not found["bottom"][ALARM], found)


def states():
    """A group that is shut is framed and hatched; without that it is not."""
    shutil.copy("aisle.h5", "shut.h5")
    with h5py.File("shut.h5", "r+") as file:
        file["node_shut_nodes_max"][:, :] = 0.0
        file["node_shut_nodes_max"][:, 12] = 4.0
    n = [Picture(name, "--elevation", "B").box(0, HEAD, 500, 430)[ALARM]
         for name in ("aisle.h5", "shut.h5")]
    tap.check("nodes that are shut are marked", n[0] == 0 and n[1] > 100, n)
    n = [Picture("aisle.h5", "--elevation", "B", *words).box(0, HEAD, 500, 430)[TEXT]
         for words in ([], ["--select", "B-02,B-03"])]
    tap.check("racks chosen together are framed in a row", n[1] > n[0] + 100, n)


def old_files():
    """Heights that a file does not tell are said to be missing, not made up in silence."""
    shutil.copy("aisle.h5", "old.h5")
    with h5py.File("old.h5", "r+") as file:
        for name in ("rack_height_m", "crah_height_m", "rack_usable_u", "node_height_u"):
            if name in file:
                del file[name]
    for words in (["--elevation", "A"], ["--section", "x=4.1"]):
        pictures = [Picture(name, *words) for name in ("aisle.h5", "old.h5")]
        light = bytes((233, 236, 241))
        n = [sum(p.box(0, HEAD, 500, 480)[light] for p in [picture]) for picture in pictures]
        tap.check("without heights " + words[0] + " draws dashes and says so", n[1] > n[0] + 100, n)


def damaged_places():
    """Absurd or missing numbers of a damaged file give a picture all the same."""
    shutil.copy("aisle.h5", "absurd.h5")
    with h5py.File("absurd.h5", "r+") as file:
        file["rack_height_m"][:] = 1e30
        file["rack_width_m"][:] = 1e20
        file["node_count"][:] = 1e12
        file["rack_faces"][:] = 9
        del file["air_y_ms"]
    shutil.copy("aisle.h5", "nowhere.h5")
    with h5py.File("nowhere.h5", "r+") as file:
        file["rack_x_m"][:] = math.nan
        for name in ("hall_size_x_m", "hall_size_y_m", "hall_height_m"):
            del file[name]
    shutil.copy("aisle.h5", "alike.h5")
    with h5py.File("alike.h5", "r+") as file:
        file["rack"][:] = file["rack"][0]
        file["node_rack"][:] = file["rack"][0]
    for name in ("absurd.h5", "nowhere.h5", "alike.h5"):
        for words in (["--layer", "air"], ["--section", "x=4.1"], ["--elevation", "A"]):
            answer = headroom("plot", name, *words, "-o", "damaged.png")
            tap.check(f"{name} {' '.join(words)}", answer.returncode == 0, answer.stderr)


def refusals():
    for words, said in ((["--elevation", "Q"], "no row"),
                        (["--elevation", "A", "--section", "x=4"], "without"),
                        (["--section", "x=99"], "outside the hall"),
                        (["--section", "z=1"], "x=M or y=M")):
        answer = headroom("plot", "aisle.h5", *words, "-o", "none.png")
        tap.check("refused: " + " ".join(words), answer.returncode == 2 and said in answer.stderr
                  and not os.path.exists("none.png"), answer)
    answer = headroom("plot", "aisle.h5", "--layer", "air", "--frames", "2", "-o", "film.png")
    with open("film-0001.png", "rb") as one, open("film-0002.png", "rb") as two:
        tap.check("the air makes a film", answer.returncode == 0 and one.read() != two.read(),
                  answer)
    answer = headroom("plot", "aisle.h5", "mixed.h5", "--layer", "air", "-o", "two.png")
    tap.check("of two files the first one's air", answer.returncode == 0, answer)


if __name__ == "__main__":
    tap.main(make_files, air_at_heights, sections, a_section_without_a_field, a_hot_top, states,
             old_files, damaged_places, refusals)
