"""
# Loops over examples and hidden units, on single numbers.
"""

import math

import numpy as np


def hvp(theta, x, y, v):
    (w, b, u), (dw, db, du) = theta, v
    product = np.zeros(theta.shape)
    units = range(len(w))
    for place, target in zip(x, y):
        h = [math.tanh(w[j] * place + b[j]) for j in units]
        rise = [1 - value * value for value in h]
        turn = [dw[j] * place + db[j] for j in units]
        error = sum(u[j] * h[j] for j in units) - target
        change = sum(u[j] * rise[j] * turn[j] + du[j] * h[j] for j in units)
        for j in units:
            inner = change * u[j] * rise[j] + error * du[j] * rise[j]
            inner -= error * u[j] * 2 * h[j] * rise[j] * turn[j]
            product[0, j] += inner * place
            product[1, j] += inner
            product[2, j] += change * h[j] + error * rise[j] * turn[j]
    return product * 2 / len(x)
