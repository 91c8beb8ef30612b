"""Stops builds at random moments and looks at what lies there: kill.py PROGRAM SEED TIMES

Two states of twelve issues are built to know what is right. Then one of them is built over the other, and at a moment
of the time that a build takes the parent or a worker is killed (signal 9), or the parent is asked to stop (2, 15).
Every file must be the whole one of either state; a worker that was killed costs at most the issue it was at; after a
request to stop nothing else lies there and the program has ended by that signal. Prints lines of tests/run.
"""
import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import time

from group import group_is_alive

PROGRAM, SEED, TIMES = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
ISSUES = 12
TEXT = "A paragraph of the issue, which says the same again and again until it is long enough. "


def write_issues(state):
    for number in range(ISSUES):
        folder = f"issues/{number:02}"
        os.makedirs(folder, exist_ok=True)
        with open(f"{folder}/issue.yaml", "w") as out:
            out.write(f"number: {number + 1}\nyear: 2012\ndate: 2012-03-30\ntitle: Bulletin\nlanguage: en\n")
        with open(f"{folder}/01-first.md", "w") as out:
            out.write(f"---\ntitle: State {state}\n---\n\n" + (TEXT * 8 + "\n\n") * (4 + number % 5))


def build(out):
    """A checker of leaks works in a child of the program that ends, and waits for ever when just that child is killed;
    so it is off here, where children are. Every other test of a batch has it on."""
    sanitizer = os.environ.get("ASAN_OPTIONS", "") + ":detect_leaks=0"
    return subprocess.Popen([PROGRAM, "build", "--all", "-j", "2", "--force", "-o", out], stdout=subprocess.PIPE,
                            stderr=subprocess.PIPE, start_new_session=True, text=True,
                            env=dict(os.environ, ASAN_OPTIONS=sanitizer))


def outputs(folder):
    found = {}
    for name in os.listdir(folder):
        path = os.path.join(folder, name)
        if os.path.isfile(path):
            found[name] = hashlib.sha256(open(path, "rb").read()).hexdigest()
    return found


def children(pid):
    try:
        with open(f"/proc/{pid}/task/{pid}/children") as file:
            return [int(word) for word in file.read().split()]
    except OSError:
        return []


def fail(name, why):
    print(f"not ok {name}: {why}")


def main():
    chance = random.Random(SEED)
    right, took = {}, 0
    for state in "AB":
        write_issues(state)
        start = time.monotonic()
        build(f"right-{state}").communicate()
        took = time.monotonic() - start
        right[state] = outputs(f"right-{state}")
    wrong, left, costs, ends, killed = [], [], [], [], {"parent": 0, "worker": 0, "stopped": 0}
    shutil.copytree("right-A", "out")
    for turn in range(TIMES):
        write_issues("BA"[turn % 2])
        process = build("out")
        time.sleep(chance.random() * took)
        kind = chance.choice(["parent", "worker", "stopped"])
        number = chance.choice([signal.SIGINT, signal.SIGTERM]) if kind == "stopped" else signal.SIGKILL
        victim = process.pid
        if kind == "worker":
            workers = children(process.pid)
            if not workers:
                kind, victim = "none", None
            else:
                victim = chance.choice(workers)
        try:
            if victim:
                os.kill(victim, number)
        except OSError:
            kind = "none"
        said, errors = process.communicate()
        deadline = time.monotonic() + 60
        while group_is_alive(process.pid) and time.monotonic() < deadline:
            time.sleep(0.005)
        if kind in killed:
            killed[kind] += 1
        seen = outputs("out")
        for name, digest in seen.items():
            if name.startswith(".visnyk-"):
                if kind == "stopped":
                    left.append(f"turn {turn}: {name}")
                os.unlink(f"out/{name}")
            elif digest not in (right["A"].get(name), right["B"].get(name)):
                wrong.append(f"turn {turn}: {name}")
        lost = errors.count("[app-worker-died]")
        if kind == "worker" and (lost > 1 or process.returncode not in (0, 1) or (lost == 1) != (process.returncode == 1)):
            costs.append(f"turn {turn}: {lost} issues lost, status {process.returncode}")
        if kind == "stopped" and process.returncode not in (0, -number):
            ends.append(f"turn {turn}: status {process.returncode}, signal {number}")
        if group_is_alive(process.pid):
            ends.append(f"turn {turn}: a process is left")
    write_issues("A")
    build("out").communicate()
    print(f"# {TIMES} times: {killed['parent']} parents and {killed['worker']} workers killed, {killed['stopped']} stopped")
    for name, list_ in [("every file is whole, old or new", wrong), ("a stop leaves nothing beside the files", left),
                        ("a worker costs one issue at most", costs), ("a stop ends the program", ends)]:
        print(f"ok {name}") if not list_ else fail(name, "; ".join(list_[:9]))
    same = {k: v for k, v in outputs("out").items()} == right["A"]
    print("ok afterwards all is made") if same else fail("afterwards all is made", "files differ")


main()
