"""
feedback = "Correct. You ask for a column of the Hessian for every parameter of the head; one product with the masked gradient gives the same."

# The columns of the Hessian that belong to the head, one after the other.
"""

import numpy as np


def anil_grad(theta, mask, gradient, hvp, query_gradient, alpha):
    slope = gradient(theta)
    adapted = np.where(mask == 1, theta - alpha * slope, theta)
    outer = query_gradient(adapted)
    result = np.array(outer)
    for place in range(len(theta)):
        if mask[place] == 1:
            unit = np.zeros(len(theta))
            unit[place] = 1.0
            result -= alpha * outer[place] * hvp(theta, unit)
    return result
