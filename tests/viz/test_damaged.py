#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Pictures of files that are empty, foreign, damaged or of a run that did not end: what they say, and no crash."""
import os
import random
import signal
import subprocess
import sys
import time

import h5py

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
sys.path.insert(0, os.path.join(HERE, "..", "files"))
import tap  # noqa: E402
from test_picture import ALARM, GREY, pixels  # noqa: E402

SECONDS = 60  # none of these files keeps a reader busy; a sanitized build on a busy machine takes its time
SEED = 20261126
N_DAMAGES = 30


def plot(path, *words):
    """HDF5 itself loses memory on what it cannot read: leaks of ours show in test_picture.py."""
    env = dict(os.environ, ASAN_OPTIONS="detect_leaks=0")
    return subprocess.run([tap.PROGRAM, "plot", path, *words, "-o", "picture.png"], check=False,
                          capture_output=True, text=True, env=env, timeout=SECONDS)


def refused(what, path, words):
    answer = plot(path)
    tap.check(what, answer.returncode == 4 and f"{path}: {words}" in answer.stderr
              and not os.path.exists("picture.png"), answer)


def no_results():
    open("empty.h5", "wb").close()
    refused("an empty file", "empty.h5", "is not an HDF5 file")
    with open("text.h5", "w", encoding="utf-8") as file:
        file.write("hall: {}\n")
    refused("a text", "text.h5", "is not an HDF5 file")
    h5py.File("hollow.h5", "w").close()
    refused("an HDF5 file with nothing in it", "hollow.h5", "is not a results file of headroom")
    with h5py.File("foreign.h5", "w") as file:
        file["rack_power_w"] = [[1.0, 2.0]]
        file["time"] = [0.0]
    refused("an HDF5 file of something else", "foreign.h5", "is not a results file of headroom")
    os.mkdir("folder.h5")
    refused("a folder", "folder.h5", "is not an HDF5 file")


def damaged_anywhere():
    """Random damage to a good file: a picture, or a sentence; never a crash, never long."""
    tap.run("first-hall", "good.h5", "time={duration: 10 min, step: 10 s, record: 10 s}")
    with open("good.h5", "rb") as file:
        good = file.read()
    rng = random.Random(SEED)
    for case in range(N_DAMAGES):
        how = rng.choice(("cut", "noise", "bits", "zeros"))
        data = bytearray(good)
        at = rng.randrange(len(data))
        n = min(rng.choice((16, 4096, 65536)), len(data) - at)
        if how == "cut":
            del data[at:]
        elif how == "noise":
            data[at:at + n] = rng.randbytes(n)
        elif how == "zeros":
            data[at:at + n] = bytes(n)
        else:
            for _ in range(100):
                data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
        with open("damaged.h5", "wb") as file:
            file.write(data)
        answer = plot("damaged.h5", "--select", "A-02")
        said = answer.stderr.strip()
        tap.check(f"damage {case} of seed {SEED}: {how} at {at}, {n}", answer.returncode == 0
                  or (answer.returncode in (2, 4) and said.startswith("headroom-view: ")), answer)


def damaged_in_time():
    """Where the records of one chunk cannot be read, the others can; these are grey, and the head says why."""
    tap.run("first-hall", "long.h5", "time={duration: 4 h, step: 10 s, record: 10 s}")
    with h5py.File("long.h5") as file:
        series = file["rack_inlet_hottest_max_c"]
        rows = series.chunks[0]
        chunks = [series.id.get_chunk_info(i) for i in range(series.id.get_num_chunks())]
    late = [chunk for chunk in chunks if chunk.chunk_offset[0] >= rows]
    assert late and len(late) < len(chunks), "the run has to fill more than one chunk in time"
    with open("long.h5", "r+b") as file:
        for chunk in late:
            file.seek(chunk.byte_offset + chunk.size // 2)
            file.write(bytes(chunk.size // 2))
    n_grey = []
    for at, is_damaged in (("10 s", False), ("4 h", True)):
        answer = plot("long.h5", "--at", at, "--size", "800x600")
        assert answer.returncode == 0, answer.stderr
        head, plan = (pixels("picture.png", 800 - 300)[2][rows] for rows in (slice(64), slice(64, 530)))
        tap.check(f"at {at} the head speaks of damage: {is_damaged}",
                  any(ALARM in row for row in head) == is_damaged)
        n_grey.append(sum(GREY in row for row in plan))
    tap.check("and the racks that had values are grey there", n_grey[0] < n_grey[1], n_grey)


def not_ended():
    """A run that is interrupted, and one that is killed: pictures of what there is, and how far it came."""
    long = ("time={duration: 365 d, step: 1 s, record: 1 s}",)
    for name, number, picture in (("interrupted.h5", signal.SIGINT, "interrupted.h5"),
                                  ("killed.h5", signal.SIGKILL, "killed.h5.part")):
        process = subprocess.Popen(tap.command("first-hall", name, *long), stderr=subprocess.PIPE,
                                   stdout=subprocess.DEVNULL)
        until = time.monotonic() + SECONDS
        answer = plot(name + ".part")
        while answer.returncode != 0 and time.monotonic() < until:
            time.sleep(0.5)
            answer = plot(name + ".part")
        tap.check(f"{name}: while it runs it can be looked at", answer.returncode == 0, answer)
        process.send_signal(number)
        process.communicate(timeout=SECONDS)
        answer = plot(picture, "--size", "800x600")
        tap.check(f"{name}: and afterwards", answer.returncode == 0, answer)
        head = pixels("picture.png", 800 - 300)[2][:64]
        tap.check(f"{name}: the head says that it did not end", any(ALARM in row for row in head))
    plot("good.h5", "--size", "800x600")
    tap.check("of a run that ended it does not", not any(
        ALARM in row for row in pixels("picture.png", 800 - 300)[2][:64]))


if __name__ == "__main__":
    tap.main(no_results, damaged_anywhere, damaged_in_time, not_ended)
