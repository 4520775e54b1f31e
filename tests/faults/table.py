"""What a submission can do wrong, and the one Report it gets for it, in the terminal and on a page.

Each row is a submission to ``maml/inner-adapt``. ``tests/tools/grading/test_faults.py`` runs them
all natively, ``tests/browser/runtime/test_faults.py`` through the page.
"""

from __future__ import annotations

from tests.faults.idioms import IDIOMS
from tests.faults.imports import IMPORTS
from tests.faults.row import (
    BODY,
    NODES,
    SOLUTION,
    VALUE,
    Fault,
    ends,
    gives,
    hides,
    lasts,
    loops,
    of,
    passes,
    raises,
    replaces,
    stops,
    too_deep,
)
from tests.faults.system import OUTSIDE
from tests.faults.values import TEXTS, VALUES
from tests.faults.waiting import ENDLESS_WAITS, WAITING

# Stopped at the time limit, and their interpreter with them.
LATE = {
    "endless loop": loops(2, f"{BODY}while True:\n        theta = theta - grad_fn(theta)\n"),
    "endless loop at the top": loops(2, "n = 1\nwhile n > 0:\n    n += 1\n"),
    "endless loop that catches everything": loops(
        2,
        f"{BODY}while True:\n        try:\n            raise ValueError\n"
        "        except BaseException:\n            continue\n",
    ),
    "sum of 10**12 numbers": lasts(2, f"{BODY}return sum(k for k in range(10**12))\n"),
    "sleep": lasts(3, "import time\n\ntime.sleep(10**6)\n"),
    "ten million printed lines": loops(1, f"for k in range(10**7):\n    print(k)\n{SOLUTION}"),
    "endless iterator": loops(
        6, of("def __iter__(self):\n        while True:\n            yield 1.0", "sum(A())")
    ),
    "time-out signal ignored": hides(
        "import signal\n\nsignal.signal(signal.SIGALRM, signal.SIG_IGN)\nwhile True:\n    pass\n"
    ),
    **ENDLESS_WAITS,
}

# They end their interpreter themselves.
ENDING = {
    "os._exit": ends("import os\n\nos._exit(0)\n"),
    "os._exit in the function": ends(f"import os\n\n{BODY}os._exit(1)\n"),
    "os.abort": ends("import os\n\nos.abort()\n"),
}

RECURSION = {
    "endless recursion": raises(
        "RecursionError", 2, f"{BODY}return inner_adapt(theta, grad_fn, alpha, steps)\n"
    ),
    "endless recursion in turn": raises(
        "RecursionError",
        2,
        "def one(x):\n    return other(x)\n\n\ndef other(x):\n    return one(x) + 1\n\n\n"
        f"{BODY}return one(theta)\n",
    ),
    "endless recursion at the top": stops(
        "RecursionError", 2, "def again():\n    return again()\n\n\nagain()\n"
    ),
    "recursion limit raised": passes(f"import sys\n\nsys.setrecursionlimit(10**9)\n{SOLUTION}"),
    "recursion limit lowered": replaces(
        "the recursion limit", f"import sys\n\nsys.setrecursionlimit(80)\n{SOLUTION}"
    ),
}

# The stack in the browser is smaller than a thousand calls from C.
DEEP_RECURSION = {
    "endless recursion in __add__": raises(
        "RecursionError",
        6,
        of("def __add__(self, other):\n        return self + other", "A() + theta"),
    ),
    "endless recursion in __repr__": raises(
        "RecursionError", 6, of("def __repr__(self):\n        return repr(self)", "repr(A())")
    ),
    "endless recursion through partial": raises(
        "RecursionError",
        5,
        "from functools import partial\n\n\ndef again(x):\n    return partial(again, x)()\n\n\n"
        f"{BODY}return again(theta)\n",
    ),
    "endless recursion in a sort": raises(
        "RecursionError",
        2,
        f"def order(x):\n    return sorted([x], key=order)\n\n\n{BODY}return order(theta)\n",
    ),
}

# Natively all of these pass.
TOO_DEEP = {
    "iterators over iterators": too_deep(
        "import itertools\n\nx = iter([1])\nfor _ in range(100_000):\n"
        f"    x = itertools.chain(x)\nnext(x)\n{SOLUTION}"
    ),
    "thousands of elif": too_deep(
        f"x = 1\nif x == 0:\n    pass\n{'elif x == 2:\n    pass\n' * 3000}{SOLUTION}"
    ),
}

# The browser's worker has a limit of its own.
MEMORY = {
    "list of 10**9": stops("MemoryError", 1, "values = [0] * 10**9\n"),
    "list of 10**9 in the function": raises("MemoryError", 2, f"{BODY}return [0] * 10**9\n"),
    "array of 10**5 by 10**5": stops(
        "MemoryError", 3, "import numpy as np\n\nnp.ones((10**5, 10**5))\n"
    ),
    "array of 10**5 by 10**5 in the function": raises(
        "MemoryError", 4, f"{VALUE}theta + np.ones((10**5, 10**5))\n"
    ),
    "array of 10**8": raises("MemoryError", 4, f"{VALUE}theta[0] * np.ones(10**8)\n"),
    "array of 10**8 bytes": gives(
        "an array of shape (100000000,)", f"{VALUE}np.zeros(10**8, dtype=np.int8)\n"
    ),
    "array of 10**8 that takes no memory": gives(
        "an array of shape (100000000,)", f"{VALUE}np.broadcast_to(theta[0], 10**8)\n"
    ),
    "text of 10**10": stops("MemoryError", 1, "text = 'x' * 10**10\n"),
    "outer product": stops(
        "MemoryError", 3, "import numpy as np\n\nnp.outer(np.ones(10**6), np.ones(10**6))\n"
    ),
    "list that grows": stops(
        "MemoryError", 3, "values = []\nwhile True:\n    values.append([0.0] * 10**6)\n"
    ),
    "list that grows among the globals": raises(
        "MemoryError",
        6,
        f"keep = []\n\n\n{BODY}while True:\n        keep.append('x' * 1000 + str(len(keep)))\n",
    ),
    "array that grows": stops(
        "MemoryError",
        5,
        "import numpy as np\n\nx = np.ones(10**6)\nwhile True:\n    x = np.concatenate([x, x])\n",
    ),
}

OUTPUT = {
    "one line of 50 MB": passes(f"print('x' * 50_000_000)\n{SOLUTION}"),
    "output closed": passes(f"import sys\n\nsys.stdout.close()\nprint('x')\n{SOLUTION}"),
    "output replaced": passes(f"import sys\n\nsys.stdout = None\nsys.stderr = 5\n{SOLUTION}"),
    "output replaced by text": passes(
        f"import io\nimport sys\n\nsys.stdout = io.StringIO()\nprint('x')\n{SOLUTION}"
    ),
    "output deleted": passes(f"import sys\n\ndel sys.stdout\n{SOLUTION}"),
}

LEAVING = {
    "sys.exit": stops("SystemExit", 3, "import sys\n\nsys.exit()\n"),
    "sys.exit in the function": raises("SystemExit", 4, f"import sys\n\n{BODY}sys.exit(0)\n"),
    "raise SystemExit": raises("SystemExit", 2, f"{BODY}raise SystemExit\n"),
    "raise KeyboardInterrupt": raises("KeyboardInterrupt", 2, f"{BODY}raise KeyboardInterrupt\n"),
    "raise BaseException": raises("BaseException", 2, f"{BODY}raise BaseException('enough')\n"),
    "raise GeneratorExit": raises("GeneratorExit", 2, f"{BODY}raise GeneratorExit\n"),
    "input": stops("EOFError", 1, "name = input()\n"),
    "input in the function": raises("EOFError", 2, f"{BODY}return input('theta? ')\n"),
}

REPLACED = {
    "builtins deleted": replaces(
        "builtins.len, builtins.print",
        f"import builtins\n\ndel builtins.len, builtins.print\n{SOLUTION}",
    ),
    "all builtins deleted": replaces(
        "builtins.__name__, builtins.__doc__, builtins.__package__, builtins.__loader__, "
        "builtins.__spec__, …",
        f"import builtins\n\n{BODY}vars(builtins).clear()\n",
    ),
    "builtin replaced": replaces(
        "builtins.abs", f"import builtins\n\nbuiltins.abs = lambda x: 0\n{SOLUTION}"
    ),
    "numpy.allclose": replaces(
        "numpy.allclose",
        f"import numpy as np\n\nnp.allclose = lambda *_, **__: True\n{BODY}return theta\n",
    ),
    "numpy.isclose in the function": replaces(
        "numpy.isclose",
        f"import numpy as np\n\n{BODY}np.isclose = lambda *_, **__: np.array(True)\n"
        "    return theta\n",
    ),
    "numpy.random.default_rng": replaces(
        "numpy.random.default_rng",
        f"import numpy as np\n\nnp.random.default_rng = None\n{SOLUTION}",
    ),
    "expect_close": replaces(
        "grader.expectations.basic.expect_close",
        "from grader.expectations import basic\n\nbasic.expect_close = lambda *_, **__: None\n"
        f"{BODY}return theta\n",
    ),
    "code of run_checks": replaces(
        "grader.expectations.checks.run_checks",
        "from grader.expectations.checks import run_checks\n\n"
        "run_checks.__code__ = (lambda *_: []).__code__\n"
        f"{SOLUTION}",
    ),
    "grade": replaces("grader.grade", f"import grader\n\ngrader.grade = print\n{SOLUTION}"),
    "np.seterr": passes(f"import numpy as np\n\nnp.seterr(all='raise')\n{SOLUTION}"),
    "warnings as errors": passes(f"import warnings\n\nwarnings.simplefilter('error')\n{SOLUTION}"),
    "warning as error": raises(
        "UserWarning",
        5,
        f"import warnings\n\n{BODY}warnings.simplefilter('error')\n    warnings.warn('odd')\n",
    ),
}

# Right ways that were refused, or that one side alone accepted.
ACCEPTED = {
    "everything of NumPy by its name": passes(f"from numpy import *\n{SOLUTION}"),
    "module of NumPy that sets a constant of re": passes(f"import numpy.f2py\n{SOLUTION}"),
    "hints that were never imported": passes(
        SOLUTION.replace("(theta,", "(theta: np.ndarray,").replace("):", ") -> List[Tensor]:", 1)
    ),
    "memoised recursion": passes(
        "import functools\n\n\n@functools.cache\ndef value(t):\n"
        f"    return 1.0 + 0.9 * value(t - 1) if t else 0.0\n\n\nvalue(1000)\n{SOLUTION}"
    ),
    "recursion through max": passes(
        "def best(k):\n    return max([0, 1], key=lambda a: best(k - 1) if a and k else 0)\n\n\n"
        f"best(200)\n{SOLUTION}"
    ),
    "recursion through sum": passes(
        "def total(k):\n    return sum(total(k - 1) for _ in range(1)) if k else 0\n\n\n"
        f"total(200)\n{SOLUTION}"
    ),
    "recursion through an operator": passes(
        "class A:\n    def __init__(self, n):\n        self.n = n\n\n"
        "    def __add__(self, other):\n"
        "        return A(self.n - 1) + other if self.n else self\n\n\n"
        f"A(200) + 1\n{SOLUTION}"
    ),
    "recursion through __call__": passes(
        "class A:\n    def __call__(self, n):\n        return self(n - 1) if n else 0\n\n\n"
        f"A()(200)\n{SOLUTION}"
    ),
    "graph of 2,000 values": passes(
        "class Value:\n    def __init__(self, data, parents=()):\n"
        "        self.data, self.parents = data, parents\n\n"
        "    def __add__(self, other):\n"
        "        return Value(self.data + other.data, (self, other))\n\n\n"
        "loss = Value(0.0)\nfor k in range(2000):\n    loss = loss + Value(1.0)\n"
        f"loss = None\n{SOLUTION}"
    ),
    "chain of 100,000 objects": passes(NODES.format(count=100_000) + SOLUTION),
    # Let go of, tuples take nothing of Python's own stack, and so it does not know where the
    # engine's ends: after 5,000 in a browser that has not optimised this yet.
    "4,000 tuples in tuples": passes(
        f"node = ()\nfor _ in range(4000):\n    node = (node, 1)\nnode = None\n{SOLUTION}"
    ),
    "chain that is let go after a deep recursion": passes(
        "import functools\n\n\n@functools.cache\ndef value(t):\n"
        "    return 1.0 + 0.9 * value(t - 1) if t else 0.0\n\n\nvalue(900)\n"
        f"{NODES.format(count=20_000)}{SOLUTION}"
    ),
    "two hundred elif": passes(
        f"x = 1\nif x == 0:\n    pass\n{'elif x == 2:\n    pass\n' * 200}{SOLUTION}"
    ),
    "vectorised three times": passes(
        "import numpy as np\n\nreward = np.vectorize(lambda s: s + 1.0)\n"
        "q = np.vectorize(lambda s: float(reward(s)))\n"
        f"v = np.vectorize(lambda s: float(q(s)))\nv(np.arange(3.0))\n{SOLUTION}"
    ),
    "functions of signal replaced": passes(
        "import signal\n\nsignal.signal = signal.setitimer = signal.valid_signals = None\n"
        f"{SOLUTION}"
    ),
}

ODD = {
    "method that is sys.exit": Fault(
        of("__array__ = __import__('sys').exit"),
        "fail",
        "Your code raised SystemExit. There is no program to exit here: a function hands back its "
        "result with return.",
    ),
    "method that says it is the grader's": Fault(
        "text = 'class A:\\n def __array__(self, *_, **__): raise KeyboardInterrupt'\n"
        f"exec(compile(text, 'grader.py', 'exec'))\n\n\n{BODY}return A()\n",
        "fail",
        "Your code raised KeyboardInterrupt.",
    ),
    "filters of warnings": replaces(
        "warnings.filters", f"import warnings\n\nwarnings.filters = None\n{SOLUTION}"
    ),
    "licence of Python": passes(f"license()\n{SOLUTION}"),
    "faulthandler": stops(
        "UnsupportedOperation", 3, f"import faulthandler\n\nfaulthandler.enable()\n{SOLUTION}"
    ),
    "parts of enum replaced": passes(
        f"import enum\n\nenum.Enum = enum.EnumMeta = enum.IntFlag = None\n{SOLUTION}"
    ),
    "masked arrays": passes(
        "import numpy as np\nfrom numpy.ma import *\n\n"
        f"np.ma.masked_array([1.0, 2.0], mask=[0, 1]).mean()\n{SOLUTION}"
    ),
    "module put in another's place": replaces(
        "sys.modules.numpy.linalg",
        "import sys\nimport types\n\nsys.modules['numpy.linalg'] = types.ModuleType('mine')\n"
        f"{SOLUTION}",
    ),
    "exit": stops("SystemExit", 1, f"exit()\n{SOLUTION}"),
    "module that opens windows": stops("ModuleNotFoundError", 1, f"import antigravity\n{SOLUTION}"),
}

# All that must leave its interpreter as it was.
QUICK = {
    **ACCEPTED,
    **IDIOMS,
    **IMPORTS,
    **ODD,
    **RECURSION,
    **OUTPUT,
    **LEAVING,
    **OUTSIDE,
    **WAITING,
    **REPLACED,
    **VALUES,
    **TEXTS,
    **MEMORY,
}
