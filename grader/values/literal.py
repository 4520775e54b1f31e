"""Values as Python source that makes them again, the same text in CPython and in the browser.

Only what is small and made of plain parts is written; everything else gives None, whoever asks
then has to make the value by running what made it.
"""

from __future__ import annotations

import builtins
import math
from types import BuiltinFunctionType, FunctionType
from typing import Any

import numpy as np

from grader.values.describe import MOST_BITS, type_name

MOST_WRITTEN = 200  # of an array, or of lists in lists
MOST_TEXT = 2000
DEEPEST_WRITTEN = 6
_NOT_FINITE = {"nan": "np.nan", "inf": "np.inf", "-inf": "-np.inf"}
_ATOMS = (type(None), bool, int, float, str, bytes)
_CONTAINERS: dict[type, str] = {list: "[]", tuple: "()", set: "{}", dict: "{}"}


def literal(value: Any) -> str | None:
    """Source of an expression that gives an equal value; ``np`` stands for NumPy."""
    return _literal(value, DEEPEST_WRITTEN)


def generator_state(generator: np.random.Generator) -> tuple[Any, ...]:
    """What ``generator_lines`` needs: kind, seed and state of a generator as it is now."""
    bits = generator.bit_generator
    seed = bits.seed_seq
    plain_seed = getattr(seed, "spawn_key", None) == ()
    return type(bits), getattr(seed, "entropy", None) if plain_seed else None, bits.state


def generator_lines(name: str, state: tuple[Any, ...]) -> list[str] | None:
    """Statements that make a generator in a state that was kept; None if they cannot be written."""
    kind, entropy, bits = state
    if kind not in vars(np.random).values():
        return None
    seed = None if entropy is None else _literal(entropy, 2)
    is_fresh = seed is not None and repr(kind(entropy).state) == repr(bits)
    seed = seed if is_fresh else "0"
    usual = f"np.random.default_rng({seed})"
    other = f"np.random.Generator(np.random.{kind.__name__}({seed}))"
    lines = [f"{name} = {usual if kind is np.random.PCG64 else other}"]
    if is_fresh:
        return lines
    text = _literal(bits, DEEPEST_WRITTEN)
    return None if text is None else [*lines, f"{name}.bit_generator.state = {text}"]


def is_short(array: np.ndarray) -> bool:
    """Whether ``literal`` writes an array of this type and size."""
    return array.dtype.kind in "biuf" and array.size <= MOST_WRITTEN and array.itemsize <= 8


def _literal(value: Any, depth: int) -> str | None:
    kind = type(value)
    if kind in _ATOMS:
        return _atom(value)
    if kind is np.ndarray:
        return _array(value)
    if issubclass(kind, np.generic):
        return _scalar(value)
    if kind in _CONTAINERS:
        whole = depth and len(value) <= MOST_WRITTEN
        return _listed(value, depth) if whole else None
    return _named(value)


def _atom(value: Any) -> str | None:
    if type(value) is float:
        return _float(value)
    if type(value) is int and value.bit_length() > MOST_BITS:
        return None
    return None if type(value) in (str, bytes) and len(value) > MOST_TEXT else repr(value)


def _listed(value: Any, depth: int) -> str | None:
    pairs = value.items() if type(value) is dict else ((entry,) for entry in value)
    parts = [[_literal(part, depth - 1) for part in group] for group in pairs]
    if any(text is None for part in parts for text in part) or (type(value) is set and not parts):
        return None
    texts = [": ".join(map(str, part)) for part in parts]
    if type(value) is set:
        texts.sort()  # sets have no order, and another one in every run
    brackets = _CONTAINERS[type(value)]
    comma = "," if type(value) is tuple and len(parts) == 1 else ""
    text = brackets[0] + ", ".join(texts) + comma + brackets[1]
    return text if len(text) <= 10 * MOST_TEXT else None


def _float(value: float) -> str:
    return repr(value) if math.isfinite(value) else _NOT_FINITE[repr(value)]


def _scalar(value: np.generic) -> str | None:
    name = type_name(value)
    if vars(np).get(name) is not type(value):
        return None
    item = value.item()
    if type(value) is np.bool:
        return f"np.{item}_"
    if isinstance(value, np.integer):
        # How wide NumPy's usual integer is depends on the machine.
        return f"np.int_({item})" if type(value) is np.int_ else f"np.{name}({item})"
    return f"np.{name}({_float(item)})" if type(item) is float else None


def _array(array: np.ndarray) -> str | None:
    if not is_short(array):
        return None
    dtype = _dtype(array.dtype)
    if not array.size:
        return f"np.zeros({array.shape}, dtype={dtype or 'float'})"
    ending = f", dtype={dtype}" if dtype else ""
    return f"np.array({_nested(array.tolist())}{ending})"


def _dtype(dtype: np.dtype) -> str:
    """What to name the type of the entries; empty if NumPy finds it by itself."""
    if dtype.kind == "b" or dtype.name == "float64" or (dtype.kind == "i" and dtype.itemsize >= 4):
        return "int" if dtype.kind == "i" and not dtype.isnative else ""
    return f"np.{dtype.name}"


def _nested(entries: Any) -> str:
    if type(entries) is list:
        return f"[{', '.join(map(_nested, entries))}]"
    return _float(entries) if type(entries) is float else repr(entries)


def _named(value: Any) -> str | None:
    """A function or class of NumPy or of Python itself, by its name."""
    if type(value) not in _KINDS:
        return None
    name = value.__name__
    if vars(builtins).get(name) is value:
        return str(name)
    return f"np.{name}" if vars(np).get(name) is value else None


_KINDS = (type, FunctionType, BuiltinFunctionType, np.ufunc, type(np.sum))
