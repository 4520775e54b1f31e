"""
check = "pair"
feedback = "You project in place, so that the rows of G change while surgery goes on: later tasks are projected on what is left of earlier ones, and the caller's gradients are lost. Begin each task with a copy."
"""

import numpy as np


def surgery_weights(G):
    weights = np.ones(len(G))
    for i in range(len(G)):
        g = G[i]
        for j in range(len(G)):
            along = g @ G[j]
            if j != i and along < 0:
                factor = along / (G[j] @ G[j])
                g -= factor * G[j]
                weights[j] -= factor
    return weights
