"""
# The gradient after k steps is that after k - 1 steps from the next place, through one step.
"""


def maml_grad_ksteps(theta, gradient, hvp, query_gradient, alpha, k):
    if k == 0:
        return query_gradient(theta)
    following = theta - alpha * gradient(theta)
    outer = maml_grad_ksteps(following, gradient, hvp, query_gradient, alpha, k - 1)
    return outer - alpha * hvp(theta, outer)
