#!/usr/bin/env python3
"""Times the viewer's window: from a key, as the X server gives it out, to the changed picture on the screen.

    bench/latency.py headroom-view FILE.h5 [-o bench/results/NAME.json]

Starts a display of its own (Xvfb, 1920 x 1080, software drawing), opens the window on it and sends keys by
XTEST. A picture counts as there when the pixels of the window differ from before: the whole way through
the program and the display, read back twice a millisecond from the words below the timeline.

SPDX-License-Identifier: Apache-2.0
"""
import argparse
import ctypes
import os
import statistics
import subprocess
import sys
import time

from run import about, keep

WIDTH, HEIGHT = 1920, 1080
Z_PIXMAP, ALL_PLANES = 2, ctypes.c_ulong(~0)
X = ctypes.CDLL("libX11.so.6")
XTEST = ctypes.CDLL("libXtst.so.6")


class Image(ctypes.Structure):
    """The head of an XImage (Xlib.h)."""
    _fields_ = [("width", ctypes.c_int), ("height", ctypes.c_int), ("xoffset", ctypes.c_int),
                ("format", ctypes.c_int), ("data", ctypes.c_void_p), ("byte_order", ctypes.c_int),
                ("bitmap_unit", ctypes.c_int), ("bitmap_bit_order", ctypes.c_int),
                ("bitmap_pad", ctypes.c_int), ("depth", ctypes.c_int),
                ("bytes_per_line", ctypes.c_int)]


X.XOpenDisplay.restype = ctypes.c_void_p
X.XDefaultRootWindow.restype = ctypes.c_ulong
X.XDefaultRootWindow.argtypes = [ctypes.c_void_p]
X.XStringToKeysym.restype = ctypes.c_ulong
X.XStringToKeysym.argtypes = [ctypes.c_char_p]
X.XKeysymToKeycode.argtypes = [ctypes.c_void_p, ctypes.c_ulong]
X.XGetImage.restype = ctypes.POINTER(Image)
X.XGetImage.argtypes = [ctypes.c_void_p, ctypes.c_ulong, ctypes.c_int, ctypes.c_int, ctypes.c_uint,
                        ctypes.c_uint, ctypes.c_ulong, ctypes.c_int]
X.XDestroyImage.argtypes = [ctypes.POINTER(Image)]
X.XFlush.argtypes = [ctypes.c_void_p]
X.XSetInputFocus.argtypes = [ctypes.c_void_p, ctypes.c_ulong, ctypes.c_int, ctypes.c_ulong]
XTEST.XTestFakeKeyEvent.argtypes = [ctypes.c_void_p, ctypes.c_uint, ctypes.c_int, ctypes.c_ulong]


class Screen:
    """A display with one window, of whose lower edge a piece is looked at."""

    def __init__(self, name):
        self.display = X.XOpenDisplay(name.encode())
        if not self.display:
            sys.exit(f"latency: no display {name}")
        self.root = X.XDefaultRootWindow(self.display)

    def look(self):
        """The words below the middle of the timeline: "at 3.5 h", and how far the run is read."""
        image = X.XGetImage(self.display, self.root, (WIDTH - 300) // 2 - 250, HEIGHT - 28, 500, 20,
                            ALL_PLANES, Z_PIXMAP)
        pixels = ctypes.string_at(image.contents.data,
                                  image.contents.bytes_per_line * image.contents.height)
        X.XDestroyImage(image)
        return pixels

    def press(self, key):
        code = X.XKeysymToKeycode(self.display, X.XStringToKeysym(key.encode()))
        for is_down in (1, 0):
            XTEST.XTestFakeKeyEvent(self.display, code, is_down, 0)
        X.XFlush(self.display)

    def wait_still(self, seconds=0.4, most=120):
        """Until nothing has changed for a while."""
        before, since, end = self.look(), time.monotonic(), time.monotonic() + most
        while time.monotonic() - since < seconds and time.monotonic() < end:
            time.sleep(0.05)
            now = self.look()
            if now != before:
                before, since = now, time.monotonic()

    def time_key(self, key):
        """Milliseconds from a key to another picture."""
        before = self.look()
        began = time.perf_counter()
        self.press(key)
        while self.look() == before:
            if time.perf_counter() - began > 5:
                sys.exit(f"latency: {key} changed nothing")
            time.sleep(0.0005)
        return 1e3 * (time.perf_counter() - began)


def figure(values):
    return {"least": min(values), "median": statistics.median(values),
            "p95": sorted(values)[int(0.95 * (len(values) - 1))], "most": max(values)}


def measure(screen, keys, times):
    taken = []
    for k in range(times):
        screen.wait_still(0.15)
        taken.append(screen.time_key(keys[k % len(keys)]))
    return figure(taken)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("viewer")
    parser.add_argument("file")
    parser.add_argument("--layer", default="power")
    parser.add_argument("-o", "--output", help="keep the numbers in this file")
    options = parser.parse_args()
    name = f":{100 + os.getpid() % 400}"
    server = subprocess.Popen(["Xvfb", name, "-screen", "0", f"{WIDTH}x{HEIGHT}x24"],
                              stderr=subprocess.DEVNULL)
    env = {**os.environ, "DISPLAY": name, "SDL_VIDEODRIVER": "x11", "SDL_RENDER_DRIVER": "software"}
    viewer = None
    try:
        time.sleep(1.0)
        screen = Screen(name)
        blank = screen.look()
        began = time.perf_counter()
        viewer = subprocess.Popen([options.viewer, options.file, "--layer", options.layer, "--at", "0 s",
                                   "--size", f"{WIDTH}x{HEIGHT}"], env=env)
        while screen.look() == blank and time.perf_counter() - began < 60:
            time.sleep(0.001)
        results = {**about(),
                   "start_to_picture_ms": 1e3 * (time.perf_counter() - began)}
        screen.wait_still()
        results["run_read_s"] = time.perf_counter() - began
        results["step_ms"] = measure(screen, ["Right"], 60)
        results["jump_ms"] = measure(screen, ["End", "Home"], 40)
        with open(f"/proc/{viewer.pid}/status", encoding="utf-8") as status:
            peak = [line for line in status if line.startswith("VmHWM")]
        results["peak_mb"] = int(peak[0].split()[1]) / 1024
    finally:
        for process in (viewer, server):
            if process is not None:
                process.kill()
                process.wait()
    for key, value in results.items():
        if isinstance(value, dict):
            print(f"{key:<22}" + "".join(f"{k} {v:.1f}   " for k, v in value.items()))
        else:
            print(f"{key:<22}{value if isinstance(value, str) else format(value, '.1f')}")
    keep(results, options.output)


if __name__ == "__main__":
    main()
