# Averages over a grid of phases for each place, and over a grid of places: no integral by hand.
import numpy as np


def best_guess(x, low, high, phases):
    grid = (np.arange(300) + 0.5) / 300 * phases
    return 0.5 * (low + high) * np.sin(x[:, None] - grid).mean(axis=1)


def blind_error(low, high, phases):
    places = (np.arange(500) + 0.5) / 50 - 5
    amplitudes = low + (np.arange(2000) + 0.5) / 2000 * (high - low)
    mean_square = np.mean(amplitudes**2)
    return mean_square / 2 - np.mean(best_guess(places, low, high, phases) ** 2)
