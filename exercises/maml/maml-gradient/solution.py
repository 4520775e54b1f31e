import numpy as np


def maml_grad(theta, tasks, alpha, gradient, hvp):
    """Gradient of the mean query loss after one inner step on each task.

    Args:
        theta: float[...], initial parameters, of any shape.
        tasks: K tuples (xs, ys, xq, yq), support and query examples.
        alpha: size of the inner step.
        gradient: of (theta, x, y); the gradient of the loss, of the shape of theta.
        hvp: of (theta, x, y, v); the Hessian of the loss times v.

    Returns:
        float[...]:  mean_i (I - alpha H_i) grad L_i^query(theta_i').
    """
    total = np.zeros(theta.shape)
    for xs, ys, xq, yq in tasks:
        adapted = theta - alpha * gradient(theta, xs, ys)
        outer = gradient(adapted, xq, yq)
        total += outer - alpha * hvp(theta, xs, ys, outer)
    return total / len(tasks)
