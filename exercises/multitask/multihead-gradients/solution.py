import numpy as np


def multihead_grads(W, V, x, y, task):
    """Gradients of  0.5 sum_n (tanh(x_n W) . V_task_n - y_n)^2  on a batch of mixed tasks.

    Args:
        W: float[D, H], the trunk, shared by all tasks.
        V: float[K, H], a head for each task.
        x: float[N, D], inputs of all tasks in any order.
        y: float[N], targets.
        task: int[N], which task each example is from.

    Returns:
        float[D, H] for the trunk and float[K, H] for the heads.
    """
    h = np.tanh(x @ W)
    own = V[task]
    error = (h * own).sum(axis=1) - y
    trunk = x.T @ (error[:, None] * own * (1 - h**2))
    heads = np.zeros_like(V)
    # Counts a task that occurs several times several times, which heads[task] += would not.
    np.add.at(heads, task, error[:, None] * h)
    return trunk, heads
