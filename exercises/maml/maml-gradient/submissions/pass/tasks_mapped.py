"""
# A function of one task, mapped over all of them.
"""

import numpy as np


def maml_grad(theta, tasks, alpha, gradient, hvp):
    def through_the_step(task):
        xs, ys, xq, yq = task
        outer = gradient(theta - alpha * gradient(theta, xs, ys), xq, yq)
        return outer - alpha * hvp(theta, xs, ys, outer)

    return np.mean(list(map(through_the_step, tasks)), axis=0)
