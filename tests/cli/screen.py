# SPDX-License-Identifier: Apache-2.0
"""What the program prints into a pipe and on a terminal of 80 columns."""
import os
import pty
import re
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../files"))
import tap  # noqa: E402

ESCAPE = re.compile(r"\x1b\[[0-9;]*m")
QUIET = {"LC_ALL": "C.UTF-8", "TERM": "xterm-256color", "PATH": os.environ["PATH"]}
DONE = (0, 1)  # done, and done but a limit is passed


def piped(*words, **environment):
    done = subprocess.run([tap.PROGRAM, *words], capture_output=True, text=True,
                          env={**QUIET, **environment}, encoding="utf-8")
    assert done.returncode in DONE, f"{words} ended with {done.returncode}\n{done.stderr}"
    return done.stdout


def at_terminal(*words, **environment):
    """What stands on a terminal of 80 columns, as a pty is read; progress and warnings go elsewhere."""
    ours, theirs = pty.openpty()
    child = subprocess.Popen([tap.PROGRAM, *words], stdout=theirs, stderr=subprocess.DEVNULL,
                             env={**QUIET, "COLUMNS": "80", **environment})
    os.close(theirs)
    said = b""
    while True:
        try:
            part = os.read(ours, 65536)
        except OSError:  # Linux says so when the other side is closed
            break
        if not part:
            break
        said += part
    child.wait()
    os.close(ours)
    assert child.returncode in DONE, f"{words} ended with {child.returncode}\n{said.decode()}"
    return said.decode().replace("\r\n", "\n")


def lines_over(text, width):
    """Lines that are longer, in characters as they are seen."""
    return [line for line in ESCAPE.sub("", text).split("\n") if len(line) > width]
