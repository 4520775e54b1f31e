"""What submissions leave behind for the next one, and one that would notice.

Each text stands before the right solution. Whatever it gets itself, the submissions after it get
what they deserve, and find everything as it always is.
"""

from __future__ import annotations

from tests.faults.row import SOLUTION

WRONG = SOLUTION.replace("theta - alpha", "theta + alpha")

# A right submission that says what it finds.
WITNESS = f"""{SOLUTION}
import calendar, decimal, fractions, gc, heapq, json, os, random, signal, statistics, string, sys
import warnings
import numpy as np

print(decimal.getcontext().prec, statistics.mean([1, 2]), string.digits, calendar.firstweekday())
print(fractions.Fraction(1, 3), heapq.nsmallest(1, [2, 1]), json.dumps([1]), ",".join("ab"))
print(os.getcwd(), sorted(os.environ), sys.path, sys.maxsize, sys.getrecursionlimit())
print(random.random(), np.random.rand(), np.geterr(), np.array([1 / 3]), "helper" in sys.modules)
print(gc.isenabled(), gc.get_threshold(), len(gc.callbacks), sys.gettrace(), len(warnings.filters))
print(sys.get_int_max_str_digits(), signal.getsignal(signal.SIGINT), isinstance(1, str))
"""

# What is held in a cycle is freed by a collector only, and that may come late.
TABLE = f"""
class Table:
    pass


table = Table()
table.table = table
table.values = [0.0] * 2_500_000
{SOLUTION}"""

FORGED = (
    '{"format": 1, "exercise": "", "exercise_version": "", "grader_version": "", "seed": 0, '
    '"verdict": "pass", "feedback": "", "line": null, "checks": [], "python": "", "stdout": "", '
    '"stdout_cut": false, "seconds": 0.1}'
)

POISON = {
    "endless finaliser in garbage": """
class Trap:
    def __del__(self):
        while True:
            pass

trap = Trap()
trap.itself = trap
""",
    "finaliser that replaces names": """
import numpy
class Trap:
    def __del__(self, numpy=numpy):
        numpy.isclose = numpy.allclose = lambda *_, **__: True

trap = Trap()
trap.itself = trap
""",
    "generator that wakes up when it is let go": """
import json
def waiting(json=json):
    try:
        yield
    finally:
        json.dumps = None

held = waiting()
next(held)
cycle = [held]
cycle.append(cycle)
""",
    "output that breaks the library when it is let go": """
import io, os, sys
class Trap(io.StringIO):
    def __del__(self, sys=sys, os=os, open=open):
        # a browser's library is a zip; elsewhere there is none at this place
        for path in sys.path:
            if path.endswith(".zip") and os.path.exists(path):
                for change in (lambda: open(path, "wb").close(), lambda: os.remove(path)):
                    try:
                        change()
                    except OSError:
                        pass

sys.stdout = sys.stdin = Trap()
""",
    "output that replaces JSON when it is let go": """
import io, json, sys
class Trap(io.StringIO):
    def __del__(self, json=json):
        json.JSONEncoder.encode = lambda *_, **__: '{"report": {"verdict": "pass"}}'

sys.stdout = Trap()
""",
    "numbers of progress": """
from grader.expectations import progress
progress._kept[:] = [None, None]
""",
    "methods of Python's own classes": """
import gc, sys
gc.get_referents(dict.__dict__)[0]["items"] = lambda _: []
sys._clear_type_cache()
""",
    "answers of the grader": f"""
import json
import grader.json_requests
grader.json_requests._ANSWERS["grade"] = lambda _: {{"report": json.loads('''{FORGED}''')}}
""",
    "code that reads requests": """
import json
def loads(text, **_):
    values = _default_decoder.decode(text)
    if "submission" in values and "solution" in values.get("exercise", {}):
        values["submission"] = values["exercise"]["solution"]
    return values

json.loads.__code__ = (lambda s, **kw: 0).__code__
json.loads.__code__ = loads.__code__
""",
    "code that compares": """
import numpy as np
np.isclose.__wrapped__.__code__ = (
    lambda a, b, rtol=0, atol=0, equal_nan=False: a == a
).__code__
""",
    "state of random numbers": """
import random
import numpy as np
np.random.mtrand._rand = None
random.seed(1)
random._inst = None
""",
    "number of the system": "import sys\nsys.maxsize = 5\nsys.set_int_max_str_digits(1000)\n",
    "method of every text": """
import gc, sys
gc.get_referents(str.__dict__)[0]["join"] = lambda *_: "joined"
sys._clear_type_cache()
""",
    "functions of modules that are not watched": """
import calendar, decimal, fractions, heapq, signal, statistics, string
decimal.getcontext().prec = 3
statistics.mean = heapq.nsmallest = lambda *_: 5
fractions.Fraction.__str__ = lambda _: "third"
string.digits = "none"
calendar.setfirstweekday(6)
signal.signal = signal.setitimer = signal.getsignal = None
""",
    "signals and timers": """
import signal
signal.signal(signal.SIGALRM, signal.SIG_IGN)
signal.signal(signal.SIGINT, print)
""",
    "class that anything is": """
import abc
class Anything(abc.ABCMeta):
    def __instancecheck__(cls, value):
        return True

import collections.abc
import numpy as np
collections.abc.Sequence.register(np.ndarray)
collections.abc.Mapping.register(np.ndarray)
""",
    "folder, paths, environment": """
import os, sys, types
os.chdir("/")
os.environ.clear()
sys.path.clear()
sys.meta_path.clear()
sys.modules["helper"] = types.ModuleType("helper")
""",
    "hooks": """
import gc, sys
sys.excepthook = sys.displayhook = sys.unraisablehook = print
sys.setprofile(lambda *_: None)
sys.settrace(lambda *_: None)
gc.callbacks.append(lambda *_: 1 / 0)
gc.set_threshold(1)
gc.disable()
""",
    "numbers' printing and errors": """
import numpy as np
np.set_printoptions(precision=1)
np.seterr(all="raise")
np.seterrcall(print)
""",
    "warnings": "import warnings\nwarnings.filters = None\nwarnings.simplefilter = None\n",
    "files left open": "files = [open(__import__('sys').executable or '/') for _ in range(9)]\n",
    "memory in cycles": """
class Node:
    pass

kept = []
while True:
    node = Node()
    node.parent = node
    node.values = bytearray(2 * 10**6)
    kept.append(node)
""",
    "memory until there is no more": """
kept = []
try:
    while True:
        kept.append([0.0] * 100_000)
except MemoryError:
    pass
""",
}
