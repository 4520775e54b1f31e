import numpy as np


def layer(Z, Q):
    """The tokens after one layer of linear attention."""
    return Z.copy()


def td_matrix(C):
    """The Q with which a layer is one step of TD(0) with the step matrix C."""
    D = 2 * len(C) + 1
    return np.zeros((D, D))
