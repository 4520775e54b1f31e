def anil_grad(theta, mask, gradient, hvp, query_gradient, alpha):
    """Gradient of the query loss after one inner step of the masked parameters.

    Args:
        theta: float[P], initial parameters.
        mask: float[P], 1 for parameters that adapt, 0 for the others.
        gradient: of theta; the gradient of the support loss there, float[P].
        hvp: of (theta, v); the Hessian of the support loss there times v, float[P].
        query_gradient: of theta; the gradient of the query loss there, float[P].
        alpha: size of the inner step.

    Returns:
        float[P]:  (I - alpha H M) grad L^query(theta'),  theta' = theta - alpha M grad L(theta).
    """
    outer = query_gradient(theta - alpha * mask * gradient(theta))
    return outer - alpha * hvp(theta, mask * outer)
