"""Values that a learner's function may return, none of them numbers of the right kind."""

from __future__ import annotations

from typing import Any

import numpy as np


class Refuses:
    """Whatever is asked of it, it raises."""

    def _refuse(self, *values: Any, **named: Any) -> Any:
        raise ValueError

    __eq__ = __len__ = __iter__ = __bool__ = __array__ = __repr__ = __getitem__ = _refuse
    __float__ = __add__ = __mul__ = __sub__ = __lt__ = __hash__ = _refuse


class Lying(np.ndarray):
    """An array whose methods are not to be trusted."""

    shape = dtype = size = None  # type: ignore[assignment]

    def sum(self, *values: Any, **named: Any) -> Any:
        return 1.0

    def astype(self, *values: Any, **named: Any) -> Any:
        return None


def endless() -> list[Any]:
    value: list[Any] = []
    value.append(value)
    return value


HOSTILE: dict[str, Any] = {
    "None": None,
    "text": "0.5",
    "ragged": [[1], [1, 2]],
    "objects": np.array([None, 1.0]),
    "complex": np.ones(3) * 1j,
    "nan": np.array([0.5, np.nan, 0.5]),
    "infinite": [np.inf, 0.0, 0.0],
    "huge integer": [10**400, 1, 2],
    "refuses": Refuses(),
    "refuses in a list": [Refuses()] * 3,
    "lying": np.full((2, 2, 2), 7.0).view(Lying),
    "endless": endless(),
    "generator": (number for number in (0.5, 0.5)),
    "itself": endless,
    "dictionary": {0: 0.5},
    "far too large": np.broadcast_to(7.0, (10**6, 10**6, 0, 5)),
}
