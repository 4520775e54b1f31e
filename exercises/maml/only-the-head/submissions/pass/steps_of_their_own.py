"""
# A step size for each parameter, which is 0 for the body.
"""


def anil_grad(theta, mask, gradient, hvp, query_gradient, alpha):
    sizes = alpha * mask
    adapted = theta - sizes * gradient(theta)
    after = query_gradient(adapted)
    return after + hvp(theta, -sizes * after)
