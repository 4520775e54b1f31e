from functools import cache


def bayes_optimal_value(k, n):
    """Largest expected number of wins in n pulls of k arms, each with a chance from U[0, 1]."""

    @cache  # remembers the values of states that it has met
    def value(arms, left):
        # arms is a tuple of pairs (wins, losses); left is the number of pulls that remain.
        return 0.0

    return value(((0, 0),) * k, n)
