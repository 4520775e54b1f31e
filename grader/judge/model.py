"""The fitted numbers: a multinomial logistic model whose features are known by their checksums."""

from __future__ import annotations

import base64
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

VERDICTS = ("sound", "vague", "wrong")
LENGTH = 3.0  # of a sentence's feature vector


def key(feature: str) -> int:
    """A feature's number: 32 bits of checksum; that two share one is rare and harmless."""
    return zlib.crc32(feature.encode("utf-8", "replace"))


def scaled(found: Mapping[str, float]) -> dict[int, float]:
    """Features by number, scaled so that long and short sentences weigh the same."""
    length = sum(value * value for value in found.values()) ** 0.5
    numbered: dict[int, float] = {}
    for name, value in found.items():
        number = key(name)
        numbered[number] = numbered.get(number, 0.0) + value * LENGTH / length
    return numbered


@dataclass
class Model:
    """Weights by feature number.

    Attributes:
        weights: three numbers for each feature, in the order of ``VERDICTS``.
        scale: what one unit of these numbers is worth.
    """

    weights: Mapping[int, tuple[int, int, int]]
    scale: float

    def probabilities(self, found: Mapping[str, float]) -> tuple[float, float, float]:
        """How likely each of ``VERDICTS`` is."""
        sums = [0.0, 0.0, 0.0]
        for number, value in scaled(found).items():
            for at, weight in enumerate(self.weights.get(number, ())):
                sums[at] += weight * value * self.scale
        powers = np.exp(np.array(sums) - max(sums))
        sound, vague, wrong = (powers / powers.sum()).tolist()
        return sound, vague, wrong

    def knows(self, stem: str) -> bool:
        """Whether the sentences that it learned from contain a word."""
        return key(f"*|word {stem}") in self.weights or key(f"*|word not {stem}") in self.weights

    def data(self) -> dict[str, Any]:
        """The model as JSON values; ``model_from_data`` is the inverse."""
        keys = np.array(sorted(self.weights), dtype="<u4")
        values = np.array([self.weights[int(one)] for one in keys], dtype="i1")
        return {"keys": _text(keys), "values": _text(values), "scale": self.scale}


def model_from_data(data: Mapping[str, Any]) -> Model:
    """A model from its JSON values."""
    keys = np.frombuffer(base64.b64decode(data["keys"]), dtype="<u4").tolist()
    values = np.frombuffer(base64.b64decode(data["values"]), dtype="i1").reshape(-1, 3).tolist()
    return Model(dict(zip(keys, map(tuple, values), strict=True)), float(data["scale"]))


def rounded(keys: Iterable[int], weights: np.ndarray[Any, Any]) -> Model:
    """A model with weights float64[n, 3] in steps of 1/127 of the largest; zeros are left out."""
    scale = float(np.abs(weights).max(initial=1e-9)) / 127
    steps = np.rint(weights / scale).astype(int).tolist()
    return Model(
        {one: (row[0], row[1], row[2]) for one, row in zip(keys, steps, strict=True) if any(row)},
        scale,
    )


def _text(array: np.ndarray[Any, Any]) -> str:
    return base64.b64encode(array.tobytes()).decode("ascii")
