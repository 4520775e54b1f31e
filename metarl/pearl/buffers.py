"""What was experienced: everything for Q-learning, only the latest trial for the context."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from metarl.shapes import FloatArray, require_shape


class Episodes(NamedTuple):
    """One episode of L moves in each of K tasks, with both rewards.

    Attributes:
        s: float[K, L, D], observations before each move.
        a: int[K, L], actions.
        r: float[K, L], dense rewards, for Q-learning.
        s_next: float[K, L, D], observations after each move.
        context: float[K, L, C], the same transitions as the encoder sees them, with sparse rewards.
    """

    s: FloatArray
    a: NDArray[np.intp]
    r: FloatArray
    s_next: FloatArray
    context: FloatArray


class Transitions(NamedTuple):
    """Transitions drawn for Q-learning: B of each of K tasks.

    Attributes:
        s: float[K, B, D].
        a: int[K, B].
        r: float[K, B].
        s_next: float[K, B, D].
    """

    s: FloatArray
    a: NDArray[np.intp]
    r: FloatArray
    s_next: FloatArray


class Replay:
    """The whole past of each task, as far as it fits; the oldest episode is overwritten first."""

    def __init__(self, tasks: int, capacity: int, horizon: int, entries: int) -> None:
        """Make room.

        Args:
            tasks: number of tasks, K.
            capacity: episodes of each that are kept.
            horizon: moves of an episode, L.
            entries: of an observation, D.
        """
        self.capacity, self.horizon = capacity, horizon
        self.stored = 0
        rows = capacity * horizon
        self._s = np.zeros((tasks, rows, entries))
        self._a = np.zeros((tasks, rows), dtype=np.intp)
        self._r = np.zeros((tasks, rows))
        self._s_next = np.zeros((tasks, rows, entries))

    def add(self, episodes: Episodes) -> None:
        """Keep one more episode of every task.

        Args:
            episodes: of all K tasks.

        Raises:
            ValueError: if they do not have K tasks and L moves.
        """
        require_shape("r", episodes.r, (len(self._r), self.horizon))
        start = self.stored % self.capacity * self.horizon
        rows = slice(start, start + self.horizon)
        self._s[:, rows], self._a[:, rows] = episodes.s, episodes.a
        self._r[:, rows], self._s_next[:, rows] = episodes.r, episodes.s_next
        self.stored += 1

    def draw(self, tasks: NDArray[np.intp], count: int, rng: np.random.Generator) -> Transitions:
        """Transitions of some tasks, uniformly and with repetition.

        Args:
            tasks: int[K'], which tasks.
            count: transitions of each, B.
            rng: source of the draws.

        Returns:
            Those of the K' tasks.
        """
        filled = min(self.stored, self.capacity) * self.horizon
        rows = rng.integers(filled, size=(len(tasks), count))
        at = (tasks[:, None], rows)
        return Transitions(self._s[at], self._a[at], self._r[at], self._s_next[at])


class Recent:
    """The latest trial of each task: context in training must look like context at test time."""

    def __init__(self, tasks: int, episodes: int, horizon: int, entries: int) -> None:
        """Make room.

        Args:
            tasks: number of tasks, K.
            episodes: of a trial, M.
            horizon: moves of an episode, L.
            entries: of a transition as the encoder sees it, C.
        """
        self._context = np.zeros((tasks, episodes, horizon, entries))

    def replace(self, index: int, episodes: Episodes) -> None:
        """Put a new episode in the place of the last trial's.

        Args:
            index: of the episode in its trial, 0 … M - 1.
            episodes: of all K tasks.

        Raises:
            ValueError: if the shapes differ.
        """
        require_shape("context", episodes.context, self._context[:, index].shape)
        self._context[:, index] = episodes.context

    def first(self, count: int) -> FloatArray:
        """What the first episodes of the trials left.

        Args:
            count: episodes, 1 … M.

        Returns:
            float[K, N, C], N = count L.
        """
        tasks, _, _, entries = self._context.shape
        return self._context[:, :count].reshape(tasks, -1, entries)

    def draw(self, tasks: NDArray[np.intp], count: int, rng: np.random.Generator) -> FloatArray:
        """Whole episodes of some tasks, without repetition.

        Args:
            tasks: int[K'], which tasks.
            count: episodes of each, 1 … M.
            rng: source of the draws.

        Returns:
            float[K', N, C], N = count L.
        """
        _, episodes, _, entries = self._context.shape
        order = rng.random((len(tasks), episodes)).argsort(axis=1)[:, :count]
        return self._context[tasks[:, None], order].reshape(len(tasks), -1, entries)
