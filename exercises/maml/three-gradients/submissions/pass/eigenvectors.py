"""
# In the eigenvectors of the curvature every direction has a factor of its own.
"""

import numpy as np


def meta_gradients(theta, A, c, alpha):
    values, vectors = np.linalg.eigh(A)
    along = values * (vectors.T @ (theta - c))
    factor = 1 - alpha * values
    return tuple(vectors @ (along * factor**power) for power in range(3))
