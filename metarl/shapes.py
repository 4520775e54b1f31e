"""Shape checks shared by the reference methods."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

FloatArray = NDArray[np.float64]


def float_array(name: str, value: ArrayLike, ndim: int) -> FloatArray:
    """The value as a float array, once its number of dimensions is as expected.

    Args:
        name: what the caller's argument is called, for the message.
        value: anything NumPy reads as numbers.
        ndim: expected number of dimensions.

    Returns:
        float[...] with ``ndim`` dimensions; the same array when it was one already.

    Raises:
        ValueError: if the number of dimensions differs.
    """
    array = np.asarray(value, dtype=np.float64)
    if array.ndim != ndim:
        raise ValueError(f"{name}: expected {ndim} dimension(s), found shape {array.shape}")
    return array


def require_shape(name: str, array: FloatArray, shape: tuple[int, ...]) -> None:
    """Refuse an array whose shape is not the expected one.

    Args:
        name: what the caller's argument is called, for the message.
        array: float[...].
        shape: the expected shape.

    Raises:
        ValueError: if the shape differs.
    """
    if array.shape != shape:
        raise ValueError(f"{name}: expected shape {shape}, found {array.shape}")
