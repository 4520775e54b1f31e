"""
# Measured from the other end of the line, with NumPy's norm.
"""

import numpy as np


def mgda(g1, g2):
    line = g1 - g2
    norm = np.linalg.norm(line)
    if norm == 0.0:
        return 0.5, np.array(g1)
    unit = line / norm
    along = min(max(-(unit @ g2), 0.0), norm)
    return along / norm, g2 + along * unit
