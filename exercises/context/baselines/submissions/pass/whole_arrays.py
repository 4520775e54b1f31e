"""
# A table of answers, prompts by examples; the fit uses the singular value decomposition.
"""

import numpy as np


def averaging(X, y, query):
    return np.sum(y * (X @ query)) / max(1, y.size)


def least_squares(X, y, query):
    if not y.size:
        return 0.0
    U, sizes, V = np.linalg.svd(X, full_matrices=False)
    kept = sizes > 1e-10 * sizes[0]
    return (query @ V.T[:, kept]) @ ((U.T @ y)[kept] / sizes[kept])


def error_curve(answer, prompts):
    lengths = range(prompts[0][0].shape[0] + 1)
    answers = np.array([[answer(X[:k], (X @ w)[:k], q) for k in lengths] for X, w, q in prompts])
    targets = np.array([[w @ query] for _, w, query in prompts])
    return np.mean((answers - targets) ** 2, axis=0) / prompts[0][1].size
