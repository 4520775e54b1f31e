"""Checks of the meta-gradient: by hand for one weight, by differences for a small network."""

import numpy as np

from grader import (
    Counted,
    check,
    expect_arguments_kept,
    expect_close,
    expect_equal,
    expect_gradient,
    expect_growth,
    expect_permutation_invariant,
    record,
)

STARTS = 20


def line_gradient(theta, x, y):
    """Gradient of the mean squared error of theta * x."""
    return 2 * np.mean((theta * x - y) * x, keepdims=True)


def line_hvp(theta, x, y, v):
    return 2 * np.mean(x * x) * v


def on_a_line(learner, theta, pairs, alpha):
    """The learner's gradient for tasks of one support and one query point, ((x, y), (x, y))."""
    tasks = [tuple(np.array([number]) for point in pair for number in point) for pair in pairs]
    return learner.maml_grad(np.array([theta]), tasks, alpha, line_gradient, line_hvp)


class Network:
    """A layer of hidden units, theta float[3, H]: slopes, offsets and output weights."""

    def __init__(self, smooth):
        # The units are tanh, or else ReLU.
        self.smooth = smooth

    def hidden(self, theta, x):
        z = np.outer(x, theta[0]) + theta[1]
        h = np.tanh(z) if self.smooth else np.maximum(z, 0.0)
        return h, (1 - h * h if self.smooth else np.sign(h))

    def loss(self, theta, x, y):
        return float(np.mean((self.hidden(theta, x)[0] @ theta[2] - y) ** 2))

    def gradient(self, theta, x, y):
        h, rise = self.hidden(theta, x)
        error = h @ theta[2] - y
        back = np.outer(error, theta[2]) * rise
        return 2 / len(x) * np.array([x @ back, back.sum(axis=0), error @ h])

    def hvp(self, theta, x, y, v):
        h, rise = self.hidden(theta, x)
        error = h @ theta[2] - y
        dh = rise * (np.outer(x, v[0]) + v[1])
        derror = dh @ theta[2] + h @ v[2]
        dback = (np.outer(derror, theta[2]) + np.outer(error, v[2])) * rise
        if self.smooth:
            dback -= 2 * np.outer(error, theta[2]) * h * dh
        return 2 / len(x) * np.array([x @ dback, dback.sum(axis=0), derror @ h + error @ dh])


def waves(rng, count, support=5, query=7):
    """Support and query points of sine waves."""
    tasks = []
    for _ in range(count):
        amplitude, phase = rng.uniform(0.5, 3.0), rng.uniform(0.0, np.pi)
        x = rng.uniform(-3.0, 3.0, size=support + query)
        y = amplitude * np.sin(x - phase)
        tasks.append((x[:support], y[:support], x[support:], y[support:]))
    return tasks


def of_network(learner, theta, tasks, alpha=0.02):
    network = Network(True)
    return learner.maml_grad(theta.copy(), tasks, alpha, network.gradient, network.hvp)


def random_start(rng):
    """40 units as networks begin, with variances 2 by inputs, and a wave of the paper."""
    slopes, outputs = rng.normal(0.0, np.sqrt(2.0), 40), rng.normal(0.0, np.sqrt(2.0 / 40), 40)
    x = rng.uniform(-5.0, 5.0, size=20)
    y = rng.uniform(0.1, 5.0) * np.sin(x - rng.uniform(0.0, np.pi))
    return np.array([slopes, np.zeros(40), outputs]), (x[:10], y[:10], x[10:], y[10:])


@check("One weight, one task, by hand")
def one_weight(learner, solution, rng):
    # From 0 the step leads to 0.5, where the query gradient is -4; the factor is 0.5.
    record("another step size", on_a_line(learner, 1.0, [((1.0, 3.0), (0.5, -1.0))], 0.1))
    found = on_a_line(learner, 0.0, [((1.0, 1.0), (2.0, 2.0))], 0.25)
    expect_close("meta-gradient of one weight", found, [-2.0])
    # From 1 to 0.6, where the query gradient is -2.4; the factor is 0.2.
    found = on_a_line(learner, 1.0, [((2.0, 1.0), (1.0, 1.8))], 0.1)
    expect_close("meta-gradient of one weight elsewhere", found, [-0.48])
    found = on_a_line(learner, 0.0, [((1.0, 1.0), (2.0, 2.0))], 0.0)
    expect_close("meta-gradient of one weight without a step", found, [-8.0])


@check("Of several tasks it is the mean", after="one_weight")
def mean_of_tasks(learner, solution, rng):
    pairs = [((1.0, 1.0), (2.0, 2.0)), ((1.0, -1.0), (1.0, -2.0)), ((0.0, 5.0), (1.0, -1.0))]
    # -2, then 0.5 * 2 * 1.5 from the place -0.5, then a step that leads nowhere.
    expect_close("meta-gradient of two tasks", on_a_line(learner, 0.0, pairs[:2], 0.25), [-0.25])
    found = on_a_line(learner, 0.0, pairs, 0.25)
    expect_close("meta-gradient of three tasks", found, [0.5])


@check("Of a network it is the slope of the query loss after the step", after="one_weight")
def network_slope(learner, solution, rng):
    network, theta = Network(True), rng.normal(size=(3, 4))
    task = waves(rng, 1)[0]
    xs, ys, xq, yq = task

    def loss_after_step(start):
        return network.loss(start - 0.02 * network.gradient(start, xs, ys), xq, yq)

    found = of_network(learner, theta, [task])
    expect_gradient("meta-gradient of a network", found, loss_after_step, theta)


@check("Any number of tasks and units, in any order", after="network_slope")
def any_order(learner, solution, rng):
    theta, tasks = rng.normal(size=(3, 1)), waves(rng, 1, 1, 1)
    expected = of_network(solution, theta, tasks)
    expect_close("one unit, one point each", of_network(learner, theta, tasks), expected)
    theta, tasks = rng.normal(size=(3, 3)), waves(rng, 4, 6, 2)
    expected = of_network(solution, theta, tasks)
    expect_close("four tasks", of_network(learner, theta, tasks), expected)

    def mean_gradient(order):
        return of_network(learner, theta, [tasks[place] for place in order])

    expect_permutation_invariant("meta-gradient", mean_gradient, [np.arange(4)], rng)


@check("Parameters and examples stay as they were")
def arguments_kept(learner, solution, rng):
    network = Network(True)
    tasks = [list(task) for task in waves(rng, 2)]
    theta = rng.normal(size=(3, 2))
    expect_arguments_kept(
        "maml_grad", learner.maml_grad, theta, tasks, 0.02, network.gradient, network.hvp
    )


@check("A larger network needs no more products", after="network_slope")
def products(learner, solution, rng):
    calls = {}
    for units in (2, 8, 32):
        network = Network(True)
        theta, tasks = rng.normal(size=(3, units)), waves(rng, 3)
        hvp = Counted(network.hvp)
        learner.maml_grad(theta, tasks, 0.02, network.gradient, hvp)
        calls[units] = hvp.calls
    expect_growth("calls of hvp, by hidden units", calls, power=0.0)


@check("How often FOMAML points the other way", after=("network_slope", "mean_of_tasks"))
def opposite(learner, solution, rng):
    # Starts of a ReLU network and waves as in the paper, with the paper's step size.
    network = Network(False)
    theta, task = random_start(np.random.default_rng(0))
    found = learner.maml_grad(theta.copy(), [task], 0.01, network.gradient, network.hvp)
    expected = solution.maml_grad(theta, [task], 0.01, network.gradient, network.hvp)
    expect_close("meta-gradient of 40 ReLU units", found, expected)
    count = 0
    for start in range(STARTS):
        theta, task = random_start(np.random.default_rng(start))
        full = learner.maml_grad(theta.copy(), [task], 0.01, network.gradient, network.hvp)
        adapted = theta - 0.01 * network.gradient(theta, *task[:2])
        count += float(np.sum(full * network.gradient(adapted, *task[2:]))) < 0
    expect_equal("starts at which the two are more than a right angle apart", count, STARTS)
