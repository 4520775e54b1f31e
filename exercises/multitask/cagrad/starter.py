import numpy as np


def cagrad(g1, g2, c):
    """The direction near the mean gradient from which the worst off task gains most."""
    g0 = (g1 + g2) / 2
    return g0
