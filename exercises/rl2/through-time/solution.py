import numpy as np


def trial_gradient(W, U, V, xs, actions, adv):
    """Gradients of  sum_t A_t log pi(a_t | h_t)  with  h_t = tanh(x_t W + h_{t-1} U).

    Args:
        W: float[D, H], weights of the input.
        U: float[H, H], weights of the memory.
        V: float[H, A], weights of the actions: logits are h_t V.
        xs: float[T, D], inputs.
        actions: int[T].
        adv: float[T], advantages A_t, taken as constants.

    Returns:
        Gradients with respect to W, U and V, of their shapes.
    """
    h = np.zeros((len(xs) + 1, len(U)))  # h[0] is the empty memory
    for t, x in enumerate(xs):
        h[t + 1] = np.tanh(x @ W + h[t] @ U)
    scores = np.exp(h[1:] @ V)
    chosen = np.eye(V.shape[1])[actions]
    d_logits = adv[:, None] * (chosen - scores / scores.sum(axis=1, keepdims=True))
    d_z = d_logits @ V.T
    later = np.zeros(len(U))
    for t in reversed(range(len(xs))):
        d_z[t] = (d_z[t] + later) * (1.0 - h[t + 1] ** 2)
        later = U @ d_z[t]
    return xs.T @ d_z, h[:-1].T @ d_z, h[1:].T @ d_logits
