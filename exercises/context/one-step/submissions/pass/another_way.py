"""
# A mask hides the query from the examples, and its target from everybody.
"""

import numpy as np


def attend(tokens, M):
    keys, values = tokens[:, :-1], tokens[:, -1]
    seen = np.arange(len(tokens)) < len(tokens) - 1
    scores = np.einsum("td,de,e->t", keys, M, keys[-1])
    return np.sum(scores * values, where=seen) / max(seen.sum(), 1)


def step_matrix(d, eta):
    return np.identity(d) * eta
