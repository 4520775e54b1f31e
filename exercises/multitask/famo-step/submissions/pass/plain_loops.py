"""
# The double sum as it stands, on Python numbers.
"""

import math


def famo_step(w, loss_old, loss_new, lr):
    top = max(w)
    weights = [math.exp(logit - top) for logit in w]
    z = [weight / sum(weights) for weight in weights]
    result = []
    for i in range(len(w)):
        slope = 0.0
        for j in range(len(w)):
            improvement = math.log(loss_old[j]) - math.log(loss_new[j])
            slope += z[i] * ((i == j) - z[j]) * improvement
        result.append(w[i] - lr * slope)
    return result
