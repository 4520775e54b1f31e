import numpy as np


def hvp(theta, x, y, v):
    """Second derivatives of the loss along v:  the change of its gradient there.

    Args:
        theta: float[3, H], slopes w, offsets b and output weights u of the hidden units.
        x: float[N], inputs.
        y: float[N], targets.
        v: float[3, H], the direction.

    Returns:
        float[3, H], the product H v.
    """
    w, b, u = theta
    dw, db, du = v
    h = np.tanh(np.outer(x, w) + b)
    rise = 1 - h**2
    error = h @ u - y
    # How h, the error and what is carried back change along v.
    dh = rise * (np.outer(x, dw) + db)
    derror = dh @ u + h @ du
    dback = (np.outer(derror, u) + np.outer(error, du)) * rise
    dback -= 2 * np.outer(error, u) * h * dh
    change = [x @ dback, dback.sum(axis=0), derror @ h + error @ dh]
    return 2 / len(x) * np.array(change)
