def support_query_split(x, y, K, rng):
    """Split a task's points at random:  K for the support set, the rest for the query set.

    Args:
        x: float[N, D], inputs; left as they are.
        y: float[N, 1], targets; left as they are.
        K: number of support points, 1 ... N - 1.
        rng: source of the split.

    Returns:
        x and y of the support set, then x and y of the query set.
    """
    order = rng.permutation(len(x))
    support, query = order[:K], order[K:]
    return x[support], y[support], x[query], y[query]
