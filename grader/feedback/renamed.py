"""What others call by a name that NumPy has elsewhere, or no longer, or under another name."""

from __future__ import annotations

import builtins
from typing import Any

import numpy as np

# How NumPy and its generators call today what older texts call otherwise.
_NUMPY = {
    "alltrue": "all", "cumproduct": "cumprod", "in1d": "isin", "product": "prod",
    "row_stack": "vstack", "sometrue": "any", "trapz": "trapezoid",
}  # fmt: skip
_GENERATOR = {
    "rand": "random", "randint": "integers", "randn": "standard_normal",
    "random_integers": "integers", "random_sample": "random",
}  # fmt: skip
# By name, the place of each function; those of NumPy itself come last and so count.
_PLACES = {
    **{name: f"np.random.{name}" for name in np.random.__all__},
    **{name: f"np.linalg.{name}" for name in np.linalg.__all__},
    **{name: f"np.{name}" for name in np.__all__},
}


def elsewhere(owner: Any, name: str) -> str:
    """Where something is that a value of Python's or NumPy's own does not have; else empty."""
    if owner is np:
        return _of_numpy(name)
    if type(owner) is np.random.Generator and name in _GENERATOR:
        return f"A generator has no {name}: it has {_GENERATOR[name]}."
    if name in ("len", "length") and type(owner) in (list, tuple, dict, set, str, np.ndarray):
        return f"A value of type {type(owner).__name__} has no {name}: len(…) gives it."
    if type(owner) is np.ndarray:
        place = _PLACES.get(name)
        return (
            f"A value of type ndarray has no {name}, but NumPy does: {place}(…)." if place else ""
        )
    return ""


def _of_numpy(name: str) -> str:
    if name in _NUMPY:
        return f"NumPy has no {name} any more: it is np.{_NUMPY[name]}."
    if isinstance(vars(builtins).get(name), type):
        return f"NumPy has no {name} of its own: Python's {name} does."
    place = _PLACES.get(name)
    return f"NumPy itself has no {name}: it is {place}." if place else ""
