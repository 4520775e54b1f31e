"""Fitting the judge of an exercise's justifications, which the bundle carries as plain numbers.

A multinomial logistic regression with a squared penalty, solved in its dual form: there are far
fewer sentences than features. It takes a second or two and gives the same numbers every time.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import compress
from typing import Any

import numpy as np

from grader.judge import Judge
from grader.judge.features import features, level_of, levels_of
from grader.judge.model import VERDICTS, Model, key, rounded, scaled
from tools.course.kinds import Sentence

PENALTY = 0.5
STEPS = 200
POWERS = 30  # of the inner products; ten give nine digits of the largest eigenvalue
COMMON = 2  # a feature of fewer sentences is left out
MOST = 6000  # features of an exercise, however many its sentences: 55 kB

Array = np.ndarray[Any, Any]


class Fit:
    """Labelled sentences as vectors, to be fitted in whole or in part.

    Args:
        judge: gives the lexicon and the rubrics; its model is not used.
        also: sentences that take part in every fit, each with the judge, of the same lexicon, that
            knows the scenario which it is about.
    """

    def __init__(
        self,
        judge: Judge,
        sentences: Sequence[Sentence],
        also: Sequence[tuple[Judge, Sentence]] = (),
    ) -> None:
        self.sentences = list(sentences)
        self.even = not judge.data.get("axes")  # words alone would speak for the commonest label
        features = [_features(judge, sentence) for sentence in sentences]
        features += [_features(other, sentence) for other, sentence in also]
        vectors = [scaled(strengths) for strengths in features]
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
        labels = [sentence.label for sentence in [*sentences, *(sentence for _, sentence in also)]]
        self.labels: Array = np.array([VERDICTS.index(label) for label in labels])
        rubrics = [scenario.rubric for scenario in judge.scenarios.values()]
        levels = {level for rubric in rubrics for level in levels_of(rubric)}
        names = {name for strengths in features for name in strengths}
        own = {key(name) for name in names if level_of(name) in levels}
        self.is_own: Array = np.array([number in own for number in self.keys], dtype=bool)

    def model(self, used: Sequence[int] | None = None) -> Model | None:
        """The model fitted on the sentences with these numbers (on all if None) and on
        those of every fit, without the features that no scenario of the judge asks for.

        Returns:
            None if there are not at least two labels among them.
        """
        count = len(self.sentences)
        own = range(count) if used is None else used
        rows: Array = np.array([*own, *range(count, len(self.labels))], dtype=int)
        if len(set(self.labels[rows].tolist())) < 2:
            return None
        products = self.products[np.ix_(rows, rows)]
        duals = solve(products, self.labels[rows], self.even)
        weights = self.matrix[np.ix_(rows, self.is_own)].T @ duals
        return rounded(list(compress(self.keys, self.is_own)), weights, MOST)


def _features(judge: Judge, sentence: Sentence) -> dict[str, float]:
    return features(judge.read(sentence.text), judge.scenarios[sentence.item].rubric)


def largest_eigenvalue(products: Array) -> float:
    """Of inner products float64[n, n], by power iteration: one eigenvalue stands far above the
    others, for most features are common, and to find all of them takes as long as the fit itself.
    """
    vector = np.ones(len(products))
    length = 1.0
    for _ in range(POWERS):
        vector = products @ vector
        length = float(np.linalg.norm(vector))
        vector /= length or 1.0
    return length


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
    step = 1 / (0.5 * float(largest_eigenvalue(products) * np.max(worth)) + PENALTY)
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
