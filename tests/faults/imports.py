"""Imports of what NumPy and the standard library ship: no reason to refuse what is right."""

from __future__ import annotations

from tests.faults.row import BODY, SOLUTION, passes

_OF_NUMPY = """char core ctypeslib dtypes exceptions f2py fft lib lib.array_utils lib.format
    lib.introspect lib.mixins lib.npyio lib.recfunctions lib.scimath lib.stride_tricks linalg ma
    ma.extras ma.mrecords matlib polynomial polynomial.chebyshev polynomial.hermite
    polynomial.hermite_e polynomial.laguerre polynomial.legendre polynomial.polynomial random rec
    strings testing testing.overrides typing version"""
_OF_PYTHON = """abc argparse array asyncio base64 bisect calendar cmath collections contextlib copy
    csv dataclasses datetime decimal doctest enum fractions functools gc glob hashlib heapq inspect
    io itertools json logging math numbers operator os pathlib pickle platform pprint queue random
    re secrets shutil statistics string struct sys tempfile textwrap threading time timeit
    traceback types typing unittest uuid warnings"""
NUMPY = [f"numpy.{name}" for name in _OF_NUMPY.split()]
STANDARD = _OF_PYTHON.split()
# NumPy imports these when they are first used.
_LATE = ("char", "ctypeslib", "emath", "f2py", "fft", "lib", "linalg", "ma", "matlib", "polynomial")
_LATER = ("random", "rec", "strings", "testing", "typing")


def _imported(names: list[str]) -> str:
    return "\n".join(f"import {name}" for name in names)


def _by_name(names: list[str]) -> str:
    return "\n".join(f"from {name} import *" for name in names)


IMPORTS = {
    "modules of NumPy": passes(f"{_imported(NUMPY)}\n{SOLUTION}"),
    "modules of NumPy by their names": passes(f"{_by_name(NUMPY)}\n{SOLUTION}"),
    "modules of NumPy at first use": passes(
        f"import numpy as np\n\n{BODY}{'; '.join(f'np.{name}' for name in (*_LATE, *_LATER))}\n"
        "    for _ in range(steps):\n        theta = theta - alpha * grad_fn(theta)\n"
        "    return theta\n"
    ),
    "modules of the standard library": passes(f"{_imported(STANDARD)}\n{SOLUTION}"),
    "modules of the standard library by their names": passes(f"{_by_name(STANDARD)}\n{SOLUTION}"),
}
