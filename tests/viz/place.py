#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""place.py FILE.h5 WIDTH HEIGHT SCALE RACK...: where the middle of each rack stands in a window of that size,
"X Y" a line, as docs/viewer.md says: the hall fills its place, to scale, x to the right and y up. Below it stand
chips of feeds that have no place in the hall and of plants, as many in a line as have room."""
import math
import sys

import h5py

HEAD, TABS, PANEL, TIMELINE, EDGE = 64, 26, 300, 70, 28
CHIP_WIDTH, CHIP_HEIGHT, MOST_LINES, BESIDE = 132, 26, 4, 16


def chips_height(file, wide, high, scale):
    """They take a quarter of the height at most, if that is a line."""
    lines = min(max(int(high / 4 / (CHIP_HEIGHT * scale)), 1), MOST_LINES)
    feeds = [name.decode() for name in file["feed"][:]]
    n = sum("/" not in name and math.isnan(x) for name, x in zip(feeds, file["feed_x_m"][:]))
    n += file["plant"].shape[0] if "plant" in file else 0
    columns = max(int((wide - 2 * BESIDE * scale) / (CHIP_WIDTH * scale)), 1, math.ceil(n / lines))
    return math.ceil(n / columns) * CHIP_HEIGHT * scale + (BESIDE * scale / 2 if n > 0 else 0.0)


def main(path, width, height, scale, *racks):
    width, height, scale = float(width), float(height), float(scale)
    with h5py.File(path, "r") as file:
        names = [name.decode() for name in file["rack"][:]]
        size = float(file["hall_size_x_m"][()]), float(file["hall_size_y_m"][()])
        x, y, w, d = (file[f"rack_{key}_m"][:] for key in ("x", "y", "width", "depth"))
        has_time = file["time"].shape[0] > 1
        high = height - (HEAD + TABS + (TIMELINE if has_time else 0)) * scale
        high -= chips_height(file, width - PANEL * scale, high, scale)
    left, top = 0.0, (HEAD + TABS) * scale
    wide = width - PANEL * scale
    per_m = min((wide - 2 * EDGE * scale) / size[0], (high - 2 * EDGE * scale) / size[1])
    left += (wide - size[0] * per_m) / 2
    base = top + (high + size[1] * per_m) / 2
    for rack in racks:
        i = names.index(rack)
        print(round(left + (x[i] + w[i] / 2) * per_m), round(base - (y[i] + d[i] / 2) * per_m))


main(*sys.argv[1:])
