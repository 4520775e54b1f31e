# Adds up the risk of each weight in a loop, and decides with the threshold instead of the two risks.
def excess_risk(w1, w2, sigma, n, share):
    total = 0.0
    for first, second in zip(w1, w2):
        if share:
            total += ((first - second) / 2) ** 2 + sigma**2 / (2 * n)
        else:
            total += sigma**2 / n
    return total


def transfer_helps(w1, w2, sigma, n):
    squared_distance = sum((first - second) ** 2 for first, second in zip(w1, w2))
    return squared_distance < 2 * len(w1) * sigma**2 / n
