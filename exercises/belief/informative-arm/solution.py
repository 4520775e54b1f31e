def sampling_value(j, n, prize):
    """Expected sum of rewards of posterior sampling.

    Args:
        j: number of arms that may still be the target, 1 or more.
        n: number of pulls that are left, 0 or more.
        prize: what the target pays; the other arms pay 1.

    Returns:
        A number.
    """
    if n == 0:
        return 0.0
    if j == 1:
        return n * prize
    missed = 1 + sampling_value(j - 1, n - 1, prize)
    return (n * prize + (j - 1) * missed) / j


def best_value(j, n, prize, hint):
    """Expected sum of rewards of the best policy, which may also ask.

    Args:
        j: number of arms that may still be the target, 1 or more.
        n: number of pulls that are left, 0 or more.
        prize: what the target pays; the other arms pay 1.
        hint: what the arm pays that names the target, less than the prize.

    Returns:
        A number.
    """
    if n == 0:
        return 0.0
    if j == 1:
        return n * prize
    ask = hint + (n - 1) * prize
    missed = 1 + best_value(j - 1, n - 1, prize, hint)
    guess = (n * prize + (j - 1) * missed) / j
    return max(ask, guess)
