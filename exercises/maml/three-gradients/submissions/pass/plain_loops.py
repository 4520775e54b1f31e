"""
# Every entry summed up in loops, without a matrix product.
"""

import numpy as np


def meta_gradients(theta, A, c, alpha):
    size = len(theta)

    def times_A(vector):
        result = np.zeros(size)
        for i in range(size):
            for j in range(size):
                result[i] += A[i, j] * vector[j]
        return result

    joint = times_A(theta - c)
    first_order = times_A(theta - alpha * joint - c)
    full = first_order - alpha * times_A(first_order)
    return [joint, first_order, full]
