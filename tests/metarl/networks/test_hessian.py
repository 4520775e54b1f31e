"""Products with the Hessian are the change of the gradient along the vector."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from metarl.networks.adam import Parameters
from metarl.networks.hessian import mlp_directional, mlp_hessian_vector
from metarl.networks.losses import squared_error
from metarl.networks.mlp import Activation, mlp_backward, mlp_forward, mlp_init
from metarl.shapes import FloatArray


def setting(
    activation: Activation, sizes: tuple[int, ...] = (2, 5, 4, 3), lead: tuple[int, ...] = ()
) -> tuple[Parameters, Parameters, FloatArray, FloatArray, Activation]:
    rng = np.random.default_rng(3)
    parameters = [rng.normal(size=(*lead, *array.shape)) for array in mlp_init(sizes, rng)]
    direction = [rng.normal(size=array.shape) for array in parameters]
    x, y = rng.normal(size=(*lead, 6, sizes[0])), rng.normal(size=(*lead, 6, sizes[-1]))
    return parameters, direction, x, y, activation


def gradient_of(
    parameters: Parameters, x: FloatArray, y: FloatArray, activation: Activation
) -> Parameters:
    output, trace = mlp_forward(parameters, x, activation)
    return mlp_backward(parameters, trace, squared_error(output, y)[1])[0]


def product_of(
    parameters: Parameters,
    direction: Parameters,
    x: FloatArray,
    y: FloatArray,
    activation: Activation,
) -> Parameters:
    output, trace = mlp_forward(parameters, x, activation)
    rate = 2 / (output.shape[-2] * output.shape[-1])
    d_out = squared_error(output, y)[1]
    return mlp_hessian_vector(parameters, trace, d_out, direction, lambda change: rate * change)


def along(
    function: Callable[[Parameters], Parameters],
    parameters: Parameters,
    direction: Parameters,
    step: float = 1e-6,
) -> Parameters:
    ahead, behind = (
        function([p + sign * step * v for p, v in zip(parameters, direction, strict=True)])
        for sign in (1, -1)
    )
    return [(a - b) / (2 * step) for a, b in zip(ahead, behind, strict=True)]


@pytest.mark.parametrize("activation", ["relu", "tanh"])
@pytest.mark.parametrize("lead", [(), (3,)])
def test_the_product_is_the_slope_of_the_gradient(
    activation: Activation, lead: tuple[int, ...]
) -> None:
    parameters, direction, x, y, activation = setting(activation, lead=lead)
    expected = along(lambda p: gradient_of(p, x, y, activation), parameters, direction)
    products = product_of(parameters, direction, x, y, activation)
    for ours, slope in zip(products, expected, strict=True):
        # central differences of step 1e-6 lose about half of the 16 digits
        assert ours == pytest.approx(slope, rel=1e-6, abs=1e-7)


@pytest.mark.parametrize("activation", ["relu", "tanh"])
def test_the_change_of_the_output_is_its_slope(activation: Activation) -> None:
    parameters, direction, x, _, activation = setting(activation)
    change, _ = mlp_directional(parameters, mlp_forward(parameters, x, activation)[1], direction)
    [slope] = along(lambda p: [mlp_forward(p, x, activation)[0]], parameters, direction)
    assert change == pytest.approx(slope, rel=1e-6, abs=1e-7)


def test_the_hessian_is_symmetric_and_the_product_linear() -> None:
    parameters, v, x, y, activation = setting("tanh")
    rng = np.random.default_rng(4)
    u = [rng.normal(size=array.shape) for array in v]

    def inner(left: Parameters, right: Parameters) -> float:
        return sum(np.vdot(a, b).item() for a, b in zip(left, right, strict=True))

    hu, hv = (product_of(parameters, way, x, y, activation) for way in (u, v))
    assert inner(u, hv) == pytest.approx(inner(v, hu))
    both = [2 * a - 3 * b for a, b in zip(u, v, strict=True)]
    for product, a, b in zip(product_of(parameters, both, x, y, activation), hu, hv, strict=True):
        assert product == pytest.approx(2 * a - 3 * b)


def test_of_a_linear_network_by_hand() -> None:
    # y = w x, one point x = 3: L = (3 w + b - t)^2, so H = 2 [[9, 3], [3, 1]].
    parameters = [np.array([[0.5]]), np.array([0.25])]
    direction = [np.array([[1.0]]), np.array([2.0])]
    x, y = np.array([[3.0]]), np.array([[7.0]])
    products = product_of(parameters, direction, x, y, "relu")
    assert [array.item() for array in products] == pytest.approx([2 * (9 + 6), 2 * (3 + 2)])


def test_wrong_shapes_are_named() -> None:
    parameters, direction, x, y, activation = setting("relu")
    with pytest.raises(ValueError, match="direction: expected 6 arrays, found 4"):
        product_of(parameters, direction[:4], x, y, activation)
    with pytest.raises(ValueError, match=r"target: expected shape \(6, 3\), found \(6, 2\)"):
        squared_error(np.zeros((6, 3)), np.zeros((6, 2)))
