def excess_risk(w1, w2, sigma, n, share):
    """Squared bias and variance of the fitted weights of one of two tasks.

    Args:
        w1: float[d], true weights of one task.
        w2: float[d], true weights of the other.
        sigma: standard deviation of the noise, >= 0.
        n: samples of each task, >= 1.
        share: whether both tasks are fitted with the same weights.

    Returns:
        float, the expected squared distance of the fitted weights from the true ones.
    """
    apart = w1 - w2
    variance = len(apart) * sigma**2 / n
    if not share:
        return variance
    # The fit lies halfway between the tasks, and twice the samples halve its variance.
    return apart @ apart / 4 + variance / 2


def transfer_helps(w1, w2, sigma, n):
    """Whether sharing lowers the risk; a tie is no help."""
    shared, alone = (excess_risk(w1, w2, sigma, n, share) for share in (True, False))
    return shared < alone
