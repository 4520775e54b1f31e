"""
# One task and one outcome after the other, on Python numbers.
"""

from math import exp


def pull(theta):
    return 1 / (1 + exp(-theta))


def value(theta, first, second):
    return pull(theta) * first + (1 - pull(theta)) * second


def slope(theta, first, second):
    return pull(theta) * (1 - pull(theta)) * (first - second)


def exact_gradient(theta, tasks, alpha):
    values, slopes = 0.0, 0.0
    p = pull(theta)
    for first, second in tasks:
        own = slope(theta, first, second)
        there = theta + alpha * own
        values += value(there, first, second)
        slopes += (1 + alpha * own * (1 - 2 * p)) * slope(there, first, second)
    return values / len(tasks), slopes / len(tasks)


def sampled_gradient(theta, tasks, alpha):
    values, slopes = 0.0, 0.0
    p = pull(theta)
    for first, second in tasks:
        for arm in (0, 1):
            score = 1 - p if arm == 0 else -p
            paid = first if arm == 0 else second
            for r in (0, 1):
                chance = (p if arm == 0 else 1 - p) * (paid if r else 1 - paid)
                c = alpha * (r - 0.5)
                there = theta + c * score
                after = value(there, first, second)
                back = (1 - c * p * (1 - p)) * slope(there, first, second)
                values += chance * after
                slopes += chance * (after * score + back)
    return values / len(tasks), slopes / len(tasks)
