"""Rows of the fault table on what waits for somebody: debuggers, alarms and input."""

from __future__ import annotations

from tests.faults.row import BODY, SOLUTION, Fault, lasts, passes, raises, stops

_DEBUGGER = "There is nobody here to answer a debugger: print what you want to see, and press Run."
_SIGNAL = "No signal comes here, and no alarm can be set: the grader alone keeps the time."
_MOVE = "        theta = theta - alpha * grad_fn(theta)\n    return theta\n"


def _in_the_loop(statement: str, header: str = "") -> str:
    return f"{header}\n{BODY}for _ in range(steps):\n        {statement}\n{_MOVE}"


def _debugs(line: int, text: str) -> Fault:
    kind = stops if line == 1 else raises
    return kind("RuntimeError", line, text, _DEBUGGER)


DEBUGGING = {
    "breakpoint": _debugs(1, f"breakpoint()\n{SOLUTION}"),
    "breakpoint in the function": _debugs(4, _in_the_loop("breakpoint()")),
    "pdb.set_trace": _debugs(1, f"import pdb; pdb.set_trace()\n{SOLUTION}"),
    "pdb.set_trace in the function": _debugs(4, _in_the_loop("import pdb; pdb.set_trace()")),
    "pdb.run": _debugs(1, f"import pdb; pdb.run('x = 1')\n{SOLUTION}"),
    "pdb imported": passes(f"import pdb\n{SOLUTION}"),
    "breakpoint switched off": passes(
        f"import sys\n\nsys.breakpointhook = lambda *_: None\nbreakpoint()\n{SOLUTION}"
    ),
    "doctest, which has a debugger": passes(f"import doctest\n\ndoctest.testmod()\n{SOLUTION}"),
}

SIGNALS = {
    "signal.alarm": stops(
        "RuntimeError", 3, f"import signal\n\nsignal.alarm(1)\n{SOLUTION}", _SIGNAL
    ),
    "signal.alarm in the function": raises(
        "RuntimeError", 4, _in_the_loop("signal.alarm(1)", "import signal"), _SIGNAL
    ),
    "alarm with a handler": stops(
        "RuntimeError",
        8,
        "import signal\n\n\ndef stop(*_):\n    raise TimeoutError\n\n\n"
        f"signal.signal(signal.SIGALRM, stop); signal.alarm(5)\n{SOLUTION}",
        _SIGNAL,
    ),
    "signal.setitimer": stops(
        "RuntimeError",
        3,
        f"import signal\n\nsignal.setitimer(signal.ITIMER_REAL, 0.01)\n{SOLUTION}",
        _SIGNAL,
    ),
    "signal.pause": stops(
        "RuntimeError", 3, f"import signal\n\nsignal.pause()\n{SOLUTION}", _SIGNAL
    ),
    "signal.sigwait": stops(
        "RuntimeError", 3, f"import signal\n\nsignal.sigwait([signal.SIGINT])\n{SOLUTION}", _SIGNAL
    ),
    "signals looked up": passes(
        f"import signal\n\nsignal.getsignal(signal.SIGALRM)\nsignal.valid_signals()\n{SOLUTION}"
    ),
    "handler of an interrupt": passes(
        f"import signal\n\nsignal.signal(signal.SIGINT, lambda *_: None)\n{SOLUTION}"
    ),
}

INPUT = {
    "input turned into a number": stops("EOFError", 1, f"n = int(input())\n{SOLUTION}"),
    "input in the loop": raises("EOFError", 4, _in_the_loop("input('on? ')")),
    "password": stops("EOFError", 3, f"import getpass\n\ngetpass.getpass()\n{SOLUTION}"),
    "os.read of the input": passes(f"import os\n\nassert os.read(0, 1) == b''\n{SOLUTION}"),
    "os.read in the function": passes(_in_the_loop("os.read(0, 1)", "import os")),
    "sys.stdin.read": passes(f"import sys\n\nassert sys.stdin.read() == ''\n{SOLUTION}"),
    "lines of sys.stdin": passes(f"import sys\n\nfor x in sys.stdin:\n    print(x)\n{SOLUTION}"),
    "sys.__stdin__": passes(f"import sys\n\nassert sys.__stdin__.readline() == ''\n{SOLUTION}"),
    "open(0)": passes(f"assert open(0).read() == ''\n{SOLUTION}"),
    "file of the input": passes(f"assert open('/dev/stdin').read() == ''\n{SOLUTION}"),
    "fileinput": passes(f"import fileinput\n\nassert not list(fileinput.input())\n{SOLUTION}"),
    "arguments of the command": passes(
        "import argparse\n\nparser = argparse.ArgumentParser()\n"
        f"parser.add_argument('--steps', default=1)\nparser.parse_args()\n{SOLUTION}"
    ),
    "console of Python": passes(f"import code\n\ncode.interact()\n{SOLUTION}"),
    "help": passes(f"help()\n{SOLUTION}"),
    "help on a function": passes(f"help(len)\n{SOLUTION}"),
    "variable of the system": stops(
        "KeyError",
        3,
        f"import os\n\nos.environ['HOME']\n{SOLUTION}",
        "The dictionary has no entry for 'HOME'.",
    ),
}

WAITING = {**DEBUGGING, **SIGNALS, **INPUT}

# Nobody ends these but the clock.
ENDLESS_WAITS = {
    "queue that stays empty": lasts(3, f"import queue\n\nqueue.Queue().get()\n{SOLUTION}"),
    "lock taken twice": lasts(
        5,
        f"import threading\n\nlock = threading.Lock()\nlock.acquire()\nlock.acquire()\n{SOLUTION}",
    ),
}
