"""Which arrays of a network belong to all tasks, and how arrays lie in one row."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from metarl.networks.adam import Parameters
from metarl.shapes import FloatArray, require_shape


def shared_and_own(
    parameters: Parameters, arrays: Sequence[FloatArray]
) -> tuple[Parameters, Parameters]:
    """What belongs to all tasks and what to each:  W_l with two axes and b_l with one are shared.

    Args:
        parameters: [W_1, b_1, …], as ``shared_init`` makes them.
        arrays: one for each parameter, such as its gradient, or the parameters themselves.

    Returns:
        The arrays of the shared parameters, and those of the others.
    """
    common = [array.ndim == 2 - place % 2 for place, array in enumerate(parameters)]
    return (
        [array for array, shared in zip(arrays, common, strict=True) if shared],
        [array for array, shared in zip(arrays, common, strict=True) if not shared],
    )


def unflatten(direction: FloatArray, like: Parameters) -> Parameters:
    """The inverse of laying arrays out in one row:  float[P] to the shapes of ``like``.

    Args:
        direction: float[P].
        like: float[...] arrays with P entries together.

    Returns:
        Arrays with the shapes of ``like``, views of ``direction``.

    Raises:
        ValueError: if the numbers of entries differ.
    """
    sizes = [array.size for array in like]
    require_shape("direction", direction, (sum(sizes),))
    places = np.cumsum([0, *sizes])
    return [
        direction[start : start + array.size].reshape(array.shape)
        for start, array in zip(places, like, strict=False)
    ]
