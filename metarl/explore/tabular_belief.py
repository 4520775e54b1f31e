"""What has been seen of small processes, as a belief over their transitions and rewards."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from metarl.shapes import FloatArray
from metarl.tasks.tabular import TabularTasks


@dataclass
class TabularBelief:
    """Dirichlet beliefs over transitions and normal ones over mean rewards, of K processes.

    P(. | s, a) ~ Dirichlet(1 + visits),  m(s, a) ~ N((m_0 + sum r) / (1 + n), 1 / (1 + n)), for
    rewards with variance 1 and the prior m ~ N(m_0, 1).

    Attributes:
        visits: float[K, S, A, S], how often each transition was seen.
        sums: float[K, S, A], sum of the rewards seen.
        prior_mean: m_0; 1 is what the tasks are drawn with.

    Source: duan-2016-rl2, section 3.2; osband-2013-psrl.
    """

    visits: FloatArray
    sums: FloatArray
    prior_mean: float = 1.0

    @classmethod
    def of(cls, count: int, states: int, actions: int, prior_mean: float = 1.0) -> TabularBelief:
        """The belief before anything was seen:  no visits, and N(m_0, 1) for each mean reward.

        Args:
            count: number of processes K.
            states: number of states S.
            actions: number of actions A.
            prior_mean: mean of the mean rewards m_0.

        Returns:
            The prior.

        Source: duan-2016-rl2, section 3.2.
        """
        shape = (count, states, actions)
        return cls(np.zeros((*shape, states)), np.zeros(shape), prior_mean)

    @property
    def pulls(self) -> FloatArray:
        """float[K, S, A], how often each action was taken in each state: n(s, a)."""
        total: FloatArray = self.visits.sum(axis=-1)
        return total

    @property
    def mean_rewards(self) -> FloatArray:
        """float[K, S, A], expected mean rewards: (m_0 + sum r) / (1 + n)."""
        mean: FloatArray = (self.prior_mean + self.sums) / (1 + self.pulls)
        return mean

    def update(
        self,
        states: NDArray[np.integer],
        actions: NDArray[np.integer],
        rewards: FloatArray,
        after: NDArray[np.integer],
    ) -> None:
        """Count one step of each process:  visits(s, a, s') + 1,  sums(s, a) + r.

        Args:
            states: int[K].
            actions: int[K].
            rewards: float[K].
            after: int[K], the next states.

        Source: osband-2013-psrl.
        """
        row = np.arange(len(self.sums))
        self.visits[row, states, actions, after] += 1
        self.sums[row, states, actions] += rewards

    def mean(self) -> TabularTasks:
        """The mean process:  (1 + visits) / (S + n)  and  (m_0 + sum r) / (1 + n).

        Returns:
            One process for each belief.

        Source: osband-2013-psrl.
        """
        weights = self.visits + 1
        transitions = weights / weights.sum(axis=-1, keepdims=True)
        return TabularTasks(transitions, self.mean_rewards)

    def mode(self) -> TabularTasks:
        """The likeliest process: observed shares, uniform where none, and the mean of the rewards.

        Returns:
            One process for each belief; it differs from ``mean`` in the transitions.

        Source: duan-2016-rl2, section 3.2, the greedy baseline.
        """
        total = self.visits.sum(axis=-1, keepdims=True)
        even = np.full_like(self.visits, 1 / self.visits.shape[-1])
        shares = np.divide(self.visits, total, out=even, where=total > 0)
        return TabularTasks(shares, self.mean_rewards)

    def sample(self, rng: np.random.Generator) -> TabularTasks:
        """A process drawn from each belief:  P ~ Dirichlet(1 + visits),  m ~ N.

        Args:
            rng: source of the draws.

        Returns:
            One process for each belief.

        Source: strens-2000-bayesian; osband-2013-psrl, Algorithm 1.
        """
        # a Dirichlet is a row of gamma variables, divided by their sum
        weights = rng.standard_gamma(self.visits + 1)
        transitions = weights / weights.sum(axis=-1, keepdims=True)
        return TabularTasks(transitions, rng.normal(self.mean_rewards, (1 + self.pulls) ** -0.5))
