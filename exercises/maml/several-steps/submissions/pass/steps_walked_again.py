"""
feedback = "Correct, and sparing with memory: no place is kept, and each is walked to again. The price is a number of gradients that grows like the square of k."

# No path is stored; the place of each step is walked to anew.
"""


def place_after(theta, gradient, alpha, steps):
    for _ in range(steps):
        theta = theta - alpha * gradient(theta)
    return theta


def maml_grad_ksteps(theta, gradient, hvp, query_gradient, alpha, k):
    outer = query_gradient(place_after(theta, gradient, alpha, k))
    while k > 0:
        k -= 1
        outer = outer - alpha * hvp(place_after(theta, gradient, alpha, k), outer)
    return outer
