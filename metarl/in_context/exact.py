"""Expected errors in closed form, for y = w . x, with noise or without, and w ~ N(0, I).

Entries of inputs are independent and symmetric with the moments s2 = E x^2 and m4 = E x^4. Errors
are those of the answer to a new x, squared and divided by d s2, the variance of w . x, so that
answering 0 scores 1. Noise is in the examples only.
"""

from __future__ import annotations

from math import inf

import numpy as np

from metarl.shapes import FloatArray, float_array, require_shape
from metarl.tasks.linear import Inputs, input_moments


def least_squares_error(examples: int, d: int, variance: float = 0.0) -> float:
    """Error of least squares of smallest norm:  max(0, 1 - N/d) + v min(1, N/d) / (|N - d| - 1).

    N examples leave w unknown in d - N directions, which the smallest norm sets to 0. Noise is
    fitted as well: about N = d, where the fit is exact and just possible, its part has no bound.
    Holds for normal inputs, whose directions are all alike.

    Args:
        examples: number N, >= 0.
        d: dimensions, >= 1.
        variance: of the noise, v >= 0.

    Returns:
        A share of the variance of w . x; infinite with noise if |N - d| <= 1.

    Raises:
        ValueError: if a number is too small.

    Source: garg-2022-in-context, figure 2; a projection's expectation, and that of an inverse
    Wishart matrix.
    """
    _check_sizes(examples, d, fewest=0)
    unknown = max(0.0, 1.0 - examples / d)
    if not variance or not examples:
        return unknown
    apart = abs(examples - d) - 1
    return unknown + variance * min(1.0, examples / d) / apart if apart > 0 else inf


def step_error(
    examples: int, d: int, eta: float, inputs: Inputs = "normal", variance: float = 0.0
) -> float:
    """Error of one gradient step from 0:  E tr[(I - eta S)^2] / d  with S = 1/N sum_i x_i x_i'.

    It is 1 - 2 eta s2 + eta^2 E tr S^2 / d; eta = 1 is averaging, (d + 1)/N for normal inputs.
    Noise adds eta^2 v s2 / N.

    Args:
        examples: number N, >= 1.
        d: dimensions, >= 1.
        eta: step size.
        inputs: distribution of the inputs.
        variance: of the noise, v >= 0.

    Returns:
        A share of the variance of w . x.

    Raises:
        ValueError: if a number is too small.

    Source: vonoswald-2023-icl-gd, section 2; the expectation is over w, then over the inputs.
    """
    second, _ = input_moments(inputs)
    scatter = _squared_moment(examples, d, inputs) / d + variance * second / examples
    return 1.0 - 2.0 * eta * second + eta * eta * scatter


def best_step(examples: int, d: int, inputs: Inputs = "normal", variance: float = 0.0) -> float:
    """Step size of the smallest error:  eta* = s2 / (E tr S^2 / d + v s2 / N).

    It is N / (N + d + 1 + v) for normal inputs.

    Args:
        examples: number N, >= 1.
        d: dimensions, >= 1.
        inputs: distribution of the inputs.
        variance: of the noise, v >= 0.

    Returns:
        The step size.

    Raises:
        ValueError: if a number is too small.

    Source: vonoswald-2023-icl-gd, section 3; the derivative of ``step_error`` set to 0.
    """
    second, _ = input_moments(inputs)
    return second / (_squared_moment(examples, d, inputs) / d + variance * second / examples)


def uneven_best_steps(variances: FloatArray, examples: int) -> FloatArray:
    """Step size of each entry for inputs x ~ N(0, diag v):  1 / ((1 + 1/N) v_j + sum_i v_i / N).

    One step of linear attention with the matrix P answers x' P h with h = 1/N sum_i y_i x_i = S w.
    The error is least where P E S^2 = E S, and E S^2 = V ((1 + 1/N) V + tr V / N) with V = diag v.

    Args:
        variances: float[d], of the entries of an input, > 0.
        examples: number N, >= 1.

    Returns:
        float[d], the diagonal of P.

    Raises:
        ValueError: if a number is too small.

    Source: zhang-2024-trained-icl, the limit of training in section 4.1; derived above.
    """
    variances = float_array("variances", variances, ndim=1)
    _check_sizes(examples, len(variances), fewest=1)
    if variances.min() <= 0:
        raise ValueError(f"variances: expected above 0, found {variances.min()}")
    return np.asarray(1.0 / ((1.0 + 1.0 / examples) * variances + variances.sum() / examples))


def uneven_step_error(variances: FloatArray, examples: int, steps: FloatArray) -> float:
    """Error where each entry has its step:  sum_j v_j (1 - 2 p_j v_j + p_j^2 m_j) / tr V.

    Here m_j = v_j ((1 + 1/N) v_j + tr V / N) is what E S^2 has on its diagonal.

    Args:
        variances: float[d], of the entries of an input, > 0.
        examples: number N, >= 1.
        steps: float[d], the sizes p_j.

    Returns:
        A share of the variance of w . x.

    Raises:
        ValueError: if a number is too small or the shapes differ.

    Source: zhang-2024-trained-icl, section 4.1, for the setting; the expectation is ours.
    """
    squares = variances / uneven_best_steps(variances, examples)
    require_shape("steps", steps, variances.shape)
    left = variances * (1.0 - 2.0 * steps * variances + steps * steps * squares)
    return float(left.sum() / variances.sum())


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
