def meta_gradients(theta, A, c, alpha):
    """Gradients of L(x) = 0.5 (x - c)' A (x - c) before an inner step, after it, and through it.

    Args:
        theta: float[P], initial parameters.
        A: float[P, P], symmetric curvature.
        c: float[P], the minimiser.
        alpha: step size.

    Returns:
        Three float[P]: A (theta - c); A (theta' - c); (I - alpha A) A (theta' - c).
    """
    joint = A @ (theta - c)
    adapted = theta - alpha * joint
    first_order = A @ (adapted - c)
    # The step maps a push of theta to (I - alpha A) times that push.
    full = first_order - alpha * (A @ first_order)
    return joint, first_order, full
