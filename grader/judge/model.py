"""The fitted numbers: a multinomial logistic model whose features are known by their checksums."""

from __future__ import annotations

import base64
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]
VERDICTS = ("sound", "vague", "wrong")
LENGTH = 3.0  # of a sentence's feature vector


def key(feature: str) -> int:
    """A feature's number: 32 bits of checksum; that two share one is rare and harmless."""
    return zlib.crc32(feature.encode("utf-8", "replace"))


def scaled(strengths: Mapping[str, float]) -> dict[int, float]:
    """Features by number, scaled so that long and short sentences weigh the same."""
    length = sum(value * value for value in strengths.values()) ** 0.5
    numbered: dict[int, float] = {}
    for name, value in strengths.items():
        number = key(name)
        numbered[number] = numbered.get(number, 0.0) + value * LENGTH / length
    return numbered


@dataclass
class Model:
    """Weights by feature number.

    Attributes:
        keys: uint32[n], the numbers of its features, ascending.
        values: int8[n, 3], three numbers for each, in the order of ``VERDICTS``.
        scale: what one unit of these numbers is worth.
    """

    keys: Array
    values: Array
    scale: float

    def probabilities(self, strengths: Mapping[str, float]) -> tuple[float, float, float]:
        """How likely each of ``VERDICTS`` is."""
        numbered = scaled(strengths)
        numbers = np.array(list(numbered), dtype=np.uint32)
        amounts = np.array(list(numbered.values()))
        places = np.minimum(np.searchsorted(self.keys, numbers), len(self.keys) - 1)
        is_known = self.keys[places] == numbers
        sums = amounts[is_known] @ self.values[places[is_known]].astype(float) * self.scale
        powers = np.exp(sums - sums.max())
        sound, vague, wrong = (powers / powers.sum()).tolist()
        return sound, vague, wrong

    def knows(self, stem: str) -> bool:
        """Whether the sentences that it learned from contain a word."""
        numbers = [key(f"*|word {stem}"), key(f"*|word not {stem}")]
        asked_keys = np.array(numbers, dtype=np.uint32)
        places = np.minimum(np.searchsorted(self.keys, asked_keys), len(self.keys) - 1)
        return bool((self.keys[places] == asked_keys).any())

    def data(self) -> dict[str, Any]:
        """The model as JSON values; ``model_from_data`` is the inverse."""
        return {
            "keys": _text(self.keys.astype("<u4")),
            "values": _text(self.values.astype("i1")),
            "scale": self.scale,
        }


def model_from_data(data: Mapping[str, Any]) -> Model:
    """A model from its JSON values."""
    keys = np.frombuffer(base64.b64decode(data["keys"]), dtype="<u4")
    values = np.frombuffer(base64.b64decode(data["values"]), dtype="i1").reshape(-1, 3)
    return Model(keys, values, float(data["scale"]))


def rounded(keys: Sequence[int], weights: Array, most: int) -> Model | None:
    """A model with weights float64[n, 3] in steps of 1/127 of the largest; zeros are left out.

    Args:
        keys: ascending.
        most: features that are kept, those with the largest weights.

    Returns: None if all are zero.
    """
    scale = float(np.abs(weights).max(initial=0.0)) / 127
    if not scale:
        return None
    steps = np.rint(weights / scale).astype("i1")
    largest = np.abs(steps).max(axis=1, initial=0)
    places = np.sort(np.argsort(-largest, kind="stable")[:most])
    places = places[largest[places] > 0]
    return Model(np.array(keys, dtype=np.uint32)[places], steps[places], scale)


def _text(array: Array) -> str:
    return base64.b64encode(array.tobytes()).decode("ascii")
