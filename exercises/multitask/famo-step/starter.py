import numpy as np


def famo_step(w, loss_old, loss_new, lr):
    """The logits of the tasks' weights after one step of FAMO."""
    return w.copy()
