"""
# For whole counts, Beta(s + 1, f + 1) is the (s + 1)-th smallest of s + f + 1 uniform numbers.
"""


def choose(wins, losses, rng):
    best, largest = 0, -1.0
    for arm in range(len(wins)):
        numbers = []
        for _ in range(int(wins[arm]) + int(losses[arm]) + 1):
            numbers.append(rng.random())
        theta = sorted(numbers)[int(wins[arm])]
        if theta > largest:
            best, largest = arm, theta
    return best


def play(pull, k, n, rng):
    wins, losses = [0] * k, [0] * k
    for _ in range(n):
        arm = choose(wins, losses, rng)
        if pull(arm) == 1:
            wins[arm] += 1
        else:
            losses[arm] += 1
    return wins, losses
