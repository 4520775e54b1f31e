"""
# Sums and comparisons in loops, on Python numbers.
"""


def stationary(slopes):
    up = down = False
    for slope in slopes:
        up = up or slope >= 0
        down = down or slope <= 0
    return up and down


def resting_points(a, c, start):
    pull = weight = 0.0
    for curvature, minimum in zip(a, c, strict=True):
        pull += curvature * minimum
        weight += curvature
    nearest = float(start)
    if all(minimum > start for minimum in c):
        nearest = float(min(c))
    elif all(minimum < start for minimum in c):
        nearest = float(max(c))
    return pull / weight, nearest
