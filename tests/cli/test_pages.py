# SPDX-License-Identifier: Apache-2.0
"""Completions in the shells that are there, and manual pages, against the help."""
import os
import pty
import re
import select
import shutil
import subprocess
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(__file__), "../files"))
import tap  # noqa: E402

# What bash is born with when a person types.
WORD_BREAKS = " \t\n\"'@><=;|&(:"


def says(*words):
    return subprocess.run([tap.PROGRAM, *words], check=True, capture_output=True, text=True).stdout


def commands():
    """Names of the commands, as the help lists them."""
    listed = says("help").split("Commands:\n")[1].split("\n\n")[0]
    return re.findall(r"^  (\w+)", listed, re.MULTILINE)


def options_of(command):
    return set(re.findall(r"^ +(?:-\w, )?(--[\w-]+)", says(command, "--help"), re.MULTILINE))


def first_words(*words):
    return set(re.findall(r"^(\S+)", says(*words), re.MULTILINE))


def prepare():
    """Files to complete, and the scripts."""
    os.mkdir("folder")
    for name in ("hall.yaml", "hall.h5", "notes.txt"):
        with open(name, "w", encoding="utf-8"):
            pass
    for shell in ("bash", "zsh", "fish"):
        with open("completions." + shell, "w", encoding="utf-8") as file:
            file.write(says("completions", shell))


def by_bash(line):
    """Answers of the function, with the part of the word before a break put back."""
    script = ("source ./completions.bash; COMP_WORDBREAKS=$2; COMP_LINE=$1; COMP_POINT=${#1}; "
              "_headroom; printf '%s\\n' \"${COMPREPLY[@]}\"")
    done = subprocess.run(["bash", "--norc", "-c", script, "bash", line, WORD_BREAKS],
                          check=True, capture_output=True, text=True)
    word = line.split(" ")[-1]
    kept = re.sub(f"[^{re.escape(WORD_BREAKS.replace('@', ''))}]*$", "", word)
    return {kept + answer for answer in done.stdout.split("\n") if answer}


def by_fish(line):
    done = subprocess.run(["fish", "--no-config", "-c",
                           "source completions.fish; complete -C $argv[1]", line],
                          check=True, capture_output=True, text=True)
    return {answer.split("\t")[0].rstrip("/") for answer in done.stdout.splitlines()}


def expectations():
    """Lines, and what may stand at their ends."""
    examples = first_words("examples")
    layers = {"air", "power", "load", "inlet", "outlet", "airflow", "coolant", "liquid", "headroom",
              "binding", "bottom", "middle", "top", "return", "flow", "throttle"}
    yield "headroom run --units ", {"us", "si"}
    yield "headroom run --units=s", {"--units=si"}
    yield "headroom run @first", {"@first-hall"}
    yield "headroom run ", examples | {"hall.yaml", "folder"}
    yield "headroom show ", examples | {"hall.yaml", "hall.h5", "folder"}
    yield "headroom report hall.h5 --csv ", {"folder"}
    yield "headroom report ", {"hall.h5", "folder"}
    yield "headroom plot hall.h5 --layer ", layers
    yield "headroom catalog ", first_words("catalog")
    yield "headroom catalog --kind cd", {"cdu"}
    yield "headroom weather --make hot", {"hot-dry", "hot-humid"}
    yield "headroom help comp", {"compare", "completions"}
    yield "headroom run --set ", set()


def of_shell(name, complete):
    if shutil.which(name) is None:
        tap.skip(f"{name} completes", "not on this machine")
        return
    wrong = []
    for line, wanted in expectations():
        found = complete(line)
        if found != wanted:
            wrong.append(f"{line!r}: {sorted(found ^ wanted)}")
    tap.check(f"{name} completes files, examples, layers, the catalogue and alternatives",
              not wrong, "\n".join(wrong))
    all_commands = complete("headroom ")
    tap.check(f"{name} completes every command of the help",
              set(commands()) <= all_commands, set(commands()) - all_commands)
    wrong = []
    for command in commands():
        found = {word for word in complete(f"headroom {command} --") if word.startswith("--")}
        if found != options_of(command):
            wrong.append(f"{command}: {sorted(found ^ options_of(command))}")
    tap.check(f"{name} completes every option of the help", not wrong, "\n".join(wrong))


def bash_completes():
    of_shell("bash", by_bash)


def fish_completes():
    of_shell("fish", by_fish)


def typed(shell, start, keys, wanted):
    """What stands on the screen of an interactive shell after some keys; waits for `wanted`."""
    child, screen = pty.fork()
    if child == 0:
        os.environ.update(PS1="READY> ", TERM="dumb", INPUTRC="/dev/null", ZDOTDIR=os.getcwd(),
                          PATH=os.path.dirname(tap.PROGRAM) + ":" + os.environ["PATH"])
        os.execvp(shell[0], shell)
    seen = ""
    for send, until in ((start, "READY> "), (keys, wanted)):
        os.write(screen, send.encode())
        seen, deadline = "", time.monotonic() + 20.0
        while until not in seen.split(send.rstrip("\t\n"))[-1] and time.monotonic() < deadline:
            if select.select([screen], [], [], 0.2)[0]:
                try:
                    seen += os.read(screen, 4096).decode(errors="replace")
                except OSError:
                    break
        time.sleep(0.3)
    os.close(screen)
    os.waitpid(child, 0)
    return seen


def a_person_completes():
    """In real shells, at a real terminal: the '@' is where bash breaks words."""
    seen = typed(["bash", "--norc", "--noprofile", "-i"], "source ./completions.bash; echo\n",
                 "headroom run @first\t", "hall")
    tap.check("bash types the rest of an example's name", "@first-hall" in seen, repr(seen))
    if shutil.which("zsh") is None:
        tap.skip("zsh completes", "not on this machine")
        return
    start = "autoload -U compinit; compinit -u -D; source ./completions.zsh; PS1='READY> '; echo\n"
    for keys, wanted in (("headroom run @first\t", "-hall"), ("headroom comple\t", "tions"),
                         ("headroom run --verb\t", "ose"), ("headroom report \t", ".h5"),
                         ("headroom plot hall.h5 --layer cool\t", "ant")):
        seen = typed(["zsh", "-f", "-i"], start, keys, wanted)
        tap.check(f"zsh types the rest of {keys.strip()!r}", wanted in seen, repr(seen))


def pages_are_whole():
    os.mkdir("man1")
    says("man", "--output", "man1")
    wanted = {"headroom.1"} | {f"headroom-{name}.1" for name in commands()}
    tap.check("there is a page for the program and one for each command",
              set(os.listdir("man1")) == wanted, set(os.listdir("man1")) ^ wanted)
    if shutil.which("mandoc") is None:
        tap.skip("the pages are clean", "mandoc is not on this machine")
        return
    pages = ["man1/" + name for name in sorted(wanted)]
    lint = subprocess.run(["mandoc", "-T", "lint", "-W", "warning", *pages], check=False,
                          capture_output=True, text=True)
    found = [line for line in lint.stdout.splitlines() if "referenced manual not found" not in line]
    tap.check("mandoc finds nothing to say about them", not found, "\n".join(found))
    missing = []
    for command in commands():
        shown = subprocess.run(["mandoc", "-T", "utf8", f"man1/headroom-{command}.1"], check=True,
                               capture_output=True, text=True).stdout
        plain = re.sub(".\b", "", shown)
        said = set(re.findall(r"(--[\w-]+)", plain.split("OPTIONS")[1]))
        missing += sorted(options_of(command) - said)
        missing += [] if " ".join(says(command, "--help").split("\n")[0].split()) in \
            " ".join(plain.split()) else [f"{command}: its example"]
    tap.check("they name every option and show every example", not missing, missing)


tap.main(prepare, bash_completes, fish_completes, a_person_completes, pages_are_whole)
