"""Fitting the judge of an exercise's justifications, which the bundle carries as plain numbers.

A multinomial logistic regression with a squared penalty, solved in its dual form: there are far
fewer sentences than features. It takes a second or two and gives the same numbers every time.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from grader.judge import Judge
from grader.judge.features import features
from grader.judge.model import VERDICTS, Model, rounded, scaled
from tools.course.kinds import Sentence

PENALTY = 0.5
STEPS = 200
COMMON = 2  # a feature of fewer sentences is left out

Array = np.ndarray[Any, Any]


class Fit:
    """Labelled sentences as vectors, to be fitted in whole or in part.

    Args:
        judge: gives the lexicon and the rubrics; its model is not used.
    """

    def __init__(self, judge: Judge, sentences: Sequence[Sentence]) -> None:
        self.sentences = list(sentences)
        self.even = not judge.data.get("axes")  # words alone would speak for the commonest label
        vectors = [
            scaled(features(judge.read(each.text), judge.scenarios[each.item].rubric))
            for each in self.sentences
        ]
        counts: dict[int, int] = {}
        for vector in vectors:
            for number in vector:
                counts[number] = counts.get(number, 0) + 1
        self.keys = sorted(number for number, count in counts.items() if count >= COMMON)
        column = {number: at for at, number in enumerate(self.keys)}
        self.matrix: Array = np.zeros((len(vectors), len(self.keys)))
        for row, vector in enumerate(vectors):
            for number, value in vector.items():
                if number in column:
                    self.matrix[row, column[number]] = value
        self.products = self.matrix @ self.matrix.T
        self.labels: Array = np.array([VERDICTS.index(each.label) for each in self.sentences])

    def model(self, used: Sequence[int] | None = None) -> Model | None:
        """The model fitted on the sentences with these numbers (on all of them if None).

        Returns: None if there are not at least two labels among them.
        """
        rows: Array = np.array(range(len(self.sentences)) if used is None else used, dtype=int)
        if len(set(self.labels[rows].tolist())) < 2:
            return None
        duals = solve(self.products[np.ix_(rows, rows)], self.labels[rows], self.even)
        return rounded(self.keys, self.matrix[rows].T @ duals)


def solve(products: Array, labels: Array, even: bool = False) -> Array:
    """Dual weights float64[n, 3] of the regression, by Nesterov's accelerated gradient steps.

    Args:
        products: float64[n, n], inner products of the sentences' vectors.
        labels: int[n], numbers of ``VERDICTS``.
        even: count the sentences of each label alike, however few there are.
    """
    targets = np.eye(len(VERDICTS))[labels]
    counts = targets.sum(axis=0)
    worth = (counts.mean() / counts[labels])[:, None] if even else np.ones(1)
    step = 1 / (0.5 * float(np.linalg.eigvalsh(products)[-1] * np.max(worth)) + PENALTY)
    weights = ahead = np.zeros_like(targets)
    pace = 1.0
    for _ in range(STEPS):
        scores = products @ ahead
        powers = np.exp(scores - scores.max(axis=1, keepdims=True))
        likely = powers / powers.sum(axis=1, keepdims=True)
        moved = ahead - step * (worth * (likely - targets) + PENALTY * ahead)
        following = (1 + (1 + 4 * pace * pace) ** 0.5) / 2
        ahead = moved + (pace - 1) / following * (moved - weights)
        weights, pace = moved, following
    return weights
