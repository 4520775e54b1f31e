import numpy as np


def sample_task(rng):
    """Draw a wave:  A ~ U[0.1, 5],  phi ~ U[0, pi].

    Args:
        rng: source of the draws.

    Returns:
        (A, phi), two floats; the phase is in radians.
    """
    return rng.uniform(0.1, 5.0), rng.uniform(0.0, np.pi)


def sample_points(task, K, rng):
    """Draw points of one wave:  x ~ U[-5, 5],  y = A sin(x - phi).

    Args:
        task: (A, phi), shared by all points.
        K: number of points, >= 1.
        rng: source of the inputs.

    Returns:
        x float[K, 1] and y float[K, 1].
    """
    amplitude, phase = task
    x = rng.uniform(-5.0, 5.0, size=(K, 1))
    return x, amplitude * np.sin(x - phase)
