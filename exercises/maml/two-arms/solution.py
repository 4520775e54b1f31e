import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def exact_gradient(theta, tasks, alpha):
    """Mean return after an exact policy-gradient step, and its derivative.

    Args:
        theta: logit of the first arm.
        tasks: float[K, 2], how often each arm pays 1.
        alpha: size of the inner step.

    Returns:
        The return and its derivative with respect to theta, two numbers.
    """
    first, second = tasks.T
    p, gap = sigmoid(theta), first - second
    q = sigmoid(theta + alpha * p * (1 - p) * gap)
    factor = 1 + alpha * p * (1 - p) * (1 - 2 * p) * gap
    return np.mean(second + q * gap), np.mean(factor * q * (1 - q) * gap)


def sampled_gradient(theta, tasks, alpha):
    """Mean return after a step from one pull, over all that may happen, and its derivative.

    Args:
        theta: logit of the first arm.
        tasks: float[K, 2], how often each arm pays 1.
        alpha: size of the inner step.

    Returns:
        The return and its derivative with respect to theta, two numbers.
    """
    first, second = tasks.T
    p, gap = sigmoid(theta), first - second
    value, gradient = 0.0, 0.0
    # The chance of each arm and its derivative of log pi.
    for paid, pulled, score in zip((first, second), (p, 1 - p), (1 - p, -p)):
        for reward, chance in ((1, pulled * paid), (0, pulled * (1 - paid))):
            rate = alpha * (reward - 0.5)
            q = sigmoid(theta + rate * score)
            after = second + q * gap
            through = (1 - rate * p * (1 - p)) * q * (1 - q) * gap
            value += np.mean(chance * after)
            gradient += np.mean(chance * (after * score + through))
    return value, gradient
