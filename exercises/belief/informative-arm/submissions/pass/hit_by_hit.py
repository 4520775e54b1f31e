"""
# A loop over the pull that finds the target: each is equally likely. Whoever asks does so at once.
"""


def sampling_value(j, n, prize):
    total = 0.0
    for misses in range(j):
        lost = min(misses, n)
        total += lost + (n - lost) * prize
    return total / j


def best_value(j, n, prize, hint):
    guess = sampling_value(j, n, prize)
    if n == 0 or j == 1:
        return guess
    return max(hint + (n - 1) * prize, guess)
