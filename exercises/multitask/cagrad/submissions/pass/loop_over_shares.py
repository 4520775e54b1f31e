"""
# A loop over 401 shares on Python numbers, which keeps the best so far.
"""


def cagrad(g1, g2, c):
    mean = [(x + y) / 2 for x, y in zip(g1, g2, strict=True)]
    radius = c * sum(x * x for x in mean) ** 0.5
    least, chosen, size = float("inf"), mean, 0.0
    for place in range(401):
        w = place / 400
        mixture = [w * x + (1 - w) * y for x, y in zip(g1, g2, strict=True)]
        length = sum(x * x for x in mixture) ** 0.5
        value = sum(x * y for x, y in zip(mixture, mean, strict=True)) + radius * length
        if value < least:
            least, chosen, size = value, mixture, length
    if size == 0:
        return mean
    return [m + radius * x / size for m, x in zip(mean, chosen, strict=True)]
