"""Rows of the fault table on what is around a submission: processes, files, modules, devices."""

from __future__ import annotations

from tests.faults.row import BODY, SOLUTION, Fault, gives, passes, raises, stops, unreadable

_COROUTINE = (
    "Nothing here waits for a coroutine: write def in place of async def, and leave out await."
)
_PROCESS = "Nothing can be run in another process here: do it in a loop."


def _needs_process(line: int, text: str) -> Fault:
    return stops("ModuleNotFoundError", line, f"{text}\n{SOLUTION}", _PROCESS)


def _lacks(module: str, name: str) -> Fault:
    text = f"import {module}\n\n{module}.{name}\n{SOLUTION}"
    return stops("AttributeError", 3, text, f"The module {module} has no {name}.")


def _lacks_module(name: str) -> Fault:
    advice = f"There is no module {name.partition('.')[0]} here, only NumPy and Python's standard "
    return stops("ModuleNotFoundError", 1, f"import {name}\n{SOLUTION}", f"{advice}library.")


OUTSIDE = {
    "thread": raises(
        "RuntimeError", 4, f"import threading\n\n{BODY}threading.Thread(target=print).start()\n"
    ),
    "executor": stops(
        "RuntimeError",
        3,
        "from concurrent.futures import ThreadPoolExecutor\n\nThreadPoolExecutor().submit(print)\n",
    ),
    "subprocess": stops("OSError", 3, "import subprocess\n\nsubprocess.run(['true'])\n", _PROCESS),
    "os.system": raises("OSError", 4, f"import os\n\n{BODY}os.system('true')\n", _PROCESS),
    "fork": stops("OSError", 3, "import os\n\nos.fork()\n", _PROCESS),
    "socket": stops("OSError", 3, "import socket\n\nsocket.create_connection(('127.0.0.1', 80))\n"),
    "file written": stops("PermissionError", 1, "open('new.txt', 'w')\n"),
    "coroutine": gives("a value of type coroutine", f"async {BODY}return theta\n"),
    "asyncio.run": stops(
        "RuntimeError",
        8,
        "import asyncio\n\n\nasync def work():\n    await asyncio.sleep(0)\n\n\n"
        f"asyncio.run(work())\n{SOLUTION}",
        _COROUTINE,
    ),
    "loop.run_until_complete": stops(
        "RuntimeError",
        8,
        "import asyncio\n\n\nasync def work():\n    await asyncio.sleep(0)\n\n\n"
        f"asyncio.new_event_loop().run_until_complete(work())\n{SOLUTION}",
        _COROUTINE,
    ),
    "await at the top": unreadable(
        3,
        "import asyncio\n\nawait asyncio.sleep(0)\n",
        advice="await works only inside a function defined with async def.",
    ),
    "generator": gives("a value of type generator", f"{BODY}yield theta\n"),
    "generator expression": gives(
        "a value of type generator", f"{BODY}return (x for x in theta)\n"
    ),
    # other processes
    "processes counted": passes(
        f"import multiprocessing\n\nmultiprocessing.cpu_count()\n{SOLUTION}"
    ),
    "pool of processes": _needs_process(
        3, "import multiprocessing\n\nmultiprocessing.Pool(2).map(abs, [1])"
    ),
    "process started": _needs_process(
        3, "from multiprocessing import Process\n\nProcess(target=print).start()"
    ),
    "queue of processes": _needs_process(3, "import multiprocessing as mp\n\nmp.Queue().put(1)"),
    "lock of processes": _needs_process(3, "import multiprocessing as mp\n\nmp.Lock()"),
    "value of processes": _needs_process(3, "import multiprocessing as mp\n\nmp.Value('i', 0)"),
    "executor of processes": stops(
        "OSError",
        3,
        "from concurrent.futures import ProcessPoolExecutor\n\nProcessPoolExecutor()\n",
        _PROCESS,
    ),
    "interpreters": _needs_process(1, "import concurrent.interpreters"),
    "os.wait": stops("OSError", 3, f"import os\n\nos.wait()\n{SOLUTION}", _PROCESS),
    "os.waitpid": stops("OSError", 3, f"import os\n\nos.waitpid(-1, 0)\n{SOLUTION}", _PROCESS),
    "os.nice": stops("OSError", 3, f"import os\n\nos.nice(1)\n{SOLUTION}", _PROCESS),
    "os.posix_spawn": stops(
        "OSError",
        3,
        f"import os\n\nos.posix_spawn('/bin/true', ['true'], {{}})\n{SOLUTION}",
        _PROCESS,
    ),
    "os.popen": stops("OSError", 3, f"import os\n\nos.popen('ls').read()\n{SOLUTION}", _PROCESS),
    # the system
    "os.getlogin": stops("OSError", 3, f"import os\n\nos.getlogin()\n{SOLUTION}"),
    "name of the user": stops("OSError", 3, f"import getpass\n\ngetpass.getuser()\n{SOLUTION}"),
    "pseudo-terminal": stops("OSError", 3, f"import pty\n\npty.openpty()\n{SOLUTION}"),
    "file of the terminal": stops("PermissionError", 1, f"open('/dev/tty')\n{SOLUTION}"),
    "file that is not there": stops("FileNotFoundError", 1, f"open('data.csv')\n{SOLUTION}"),
    "time of a thread": _lacks("time", "thread_time"),
    "zone of the clock": _lacks("time", "tzset"),
    "number of a thread": _lacks("threading", "get_native_id"),
    "password turned into a key": _lacks("hashlib", "scrypt"),
    # modules
    "module looked for": passes(
        "import importlib.util\n\nassert importlib.util.find_spec('torch') is None\n"
        f"assert importlib.util.find_spec('curses') is None\n{SOLUTION}"
    ),
    "module for terminals": _lacks_module("curses"),
    "module that is gone": _lacks_module("distutils"),
    "modules that import many others": passes(
        "import zoneinfo, dataclasses, gzip, bz2, lzma, inspect, zipfile, asyncio, unittest.mock\n"
        f"import numpy as np\n\nnp.info(np.sum)\n{SOLUTION}"
    ),
}
