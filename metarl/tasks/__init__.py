"""Distributions of tasks, small enough that much about them is known exactly."""

from metarl.tasks.bandits import dependent_arms, independent_arms, informative_rewards, pull
from metarl.tasks.control import Episodes, Pursuit, pursue, pursuit
from metarl.tasks.grid import grid_belief, grid_distance, grid_move, grid_prior, grid_reward
from metarl.tasks.linear import Prompts, draw_prompts, input_moments
from metarl.tasks.navigation import (
    best_mean,
    best_returns,
    navigate,
    navigation_goals,
    published_test_goals,
    staying_mean,
    staying_returns,
)
from metarl.tasks.quadratics import (
    adapted_quadratic,
    fixed_point,
    mean_quadratic_loss,
    meta_weights,
    quadratic_gradient,
    quadratic_meta_gradient,
)
from metarl.tasks.robot import (
    best_plans,
    dense_reward,
    half_circle_goals,
    moves,
    positions_of,
    sparse_reward,
)
from metarl.tasks.sinusoid import (
    SineTasks,
    sine_inputs,
    sine_targets,
    sine_tasks,
    task_blind_error,
    zero_predictor_error,
)
from metarl.tasks.tabular import TabularTasks, mdp_step, random_mdps, sample_rows

__all__ = [
    "Episodes",
    "Prompts",
    "Pursuit",
    "SineTasks",
    "TabularTasks",
    "adapted_quadratic",
    "best_mean",
    "best_plans",
    "best_returns",
    "dense_reward",
    "dependent_arms",
    "draw_prompts",
    "fixed_point",
    "grid_belief",
    "grid_distance",
    "grid_move",
    "grid_prior",
    "grid_reward",
    "half_circle_goals",
    "independent_arms",
    "informative_rewards",
    "input_moments",
    "mdp_step",
    "mean_quadratic_loss",
    "meta_weights",
    "moves",
    "navigate",
    "navigation_goals",
    "positions_of",
    "published_test_goals",
    "pull",
    "pursue",
    "pursuit",
    "quadratic_gradient",
    "quadratic_meta_gradient",
    "random_mdps",
    "sample_rows",
    "sine_inputs",
    "sine_targets",
    "sine_tasks",
    "sparse_reward",
    "staying_mean",
    "staying_returns",
    "task_blind_error",
    "zero_predictor_error",
]
