#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A results file larger than memory: the viewer opens it at once, stays small, and can be left while it reads.

The file is a run of 1,000 racks whose series were made longer than they were written, so that a hundred
gigabytes take some megabytes of disk (bench/thousand.py).
"""
import os
import shutil
import signal
import subprocess
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
for folder in ("../files", "../../bench"):
    sys.path.insert(0, os.path.join(HERE, folder))
import tap  # noqa: E402
import thousand  # noqa: E402
from test_picture import pixels  # noqa: E402

RECORDS = 225000            # of a minute: five months
MOST_MB = 200.0             # of memory, whatever the file
MOST_FIRST_S = 10.0         # to a window that shows something, on a machine that is busy
VIEWER = os.environ["HEADROOM_VIEW"]
WIDTH, HEIGHT = 1280, 720


def plot(file, *words):
    """Exit code, and the most memory in MB, of one picture."""
    child = subprocess.Popen([VIEWER, file, "--plot", "hall.png", "--size", f"{WIDTH}x{HEIGHT}", *words],
                             stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    return child.returncode, used.ru_maxrss / 1024


def plan():
    """The pixels of the plan: left of the panel, between head and timeline."""
    return pixels("hall.png", WIDTH - 300)[2][64:HEIGHT - 70]


def make():
    with open("thousand.yaml", "w", encoding="utf-8") as file:
        file.write(thousand.scenario())
    tap.run("thousand.yaml", "thousand.h5")
    n_bytes = thousand.stretch("thousand.h5", "large.h5", RECORDS)
    on_disk = os.stat("large.h5").st_blocks * 512
    tap.check("a file of more than 100 GB on less than 200 MB of disk",
              n_bytes > 100e9 and on_disk < 200e6, (n_bytes, on_disk))


def pictures():
    """What was never written is not known: it changes neither values nor scale."""
    for layer in ("power", "throttle"):
        code, small_mb = plot("thousand.h5", "--layer", layer, "--at", "90 min")
        before = plan()
        tap.check(f"{layer}: a picture of the run", code == 0 and small_mb < MOST_MB, (code, small_mb))
        code, large_mb = plot("large.h5", "--layer", layer, "--at", "90 min")
        tap.check(f"{layer}: and of the large file, in less than {MOST_MB:.0f} MB",
                  code == 0 and large_mb < MOST_MB, (code, large_mb))
        tap.check(f"{layer}: the same plan in the same colours", plan() == before)
    code, large_mb = plot("large.h5", "--layer", "power", "--at", "100 d", "--select", "R07-11")
    tap.check("a moment that was never written, with a rack's curves", code == 0 and large_mb < MOST_MB,
              (code, large_mb))


class Window:
    """The viewer on a display of its own."""

    def __init__(self, file, *words):
        self.name = f":{90 + os.getpid() % 100}"
        env = {**os.environ, "DISPLAY": self.name, "SDL_VIDEODRIVER": "x11"}
        self.server = subprocess.Popen(["Xvfb", self.name, "-screen", "0", "1400x900x24"],
                                       stderr=subprocess.DEVNULL)
        time.sleep(1.0)
        self.env = env
        self.began = time.monotonic()
        self.viewer = subprocess.Popen([VIEWER, file, *words], env=env)

    def tool(self, *words):
        answer = subprocess.run(["xdotool", *words], env=self.env, capture_output=True, text=True,
                                check=False)
        return answer.stdout.strip()

    def title(self):
        window = self.tool("search", "--onlyvisible", "--name", "A thousand racks")
        return self.tool("getwindowname", window.split()[0]) if window else ""

    def expect(self, words, most_s):
        """Seconds until the title has the words; None when it does not get them."""
        began = time.monotonic()
        while time.monotonic() - began < most_s:
            if words in self.title():
                return time.monotonic() - began
            time.sleep(0.02)
        return None

    def peak_mb(self):
        with open(f"/proc/{self.viewer.pid}/status", encoding="utf-8") as status:
            return int([line for line in status if line.startswith("VmHWM")][0].split()[1]) / 1024

    def close(self):
        for process in (self.viewer, self.server):
            if process.poll() is None:
                process.send_signal(signal.SIGKILL)
            process.wait()


def window():
    if shutil.which("Xvfb") is None or shutil.which("xdotool") is None:
        tap.skip("the window", "there is no Xvfb or xdotool")
        return
    # The binding limit looks at 11,000 limits in every record: to read it through takes longest.
    w = Window("large.h5", "--layer", "binding")
    try:
        tap.check("the window opens at once", w.expect("binding at 0 d", MOST_FIRST_S) is not None,
                  w.title())
        w.tool("key", "End")
        tap.check("and takes keys while it reads", w.expect("at 156.25 d", MOST_FIRST_S) is not None, w.title())
        w.tool("key", "1")
        tap.check("also another layer", w.expect("power at", MOST_FIRST_S) is not None, w.title())
        tap.check("whose worst moment it finds once all is read", (w.tool("key", "w"),
                  w.expect("power at 0", 60) is not None)[1], w.title())
        w.tool("key", "l", "9", "space")
        time.sleep(1.0)
        tap.check(f"all in less than {MOST_MB:.0f} MB", w.peak_mb() < MOST_MB, w.peak_mb())
        w.tool("key", "q")
        try:
            code = w.viewer.wait(10)
        except subprocess.TimeoutExpired:
            code = None
        tap.check("q closes it in the midst of reading", code == 0, code)
    finally:
        w.close()


if __name__ == "__main__":
    tap.main(make, pictures, window)
