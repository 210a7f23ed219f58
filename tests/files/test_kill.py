# SPDX-License-Identifier: Apache-2.0
"""A run that is stopped damages nothing and leaves a file that says how far it came."""
import hashlib
import os
import resource
import signal
import subprocess
import time

import h5py
import numpy as np
import xarray

from tap import check, command, main, run, skip

# Far longer than the test: 3e7 steps. A row a second of simulated time fills many chunks in the
# seconds before a flush, one in ten minutes leaves them half full.
LONG = ("time.duration=365 d", "time.step=1 s")
QUICK_ROWS = LONG + ("time.record=1 s",)
SLOW_ROWS = LONG + ("time.record=10 min",)

FLUSHED_S = 11.0  # a flush each five seconds of wall time: two of them, and the start
EXIT_NO_FILE = 4
EXIT_INTERRUPTED = 130


def digest(path):
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


def wait_for(is_true):
    until = time.monotonic() + 60
    while not is_true():
        if time.monotonic() > until:
            raise TimeoutError(is_true.__doc__)
        time.sleep(0.02)


def begin(output, settings, has_rows=False):
    """Starts a long run; returns when its file has been begun, or has rows."""
    process = subprocess.Popen(command("liquid-flow", output, *settings), text=True,
                               stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)

    def is_begun():
        """what does not change in time is written and flushed at once"""
        try:
            with h5py.File(output + ".part") as file:
                return "provenance/value_si" in file
        except (OSError, RuntimeError):  # half written
            return False

    def is_longer():
        """chunks are written as soon as the next ones begin"""
        return os.path.getsize(output + ".part") > size

    try:
        wait_for(is_begun)
        size = os.path.getsize(output + ".part")
        if has_rows:
            wait_for(is_longer)
    except BaseException:
        process.kill()
        raise
    return process


def stop(process, number):
    """Ends it with a signal; its exit code and what it said."""
    process.send_signal(number)
    _, said = process.communicate(timeout=60)
    return process.returncode, said


def read_all(name, item):
    if isinstance(item, h5py.Dataset):
        item[()]


def readable(path, status):
    """Every value of a file can be read and every row is whole; returns how many there are."""
    with h5py.File(path) as file:
        file.visititems(read_all)
    with xarray.load_dataset(path, engine="netcdf4") as ds:
        check(f"{path}: says '{status}'", ds.run_status == status, ds.run_status)
        grows = bool((np.diff(ds.time) > np.timedelta64(0)).all())
        check(f"{path}: {len(ds.time)} rows, all of them whole",
              grows and bool(np.isfinite(ds.hall_it_w).all()), ds.hall_it_w)
        return len(ds.time)


def interrupted_alone():
    code, said = stop(begin("alone.h5", QUICK_ROWS, has_rows=True), signal.SIGINT)
    check("interrupted: ends with 130", code == EXIT_INTERRUPTED, code)
    check("and says where the rows stand", "interrupted" in said and "alone.h5" in said, said)
    check("under the name that was asked for, as no other result stood there",
          os.path.exists("alone.h5") and not os.path.exists("alone.h5.part"), os.listdir())
    n_rows = readable("alone.h5", "interrupted")
    ledger = xarray.load_dataset("alone.h5", engine="netcdf4", group="ledger")
    check("with the rows up to then, and a ledger of that time",
          n_rows > 1 and ledger.simulated_s == n_rows - 1, ledger.simulated_s)


def interrupted_over_result():
    run("liquid-flow", "old.h5")
    before = digest("old.h5")
    for number in (signal.SIGINT, signal.SIGTERM):
        code, said = stop(begin("old.h5", QUICK_ROWS, has_rows=True), number)
        check(f"{number.name} over a result: 130, and names the .part",
              code == EXIT_INTERRUPTED and "old.h5.part" in said, f"{code}: {said}")
        check("the result is unchanged", digest("old.h5") == before)
        readable("old.h5.part", "interrupted")
    process = begin("old.h5", LONG)
    check("a run over a result leaves it alone until its end", digest("old.h5") == before)
    stop(process, signal.SIGKILL)
    run("liquid-flow", "old.h5", "title=another")
    replaced = xarray.load_dataset("old.h5", engine="netcdf4")
    check("a complete run replaces it, and an older .part",
          replaced.title == "another" and replaced.run_status == "complete"
          and not os.path.exists("old.h5.part"), replaced.attrs)


def killed():
    """Two runs at once: one whose rows come quickly, one whose chunks stay half full."""
    run("liquid-flow", "slow.h5")
    before = digest("slow.h5")
    stop(begin("early.h5", SLOW_ROWS), signal.SIGKILL)
    check("killed before the first flush: begun, without a row",
          readable("early.h5.part", "running") == 0)
    processes = {"quick.h5": begin("quick.h5", QUICK_ROWS), "slow.h5": begin("slow.h5", SLOW_ROWS)}
    time.sleep(FLUSHED_S)
    for name, process in processes.items():
        code, _ = stop(process, signal.SIGKILL)
        check(f"{name}: killed", code == -signal.SIGKILL, code)
        check(f"{name}: rows were flushed", readable(name + ".part", "running") > 1)
    check("the result that a killed run was to replace is unchanged", digest("slow.h5") == before)
    check("and where none was, none is", not os.path.exists("quick.h5"))


def refused(what, output, **how):
    """A run that cannot write says so, with 4, and leaves nothing under the name."""
    done = subprocess.run(command("liquid-flow", output, "time.duration=1 h", "time.step=1 s",
                                  "time.record=1 s"), text=True, capture_output=True, **how)
    check(f"{what}: exit 4", done.returncode == EXIT_NO_FILE, done)
    check(f"{what}: one sentence that names the file",
          done.stderr.count("\n") == 1 and output in done.stderr, done.stderr)
    check(f"{what}: no result", not os.path.exists(output))


def cannot_write():
    refused("no such folder", "nowhere/x.h5")
    with open("file", "w") as file:
        file.write("not a folder")
    refused("a file in place of a folder", "file/x.h5")
    os.mkdir("folder.h5.part")
    refused("a folder in place of the file", "folder.h5")
    os.mkdir("closed")
    os.chmod("closed", 0o555)
    if os.access("closed", os.W_OK):
        skip("a folder without the right to write", "this user may write everywhere")
    else:
        refused("a folder without the right to write", "closed/x.h5")
    begun = os.path.getsize("early.h5.part")  # what is written before the first row
    for limit in (begun // 2, begun + 10_000):
        size = (limit, resource.getrlimit(resource.RLIMIT_FSIZE)[1])
        refused(f"a disk that is full after {limit} bytes", "full.h5",
                restore_signals=False,  # Python ignores SIGXFSZ: the write fails, as on a disk
                preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, size))


if __name__ == "__main__":
    main(interrupted_alone, interrupted_over_result, killed, cannot_write)
