def inner_adapt(theta, grad_fn, alpha, steps):
    """Adapt to one task by gradient descent:  theta <- theta - alpha * grad_fn(theta).

    Args:
        theta: float[P], initial parameters; left as they are.
        grad_fn: maps float[P] to float[P], the gradient of the task's loss.
        alpha: step size, > 0.
        steps: number of gradient steps, >= 0.

    Returns:
        float[P], the adapted parameters; with no steps, theta itself.
    """
    adapted = theta
    for _ in range(steps):
        # The right side makes a new array, so nobody else's array changes.
        adapted = adapted - alpha * grad_fn(adapted)
    return adapted
