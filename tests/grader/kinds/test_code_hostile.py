"""Whatever a learner's function returns or raises, the verdict is about the learner."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable

import pytest

from grader import Report
from grader.report import CheckResult

Graded = Callable[..., Report]

# (statements before, expression that double returns)
VALUES = {
    "nothing": ("", "None"),
    "the function": ("", "double"),
    "a module": ("", "np"),
    "text": ("", "'abc'"),
    "half a character": ("", "'\\udcff'"),
    "bytes": ("", "b'abc'"),
    "a set": ("", "{1, 2, 3}"),
    "a dictionary": ("", "{'a': values}"),
    "a generator": ("", "(2 * value for value in values)"),
    "a generator that raises": ("", "(1 / 0 for _ in values)"),
    "not implemented": ("", "NotImplemented"),
    "the argument": ("", "values"),
    "not a number": ("", "values * np.nan"),
    "infinity": ("", "values * np.inf"),
    "a huge integer": ("", "10**5000"),
    "huge integers": ("", "[10**400, -10**5000, 1]"),
    "ragged": ("", "[[1], [1, 2], 3]"),
    "itself": ("a = []\na.append(a)", "a"),
    "eight of itself": ("a = []\na += [a] * 8", "a"),
    "deep": ("a = []\nfor _ in range(10**5): a = [a]", "a"),
    "objects": ("", "np.array([1, None, 'x'], dtype=object)"),
    "an object array of itself": ("a = np.empty(1, dtype=object)\na[0] = a", "a"),
    "strings": ("", "np.array(['1', '2', '3'])"),
    "dates": ("", "np.array(['2020-01-01'] * 3, dtype='M8[D]')"),
    "a date": ("", "np.datetime64('2020-01-01')"),
    "a span": ("", "np.timedelta64(3, 's')"),
    "a record": ("", "np.zeros(3, dtype=[('x', float), ('y', object)])"),
    "one record": ("", "np.zeros(3, dtype=[('x', float)])[0]"),
    "complex": ("", "values * 1j"),
    "bool": ("", "values > 0"),
    "half precision": ("", "values.astype(np.float16)"),
    "long double": ("", "np.longdouble(3)"),
    "long doubles": ("", "np.full(3, np.finfo(np.longdouble).max)"),
    "unsigned": ("", "np.array([1, 2, 3], dtype='u1')"),
    "too large": ("", "np.broadcast_to(0.0, (10**7, 10**7))"),
    "too many axes": ("", "np.broadcast_to(0.0, (8,) * 19)"),
    "empty": ("", "np.zeros((0, 3))"),
    "other shape": ("", "values[:, None]"),
    "no axes": ("", "np.array(2.0)"),
    "masked": ("", "np.ma.masked_array(-values, mask=True)"),
    "matrix": ("", "np.asmatrix(values)"),
    "memory": ("", "memoryview(values)"),
    "backwards": ("", "values[::-1]"),
    "swapped bytes": ("", "values.astype('>f8')"),
    "decimals": ("from decimal import Decimal", "[Decimal(1)] * 3"),
    "exception": ("", "ValueError('x')"),
    "type": ("", "type"),
}

# methods of a class whose instance double returns
CLASSES = {
    "equals everything": "def __eq__(self, other): return True",
    "equals nothing": "def __eq__(self, other): raise KeyError",
    "no text": "def __repr__(self): raise SystemExit\n    __str__ = __repr__",
    "text that is none": "def __repr__(self): return 5",
    "negative length": "def __len__(self): return -1\n    def __getitem__(self, i): return 1",
    "huge length": "def __len__(self): return 2**40\n    def __getitem__(self, i): return 1",
    "impossible length": "def __len__(self): return 2**99\n    def __getitem__(self, i): return 1",
    "endless": "def __iter__(self):\n        while True: yield 1",
    "does not iterate": "def __iter__(self): raise GeneratorExit",
    "all attributes": "def __getattr__(self, name): return self",
    "no attributes": "def __getattribute__(self, name): raise KeyboardInterrupt",
    "array is none": "def __array__(self, *a, **k): return None",
    "array raises": "def __array__(self, *a, **k): raise MemoryError",
    "array exits": "def __array__(self, *a, **k): raise SystemExit",
    "array of the old kind": "def __array__(self): return np.zeros(3)",
    "interface": "__array_interface__ = {'shape': (2**50,), 'typestr': '<f8', 'version': 3}",
    "interface is none": "__array_interface__ = __array_struct__ = 5",
    "buffer": "def __buffer__(self, flags): raise RuntimeError",
    "truth": "def __bool__(self): raise RuntimeError",
    "number": "def __float__(self): raise SystemExit\n    __int__ = __index__ = __float__",
    "claims to be an array": "__class__ = np.ndarray",
    "claims to be a number": (
        "__class__ = np.float64\n    dtype = np.dtype(float)\n    def item(self): return self"
    ),
    "claims to be a list": "__class__ = list",
    "class raises": "@property\n    def __class__(self): raise SystemExit",
    "no hash": "__hash__ = None",
    "ufunc": "def __array_ufunc__(self, *a, **k): raise RuntimeError",
    "function": "def __array_function__(self, *a, **k): raise RuntimeError",
    "deleted": "def __del__(self): print('gone')",
}

SUBCLASSES = {
    "finalize": "def __array_finalize__(self, other):\n        if self.size != 3: raise KeyError",
    "methods": (
        "astype = reshape = view = copy = item = tolist = any = all = None\n    shape = dtype = 5"
    ),
    "attributes": (
        "def __getattribute__(self, name): raise KeyError\n    def __len__(self): return 7"
    ),
    "operators": "def __eq__(self, other): raise KeyError\n    __sub__ = __abs__ = __le__ = __eq__",
    "items": "def __getitem__(self, key): raise SystemExit\n    __iter__ = __getitem__",
    "ufunc": "def __array_ufunc__(self, *a, **k): raise SystemExit",
}


def texts() -> dict[str, str]:
    found = {name: (before, value) for name, (before, value) in VALUES.items()}
    for name, body in CLASSES.items():
        found[f"object: {name}"] = (f"class A:\n    {body}", "A()")
        found[f"list of objects: {name}"] = (f"class A:\n    {body}", "[A(), A(), A()]")
    found["metaclass"] = (
        "class M(type):\n    @property\n    def __name__(cls): raise cls\n"
        "class A(metaclass=M): pass",
        "A()",
    )
    for name, body in SUBCLASSES.items():
        # A(3) alone would hold what was left in memory, which may be the right answer.
        sevens = "np.full(3, 7.0).view(A)"
        found[f"array: {name}"] = (f"class A(np.ndarray):\n    {body}", sevens)
        found[f"list of arrays: {name}"] = (f"class A(np.ndarray):\n    {body}", "[A(3), A(2)]")
    numbers = "class A(np.float64):\n    def item(self): return self\n    dtype = astype = None"
    found["number of a subclass"] = (numbers, "A(3)")
    found["numbers of a subclass"] = (numbers, "[A(3)] * 3")
    found["list of a subclass"] = ("class A(list):\n    def __len__(self): return 9", "A([1])")
    return {
        name: f"import numpy as np\n{before}\ndef double(values):\n    return {value}\n"
        for name, (before, value) in found.items()
    }


TEXTS = texts()


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_returned_value_of_any_kind_fails(graded: Graded, text: str) -> None:
    report = graded(text)

    assert report.verdict == "fail", report
    first: CheckResult = report.checks[0]
    assert first.verdict == "fail"
    assert first.feedback
    assert len(first.feedback) < 500
    assert {type(first.feedback), type(first.expected), type(first.found)} == {str}


EXCEPTIONS = {
    "exits": "raise SystemExit",
    "exits with text": "import sys; sys.exit('bye')",
    "quits": "quit()",
    "interrupts": "raise KeyboardInterrupt",
    "ends a generator": "raise GeneratorExit",
    "stops an iteration": "raise StopIteration",
    "own class": "raise type('Mine', (BaseException,), {})",
    "own generator exit": "raise type('Mine', (GeneratorExit,), {})()",
    "group": "raise BaseExceptionGroup('all', [KeyboardInterrupt()])",
    "without a traceback": "raise ValueError from ValueError().with_traceback(None)",
    "memory": "np.ones((10**7, 10**7))",
    "recursion": "return double(values)",
    "assertion": "assert False",
    "no exception": "raise 5",
    "failed check": (
        "from grader.expectations.basic import CheckFailed; raise CheckFailed(object(), 5, None)"
    ),
    "invalid": "from grader.isolation.submission import Invalid; raise Invalid(object(), 'x', 5)",
    "warning as error": (
        "import warnings; warnings.simplefilter('error'); warnings.warn('x'); return 1"
    ),
    "NumPy as error": "np.seterr(all='raise'); return values / 0",
    "deep in a library": "import json; json.dumps({1: object()})",
    "in a callback": "return sorted(values, key=lambda value: 1 / 0)",
    "odd text": "raise ValueError('\\udcff\\0' * 10**6)",
    "attribute of an object": (
        "class D:\n        def __dir__(self): raise SystemExit\n    return D().x"
    ),
}


@pytest.mark.parametrize("action", EXCEPTIONS.values(), ids=EXCEPTIONS)
def test_exception_of_any_kind_fails_with_its_line(graded: Graded, action: str) -> None:
    text = f"import numpy as np\ndef double(values):\n    {action}\n"

    report = graded(text)

    assert report.verdict == "fail", report
    assert report.feedback.startswith("Your code raised ")
    assert report.line is not None
    assert report.checks[0].found.startswith("raised ")


def test_a_trace_function_that_raises_fails_with_its_line() -> None:
    # a fork of a process that has run many tests may have lost tracing; a new one has not
    program = (
        "import json, sys; from grader import grade; from tests.grader.conftest import TOY; "
        "print(json.dumps(grade(TOY, sys.stdin.read(), 0).data()))"
    )
    text = (
        "import sys\ndef double(values):\n"
        "    sys.settrace(lambda *a: 1 / 0)\n    return len(repr(values))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], input=text, capture_output=True, text=True, check=True
    )

    report = json.loads(done.stdout)

    assert report["verdict"] == "fail", report
    assert report["feedback"].startswith("Your code raised ")
    assert report["line"] == 3  # where the trace function itself stands
    assert report["checks"][0]["found"].startswith("raised ")


def test_quiet_functions_of_numpy_stay_quiet_after_a_submission_made_them_raise(
    graded: Graded,
) -> None:
    text = "import numpy as np, warnings\nnp.seterr(all='raise')\nwarnings.simplefilter('error')\n"

    assert graded(text + "def double(values):\n    return 2 * values\n").verdict == "pass"
