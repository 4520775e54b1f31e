"""
# What every pair of tasks trades: the product of their weights times the difference.
"""

import numpy as np


def famo_step(w, loss_old, loss_new, lr):
    weights = np.exp(np.clip(w - w.max(), -700, 0))
    z = weights / weights.sum()
    ahead = np.log(loss_old) - np.log(loss_new)
    trade = z[:, None] * z[None, :] * (ahead[:, None] - ahead[None, :])
    return w - lr * trade.sum(axis=1)
