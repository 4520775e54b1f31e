import numpy as np


def gradient(theta, x, y):
    """Gradient of the mean squared error; float[3, H]. Nothing is missing here."""
    w, b, u = theta
    h = np.tanh(np.outer(x, w) + b)  # float[N, H]
    rise = 1 - h**2  # float[N, H], the slope of tanh
    error = h @ u - y  # float[N]
    back = np.outer(error, u) * rise  # float[N, H]
    return 2 / len(x) * np.array([x @ back, back.sum(axis=0), error @ h])


def hvp(theta, x, y, v):
    """The matrix of second derivatives of the loss, times v; float[3, H]."""
    w, b, u = theta
    dw, db, du = v  # how fast they change along v
    # The lines of the gradient, and after each one the change of its result.
    return np.zeros_like(theta)
