"""Classical exploration: rules that need no training, for arms and for small processes."""

from metarl.explore.arms import largest, play_arms, random_arm
from metarl.explore.greedy import epsilon_greedy, greedy
from metarl.explore.grid import GuessedStep, posterior_sampling_returns, posterior_sampling_walk
from metarl.explore.psrl import (
    bonus_plan,
    greedy_plan,
    likeliest_plan,
    optimistic_psrl,
    play_episodes,
    psrl,
)
from metarl.explore.tabular_belief import TabularBelief
from metarl.explore.thompson import chance_of_first, optimistic_thompson, thompson
from metarl.explore.ucb import largest_index, ucb1
from metarl.explore.ucrl2 import best_expectation, ucrl2

__all__ = [
    "GuessedStep",
    "TabularBelief",
    "best_expectation",
    "bonus_plan",
    "chance_of_first",
    "epsilon_greedy",
    "greedy",
    "greedy_plan",
    "largest",
    "largest_index",
    "likeliest_plan",
    "optimistic_psrl",
    "optimistic_thompson",
    "play_arms",
    "play_episodes",
    "posterior_sampling_returns",
    "posterior_sampling_walk",
    "psrl",
    "random_arm",
    "thompson",
    "ucb1",
    "ucrl2",
]
