import numpy as np


def stationary(slopes):
    """Whether some weighted mean of the slopes is zero:  min_i g_i <= 0 <= max_i g_i.

    Args:
        slopes: float[K], slope of each task's loss at one place.

    Returns:
        bool; False where one small step makes all tasks better.
    """
    return bool(slopes.min() <= 0 <= slopes.max())


def resting_points(a, c, start):
    """Where small steps end on the losses  0.5 a_i (x - c_i)^2,  by the sum and by MGDA.

    Args:
        a: float[K], curvatures, above 0.
        c: float[K], minima.
        start: where the steps start.

    Returns:
        Two places: of the sum, and of MGDA.
    """
    by_sum = a @ c / a.sum()
    # Outside the minima every slope points towards them; between them none can shorten the way.
    by_mgda = np.clip(start, c.min(), c.max())
    return by_sum, by_mgda
