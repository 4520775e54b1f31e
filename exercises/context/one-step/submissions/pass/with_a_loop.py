"""
# One example after the other, on Python numbers.
"""

import numpy as np


def attend(tokens, M):
    *examples, query = tokens
    asked = [sum(M[i][j] * query[j] for j in range(len(M))) for i in range(len(M))]
    total = 0.0
    for row in examples:
        total += row[-1] * sum(a * b for a, b in zip(row, asked, strict=False))
    return total / len(examples) if examples else 0.0


def step_matrix(d, eta):
    M = np.zeros((d, d))
    for i in range(d):
        M[i, i] = eta
    return M
