import numpy as np


def averaging(X, y, query):
    """The answer of one gradient step of size 1:  (1/k sum_i y_i x_i) . x_q.

    Args:
        X: float[N, d], inputs, perhaps none.
        y: float[N].
        query: float[d].

    Returns:
        The answer.
    """
    return np.sum(y * (X @ query)) / max(len(y), 1)


def least_squares(X, y, query):
    """The answer of the shortest weights that fit best:  (X^+ y) . x_q.

    Args:
        X: float[N, d], inputs, perhaps none.
        y: float[N].
        query: float[d].

    Returns:
        The answer.
    """
    return np.sum(np.linalg.pinv(X) @ y * query)


def error_curve(answer, prompts):
    """Error after k examples:  e_k = mean (answer - w . x_q)^2 / d.

    Args:
        answer: called with X, y and query.
        prompts: inputs float[N, d], weights float[d] and query float[d] of each.

    Returns:
        float[T], for k = 0, ..., N.
    """
    curve = np.zeros(len(prompts[0][0]) + 1)
    for X, w, query in prompts:
        for k in range(len(curve)):
            missed = answer(X[:k], X[:k] @ w, query) - np.sum(w * query)
            curve[k] += missed**2 / len(w) / len(prompts)
    return curve
