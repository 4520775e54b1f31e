# Loops over places and phases with Python's own sine.
import math

import numpy as np


def best_guess(x, low, high, phases):
    guesses = []
    for place in x:
        total = 0.0
        for k in range(400):
            total += math.sin(place - (k + 0.5) / 400 * phases)
        guesses.append((low + high) / 2 * total / 400)
    return np.array(guesses)


def blind_error(low, high, phases):
    second = low * low + low * (high - low) + (high - low) ** 2 / 3
    square = 0.0
    for guess in best_guess(np.linspace(-4.99, 4.99, 500), low, high, phases):
        square += guess * guess / 500
    return second / 2 - square
