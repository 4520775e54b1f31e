import math


def log_beta(x, y):
    return math.lgamma(x) + math.lgamma(y) - math.lgamma(x + y)


def chance_of_best(a, b, c, d):
    """Chance that a draw from Beta(a, b) is larger than one from Beta(c, d).

    Args:
        a, b, c, d: whole numbers from 1 on.

    Returns:
        float.
    """
    total = 0.0
    for i in range(a):
        ways = math.log(math.comb(b + i - 1, i))
        total += math.exp(ways + log_beta(c + i, d + b) - log_beta(c, d))
    return total


def dpt_target(arms, rewards):
    """Chance of either arm to be the label of this context.

    Args:
        arms: int[T], 0 or 1, the arm of each pull.
        rewards: int[T], 0 or 1, what it paid.

    Returns:
        float[2].
    """
    counts = []
    for arm in (0, 1):
        paid = rewards[arms == arm]
        counts += [1 + int(paid.sum()), 1 + int((1 - paid).sum())]
    first = chance_of_best(*counts)
    return [first, 1 - first]
