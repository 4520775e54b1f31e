import numpy as np


def predict_alone(model, xs, ys, xq):
    """What the model predicts for each query point when it sees no other.

    Args:
        model: takes support inputs, support targets and query inputs, and gives float[N, C].
        xs: float[K, D], support inputs.
        ys: float[K, C], support targets.
        xq: float[N, D], query inputs.

    Returns:
        float[N, C], one row for each query point.
    """
    return np.concatenate([model(xs, ys, xq[i : i + 1]) for i in range(len(xq))])


def leaks(model, xs, ys, xq):
    """Whether any prediction is another one when all query points are there.

    Args:
        model, xs, ys, xq: as above.

    Returns:
        bool.
    """
    change = abs(model(xs, ys, xq) - predict_alone(model, xs, ys, xq))
    return not (change <= 1e-6).all()
