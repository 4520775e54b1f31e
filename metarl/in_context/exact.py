"""Expected errors in closed form, for y = w . x without noise, w ~ N(0, I), and a new x as query.

Entries of inputs are independent and symmetric with the moments s2 = E x^2 and m4 = E x^4. Errors
are squared and divided by d s2, the variance of y, so that answering 0 scores 1.
"""

from __future__ import annotations

from metarl.tasks.linear import Inputs, input_moments


def least_squares_error(examples: int, d: int) -> float:
    """Error of least squares of smallest norm:  max(0, 1 - N/d).

    N examples leave w unknown in d - N directions, which the smallest norm sets to 0. Holds for
    normal inputs, whose directions are all alike.

    Args:
        examples: number N, >= 0.
        d: dimensions, >= 1.

    Returns:
        A share of the variance of y.

    Raises:
        ValueError: if a number is too small.

    Source: garg-2022-in-context, figure 2; the formula is a projection's expectation.
    """
    _check_sizes(examples, d, fewest=0)
    return max(0.0, 1.0 - examples / d)


def step_error(examples: int, d: int, eta: float, inputs: Inputs = "normal") -> float:
    """Error of one gradient step from 0:  E tr[(I - eta S)^2] / d  with S = 1/N sum_i x_i x_i'.

    It is 1 - 2 eta s2 + eta^2 E tr S^2 / d; eta = 1 is averaging, (d + 1)/N for normal inputs.

    Args:
        examples: number N, >= 1.
        d: dimensions, >= 1.
        eta: step size.
        inputs: distribution of the inputs.

    Returns:
        A share of the variance of y.

    Raises:
        ValueError: if a number is too small.

    Source: vonoswald-2023-icl-gd, section 2; the expectation is over w, then over the inputs.
    """
    second, _ = input_moments(inputs)
    return 1.0 - 2.0 * eta * second + eta * eta * _squared_moment(examples, d, inputs) / d


def best_step(examples: int, d: int, inputs: Inputs = "normal") -> float:
    """Step size of the smallest error:  eta* = d s2 / E tr S^2, N / (N + d + 1) if normal.

    Args:
        examples: number N, >= 1.
        d: dimensions, >= 1.
        inputs: distribution of the inputs.

    Returns:
        The step size.

    Raises:
        ValueError: if a number is too small.

    Source: vonoswald-2023-icl-gd, section 3; the derivative of ``step_error`` set to 0.
    """
    second, _ = input_moments(inputs)
    return d * second / _squared_moment(examples, d, inputs)


def _squared_moment(examples: int, d: int, inputs: Inputs = "normal") -> float:
    """How far the inputs' second moments scatter:  E tr S^2 = E|x|^4 / N + (1 - 1/N) d s2^2.

    Args:
        examples: number N, >= 1.
        d: dimensions, >= 1.
        inputs: distribution of the inputs.

    Returns:
        The expectation, with E|x|^4 = d m4 + d (d - 1) s2^2.

    Raises:
        ValueError: if a number is too small.
    """
    _check_sizes(examples, d, fewest=1)
    second, fourth = input_moments(inputs)
    length = d * fourth + d * (d - 1) * second**2
    return length / examples + (1.0 - 1.0 / examples) * d * second**2


def _check_sizes(examples: int, d: int, fewest: int) -> None:
    """Refuse too few examples or dimensions.

    Args:
        examples: number of examples.
        d: dimensions, expected >= 1.
        fewest: the smallest number of examples that makes sense.

    Raises:
        ValueError: if one of them is too small.
    """
    if examples < fewest or d < 1:
        raise ValueError(f"examples, d: expected at least {(fewest, 1)}, found {(examples, d)}")
