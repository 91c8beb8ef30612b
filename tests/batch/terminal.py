"""A batch at a terminal: terminal.py PROGRAM

Sixty issues are built with a terminal as standard error: a bar with rate and remaining time is drawn and gone at the
end, messages stand on lines of their own. Then Ctrl-C is typed: the program ends by that signal, tells how much was not
begun, and leaves no half file. Prints lines of tests/run.
"""
import fcntl
import os
import pty
import re
import subprocess
import sys
import termios
import time

from group import group_is_alive

PROGRAM = sys.argv[1]


def begin(out):
    """The program in a session of its own at a new terminal; (process, the other end of the terminal)."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen([PROGRAM, "build", "--all", "-j", "2", "-o", out], stdin=theirs, stdout=subprocess.PIPE,
                               stderr=theirs, start_new_session=True, preexec_fn=lambda: take_terminal(theirs))
    os.close(theirs)
    return process, ours


def take_terminal(descriptor):
    fcntl.ioctl(descriptor, termios.TIOCSCTTY, 0)


def read_on(terminal, until=None):
    """What the terminal shows until the program has gone, or until it shows this."""
    shown = b""
    while not (until and re.search(until, shown)):
        try:
            more = os.read(terminal, 4096)
        except OSError:
            break
        if not more:
            break
        shown += more
    return shown


def say(name, good, why=""):
    print(f"ok {name}" if good else f"not ok {name}: {why}")


process, terminal = begin("seen")
shown = read_on(terminal).decode()
said = process.stdout.read().decode()
process.wait()
bars = [tuple(map(int, found)) for found in re.findall(r"\[#*\.*\] (\d+)/(\d+)  \d+\.\d/s  \d+:\d\d", shown)]
say("terminal: a bar with rate and remaining time", len(bars) > 5 and {total for _, total in bars} == {60}, shown[:300])
say("terminal: the bar goes on", [done for done, _ in bars] == sorted(done for done, _ in bars), str(bars))
say("terminal: the bar is gone at the end", shown.endswith("\r\x1b[K"), repr(shown[-80:]))
say("terminal: a message begins a line", re.search(r"\r\x1b\[K(issues/07/[^\r]*warning)", shown) is not None, shown[-600:])
say("terminal: a table ends it", "  made " in said.splitlines()[-1], said[-200:])

process, terminal = begin("stopped")
shown = read_on(terminal, rb"\] [3-9]/60")
os.write(terminal, b"\x03")
shown += read_on(terminal)
process.stdout.read()
status = process.wait()
say("Ctrl-C: ends by the signal", status == -2, str(status))
say("Ctrl-C: tells what was not begun", re.search(rb"stopped; issues not begun: [1-9]", shown), repr(shown[-120:]))
deadline = time.monotonic() + 30
while group_is_alive(process.pid) and time.monotonic() < deadline:
    time.sleep(0.01)
names = os.listdir("stopped")
torn = [n for n in names if n.endswith(".pdf") and open(f"stopped/{n}", "rb").read() != open(f"seen/{n}", "rb").read()]
say("Ctrl-C: every file is whole", not torn and names, str(torn))
say("Ctrl-C: nothing is left beside them", not [n for n in names if n.endswith(".tmp")], str(names))
