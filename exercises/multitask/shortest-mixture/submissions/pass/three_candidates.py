"""
# The foot of the perpendicular if it lies on the line, and else the shorter gradient.
"""


def mgda(g1, g2):
    long1, long2, both = g1 @ g1, g2 @ g2, g1 @ g2
    if both >= min(long1, long2):
        gamma = 0.5 if long1 == long2 else float(long1 < long2)
    else:
        gamma = (long2 - both) / (long1 + long2 - 2 * both)
    return gamma, g2 + gamma * (g1 - g2)
