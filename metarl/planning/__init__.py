"""Exact values: what the best policy reaches, and what simple ones reach, without simulation."""

from metarl.planning.bandit_values import (
    bayes_optimal_value,
    index_rule_value,
    oracle_value,
    posterior_mean,
    two_arm_value,
)
from metarl.planning.dependent_arms import (
    bayes_optimal_regret,
    independent_thompson_regret,
    oracle_reward,
    thompson_regret,
)
from metarl.planning.grid import (
    explicit_policy_returns,
    explicit_policy_walk,
    one_episode_value,
    oracle_return,
    posterior_sampling_values,
    search_paths,
    two_episode_plan,
)
from metarl.planning.index import (
    finite_horizon_index,
    finite_horizon_tables,
    gittins_index,
    gittins_table,
)
from metarl.planning.informative_arm import (
    informative_arm_sampling_value,
    informative_arm_value,
    informed_first_value,
)
from metarl.planning.known_unknown import (
    known_unknown_greedy_value,
    known_unknown_oracle_value,
    known_unknown_thompson_value,
    known_unknown_value,
)
from metarl.planning.tabular import finite_horizon_plan, value_iteration
from metarl.planning.two_step import two_step_action_values, two_step_optimal_value

__all__ = [
    "bayes_optimal_regret",
    "bayes_optimal_value",
    "explicit_policy_returns",
    "explicit_policy_walk",
    "finite_horizon_index",
    "finite_horizon_plan",
    "finite_horizon_tables",
    "gittins_index",
    "gittins_table",
    "independent_thompson_regret",
    "index_rule_value",
    "informative_arm_sampling_value",
    "informative_arm_value",
    "informed_first_value",
    "known_unknown_greedy_value",
    "known_unknown_oracle_value",
    "known_unknown_thompson_value",
    "known_unknown_value",
    "one_episode_value",
    "oracle_return",
    "oracle_reward",
    "oracle_value",
    "posterior_mean",
    "posterior_sampling_values",
    "search_paths",
    "thompson_regret",
    "two_arm_value",
    "two_episode_plan",
    "two_step_action_values",
    "two_step_optimal_value",
    "value_iteration",
]
