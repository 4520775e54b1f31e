"""Exact values of small problems, to the digits that are published or were worked out by hand."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest

from metarl.planning import (
    bandit_values,
    dependent_arms,
    index,
    informative_arm,
    known_unknown,
    two_step,
)


@pytest.mark.parametrize(
    ("arms", "pulls", "expected"),
    [
        # Two pulls: 1/2, then 2/3 after a success and again 1/2 after a failure: 13/12.
        (2, 2, 13 / 12),
        (9, 2, 13 / 12),
        (2, 3, 1.666667),
        (3, 3, 1.708333),
        (2, 4, 2.277778),
        (3, 4, 2.347222),
        (4, 4, 2.368056),
        (2, 5, 2.888889),
        (3, 5, 3.006944),
        (5, 5, 3.052083),
        (2, 10, 6.021786),
        (3, 10, 6.409643),
        (5, 10, 6.659988),
        (10, 10, 6.713951),
        (50, 10, 6.713951),
        (1, 7, 3.5),
        (3, 0, 0.0),
    ],
)
def test_the_optimum_of_independent_arms(arms: int, pulls: int, expected: float) -> None:
    assert bandit_values.bayes_optimal_value(arms, pulls) == pytest.approx(expected, abs=6e-7)


@pytest.mark.parametrize(
    ("pulls", "expected", "regret"),
    [
        (10, 6.021786, 0.645),
        (20, 12.43126, 0.902),
        (30, 18.91987, 1.080),
        (50, 31.99671, 1.337),
    ],
)
def test_the_optimum_of_two_arms_over_more_pulls(
    pulls: int, expected: float, regret: float
) -> None:
    value = bandit_values.two_arm_value(pulls)
    assert value == pytest.approx(expected, abs=6e-6)
    assert bandit_values.oracle_value(2, pulls) - value == pytest.approx(regret, abs=6e-4)


@pytest.mark.parametrize(
    ("arms", "expected"), [(2, 6.005811), (5, 6.626225), (10, 6.693082), (50, 6.707999)]
)
def test_the_greedy_rule_over_ten_pulls(arms: int, expected: float) -> None:
    value = bandit_values.index_rule_value(arms, 10, bandit_values.posterior_mean)
    assert value == pytest.approx(expected, abs=6e-7)


def test_the_largest_finite_horizon_index_is_optimal_for_five_arms_but_not_for_two() -> None:
    @cache
    def score(successes: int, failures: int, left: int) -> float:
        return index.finite_horizon_index(successes + 1, failures + 1, left)

    values = [bandit_values.index_rule_value(arms, 10, score) for arms in (2, 5, 10)]
    assert values == pytest.approx([6.021521, 6.659988, 6.713951], abs=6e-7)


@pytest.mark.parametrize(("pulls", "expected"), [(1, 0.5), (2, 5 / 9), (5, 0.6357), (10, 0.6981)])
def test_index_of_a_fresh_arm_with_a_horizon(pulls: int, expected: float) -> None:
    # Two pulls: 1/2 + (1/2)(2/3) + (1/2) x = 2 x for x = 5/9.
    assert index.finite_horizon_index(1, 1, pulls) == pytest.approx(expected, abs=6e-5)


@pytest.mark.parametrize(
    ("discount", "expected"),
    [
        (0.5, {(1, 1): 0.5590}),
        (0.9, {(1, 1): 0.7029, (1, 2): 0.5001, (2, 1): 0.8001, (2, 2): 0.6346, (3, 1): 0.8452}),
        (0.99, {(1, 1): 0.8699, (1, 2): 0.7005, (2, 2): 0.7844, (1, 3): 0.5671}),
        (0.0, {(3, 1): 0.75}),
    ],
)
def test_gittins_indices(discount: float, expected: dict[tuple[int, int], float]) -> None:
    indices = {arm: index.gittins_index(*arm, discount) for arm in expected}
    assert indices == pytest.approx(expected, abs=6e-5)


def test_tables_of_indices_agree_with_single_ones_to_their_levels() -> None:
    gittins = index.gittins_table(4, 0.9, levels=100, extra=60)
    finite = index.finite_horizon_tables(8, levels=100)
    for successes, failures in [(0, 0), (2, 1), (0, 3)]:
        arm = (successes + 1, failures + 1)
        alone = index.gittins_index(*arm, 0.9)
        assert gittins[successes, failures] == pytest.approx(alone, abs=0.006)
        alone = index.finite_horizon_index(*arm, 5)
        assert finite[4][successes, failures] == pytest.approx(alone, abs=0.006)


@pytest.mark.parametrize(
    ("better", "optimal", "thompson", "independent"),
    [
        (None, 0.926, 1.514, 1.861),
        (0.9, 0.625, 0.727, 1.847),
        (0.75, 0.9942, 1.2995, 2.261),
        (0.6, 1.4615, 1.905, 1.941),
    ],
)
def test_regrets_of_dependent_arms_over_thirty_pulls(
    better: float | None, optimal: float, thompson: float, independent: float
) -> None:
    assert dependent_arms.bayes_optimal_regret(30, better) == pytest.approx(optimal, abs=6e-4)
    assert dependent_arms.thompson_regret(30, better) == pytest.approx(thompson, abs=6e-4)
    regret = dependent_arms.independent_thompson_regret(30, better)
    assert regret == pytest.approx(independent, abs=6e-4)


def test_least_regrets_of_dependent_arms_over_a_hundred_pulls() -> None:
    regrets = [
        dependent_arms.bayes_optimal_regret(100, better) for better in (None, 0.9, 0.75, 0.6)
    ]
    assert regrets == pytest.approx([1.2214, 0.625, 1.0, 2.3121], abs=6e-5)


def test_the_first_pull_of_dependent_arms_is_worth_what_chance_is() -> None:
    # 3/4 - 1/2 before anything is known, whoever chooses.
    for regret in (
        dependent_arms.bayes_optimal_regret,
        dependent_arms.thompson_regret,
        dependent_arms.independent_thompson_regret,
    ):
        assert regret(1) == pytest.approx(0.25)
        assert regret(0) == 0.0


def test_the_informative_arm_pays_from_two_pulls_on() -> None:
    pulls = range(1, 6)
    assert [informative_arm.informative_arm_value(n) for n in pulls] == pytest.approx(
        [1.4, 5.55, 10.55, 15.55, 20.55]
    )
    assert [informative_arm.informative_arm_sampling_value(n) for n in pulls] == pytest.approx(
        [1.4, 3.2, 5.4, 8.0, 11.0]
    )
    assert informative_arm.informed_first_value(1) == pytest.approx(0.55)
    assert informative_arm.informative_arm_sampling_value(3, arms=1) == pytest.approx(15.0)


def test_an_unknown_arm_is_worth_a_try_from_two_pulls_on() -> None:
    pulls = (1, 2, 3, 5, 10, 20, 50)
    expected = {
        known_unknown.known_unknown_value: (0.6, 1.245, 1.9585, 3.3894, 7.0322, 14.3783, 36.7692),
        known_unknown.known_unknown_greedy_value: (0.6, 1.2, 1.8, 3.0, 6.0, 12.0, 30.0),
        known_unknown.known_unknown_thompson_value: (
            0.575,
            1.1933,
            1.8434,
            3.1989,
            6.7343,
            14.018,
            36.2624,
        ),
        known_unknown.known_unknown_oracle_value: (0.75, 1.5, 2.25, 3.75, 7.5, 15.0, 37.5),
    }
    for value, numbers in expected.items():
        assert [value(n) for n in pulls] == pytest.approx(list(numbers), abs=6e-5)


def test_the_two_step_task() -> None:
    # 0.75 * 0.9 + 0.25 * 0.1 = 0.70
    assert two_step.two_step_action_values() == pytest.approx((0.70, 0.30))
    assert two_step.two_step_optimal_value(100) == pytest.approx(69.69, abs=0.003)
    assert two_step.two_step_optimal_value(1) == pytest.approx(0.5)
    assert two_step.two_step_optimal_value(9, good=0.5) == pytest.approx(4.5)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: bandit_values.bayes_optimal_value(0, 3), "arms, pulls: expected 1 and 0 or more"),
        (lambda: bandit_values.two_arm_value(-1), "arms, pulls: expected 1 and 0 or more"),
        (lambda: index.gittins_index(1, 1, 1.0), "a, b, discount: expected"),
        (lambda: index.gittins_table(3, 1.0), "discount: expected"),
        (lambda: index.finite_horizon_index(1, 0, 3), "a, b, pulls: expected"),
        (lambda: index.finite_horizon_tables(0), "pulls: expected 1 or more, found 0"),
        (lambda: dependent_arms.oracle_reward(0.4), "better: expected 0.5 to 1 or None"),
        (lambda: dependent_arms.thompson_regret(-1), "pulls: expected 0 or more, found -1"),
        (lambda: informative_arm.informative_arm_value(3, 13), "pulls, arms: expected"),
        (
            lambda: known_unknown.known_unknown_greedy_value(3, 1.5),
            "pulls, known, chances: expected",
        ),
        (lambda: two_step.two_step_action_values(0.2), "common, good: expected 0.5 to 1"),
    ],
)
def test_wrong_arguments_are_named(call: Callable[[], object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        call()
