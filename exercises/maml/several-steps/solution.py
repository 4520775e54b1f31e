def maml_grad_ksteps(theta, gradient, hvp, query_gradient, alpha, k):
    """Gradient of the query loss after k inner steps, with respect to the start.

    Args:
        theta: float[P], initial parameters.
        gradient: of theta; the gradient of the support loss there, float[P].
        hvp: of (theta, v); the Hessian of the support loss there times v, float[P].
        query_gradient: of theta; the gradient of the query loss there, float[P].
        alpha: size of the inner steps.
        k: number of inner steps, >= 0.

    Returns:
        float[P]:  (I - alpha H_0) ... (I - alpha H_{k-1}) grad L^query(theta_k).
    """
    path = [theta]
    for _ in range(k):
        path.append(path[-1] - alpha * gradient(path[-1]))
    outer = query_gradient(path.pop())
    # The last step was nearest to the end, so its factor comes first.
    for place in reversed(path):
        outer = outer - alpha * hvp(place, outer)
    return outer
