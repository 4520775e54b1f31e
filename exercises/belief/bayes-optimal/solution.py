from functools import cache


def bayes_optimal_value(k, n):
    """Largest expected number of wins in n pulls of k arms, each with a chance from U[0, 1].

    Args:
        k: number of arms, 1 or more.
        n: number of pulls, 0 or more.

    Returns:
        A number from 0 to n.
    """

    @cache
    def value(arms, left):
        if left == 0:
            return 0.0
        worth = []
        for arm in set(arms):  # equal arms are worth the same
            s, f = arm
            mean = (s + 1) / (s + f + 2)
            others = list(arms)
            others.remove(arm)
            won = tuple(sorted([*others, (s + 1, f)]))
            lost = tuple(sorted([*others, (s, f + 1)]))
            after_loss = value(lost, left - 1)
            worth.append(mean * (1 + value(won, left - 1)) + (1 - mean) * after_loss)
        return max(worth)

    # No more than n arms are ever touched; the others would only make the state longer.
    return value(((0, 0),) * min(k, n), n)
