"""How real learners write: sixty habits, no reason to refuse what is right."""

from __future__ import annotations

from tests.faults.row import BODY, SOLUTION, Fault, passes

_HEADERS = {
    "numpy under its own name": "import numpy",
    "several imports on a line": "import numpy as np, math, random",
    "names of numpy": "from numpy import array, asarray, zeros_like",
    "numpy.linalg by name": "import numpy.linalg as la\nfrom numpy.linalg import norm",
    "numpy.random by name": "from numpy.random import default_rng",
    "numpy.typing": "from numpy.typing import NDArray, ArrayLike",
    "numpy.testing": "import numpy.testing as npt\nnpt.assert_allclose(1.0, 1.0)",
    "warnings caught by logging": "import logging\nlogging.captureWarnings(True)",
    "warnings silenced by hand": "import warnings\nwarnings.warn = warnings.showwarning = "
    "warnings.formatwarning = lambda *_, **__: ''",
    "a profile left on": "import cProfile\nprofile = cProfile.Profile()\nprofile.enable()",
    "old names of numpy": "import numpy as np\nnp.float = float\nnp.int = int\nnp.Inf = np.inf\n"
    "np.zeros(2, dtype=np.float)",
    "old names of python": "import collections, collections.abc, time\n"
    "collections.Callable = collections.abc.Callable\ntime.clock = time.perf_counter\ntime.clock()",
    "where the file lies": "import os, sys\n"
    "sys.path.append(os.path.dirname(os.path.abspath(__file__)))",
    "output in UTF-8": "import io, sys\nsys.stdout.reconfigure(encoding='utf-8')\n"
    "sys.stdout.buffer.write('θ'.encode())\nprint(sys.stdout.encoding, sys.stdout.name)\n"
    "sys.stdout = io.TextIOWrapper(sys.stdout.buffer, encoding='utf-8')\nprint('θ')",
    "executors": "from concurrent.futures import *\nfrom concurrent.futures import "
    "ProcessPoolExecutor, ThreadPoolExecutor",
    "a page break between functions": "x = 1\n\f\ny = 2",
    "annotations from the future": "from __future__ import annotations",
    "typing": "from typing import Callable, List, Tuple, Optional, Union, Any, NamedTuple",
    "collections": "from collections import defaultdict, deque, namedtuple, Counter, OrderedDict",
    "itertools and functools": "from itertools import product\nfrom functools import partial",
    "copy": "import copy\nfrom copy import deepcopy",
    "matrix libraries of python": "import array, statistics, fractions, decimal, cmath, heapq",
    "time and dates": "import time, datetime, calendar",
    "files of tables": "import csv, json, io, pathlib, os.path, textwrap, string",
    "abstract classes": "from abc import ABC, abstractmethod\nimport enum, types, operator",
    "optional import": "try:\n    import torch\nexcept ImportError:\n    torch = None",
    "optional import of a plot": "try:\n    import matplotlib.pyplot as plt\nexcept Exception:\n"
    "    plt = None",
    "warnings off": "import warnings\nwarnings.filterwarnings('ignore')",
    "print options": "import numpy as np\nnp.set_printoptions(precision=3, suppress=True)",
    "errors of floats off": "import numpy as np\nnp.seterr(all='ignore')",
    "seeds at the top": "import random\nimport numpy as np\nrandom.seed(0)\nnp.random.seed(0)",
    "generator at the top": "from numpy.random import default_rng\ndefault_rng(0).normal(size=3)",
    "main at the end": "def main():\n    print(inner_adapt)\n\n\nif __name__ == '__main__':\n"
    "    main()",
    "docstring of the file": '"""My answer. θ ← θ − α∇L(θ)."""',
    "first lines of a script": "#!/usr/bin/env python3\n# -*- coding: utf-8 -*-",
    "dataclass": "from dataclasses import dataclass, field\n\n\n@dataclass\nclass Config:\n"
    "    alpha: float = 0.1\n    seen: list = field(default_factory=list)\n\n\nConfig()",
    "logging": "import logging\nlogging.basicConfig(level=logging.INFO)\n"
    "log = logging.getLogger(__name__)\nlog.info('here')",
    "traceback": "import traceback, sys\ntry:\n    1 / 0\nexcept ZeroDivisionError:\n"
    "    traceback.print_exc()",
    "names that the grader uses": "def grade(x):\n    return None\n\n\ncheck = expect = solution = "
    "report = np = grade",
    "a test of one's own": "def test_it():\n    assert 1 + 1 == 2\n\n\ntest_it()",
    "cases told apart": "def f(x):\n    match x:\n        case {'a': [first, *_]}:\n"
    "            return first\n        case (1 | 2) as y if y:\n            return y\n\n\n"
    "f({'a': [1]})",
    "bar of progress, if there is one": "try:\n    from tqdm import tqdm\nexcept ImportError:\n"
    "    def tqdm(x):\n        return x\n\n\nlist(tqdm(range(2)))",
    "types of today": "type Vector = list[float]\n\n\ndef first[T](values: list[T]) -> T:\n"
    "    return values[0]",
    "generics": "from typing import Generic, TypeVar\nT = TypeVar('T')\n\n\n"
    "class Box(Generic[T]):\n    pass\n\n\nBox[int]()",
    "contexts": "from contextlib import contextmanager, suppress\n\n\n@contextmanager\n"
    "def nothing():\n    yield\n\n\nwith nothing(), suppress(ValueError):\n    int('x')",
    "quotes in quotes": "print(f'{f'{1}':>5}', f\"{'x'}\", f'{3.14159:.{2}f}')",
    "variables of the system set": "import os\nos.environ['OMP_NUM_THREADS'] = '1'",
    "the starter left above": "def inner_adapt(theta, grad_fn, alpha, steps):\n"
    "    raise NotImplementedError",
    "a module looked for": "import importlib.util\n"
    "HAS = importlib.util.find_spec('torch') is not None",
}
# Pyodide's integers for indices have 32 bits, NumPy's usual ones 64.
_INDICES = """
import numpy as np

a, i, x = np.arange(6), np.array([0, 2, 2]), np.zeros(3)
m = a.reshape(2, 3)
np.repeat(a, 2), np.repeat(a[:3], i), a.repeat(i[1]), np.tile(a, i[1]), np.tile(m, (2, 1))
a[i], m[:, i], a.take(i), np.take(m, i, axis=1), np.take_along_axis(m, m * 0, 1)
np.bincount(i), np.bincount(i, minlength=5), np.bincount(i, weights=[0.5, 1.0, 1.5])
np.add.at(x, i, 1.0), np.subtract.at(x, i, 1), np.maximum.at(x, i, 2.0)
np.put(x, i, 3.0), np.put_along_axis(m.copy(), m * 0, 1, 1), np.place(x, x > 1, 0.0)
np.ravel_multi_index((i[:2] // 2, i[:2]), (2, 3)), np.unravel_index(i, (2, 3))
np.choose(i // 2, [a[:3], a[3:]]), np.digitize(x, [0.5, 1.5]), np.searchsorted(a, i)
np.delete(a, i), np.insert(a, i, 7), np.split(a, i[1:2]), np.roll(m, i[1], axis=1)
np.argsort(a)[i], a[np.argmax(a)], a[np.nonzero(a)], a[np.flatnonzero(a > 2)]
np.eye(3)[i], np.eye(3, dtype=int)[i].sum(axis=0), np.zeros(i[1]), np.ones((i[1], 2))
np.arange(i[1]), np.linspace(0, 1, i[1]), np.full(i[1], 0.5), np.identity(i[1])
np.indices((2, 2))[0], np.ix_(i, i), np.tri(i[1]), np.diag_indices(3), np.swapaxes(m, 0, i[0])
np.random.default_rng(0).integers(i + 1), np.random.default_rng(0).choice(a, i[1])
np.random.default_rng(0).permutation(i), np.cumsum(i)[i], np.unique(i, return_inverse=True)[1]
np.reshape(a, (i[1], 3)), np.resize(a, i[1]), np.expand_dims(a, i[0]), np.moveaxis(m, 0, 1)
np.sum(m, axis=i[0]), np.partition(a, i[1]), np.compress(i > 0, i), list(range(i[1]))
assert np.bincount(i).tolist() == [1, 0, 2] and np.repeat(a[:3], i).tolist() == [1, 1, 2, 2]
"""
_STEP = "theta = theta - alpha * grad_fn(theta)"
_BODIES = {
    "while loop": f"k = 0\n    while k < steps:\n        {_STEP}\n        k += 1\n"
    "    return theta\n",
    "recursion": "if steps == 0:\n        return theta\n"
    "    return inner_adapt(theta - alpha * grad_fn(theta), grad_fn, alpha, steps - 1)\n",
    "helper inside": "def step(t):\n        return t - alpha * grad_fn(t)\n\n"
    "    for _ in range(steps):\n        theta = step(theta)\n    return theta\n",
    "reduce": "from functools import reduce\n\n    return reduce(\n"
    "        lambda t, _: t - alpha * grad_fn(t), range(steps), theta\n    )\n",
    "copy first": "import copy\n\n    phi = copy.deepcopy(theta)\n    for _ in range(steps):\n"
    "        phi -= alpha * grad_fn(phi)\n    return phi\n",
    "list of all": "path = [theta]\n    for _ in range(steps):\n"
    "        path.append(path[-1] - alpha * grad_fn(path[-1]))\n    return path[-1]\n",
    "prints on the way": "for k in range(steps):\n        print(f'{k=} {theta}')\n"
    f"        {_STEP}\n    return theta\n",
    "assertions on the way": "assert steps >= 0, 'no steps'\n    for _ in range(steps):\n"
    f"        {_STEP}\n        assert all(theta == theta)\n    return theta\n",
    "hints of all kinds": "phi: 'np.ndarray' = theta\n    for _ in range(int(steps)):\n"
    "        phi = phi - float(alpha) * grad_fn(phi)\n    return phi\n",
    "walrus and underscore": "while (steps := steps - 1) >= 0:\n        _ = grad_fn(theta)\n"
    "        theta = theta - alpha * _\n    return theta\n",
}
_LOOP = "for _ in range(steps):\n"
# Other ways to make a function of this name.
_WHOLE = {
    "lambda": "inner_adapt = lambda theta, grad_fn, alpha, steps: (\n    theta if steps == 0 else\n"
    "    inner_adapt(theta - alpha * grad_fn(theta), grad_fn, alpha, steps - 1)\n)\n",
    "object that is called": "class Adapt:\n    def __call__(self, theta, grad_fn, alpha, steps):\n"
    f"        {_LOOP}            {_STEP}\n        return theta\n\n\ninner_adapt = Adapt()\n",
    "method": "class Adapt:\n    def run(self, theta, grad_fn, alpha, steps):\n"
    f"        {_LOOP}            {_STEP}\n        return theta\n\n\ninner_adapt = Adapt().run\n",
    "part of a function": "from functools import partial\n\n\n"
    f"def adapt(name, theta, grad_fn, alpha, steps):\n    {_LOOP}        {_STEP}\n"
    "    return theta\n\n\ninner_adapt = partial(adapt, 'x')\n",
    "decorated": "import functools\nimport time\n\n\ndef timed(f):\n    @functools.wraps(f)\n"
    "    def g(*args, **kwargs):\n        start = time.perf_counter()\n"
    "        found = f(*args, **kwargs)\n        print(time.perf_counter() - start)\n"
    f"        return found\n\n    return g\n\n\n@timed{SOLUTION}",
    "any arguments": "def inner_adapt(*args):\n    theta, grad_fn, alpha, steps = args\n"
    f"    {_LOOP}        {_STEP}\n    return theta\n",
    "more arguments": "def inner_adapt(theta, grad_fn, alpha=0.1, steps=1, **more):\n"
    f"    {_LOOP}        {_STEP}\n    return theta\n",
    "generator of steps": f"import itertools\n\n\n{BODY}def path(t):\n        while True:\n"
    "            yield t\n            t = t - alpha * grad_fn(t)\n\n"
    "    return next(itertools.islice(path(theta), steps, None))\n",
    "accumulated steps": f"from itertools import accumulate, repeat\n\n\n{BODY}"
    "*_, last = accumulate(\n        repeat(None, steps), lambda t, _: t - alpha * grad_fn(t), "
    "initial=theta\n    )\n    return last\n",
    "semicolons": f"{BODY}for _ in range(steps): g = grad_fn(theta); theta = theta - alpha * g\n"
    "    return theta;\n",
    "a list for an array": f"{BODY}{_LOOP}        {_STEP}\n    return list(theta)\n",
}

IDIOMS: dict[str, Fault] = {
    "indices of all kinds": passes(f"{_INDICES}\n{SOLUTION}"),
    **{name: passes(f"{header}\n{SOLUTION}") for name, header in _HEADERS.items()},
    **{name: passes(f"{BODY}{body}") for name, body in _BODIES.items()},
    **{name: passes(text) for name, text in _WHOLE.items()},
}
