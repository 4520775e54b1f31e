"""Programs as nobody writes them: statements put together at random, some of them hostile."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

# No example is kept, and the same ones come every time.
SETTINGS = settings(derandomize=True, deadline=None, database=None)

NAMES = ("theta", "steps", "alpha", "grad_fn", "inner_adapt", "np", "len", "x", "print", "grader")
VALUES = """
theta|theta * 2|0|-1|1.5|None|True|...|'θ'|b'a'|[]|{}|(1, 2)|[theta]|np|np.nan|np.inf * theta|
np.ones(2)|np.ones((2, 2))|np.array([None, theta], dtype=object)|theta.astype(int)|theta[:1]|
10**400|10**9|1j|object()|type|int|NotImplemented|ValueError('x')|(x for x in theta)|
range(10**12)|lambda *_: theta|grad_fn(theta)|Odd()|[Odd()]|np.float16(1)|[0] * 10**10|
np.ones((10**5, 10**5))|inner_adapt|inner_adapt(theta, grad_fn, alpha, steps)|sorted|globals()|
x|steps|alpha|{theta: 1}|theta == theta|np.zeros(0)|np.datetime64('2020-01-01')|
memoryview(b'a')|set|vars()|[[1], [1, 2]]|1 / 0
""".replace("\n", "").split("|")
ACTIONS = """
pass|print(theta)|print('x' * 10**6)|raise|raise SystemExit|raise KeyboardInterrupt|
raise BaseException|raise ValueError('x')|raise type('Mine', (BaseException,), {})|
import sys; sys.exit()|import sys; sys.stdout = None|import sys; sys.stdout.close()|
import sys; sys.setrecursionlimit(50)|import sys; sys.modules.clear()|
import sys; sys.path.clear()|import sys; sys.settrace(lambda *_: 1 / 0)|
import warnings; warnings.simplefilter('error')|import os; os.chdir('/')|import os; os._exit(0)|
import os; os.environ.clear()|import os; os.write(5, b'x')|np.seterr(all='raise')|
np.isclose = None|np.random.default_rng = None|np.random.seed(1)|
import builtins; builtins.len = None|import builtins; del builtins.range|
import builtins; vars(builtins).clear()|import grader; grader.grade = None|
import grader.expectations.basic as e; e.describe = None|globals().clear()|
import grader.isolation.audit_hook as hook; hook.arm()|
import grader.isolation.clean_state as state; state.clean_state = None|
import signal; signal.alarm(1)|import signal; signal.signal(signal.SIGALRM, signal.SIG_IGN)|
import gc; gc.disable()|import threading; threading.Thread(target=print).start()|
import subprocess; subprocess.run('true')|open('new.txt', 'w')|input()|
import asyncio; asyncio.run(None)|import linecache; linecache.cache.clear()|import torch|
from math import *|import random; random.seed(3)|assert False|exec('x = 1')|eval('1 +')|
yield theta
""".replace("\n", "").split("|")
METHODS = [
    "eq",
    "len",
    "repr",
    "array",
    "getattr",
    "iter",
    "bool",
    "del",
    "float",
    "hash",
    "call",
    "class",
]
HEADS = (
    "for x in range(steps)",
    "for x in theta",
    "while x",
    "while True",
    "if steps",
    "def helper(x=theta)",
    "with np.errstate(all='raise')",
)

names, values, actions = map(st.sampled_from, (NAMES, VALUES, ACTIONS))


def indented(text: str) -> str:
    return "".join(f"    {line}\n" for line in text.splitlines())


def joined(lines: list[str]) -> str:
    return "".join(line if line.endswith("\n") else f"{line}\n" for line in lines)


def compound(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    heads = st.sampled_from(HEADS)
    return st.one_of(
        st.builds(lambda head, body: f"{head}:\n{indented(body)}", heads, inner),
        st.builds(
            lambda body, end, rest: f"try:\n{indented(body)}{end}:\n{indented(rest)}",
            inner,
            st.sampled_from(("except BaseException", "finally")),
            inner,
        ),
        st.builds(lambda first, then: first + then, inner, inner),
    )


simple = st.one_of(
    actions,
    values,
    values.map(lambda value: f"return {value}"),
    values.map(lambda value: f"raise {value}"),
    st.builds("{} = {}".format, names, values),
    names.map(lambda name: f"del {name}"),
)
bodies = st.recursive(st.lists(simple, min_size=1, max_size=3).map(joined), compound, max_leaves=4)
odd = st.builds(
    "class Odd:\n    def __{}__(self, *_, **__):\n        return {}\n\n\n".format,
    st.sampled_from(METHODS),
    values,
)
code = st.builds(
    "import numpy as np\n\n\n{}{}def inner_adapt(theta, grad_fn, alpha, steps):\n{}{}".format,
    st.one_of(st.just(""), odd),
    st.one_of(st.just(""), st.just(""), st.just(""), actions.map(lambda text: f"{text}\n")),
    bodies.map(indented),
    st.one_of(st.just(""), st.just(""), st.just(""), names.map(lambda name: f"del {name}\n")),
)
programs = st.one_of(code, code, code, code, code, code, code, st.text(max_size=60))


def examples(count: int) -> list[str]:
    """That many programs, the same ones every time."""
    collected: list[str] = []

    @settings(SETTINGS, max_examples=count)
    @given(programs)
    def collect(program: str) -> None:
        collected.append(program)

    collect()
    return collected
