"""
# Everything in the loop: an outer product for each step.
"""

import numpy as np


def trial_gradient(W, U, V, xs, actions, adv):
    memories, probabilities = [np.zeros(len(U))], []
    for x in xs:
        memories.append(np.tanh(x @ W + memories[-1] @ U))
        scores = np.exp(memories[-1] @ V)
        probabilities.append(scores / scores.sum())
    d_W, d_U, d_V = np.zeros_like(W), np.zeros_like(U), np.zeros_like(V)
    d_h = np.zeros(len(U))
    for t in range(len(xs) - 1, -1, -1):
        d_logits = -adv[t] * probabilities[t]
        d_logits[actions[t]] += adv[t]
        d_V += np.outer(memories[t + 1], d_logits)
        d_h = d_h + V @ d_logits
        d_z = d_h * (1 - memories[t + 1] ** 2)
        d_W += np.outer(xs[t], d_z)
        d_U += np.outer(memories[t], d_z)
        d_h = U @ d_z
    return d_W, d_U, d_V
