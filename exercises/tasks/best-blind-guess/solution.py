import numpy as np


def best_guess(x, low, high, phases):
    """Mean of the targets over all tasks:  m(x) = E[A] (cos(x - Phi) - cos x) / Phi.

    Args:
        x: float[N], places in radians.
        low, high: ends of the interval of amplitudes.
        phases: upper end Phi of the phases, > 0.

    Returns:
        float[N].
    """
    # sin(x - phi) is the derivative of cos(x - phi) with respect to phi.
    return (low + high) / 2 * (np.cos(x - phases) - np.cos(x)) / phases


def blind_error(low, high, phases):
    """Mean squared error of the best guess:  E[A^2] / 2 - E[m(x)^2].

    Args:
        low, high: ends of the interval of amplitudes.
        phases: pi or 2 pi.

    Returns:
        float.
    """
    # (high^3 - low^3) / (3 (high - low)), divided out: it holds for equal ends too.
    mean_square = (low**2 + low * high + high**2) / 3
    # Over pi or 2 pi the guess is m(0) cos x, and cos x squared has this mean on [-5, 5].
    height = best_guess(0.0, low, high, phases)
    return mean_square / 2 - height**2 * (0.5 + np.sin(10.0) / 20)
