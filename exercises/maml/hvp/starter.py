import numpy as np


def gradient(theta, x, y):
    """Gradient of the mean squared error; float[3, H]. Nothing is missing here."""
    w, b, u = theta
    h = np.tanh(np.outer(x, w) + b)  # float[N, H]
    error = h @ u - y
    back = np.outer(error, u) * (1 - h**2)  # float[N, H]
    return 2 / len(x) * np.array([x @ back, back.sum(axis=0), error @ h])


def hvp(theta, x, y, v):
    """The matrix of second derivatives of the loss, times v; float[3, H]."""
    # How does each line of the gradient change along v?
    return np.zeros_like(theta)
