import numpy as np


def famo_step(w, loss_old, loss_new, lr):
    """The logits of the tasks' weights after one step of FAMO.

    Args:
        w: float[K], logits.
        loss_old: float[K], losses before a step of the network, above 0.
        loss_new: float[K], losses after it, on the same data.
        lr: step size of the logits.

    Returns:
        float[K]:  w - lr (diag(z) - z z') delta.
    """
    z = np.exp(w - w.max())
    z /= z.sum()
    delta = np.log(loss_old) - np.log(loss_new)
    return w - lr * z * (delta - z @ delta)
