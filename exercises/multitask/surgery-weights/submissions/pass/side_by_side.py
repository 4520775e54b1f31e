"""
# All tasks at once: every gradient visits the same other task at the same time.
"""

import numpy as np


def surgery_weights(G):
    shares = np.eye(len(G))
    for j, other in enumerate(G):
        along = np.minimum(shares @ (G @ other), 0.0)
        along[j] = 0.0
        shares[:, j] -= along / (other @ other)
    return shares.sum(axis=0)
