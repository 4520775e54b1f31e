"""
# The Jacobian of the step, written out as a matrix and transposed as the chain rule says.
"""

import numpy as np


def meta_gradients(theta, A, c, alpha):
    jacobian = np.eye(len(theta)) - alpha * A
    joint = A @ (theta - c)
    first_order = A @ jacobian @ (theta - c)
    return joint, first_order, jacobian.T @ first_order
